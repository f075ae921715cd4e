// 查房知人: a building's people, house by house. Each house is judged by its own community, as it may have moved.
MATCH (building:Building {id: $building})
WHERE $communities IS NULL OR building.community IN $communities
RETURN
  [building.id, building.code, building.name] AS building,
  COLLECT {
    MATCH (building)<-[stands:IN_BUILDING]-(house:House)
    WHERE ($communities IS NULL OR house.community IN $communities)
      AND (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
      AND (stands.untilLatest IS NULL OR stands.untilLatest > $day)
    RETURN [house.id, house.code, house.address, house.use, house.unit, house.room,
      COLLECT {
        MATCH (house)<-[registered:REGISTERED_AT]-(person:Person)
        WHERE (registered.sinceEarliest IS NULL OR registered.sinceEarliest <= $day)
          AND (registered.untilLatest IS NULL OR registered.untilLatest > $day)
          AND ($minors OR person.birth <= $grown)
        RETURN [person.id, person.name, person.sex, toString(person.birth),
                registered.householdNo, registered.relationToHead, registered.collective,
                toString(registered.sinceEarliest), toString(registered.sinceLatest),
                toString(registered.untilEarliest), toString(registered.untilLatest)]
        ORDER BY registered.householdNo, person.name, person.id
      },
      COLLECT {
        MATCH (house)<-[lives:LIVES_IN]-(person:Person)
        WHERE (lives.sinceEarliest IS NULL OR lives.sinceEarliest <= $day)
          AND (lives.untilLatest IS NULL OR lives.untilLatest > $day)
          AND ($minors OR person.birth <= $grown)
        RETURN [person.id, person.name, person.sex, toString(person.birth), lives.basis,
                toString(lives.sinceEarliest), toString(lives.sinceLatest),
                toString(lives.untilEarliest), toString(lives.untilLatest)]
        ORDER BY person.name, person.id
      }]
    ORDER BY house.unit, house.room, house.code
  } AS houses
