// How many houses that stand in each place itself are surely over-occupied on the day, and how many are surely lived in
// and have nobody registered, not even possibly; and the tree of that day with its levels.
// The nearest standard is the one in force: that of the place, else of the next above it.
CALL () {
  MATCH (place:Place)
  CALL (place) {
    OPTIONAL MATCH (place)-[up:PART_OF*0..4]->(:Place)<-[applies:APPLIES_TO]-(standard:OccupancyStandard)
    WHERE all(u IN up WHERE u.sinceLatest <= $day AND (u.untilEarliest IS NULL OR u.untilEarliest > $day))
      AND applies.sinceLatest <= $day AND (applies.untilEarliest IS NULL OR applies.untilEarliest > $day)
    RETURN standard.squareMetres AS metres
    ORDER BY size(up), metres DESC LIMIT 1
  }
  CALL (place, metres) {
    MATCH (place)<-[lies:WITHIN]-(base:Building|House)
    WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
    MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)
    WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
    WITH DISTINCT house, metres
    WITH house, metres, COUNT {
      MATCH (house)<-[lives:LIVES_IN]-(person:Person)
      WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
      RETURN DISTINCT person
    } AS living
    WITH house, CASE WHEN house.floorArea < metres * living THEN 1 ELSE 0 END AS crowded,
      CASE WHEN living > 0 AND NOT EXISTS {
        MATCH (house)<-[at:REGISTERED_AT]-(:Person)
        WHERE (at.sinceEarliest IS NULL OR at.sinceEarliest <= $day)
          AND (at.untilLatest IS NULL OR at.untilLatest > $day)
      } THEN 1 ELSE 0 END AS unregistered
    RETURN count(house) AS houses, sum(crowded) AS crowded, sum(unregistered) AS unregistered
  }
  WITH place, houses, crowded, unregistered WHERE houses > 0
  RETURN collect([place.id, crowded, unregistered]) AS counts
}
CALL () {
  MATCH (place:Place)-[part:PART_OF]->(above:Place)
  WHERE part.sinceLatest <= $day AND (part.untilEarliest IS NULL OR part.untilEarliest > $day)
  RETURN collect([place.id, above.id]) AS parts
}
CALL () {
  MATCH (place:Place) WHERE place.level IN ['district', 'town', 'community']
  RETURN collect(place.id) AS told
}
RETURN counts, parts, told
