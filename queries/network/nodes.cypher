// The rows of nodes, and of each post whether its holders are told. A person is there only as the holder of a post that
// the caller may read of. They are told of as a volunteer if they hold a volunteer post among $ids, or no public one; that
// too is told only of posts whose holders this caller may read of, for by it the same could be learnt.
UNWIND $ids AS each
MATCH (n:Place|Compound|Building|House|Organization|Post|PostType|Person|Activity|Need|Offer {id: each})
WHERE NOT n:Person OR EXISTS {
  MATCH (n)-[:HOLDS]->(post:Post)
  WHERE ($residents OR NOT EXISTS { (post)-[:OF]->(:PostType {volunteer: true}) })
    AND ($communities IS NULL
      OR EXISTS { MATCH (post)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
      OR NOT EXISTS { (post)-[:FOR]->() } AND EXISTS {
        MATCH (post)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
        WHERE t.community IN $communities OR t.id IN $communities
      })
}
WITH DISTINCT n
RETURN collect([n.id, labels(n)[0], CASE WHEN n:Person THEN null ELSE n.code END,
  CASE WHEN n:Person THEN null ELSE coalesce(n.name, n.title, n.address, n.zh, n.code) END,
  CASE WHEN n:Person THEN n.id END, CASE WHEN n:Person THEN n.name END,
  CASE WHEN n:Person THEN $residents AND (
    EXISTS {
      MATCH (n)-[:HOLDS]->(post:Post)-[:OF]->(:PostType {volunteer: true})
      WHERE post.id IN $ids AND ($communities IS NULL
        OR EXISTS { MATCH (post)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
        OR NOT EXISTS { (post)-[:FOR]->() } AND EXISTS {
          MATCH (post)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
          WHERE t.community IN $communities OR t.id IN $communities
        })
    }
    OR NOT EXISTS {
      MATCH (n)-[:HOLDS]->(post:Post)
      WHERE NOT EXISTS { (post)-[:OF]->(:PostType {volunteer: true}) } AND ($communities IS NULL
        OR EXISTS { MATCH (post)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
        OR NOT EXISTS { (post)-[:FOR]->() } AND EXISTS {
          MATCH (post)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
          WHERE t.community IN $communities OR t.id IN $communities
        })
    })
  END,
  n:Post AND NOT (
    ($residents OR NOT EXISTS { (n)-[:OF]->(:PostType {volunteer: true}) })
    AND ($communities IS NULL
      OR EXISTS { MATCH (n)-[:FOR]->(t) WHERE t.community IN $communities OR t.id IN $communities }
      OR NOT EXISTS { (n)-[:FOR]->() } AND EXISTS {
        MATCH (n)-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)
        WHERE t.community IN $communities OR t.id IN $communities
      }))]) AS nodes
