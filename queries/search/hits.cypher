// The candidates of a search, in the order of the index's score; class and area are judged again on the facts.
// A place, compound, building, organization or post is open. A house is told of within the area.
CALL db.index.fulltext.queryNodes('search', $query, {limit: $limit}) YIELD node
WITH collect(node) AS nodes
RETURN size(nodes) AS candidates, COLLECT {
  UNWIND nodes AS node
  WITH node, labels(node)[0] AS label
  WHERE label <> 'Person' AND (label <> 'House' OR $communities IS NULL OR node.community IN $communities)
  RETURN [label, node.id, coalesce(node.code, ''), coalesce(node.address, node.title, node.name, ''),
    coalesce(node.aliases, []), node.uscc, node.level, node.kind, node.use, coalesce(node.seats, 1),
    CASE WHEN label IN ['House', 'Building', 'Compound'] THEN COLLECT {
      MATCH (lies:Place {id: node.community}) RETURN [lies.id, lies.code, lies.name, lies.level]
    } ELSE [] END]
} AS things, COLLECT {
  UNWIND nodes AS person
  WITH person WHERE person:Person
  WITH person, $people AND ($minors OR person.birth <= $grown) AND ($communities IS NULL OR EXISTS {
    MATCH (person)-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]->(house:House) WHERE house.community IN $communities
  }) AS resident, CASE WHEN $holders THEN COLLECT {
    MATCH (person)-[holds:HOLDS]->(post:Post)
    WHERE (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
    WITH holds, post, EXISTS { (post)-[:OF]->(:PostType {volunteer: true}) } AS volunteer
    WHERE ($residents OR NOT volunteer) AND ($communities IS NULL
      OR EXISTS {
        MATCH (post)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities
      }
      OR NOT EXISTS { (post)-[:FOR]->() } AND EXISTS {
        MATCH (post)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
        WHERE t.community IN $communities OR t.id IN $communities
      })
    RETURN [volunteer, post.id, post.code, post.title, coalesce(post.seats, 1),
            toString(holds.sinceEarliest), toString(holds.sinceLatest),
            toString(holds.untilEarliest), toString(holds.untilLatest)]
    ORDER BY holds.untilLatest IS NULL DESC, holds.untilLatest DESC, post.code
  } ELSE [] END AS posts
  WHERE resident OR size(posts) > 0
  RETURN [person.id, person.name, CASE WHEN resident THEN person.sex END,
          CASE WHEN resident THEN toString(person.birth) END, coalesce(resident, false), posts]
} AS people
