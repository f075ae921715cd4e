// Where a person's facts lie, for the search's index: communities of their houses as they are; those of public posts
// behind o_, of volunteers' posts behind v_, since they are of another class; with nothing behind it, that there are any.
WITH p, COLLECT {
    MATCH (p)-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]->(h)
    WHERE h.community IS NOT NULL
    RETURN DISTINCT h.community AS community ORDER BY community
  } + COLLECT {
    MATCH (p)-[:HOLDS]->(post)
    WITH post, CASE WHEN EXISTS { MATCH (post)-[:OF]->(type) WHERE type.volunteer } THEN 'v_' ELSE 'o_' END AS class
    UNWIND [''] + CASE WHEN EXISTS { (post)-[:FOR]->() } THEN COLLECT {
      MATCH (post)-[:FOR]->(t)
      RETURN coalesce(t.community, t.id)
    } ELSE COLLECT {
      MATCH (post)-[:IN]->()-[:COVERS|SERVES|MANAGES]->(t)
      RETURN coalesce(t.community, t.id)
    } END AS at
    RETURN DISTINCT class + at AS lies ORDER BY lies
  } AS lies
WHERE coalesce(p.community, []) <> lies
SET p.community = lies
