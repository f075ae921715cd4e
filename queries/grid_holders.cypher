// How many others hold a post for each of these grids on the day, possibly and surely: whether one's leaving leaves it
// without anybody. A post without a place of its own is for what its organization is there for.
UNWIND $grids AS wanted
MATCH (grid:Place {id: wanted})
WHERE $communities IS NULL OR grid.community IN $communities
CALL (grid) {
  MATCH (grid)<-[tie:FOR]-(post:Post)
  RETURN post, tie
  UNION
  MATCH (grid)<-[tie:COVERS|SERVES]-(:Organization)<-[:IN]-(post:Post)
  WHERE NOT EXISTS { (post)-[:FOR]->() }
  RETURN post, tie
}
WITH grid, post, tie
MATCH (post)-[stands:IN]->(:Organization)
WHERE all(t IN [tie, stands] WHERE (t.sinceEarliest IS NULL OR t.sinceEarliest <= $day)
  AND (t.untilLatest IS NULL OR t.untilLatest > $day))
OPTIONAL MATCH (post)<-[holds:HOLDS]-(other)
WHERE other.id <> $person
  AND (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
  AND (holds.untilLatest IS NULL OR holds.untilLatest > $day)
WITH grid, count(other) AS possible, sum(CASE WHEN other IS NOT NULL AND all(t IN [tie, stands, holds]
  WHERE t.sinceLatest <= $day AND (t.untilEarliest IS NULL OR t.untilEarliest > $day)) THEN 1 ELSE 0 END) AS sure
ORDER BY grid.code
RETURN collect([grid.id, 'Place', grid.code, grid.name, grid.level, possible, sure]) AS grids
