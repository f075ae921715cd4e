// A house with residents, and a community whose joint committee has members: what the questions to paste speak of.
CALL () { MATCH (:Person)-[:LIVES_IN]->(h:House) RETURN h.id AS house LIMIT 1 }
CALL () { OPTIONAL MATCH (rule:DoublingRule) RETURN min(rule.code) AS rule }
CALL () {
  OPTIONAL MATCH (c:Place {level: 'community'})
  RETURN c.id AS community ORDER BY EXISTS { (c)<-[:COVERS]-(:Organization {kind: 'joint_committee'}) } DESC, c.code
  LIMIT 1
}
RETURN house, rule, community
