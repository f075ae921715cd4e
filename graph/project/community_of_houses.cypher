// A house lies where its building does, or, where there is none, where it says itself.
MATCH (h:House)
CALL (h) {
  OPTIONAL MATCH (h)-[w:IN_BUILDING|WITHIN]->(x)
  RETURN x.community AS community
  ORDER BY w.untilLatest IS NULL DESC, w.untilLatest DESC, w.sinceEarliest DESC, x.id LIMIT 1
}
WITH h, community
WHERE coalesce(h.community, '') <> coalesce(community, '')
CALL (h, community) { SET h.community = community } IN TRANSACTIONS OF 20000 ROWS
