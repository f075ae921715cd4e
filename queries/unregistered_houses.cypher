// Houses in a place that are lived in while nobody is registered there. Each house is judged by its own community.
// Counts stand beside places on the tree of the month's end that is counted (queries/houses_by_place).
MATCH (place:Place {id: $within})
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE $residents AND $minors
    AND all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                         AND (p.untilLatest IS NULL OR p.untilLatest > $day))
  WITH below, max(all(p IN parts WHERE p.sinceLatest <= $day
                                     AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))) AS belongs
  MATCH (below)<-[lies:WITHIN]-(base:Building|House)
  WHERE (lies.sinceEarliest IS NULL OR lies.sinceEarliest <= $day)
    AND (lies.untilLatest IS NULL OR lies.untilLatest > $day)
  MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)
  WHERE ($communities IS NULL OR house.community IN $communities)
    AND all(s IN stands WHERE (s.sinceEarliest IS NULL OR s.sinceEarliest <= $day)
                          AND (s.untilLatest IS NULL OR s.untilLatest > $day))
  WITH house, max(belongs
    AND lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
    AND all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))) AS stood
  WHERE EXISTS {
    MATCH (house)<-[lives:LIVES_IN]-(:Person)
    WHERE (lives.sinceEarliest IS NULL OR lives.sinceEarliest <= $day)
      AND (lives.untilLatest IS NULL OR lives.untilLatest > $day)
  } AND NOT EXISTS {
    MATCH (house)<-[at:REGISTERED_AT]-(:Person)
    WHERE at.sinceLatest <= $day AND (at.untilEarliest IS NULL OR at.untilEarliest > $day)
  }
  WITH [house.id, house.code, house.address, house.use,
    CASE WHEN stood AND EXISTS {
      MATCH (house)<-[lives:LIVES_IN]-(:Person)
      WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
    } AND NOT EXISTS {
      MATCH (house)<-[at:REGISTERED_AT]-(:Person)
      WHERE (at.sinceEarliest IS NULL OR at.sinceEarliest <= $day)
        AND (at.untilLatest IS NULL OR at.untilLatest > $day)
    } THEN 'yes' ELSE 'possibly' END] AS row
  ORDER BY row[1]
  RETURN collect(row) AS found
}
RETURN
  toString($statistics) AS statisticsDay,
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
