// People of whom nothing holds any more: each of their ties surely ended before the day.
MATCH (person:Person)
WHERE EXISTS { (person)--() }
  AND NOT EXISTS { MATCH (person)-[tie]-() WHERE tie.untilLatest IS NULL OR tie.untilLatest > $cutoff }
RETURN collect(person.id) AS people
