// The community of a sample's clerks, and a grown resident of it, for whom the sample's resident account is.
MATCH (c:Place {level: 'community'})
WITH c ORDER BY EXISTS { (c)<-[:COVERS]-(:Organization {kind: 'joint_committee'}) } DESC, c.code LIMIT 1
CALL (c) {
  OPTIONAL MATCH (h:House {community: c.id})<-[l:LIVES_IN]-(p:Person)
  WHERE p.birth <= date() - duration('P18Y') AND l.untilLatest IS NULL
  RETURN p.id AS person ORDER BY h.code, p.id LIMIT 1
}
RETURN c.id AS community, person
