// The tree of a stretch of time: what lay in what, and when; and which places took over from which. Only levels that
// are in play come, and of buildings only those asked for.
RETURN
  COLLECT {
    MATCH (place:Place)
    WHERE place.level IN $levels
    RETURN [place.id, 'Place', place.code, place.name, place.level,
      $communities IS NULL OR coalesce(place.community IN $communities, false) OR place.id IN $communities,
      COLLECT {
        MATCH (place)-[tie:PART_OF]->(above:Place)
        WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $until)
          AND (tie.untilLatest IS NULL OR tie.untilLatest > $since)
        RETURN [above.id, toString(tie.sinceEarliest), toString(tie.sinceLatest),
                toString(tie.untilEarliest), toString(tie.untilLatest)]
      }]
  } AS places,
  COLLECT {
    MATCH (compound:Compound)
    WHERE 'compound' IN $levels
    RETURN [compound.id, 'Compound', compound.code, compound.name, 'compound',
      $communities IS NULL OR coalesce(compound.community IN $communities, false),
      COLLECT {
        MATCH (compound)-[tie:WITHIN]->(above:Place)
        WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $until)
          AND (tie.untilLatest IS NULL OR tie.untilLatest > $since)
        RETURN [above.id, toString(tie.sinceEarliest), toString(tie.sinceLatest),
                toString(tie.untilEarliest), toString(tie.untilLatest)]
      }]
  } AS compounds,
  COLLECT {
    UNWIND $buildings AS wanted
    MATCH (building:Building {id: wanted})
    RETURN [building.id, 'Building', building.code, building.name, 'building',
      $communities IS NULL OR coalesce(building.community IN $communities, false),
      COLLECT {
        MATCH (building)-[tie:WITHIN|OF_COMPOUND]->(above)
        WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $until)
          AND (tie.untilLatest IS NULL OR tie.untilLatest > $since)
        RETURN [above.id, toString(tie.sinceEarliest), toString(tie.sinceLatest),
                toString(tie.untilEarliest), toString(tie.untilLatest)]
      }]
  } AS buildings,
  COLLECT {
    MATCH (new:Place)-[tie:SUCCEEDS]->(old:Place)
    RETURN [new.id, old.id, toString(tie.sinceEarliest), toString(tie.sinceLatest)]
  } AS successions
