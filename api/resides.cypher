// Whether a person lives or is registered in the area on the day, as far as that is possible.
MATCH (person:Person {id: $person})-[tie:LIVES_IN|REGISTERED_AT]->(house:House)
WHERE ($communities IS NULL OR house.community IN $communities)
  AND ($minors OR person.birth <= $grown)
  AND (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
  AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
RETURN person.id AS id
LIMIT 1
