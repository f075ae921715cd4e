// 查人知住: where a person is registered and where they live on the day; each fact is judged by its own house.
MATCH (person:Person)
WHERE (person.id = $person OR person.idHash = $id_hash) AND ($minors OR person.birth <= $grown)
WITH person,
  COLLECT {
    MATCH (person)-[registered:REGISTERED_AT]->(house:House)
    WHERE ($communities IS NULL OR house.community IN $communities)
      AND (registered.sinceEarliest IS NULL OR registered.sinceEarliest <= $day)
      AND (registered.untilLatest IS NULL OR registered.untilLatest > $day)
    RETURN [house.id, house.code, house.address, house.use, registered.householdNo, registered.collective,
            toString(registered.sinceEarliest), toString(registered.sinceLatest),
            toString(registered.untilEarliest), toString(registered.untilLatest)]
    ORDER BY house.code
  } AS registered,
  COLLECT {
    MATCH (person)-[lives:LIVES_IN]->(house:House)
    WHERE ($communities IS NULL OR house.community IN $communities)
      AND (lives.sinceEarliest IS NULL OR lives.sinceEarliest <= $day)
      AND (lives.untilLatest IS NULL OR lives.untilLatest > $day)
    RETURN [house.id, house.code, house.address, house.use, lives.basis,
            toString(lives.sinceEarliest), toString(lives.sinceLatest),
            toString(lives.untilEarliest), toString(lives.untilLatest)]
    ORDER BY house.code
  } AS lives
WHERE $communities IS NULL OR size(registered) + size(lives) > 0
RETURN [person.id, person.name, person.sex, toString(person.birth)] AS person,
  person.registeredOutside AS registeredOutside, registered, lives
LIMIT 1
