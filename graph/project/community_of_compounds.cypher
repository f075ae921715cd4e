MATCH (c:Compound)
CALL (c) {
  OPTIONAL MATCH (c)-[w:WITHIN]->(p:Place)
  RETURN p.community AS community
  ORDER BY w.untilLatest IS NULL DESC, w.untilLatest DESC, w.sinceEarliest DESC, p.id LIMIT 1
}
WITH c, community
WHERE coalesce(c.community, '') <> coalesce(community, '')
SET c.community = community
