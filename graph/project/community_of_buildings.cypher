MATCH (b:Building)
CALL (b) {
  OPTIONAL MATCH (b)-[w:WITHIN]->(p:Place)
  RETURN p.community AS community
  ORDER BY w.untilLatest IS NULL DESC, w.untilLatest DESC, w.sinceEarliest DESC, p.id LIMIT 1
}
WITH b, community
WHERE coalesce(b.community, '') <> coalesce(community, '')
SET b.community = community
