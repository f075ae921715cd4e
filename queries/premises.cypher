// A firm's premises and what else is there: organizations, of whom none is a resident. Who operates the firm is private:
// a fact of the place of its premises, told under a grant.
MATCH (organization:Organization {id: $organization})
RETURN
  [organization.id, organization.code, organization.name, organization.kind] AS organization,
  COLLECT {
    MATCH (organization)-[located:LOCATED_AT]->(house:House)
    WHERE (located.sinceEarliest IS NULL OR located.sinceEarliest <= $day)
      AND (located.untilLatest IS NULL OR located.untilLatest > $day)
    RETURN [house.id, house.code, house.address, house.use,
      toString(located.sinceEarliest), toString(located.sinceLatest),
      toString(located.untilEarliest), toString(located.untilLatest),
      COLLECT {
        MATCH (house)<-[there:LOCATED_AT]-(other:Organization)
        WHERE other <> organization
          AND (there.sinceEarliest IS NULL OR there.sinceEarliest <= $day)
          AND (there.untilLatest IS NULL OR there.untilLatest > $day)
        RETURN [other.id, other.code, other.name, other.kind,
          toString(there.sinceEarliest), toString(there.sinceLatest),
          toString(there.untilEarliest), toString(there.untilLatest)] AS row
        ORDER BY row[2], row[0]
      },
      COLLECT {
        MATCH (house)-[stands:IN_BUILDING]->(building:Building)<-[next:IN_BUILDING]-(door:House)
        WHERE door <> house
          AND all(s IN [stands, next] WHERE (s.sinceEarliest IS NULL OR s.sinceEarliest <= $day)
                                        AND (s.untilLatest IS NULL OR s.untilLatest > $day))
        MATCH (door)<-[there:LOCATED_AT]-(other:Organization)
        WHERE (there.sinceEarliest IS NULL OR there.sinceEarliest <= $day)
          AND (there.untilLatest IS NULL OR there.untilLatest > $day)
        RETURN DISTINCT [other.id, other.code, other.name, other.kind, door.id, door.code, door.address, door.use,
          toString(there.sinceEarliest), toString(there.sinceLatest),
          toString(there.untilEarliest), toString(there.untilLatest)] AS row
        ORDER BY row[5], row[2], row[0]
      }] AS row
    ORDER BY row[1]
  } AS premises,
  CASE WHEN $residents THEN COLLECT {
    MATCH (organization)-[operated:OPERATED_BY]->(person:Person)
    WHERE $residents AND ($minors OR person.birth <= $grown)
      AND ($communities IS NULL OR EXISTS {
        MATCH (organization)-[:LOCATED_AT]->(there:House) WHERE there.community IN $communities
      })
      AND (operated.sinceEarliest IS NULL OR operated.sinceEarliest <= $day)
      AND (operated.untilLatest IS NULL OR operated.untilLatest > $day)
    RETURN [person.id, person.name, person.sex, toString(person.birth),
      toString(operated.sinceEarliest), toString(operated.sinceLatest),
      toString(operated.untilEarliest), toString(operated.untilLatest)] AS row
    ORDER BY row[1], row[0]
  } END AS operators
