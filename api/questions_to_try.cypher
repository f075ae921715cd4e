// A community of the area whose joint committee has members, and a house with a grown resident in it: what the questions
// to paste speak of. Places alone: who asks for them has named no grant yet.
MATCH (c:Place {level: 'community'})
WHERE $communities IS NULL OR c.id IN $communities
WITH c ORDER BY EXISTS { (c)<-[:COVERS]-(:Organization {kind: 'joint_committee'}) } DESC, c.code LIMIT 1
CALL (c) {
  OPTIONAL MATCH (h:House {community: c.id})<-[l:LIVES_IN]-(p:Person)
  WHERE p.birth <= date() - duration('P18Y') AND l.untilLatest IS NULL
  WITH h, p ORDER BY h.code, p.id LIMIT 1
  OPTIONAL MATCH (h)-[:IN_BUILDING]->(b:Building)
  RETURN h.id AS house, min(b.id) AS building
}
CALL () { OPTIONAL MATCH (rule:DoublingRule) RETURN min(rule.code) AS rule }
RETURN coalesce(house, '') AS house, coalesce(building, '') AS building, rule, c.id AS community
