// The places of one level in a place, and the place itself, as the tree was at the month's end that is counted.
// Their residents are told of a place that lies wholly in the area (queries/residents_by_place).
MATCH (place:Place {id: $within})
RETURN
  toString($statistics) AS statisticsDay,
  [place.id, place.code, place.name, place.level, $communities IS NULL
    OR coalesce(place.community IN $communities, false) OR place.id IN $communities] AS whole,
  COLLECT {
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE below.level = $by
      AND all(p IN parts WHERE p.sinceLatest <= $statistics
                           AND (p.untilEarliest IS NULL OR p.untilEarliest > $statistics))
    WITH DISTINCT below
    RETURN [below.id, below.code, below.name, below.level, $communities IS NULL
      OR coalesce(below.community IN $communities, false) OR below.id IN $communities] AS row
    ORDER BY row[1]
  } AS places
