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
    AND EXISTS { (above)<-[:PART_OF*1..2]-(:Place {level: 'community'}) }
    AND NOT EXISTS {
      MATCH (above)<-[parts:PART_OF*1..2]-(other:Place {level: 'community'})
      WHERE NOT other.id IN below AND all(part IN parts WHERE part.untilLatest IS NULL)
    }
  RETURN collect(above.id) AS whole
}
RETURN below + whole AS communities
