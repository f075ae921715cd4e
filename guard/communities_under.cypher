// The communities below the given places on the day with those that were merged into them, and the towns and districts
// that lie wholly among them.
CALL () {
  UNWIND $places AS place
  MATCH (root:Place {id: place})
  MATCH (root)<-[part:PART_OF*0..3]-(c:Place {level: 'community'})
  WHERE all(p IN part WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                        AND (p.untilLatest IS NULL OR p.untilLatest > $day))
  MATCH (c)-[:SUCCEEDS*0..5]->(old:Place)
  RETURN collect(DISTINCT old.id) AS below
}
CALL (below) {
  MATCH (above:Place)
  WHERE above.level IN ['district', 'town']
  WITH above, COLLECT {
    MATCH (above)<-[parts:PART_OF*1..2]-(c:Place {level: 'community'})
    WHERE all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                           AND (p.untilLatest IS NULL OR p.untilLatest > $day))
    RETURN c.id
  } AS theirs
  WHERE size(theirs) > 0 AND all(c IN theirs WHERE c IN below)
  RETURN collect(above.id) AS whole
}
RETURN below + whole AS communities
