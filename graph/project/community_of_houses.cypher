// A house lies where its building does, or, where there is none, where it says itself.
UNWIND $ids AS id
MATCH (h:House {id: id})
CALL (h) {
  OPTIONAL MATCH (h)-[w:IN_BUILDING|WITHIN]->(x)
  RETURN x.community AS community
  ORDER BY w.untilLatest IS NULL DESC, type(w) = 'IN_BUILDING' DESC, w.untilLatest DESC, w.sinceEarliest DESC, x.id LIMIT 1
}
SET h.community = community
