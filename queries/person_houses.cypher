// 以人找房: every house that a person lives or lived in, is or was registered at, or holds or held, whatever the day.
// Each fact is judged by its own house; in a restricted area a person without a fact there is not found.
MATCH (person:Person)
WHERE (person.id = $person OR person.idHash = $id_hash) AND ($minors OR person.birth <= $grown)
WITH person,
  COLLECT {
    MATCH (person)-[lives:LIVES_IN]->(house:House)
    WHERE $communities IS NULL OR house.community IN $communities
    RETURN [house.id, house.code, house.address, house.use, lives.basis,
            toString(lives.sinceEarliest), toString(lives.sinceLatest),
            toString(lives.untilEarliest), toString(lives.untilLatest)]
    ORDER BY lives.sinceEarliest, house.code
  } AS lives,
  COLLECT {
    MATCH (person)-[registered:REGISTERED_AT]->(house:House)
    WHERE $communities IS NULL OR house.community IN $communities
    RETURN [house.id, house.code, house.address, house.use, registered.householdNo, registered.collective,
            toString(registered.sinceEarliest), toString(registered.sinceLatest),
            toString(registered.untilEarliest), toString(registered.untilLatest)]
    ORDER BY registered.sinceEarliest, house.code
  } AS registered,
  COLLECT {
    MATCH (person)-[tenure:HOLDS_TENURE]->(house:House)
    WHERE $communities IS NULL OR house.community IN $communities
    RETURN [house.id, house.code, house.address, house.use, tenure.kind, tenure.share,
            toString(tenure.sinceEarliest), toString(tenure.sinceLatest),
            toString(tenure.untilEarliest), toString(tenure.untilLatest)]
    ORDER BY tenure.sinceEarliest, house.code, tenure.kind
  } AS tenures
WHERE $communities IS NULL OR size(lives) + size(registered) + size(tenures) > 0
RETURN [person.id, person.name, person.sex, toString(person.birth)] AS person, lives, registered, tenures
LIMIT 1
