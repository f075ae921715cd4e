UNWIND $places AS place
MATCH (root:Place {id: place})
MATCH (root)<-[part:PART_OF*0..3]-(c:Place {level: 'community'})
WHERE all(p IN part WHERE p.untilEarliest IS NULL OR p.untilEarliest > $day)
RETURN collect(DISTINCT c.id) AS communities
