// Houses that stand in several places at once, so that the place above counts them once: for each that is surely
// over-occupied, and each that is lived in and has nobody registered, the places. Only they can of which, or of whose
// building, it is said twice where they stand.
CALL () {
  MATCH (house:House) WHERE COUNT { (house)-[:WITHIN|IN_BUILDING]->() } > 1
  RETURN house
  UNION
  MATCH (building:Building) WHERE COUNT { (building)-[:WITHIN]->() } > 1
  MATCH (building)<-[:IN_BUILDING]-(house:House)
  RETURN house
}
CALL (house) {
  MATCH (house)-[stands:IN_BUILDING*0..1]->(base)-[lies:WITHIN]->(place:Place)
  WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
    AND lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  WITH DISTINCT place
  CALL (place) {
    OPTIONAL MATCH (place)-[up:PART_OF*0..4]->(:Place)<-[applies:APPLIES_TO]-(standard:OccupancyStandard)
    WHERE all(u IN up WHERE u.sinceLatest <= $day AND (u.untilEarliest IS NULL OR u.untilEarliest > $day))
      AND applies.sinceLatest <= $day AND (applies.untilEarliest IS NULL OR applies.untilEarliest > $day)
    RETURN standard.squareMetres AS metres
    ORDER BY size(up), metres DESC LIMIT 1
  }
  RETURN collect([place.id, metres]) AS places
}
WITH house, places WHERE size(places) > 1
WITH house, places, COUNT {
  MATCH (house)<-[lives:LIVES_IN]-(person:Person)
  WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
  RETURN DISTINCT person
} AS living
WITH [p IN places WHERE house.floorArea < p[1] * living | p[0]] AS crowded,
  CASE WHEN living > 0 AND NOT EXISTS {
    MATCH (house)<-[at:REGISTERED_AT]-(:Person)
    WHERE (at.sinceEarliest IS NULL OR at.sinceEarliest <= $day)
      AND (at.untilLatest IS NULL OR at.untilLatest > $day)
  } THEN [p IN places | p[0]] ELSE [] END AS unregistered
WITH collect(crowded) AS crowded, collect(unregistered) AS unregistered
RETURN [each IN crowded WHERE size(each) > 1] AS crowded, [each IN unregistered WHERE size(each) > 1] AS unregistered
