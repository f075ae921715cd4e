// A person who lives or is registered in the area on the day, as far as that is possible, and whether they may be a minor.
MATCH (person:Person {id: $person})-[tie:LIVES_IN|REGISTERED_AT]->(house:House)
WHERE ($communities IS NULL OR house.community IN $communities)
  AND ($minors OR person.birth <= $grown)
  AND (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
  AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
RETURN person.birth IS NULL OR person.birth > $grown AS minor
LIMIT 1
