// A community whose joint committee has members, a house with a grown resident in it, and that resident: what the
// questions to paste speak of, and whom a sample's resident account is for.
MATCH (c:Place {level: 'community'})
WITH c ORDER BY EXISTS { (c)<-[:COVERS]-(:Organization {kind: 'joint_committee'}) } DESC, c.code LIMIT 1
CALL (c) {
  OPTIONAL MATCH (h:House {community: c.id})<-[l:LIVES_IN]-(p:Person)
  WHERE p.birth <= date() - duration('P18Y') AND l.untilLatest IS NULL
  RETURN h.id AS house, p.id AS person ORDER BY h.code, p.id LIMIT 1
}
CALL () { OPTIONAL MATCH (rule:DoublingRule) RETURN min(rule.code) AS rule }
RETURN coalesce(house, '') AS house, person, rule, c.id AS community
