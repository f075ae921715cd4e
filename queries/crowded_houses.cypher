// Over-occupied houses in a place. Each house is judged by its own community, and by the nearest standard in force.
// Counts stand beside places on the tree of the month's end that is counted (queries/houses_by_place).
MATCH (place:Place {id: $within})
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE $residents AND $minors
    AND all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                         AND (p.untilLatest IS NULL OR p.untilLatest > $day))
  WITH below, max(all(p IN parts WHERE p.sinceLatest <= $day
                                     AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))) AS belongs
  CALL (below) {
    MATCH (below)-[ups:PART_OF*0..4]->(:Place)<-[applies:APPLIES_TO]-(standard:OccupancyStandard)
    WHERE all(u IN ups WHERE u.sinceLatest <= $day AND (u.untilEarliest IS NULL OR u.untilEarliest > $day))
      AND applies.sinceLatest <= $day AND (applies.untilEarliest IS NULL OR applies.untilEarliest > $day)
    RETURN standard.squareMetres AS metres
    ORDER BY size(ups), metres DESC LIMIT 1
  }
  MATCH (below)<-[lies:WITHIN]-(base:Building|House)
  WHERE (lies.sinceEarliest IS NULL OR lies.sinceEarliest <= $day)
    AND (lies.untilLatest IS NULL OR lies.untilLatest > $day)
  MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)
  WHERE ($communities IS NULL OR house.community IN $communities)
    AND all(s IN stands WHERE (s.sinceEarliest IS NULL OR s.sinceEarliest <= $day)
                          AND (s.untilLatest IS NULL OR s.untilLatest > $day))
  WITH house, metres, belongs
    AND lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
    AND all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day)) AS stood
  WITH house, metres, stood, COUNT {
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)
    WHERE (lives.sinceEarliest IS NULL OR lives.sinceEarliest <= $day)
      AND (lives.untilLatest IS NULL OR lives.untilLatest > $day)
    RETURN DISTINCT person
  } AS possibly
  WHERE house.floorArea < metres * possibly
  WITH house, metres, stood, COUNT {
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)
    WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
    RETURN DISTINCT person
  } AS surely
  WITH house, max(stood AND house.floorArea < metres * surely) AS certain
  WITH [house.id, house.code, house.address, house.use, CASE WHEN certain THEN 'yes' ELSE 'possibly' END] AS row
  ORDER BY row[1]
  RETURN collect(row) AS found
}
RETURN
  toString($statistics) AS statisticsDay,
  COLLECT {
    MATCH (standard:OccupancyStandard)-[applies:APPLIES_TO]->(at:Place)
    WHERE (applies.sinceEarliest IS NULL OR applies.sinceEarliest <= $day)
      AND (applies.untilLatest IS NULL OR applies.untilLatest > $day)
      AND EXISTS {
        MATCH (at)-[parts:PART_OF*0..4]->(place)
        WHERE all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                             AND (p.untilLatest IS NULL OR p.untilLatest > $day))
        UNION
        MATCH (place)-[parts:PART_OF*0..4]->(at)
        WHERE all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                             AND (p.untilLatest IS NULL OR p.untilLatest > $day))
      }
    RETURN [standard.id, standard.code, standard.squareMetres, standard.document, at.id, at.code, at.name, at.level,
      toString(applies.sinceEarliest), toString(applies.sinceLatest),
      toString(applies.untilEarliest), toString(applies.untilLatest)] AS row
    ORDER BY row[5], row[1]
  } AS standards,
  COLLECT {
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE below.level IN ['district', 'town', 'community']
      AND all(p IN parts WHERE p.sinceLatest <= $statistics
                           AND (p.untilEarliest IS NULL OR p.untilEarliest > $statistics))
    WITH DISTINCT below
    RETURN [below.id, below.code, below.name, below.level, $communities IS NULL
      OR coalesce(below.community IN $communities, false) OR below.id IN $communities] AS row
    ORDER BY row[1]
  } AS counts,
  CASE WHEN $residents AND $minors THEN found END AS houses
