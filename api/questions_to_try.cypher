CALL () { MATCH (:Person)-[:LIVES_IN]->(h:House) RETURN h LIMIT 1 }
CALL () { OPTIONAL MATCH (c:Place {level: 'community'}) RETURN c LIMIT 1 }
CALL () { OPTIONAL MATCH (u:Organization)-[:MEMBER_OF]->(:Organization) RETURN u LIMIT 1 }
RETURN h.id AS house, h.code AS houseCode, c.id AS community, c.code AS communityCode, u.id AS unit
