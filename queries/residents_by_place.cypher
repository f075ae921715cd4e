// How many surely live, are registered, and do both in the same house, in the houses of each place itself on the day;
// and the tree of that day.
CALL () {
  MATCH (place:Place)
  CALL (place) {
    MATCH (place)<-[lies:WITHIN]-(base:Building|House)
    WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
    MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)
    WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
    RETURN collect(DISTINCT house) AS houses
  }
  WITH place, houses WHERE size(houses) > 0
  CALL (houses) {
    UNWIND houses AS house
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)
    WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
    RETURN count(DISTINCT person) AS residents
  }
  CALL (houses) {
    UNWIND houses AS house
    MATCH (house)<-[at:REGISTERED_AT]-(person:Person)
    WHERE at.sinceLatest <= $day AND (at.untilEarliest IS NULL OR at.untilEarliest > $day)
    RETURN count(DISTINCT person) AS registered
  }
  CALL (houses) {
    UNWIND houses AS house
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)-[at:REGISTERED_AT]->(house)
    WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
      AND at.sinceLatest <= $day AND (at.untilEarliest IS NULL OR at.untilEarliest > $day)
    RETURN count(DISTINCT person) AS together
  }
  RETURN collect([place.id, residents, registered, together]) AS counts
}
CALL () {
  MATCH (place:Place)-[part:PART_OF]->(above:Place)
  WHERE part.sinceLatest <= $day AND (part.untilEarliest IS NULL OR part.untilEarliest > $day)
  RETURN collect([place.id, above.id]) AS parts
}
RETURN counts, parts
