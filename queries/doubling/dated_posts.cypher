// Posts of the wanted types that exist at some time from $since to $until, with their places and holders of that time,
// each fact with its dates. A post is seen when a place of it is in the area at some of that time; when, is for who
// reads the dates.
UNWIND $types AS wanted
MATCH (type:PostType {id: wanted})<-[of:OF]-(post:Post)-[stands:IN]->(organization:Organization)
WHERE (of.sinceEarliest IS NULL OR of.sinceEarliest <= $until)
  AND (of.untilLatest IS NULL OR of.untilLatest > $since)
  AND (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $until)
  AND (stands.untilLatest IS NULL OR stands.untilLatest > $since)
WITH type, post, organization, EXISTS { (post)-[:FOR]->() } AS own, [
  [toString(of.sinceEarliest), toString(of.sinceLatest), toString(of.untilEarliest), toString(of.untilLatest)],
  [toString(stands.sinceEarliest), toString(stands.sinceLatest),
   toString(stands.untilEarliest), toString(stands.untilLatest)]] AS stands
WITH type, post, organization, own, stands,
  CASE WHEN own THEN COLLECT {
    MATCH (post)-[tie:FOR]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $until)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $since)
    RETURN [target.id, labels(target)[0], target.level,
      [toString(tie.sinceEarliest), toString(tie.sinceLatest), toString(tie.untilEarliest), toString(tie.untilLatest)],
      $communities IS NULL OR coalesce(target.community IN $communities, false) OR target.id IN $communities]
  } ELSE COLLECT {
    MATCH (organization)-[tie:COVERS|SERVES|MANAGES]->(target)
    WHERE (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $until)
      AND (tie.untilLatest IS NULL OR tie.untilLatest > $since)
    RETURN [target.id, labels(target)[0], target.level,
      [toString(tie.sinceEarliest), toString(tie.sinceLatest), toString(tie.untilEarliest), toString(tie.untilLatest)],
      $communities IS NULL OR coalesce(target.community IN $communities, false) OR target.id IN $communities]
  } END AS targets
WITH type, post, organization, own, stands, targets,
  $communities IS NULL OR any(target IN targets WHERE target[4]) AS seen
RETURN
  collect(CASE WHEN seen THEN [
    post.id, post.code, post.title, coalesce(post.seats, 1),
    organization.id, organization.code, organization.name, organization.kind,
    type.id, coalesce(type.volunteer, false), stands, own, targets,
    COLLECT {
      MATCH (post)<-[holds:HOLDS]-(person:Person)
      WHERE (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $until)
        AND (holds.untilLatest IS NULL OR holds.untilLatest > $since)
      RETURN [person.id, person.name, holds.document,
              toString(holds.sinceEarliest), toString(holds.sinceLatest),
              toString(holds.untilEarliest), toString(holds.untilLatest)]
    }
  ] END) AS posts,
  count(CASE WHEN NOT seen THEN 1 END) AS hidden
