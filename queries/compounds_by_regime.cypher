// The compounds of a place with who manages each under which regime, and in which lists the firm stands. All of it is
// about organizations, and so open. A compound that may lie in two places stands under the first by code.
MATCH (place:Place {id: $within})
RETURN
  [place.id, place.code, place.name, place.level] AS place,
  COLLECT {
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)<-[lies:WITHIN]-(compound:Compound)
    WHERE all(p IN parts WHERE (p.sinceEarliest IS NULL OR p.sinceEarliest <= $day)
                           AND (p.untilLatest IS NULL OR p.untilLatest > $day))
      AND (lies.sinceEarliest IS NULL OR lies.sinceEarliest <= $day)
      AND (lies.untilLatest IS NULL OR lies.untilLatest > $day)
    WITH DISTINCT compound, below ORDER BY below.code, below.id
    WITH compound, head(collect(below)) AS below
    RETURN [compound.id, compound.code, compound.name, below.id, below.code, below.name, below.level,
      COLLECT {
        MATCH (compound)<-[manages:MANAGES]-(firm:Organization)
        WHERE (manages.sinceEarliest IS NULL OR manages.sinceEarliest <= $day)
          AND (manages.untilLatest IS NULL OR manages.untilLatest > $day)
        RETURN [firm.id, firm.code, firm.name, firm.kind, manages.regime,
          toString(manages.sinceEarliest), toString(manages.sinceLatest),
          toString(manages.untilEarliest), toString(manages.untilLatest),
          COLLECT {
            MATCH (firm)-[listed:LISTED]->(entry:ListEntry)
            WHERE (listed.sinceEarliest IS NULL OR listed.sinceEarliest <= $day)
              AND (listed.untilLatest IS NULL OR listed.untilLatest > $day)
            RETURN [entry.id, entry.code, entry.colour, entry.reason,
              toString(listed.sinceEarliest), toString(listed.sinceLatest),
              toString(listed.untilEarliest), toString(listed.untilLatest)] AS row
            ORDER BY row[1]
          }] AS row
        ORDER BY row[5] IS NOT NULL, row[5], row[1]
      }] AS row
    ORDER BY row[1]
  } AS compounds
