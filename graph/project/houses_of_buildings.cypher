// Houses lie where their buildings do, so what touches a building touches them.
UNWIND $ids AS id
MATCH (b:Building {id: id})<-[:IN_BUILDING]-(h:House)
WITH DISTINCT h
CALL (h) {
  OPTIONAL MATCH (h)-[w:IN_BUILDING|WITHIN]->(x)
  RETURN x.community AS community
  ORDER BY w.untilLatest IS NULL DESC, type(w) = 'IN_BUILDING' DESC, w.untilLatest DESC, w.sinceEarliest DESC, x.id LIMIT 1
}
SET h.community = community
