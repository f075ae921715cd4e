// The records on which tenures of people stand that surely ended before the day.
MATCH (:Person)-[tenure:HOLDS_TENURE]->(:House)
WHERE tenure.untilLatest <= $cutoff
UNWIND tenure.sources AS number
RETURN collect(DISTINCT number) AS numbers
