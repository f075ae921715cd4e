// The posts of one person that exist on the day, certainly or possibly, with their places and all their holders of the
// day. Only posts that are seen: those in the area, and volunteers' posts only with the class of data of residents.
MATCH (:Person {id: $person})-[mine:HOLDS]->(post:Post)
WHERE (mine.sinceEarliest IS NULL OR mine.sinceEarliest <= $day)
  AND (mine.untilLatest IS NULL OR mine.untilLatest > $day)
WITH DISTINCT post
MATCH (post)-[of:OF]->(type:PostType)
WHERE (of.sinceEarliest IS NULL OR of.sinceEarliest <= $day)
  AND (of.untilLatest IS NULL OR of.untilLatest > $day)
  AND ($residents OR NOT coalesce(type.volunteer, false))
MATCH (post)-[stands:IN]->(organization:Organization)
WHERE (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
  AND (stands.untilLatest IS NULL OR stands.untilLatest > $day)
WITH type, post, organization, EXISTS { (post)-[:FOR]->() } AS own,
  coalesce(of.sinceLatest <= $day AND (of.untilEarliest IS NULL OR of.untilEarliest > $day)
    AND stands.sinceLatest <= $day AND (stands.untilEarliest IS NULL OR stands.untilEarliest > $day), false) AS sure
WITH type, post, organization, sure, own,
  CASE WHEN own THEN COLLECT {
    MATCH (post)-[tie:FOR]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
    RETURN [target.id, labels(target)[0], target.level,
      coalesce(tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day), false),
      $communities IS NULL OR coalesce(target.community IN $communities, false) OR target.id IN $communities]
  } ELSE COLLECT {
    MATCH (organization)-[tie:COVERS|SERVES|MANAGES]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
    RETURN [target.id, labels(target)[0], target.level,
      coalesce(tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day), false),
      $communities IS NULL OR coalesce(target.community IN $communities, false) OR target.id IN $communities]
  } END AS targets
WHERE $communities IS NULL OR any(target IN targets WHERE target[4])
WITH type, post, organization, sure, own, targets ORDER BY post.code
RETURN collect([
  post.id, post.code, post.title, coalesce(post.seats, 1),
  organization.id, organization.code, organization.name, organization.kind,
  type.id, coalesce(type.volunteer, false), sure, own, targets,
  COLLECT {
    MATCH (post)<-[holds:HOLDS]-(person:Person)
    WHERE holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day
    RETURN [person.id, person.name, holds.document,
            toString(holds.sinceEarliest), toString(holds.sinceLatest),
            toString(holds.untilEarliest), toString(holds.untilLatest),
            holds.untilLatest IS NULL OR holds.untilLatest > $day]
  }
]) AS posts
