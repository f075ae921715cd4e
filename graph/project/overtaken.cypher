// Whether a tie of the tree of places has begun or ended since communities were last derived.
MATCH (g:Graph {id: 'jingwei'})
RETURN g.derivedOn < $day AND EXISTS {
  MATCH (:Place)-[p:PART_OF]->(:Place)
  WHERE (g.derivedOn < p.sinceEarliest AND p.sinceEarliest <= $day)
     OR (g.derivedOn < p.untilLatest AND p.untilLatest <= $day)
} AS overtaken
