// One shortest way that this caller may walk. The conditions stand on each tie by itself, so that the server's
// two-sided search applies them as it goes, and a hub costs no more than its ties.
MATCH (a:Place|Compound|Building|House|Organization|Post|Person|Activity|Need|Offer {id: $from})
MATCH (b:Place|Compound|Building|House|Organization|Post|Person|Activity|Need|Offer {id: $to})
WITH a, b WHERE a <> b
MATCH p = shortestPath((a)
  -[:HOLDS|IN|FOR|ON_BEHALF_OF|UNDER|MEMBER_OF|COVERS|SERVES|MANAGES|LOCATED_AT|TOOK_PART|AT|NEEDS|OFFERS|PART_OF|WITHIN|IN_BUILDING|OF_COMPOUND*..10]-
  (b))
WHERE all(r IN relationships(p) WHERE
  (r.sinceEarliest IS NULL OR r.sinceEarliest <= $day)
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
  }))
RETURN [i IN range(0, length(p) - 1) | [nodes(p)[i].id, type(relationships(p)[i]),
  startNode(relationships(p)[i]) = nodes(p)[i], nodes(p)[i + 1].id, labels(nodes(p)[i + 1])[0], null, false,
  toString(relationships(p)[i].sinceEarliest), toString(relationships(p)[i].sinceLatest),
  toString(relationships(p)[i].untilEarliest), toString(relationships(p)[i].untilLatest)]] AS ties
