// Posts of the wanted types that exist on the day, certainly or possibly, with their places and everyone who has held
// them so far. A post that was ever FOR something is where it is FOR; any other is where its organization is.
// A post is seen when a place of it is in the area.
UNWIND $types AS wanted
MATCH (type:PostType {id: wanted})<-[of:OF]-(post:Post)-[stands:IN]->(organization:Organization)
WHERE (of.sinceEarliest IS NULL OR of.sinceEarliest <= $day)
  AND (of.untilLatest IS NULL OR of.untilLatest > $day)
  AND (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
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
WITH type, post, organization, sure, own, targets,
  $communities IS NULL OR any(target IN targets WHERE target[4]) AS seen
RETURN
  collect(CASE WHEN seen THEN [
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
  ] END) AS posts,
  count(CASE WHEN NOT seen THEN 1 END) AS hidden
