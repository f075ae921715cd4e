// The ties around some nodes, at either end, as this caller may see them. Who holds a post is told where the post lies
// in the area, and of a volunteer under a grant only. An activity joins those who took part from its day on.
UNWIND $ids AS each
MATCH (near:Place|Compound|Building|House|Organization|Post|PostType|Person|Activity|Need|Offer {id: each})
  -[r:HOLDS|IN|FOR|OF|ON_BEHALF_OF|UNDER|MEMBER_OF|COVERS|SERVES|MANAGES|LOCATED_AT|TOOK_PART|AT|NEEDS|OFFERS|PART_OF|WITHIN|IN_BUILDING|OF_COMPOUND]-(far)
WHERE type(r) IN $kinds
  AND (r.sinceEarliest IS NULL OR r.sinceEarliest <= $day)
  AND (r.untilLatest IS NULL OR r.untilLatest > $day OR type(r) IN ['TOOK_PART', 'AT'])
  AND (type(r) <> 'HOLDS' OR EXISTS {
    MATCH ()-[r]->(post:Post)
    WHERE ($residents OR NOT EXISTS { (post)-[:OF]->(:PostType {volunteer: true}) })
      AND ($communities IS NULL
        OR EXISTS { MATCH (post)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
        OR NOT EXISTS { (post)-[:FOR]->() } AND EXISTS {
          MATCH (post)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
          WHERE t.community IN $communities OR t.id IN $communities
        })
  })
RETURN collect([near.id, type(r), startNode(r) = near, far.id, labels(far)[0],
  CASE WHEN far:Person THEN null ELSE far.code END,
  far:Post AND NOT (
    ($residents OR NOT EXISTS { (far)-[:OF]->(:PostType {volunteer: true}) })
    AND ($communities IS NULL
      OR EXISTS { MATCH (far)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
      OR NOT EXISTS { (far)-[:FOR]->() } AND EXISTS {
        MATCH (far)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
        WHERE t.community IN $communities OR t.id IN $communities
      })),
  toString(r.sinceEarliest), toString(r.sinceLatest), toString(r.untilEarliest), toString(r.untilLatest)]) AS ties
