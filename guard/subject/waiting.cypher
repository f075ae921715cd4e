// Those of these persons who live, are registered or hold a house in the caller's area, and whether each is a minor; who
// has no birthday is taken for one. Somebody with no house at all is the whole district's.
MATCH (person:Person)
WHERE person.id IN $persons
  AND ($communities IS NULL
    OR EXISTS {
      MATCH (person)-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]->(house:House) WHERE house.community IN $communities
    })
RETURN person.id AS person, coalesce(person.birth > $grown, true) AS minor
