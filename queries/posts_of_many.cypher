// Who holds so many posts or more on the day, certainly or possibly, and each of the posts with what it is for. Only
// posts that are seen count: those in the area and, without the class of data of residents, none of volunteers.
MATCH (type:PostType)<-[of:OF]-(post:Post)<-[holds:HOLDS]-(person:Person)
WHERE ($residents OR NOT coalesce(type.volunteer, false))
  AND (of.sinceEarliest IS NULL OR of.sinceEarliest <= $day)
  AND (of.untilLatest IS NULL OR of.untilLatest > $day)
  AND (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
  AND (holds.untilLatest IS NULL OR holds.untilLatest > $day)
WITH person, collect([type, of, post, holds]) AS turns, count(DISTINCT post) AS many
WHERE many >= $at_least
UNWIND turns AS turn
WITH person, turn[0] AS type, turn[1] AS of, turn[2] AS post, turn[3] AS holds
MATCH (post)-[stands:IN]->(organization:Organization)
WHERE (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
  AND (stands.untilLatest IS NULL OR stands.untilLatest > $day)
WITH person, type, of, post, holds, stands, organization,
  CASE WHEN EXISTS { (post)-[:FOR]->() } THEN COLLECT {
    MATCH (post)-[tie:FOR]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
    RETURN target
  } ELSE COLLECT {
    MATCH (organization)-[tie:COVERS|SERVES|MANAGES]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
    RETURN target
  } END AS targets
WHERE ($communities IS NULL OR any(t IN targets WHERE t.community IN $communities OR t.id IN $communities))
  AND ($within IS NULL OR any(t IN targets WHERE EXISTS {
    MATCH (t)-[ties:PART_OF|WITHIN|OF_COMPOUND*0..5]->(:Place {id: $within})
    WHERE all(e IN ties WHERE (e.sinceEarliest IS NULL OR e.sinceEarliest <= $day)
      AND (e.untilLatest IS NULL OR e.untilLatest > $day))
  }))
WITH person, collect([post.id, post.code, post.title, coalesce(post.seats, 1),
  organization.id, organization.code, organization.name, organization.kind,
  coalesce(type.volunteer, false), holds.document,
  toString(holds.sinceEarliest), toString(holds.sinceLatest),
  toString(holds.untilEarliest), toString(holds.untilLatest),
  coalesce(all(t IN [of, stands]
    WHERE t.sinceLatest <= $day AND (t.untilEarliest IS NULL OR t.untilEarliest > $day)), false),
  [t IN targets | [t.id, labels(t)[0], t.code, t.name, coalesce(t.level, toLower(labels(t)[0])),
    $communities IS NULL OR coalesce(t.community IN $communities, false) OR t.id IN $communities]]]) AS held,
  count(DISTINCT post) AS many
WHERE many >= $at_least
RETURN collect([person.id, person.name, held]) AS persons
