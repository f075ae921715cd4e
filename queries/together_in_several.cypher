// Who counts at several places at once, so that the place above counts them once: for each such person, the places.
// Only they can: who has several such ties, or lives in a house, or a building, that has stood in several places.
CALL () {
  MATCH (person:Person) WHERE COUNT { (person)-[:LIVES_IN]->() } > 1 AND COUNT { (person)-[:REGISTERED_AT]->() } > 1
  RETURN person
  UNION
  MATCH (house:House) WHERE COUNT { (house)-[:WITHIN|IN_BUILDING]->() } > 1
  MATCH (house)<-[:LIVES_IN]-(person:Person)
  RETURN person
  UNION
  MATCH (building:Building) WHERE COUNT { (building)-[:WITHIN]->() } > 1
  MATCH (building)<-[:IN_BUILDING]-(:House)<-[:LIVES_IN]-(person:Person)
  RETURN person
}
CALL (person) {
  MATCH (person)-[tie:LIVES_IN]->(house:House)
  WHERE tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
    AND EXISTS {
      MATCH (person)-[at:REGISTERED_AT]->(house)
      WHERE at.sinceLatest <= $day AND (at.untilEarliest IS NULL OR at.untilEarliest > $day)
    }
  MATCH (house)-[stands:IN_BUILDING*0..1]->(base)-[lies:WITHIN]->(place:Place)
  WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
    AND lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN collect(DISTINCT place.id) AS places
}
WITH places WHERE size(places) > 1
RETURN collect(places) AS several
