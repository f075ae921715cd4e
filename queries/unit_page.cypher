// A unit's co-construction page. A delegate's name belongs to the area of what their post is for, else of what the
// committee covers; the seat does not.
MATCH (unit:Organization {id: $unit})
RETURN
  [unit.id, unit.code, unit.name, unit.kind] AS unit,
  COLLECT {
    MATCH (unit)-[member:MEMBER_OF]->(committee:Organization)
    WHERE (member.sinceEarliest IS NULL OR member.sinceEarliest <= $day)
      AND (member.untilLatest IS NULL OR member.untilLatest > $day)
    WITH member, committee, $communities IS NULL OR EXISTS {
      MATCH (committee)-[:COVERS|SERVES]->(place:Place)
      WHERE place.community IN $communities OR place.id IN $communities
    } AS seen
    RETURN [committee.id, committee.code, committee.name, committee.kind,
      toString(member.sinceEarliest), toString(member.sinceLatest),
      toString(member.untilEarliest), toString(member.untilLatest),
      COLLECT {
        MATCH (committee)-[covers:COVERS|SERVES]->(place:Place)
        WHERE (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
          AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
        RETURN DISTINCT [place.id, place.code, place.name, place.level] AS row
        ORDER BY row[1]
      },
      COLLECT {
        MATCH (committee)<-[stands:IN]-(post:Post)-[behalf:ON_BEHALF_OF]->(unit)
        WHERE (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
          AND (stands.untilLatest IS NULL OR stands.untilLatest > $day)
          AND (behalf.sinceEarliest IS NULL OR behalf.sinceEarliest <= $day)
          AND (behalf.untilLatest IS NULL OR behalf.untilLatest > $day)
        WITH post, EXISTS { (post)-[:OF]->(:PostType {volunteer: true}) } AS volunteer,
          CASE WHEN NOT EXISTS { (post)-[:FOR]->() } THEN seen
            ELSE $communities IS NULL OR EXISTS {
              MATCH (post)-[:FOR]->(target) WHERE target.community IN $communities OR target.id IN $communities
            } END AS told
        RETURN [post.id, post.code, post.title, coalesce(post.seats, 1),
          COUNT {
            MATCH (post)<-[holds:HOLDS]-(:Person)
            WHERE (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
              AND (holds.untilLatest IS NULL OR holds.untilLatest > $day)
          },
          COLLECT {
            MATCH (post)<-[holds:HOLDS]-(person:Person)
            WHERE told AND (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
              AND (holds.untilLatest IS NULL OR holds.untilLatest > $day)
            RETURN [person.id, person.name, volunteer, CASE WHEN $residents OR NOT volunteer THEN holds.document END,
                    toString(holds.sinceEarliest), toString(holds.sinceLatest),
                    toString(holds.untilEarliest), toString(holds.untilLatest)]
            ORDER BY CASE WHEN $residents OR NOT volunteer THEN person.name END, person.id
          }]
        ORDER BY post.code
      }]
    ORDER BY committee.code
  } AS memberships,
  COLLECT {
    MATCH (unit)-[offers:OFFERS]->(offer:Offer)
    WHERE (offers.sinceEarliest IS NULL OR offers.sinceEarliest <= $day)
      AND (offers.untilLatest IS NULL OR offers.untilLatest > $day)
    RETURN [offer.id, offer.code, offer.kind, offer.title,
            toString(offers.sinceEarliest), toString(offers.sinceLatest),
            toString(offers.untilEarliest), toString(offers.untilLatest)]
    ORDER BY offer.code
  } AS offers,
  COUNT { MATCH (unit)-[:TOOK_PART]->(activity:Activity) WHERE activity.heldOn <= $day } AS activities,
  head(COLLECT {
    MATCH (unit)-[:TOOK_PART]->(activity:Activity)
    WHERE activity.heldOn <= $day
    RETURN toString(activity.heldOn) ORDER BY activity.heldOn DESC LIMIT 1
  }) AS lastActivity,
  // The whole unit's or none: from two areas' counts a third's, which is too small to be told, could be subtracted.
  CASE WHEN $communities IS NULL THEN COUNT {
    MATCH (unit)<-[from:FROM_UNIT]-(:CheckIn)-[:TO_COMMUNITY]->(:Place)
    WHERE from.sinceLatest <= $statistics AND (from.untilEarliest IS NULL OR from.untilEarliest > $statistics)
  } END AS checkIns
