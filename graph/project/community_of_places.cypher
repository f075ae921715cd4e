// A place at or below a community lies in it. Among several parents (a reform), today's counts.
UNWIND $ids AS id
MATCH (p:Place {id: id})
CALL (p) {
  OPTIONAL MATCH path = (p)-[up:PART_OF*0..2]->(c:Place {level: 'community'})
  WHERE all(u IN up WHERE (u.sinceEarliest IS NULL OR u.sinceEarliest <= $day)
                      AND (u.untilLatest IS NULL OR u.untilLatest > $day))
  RETURN c.id AS community ORDER BY length(path), c.id LIMIT 1
}
SET p.community = community
