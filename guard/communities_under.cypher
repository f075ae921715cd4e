UNWIND $places AS place
MATCH (root:Place {id: place})
MATCH (root)<-[part:PART_OF*0..3]-(c:Place {level: 'community'})
WHERE all(p IN part WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                      AND (p.untilLatest IS NULL OR p.untilLatest > $day))
RETURN collect(DISTINCT c.id) AS communities
