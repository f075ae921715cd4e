// A community's co-construction page: the member units of its joint committee and of those of the places above it.
MATCH (community:Place {id: $community, level: 'community'})
CALL (community) {
  MATCH (community)-[parts:PART_OF*0..2]->(above:Place)<-[covers:COVERS|SERVES]-(committee:Organization)
  WHERE committee.kind = 'joint_committee'
    AND all(part IN parts WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                            AND (part.untilLatest IS NULL OR part.untilLatest > $day))
    AND (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
    AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
  WITH DISTINCT above, committee
  RETURN collect([above, committee, $communities IS NULL OR coalesce(above.community IN $communities, false)
    OR above.id IN $communities]) AS joint
}
CALL (community) {
  MATCH (community)<-[parts:PART_OF*0..2]-(below:Place)
  WHERE all(part IN parts WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                            AND (part.untilLatest IS NULL OR part.untilLatest > $day))
  MATCH (below)<-[:AT]-(activity:Activity)
  WHERE activity.heldOn <= $day
  WITH DISTINCT activity
  ORDER BY activity.heldOn DESC, activity.code
  RETURN collect(activity) AS held
}
RETURN
  [community.id, community.code, community.name, community.level] AS community,
  COLLECT {
    UNWIND joint AS each
    WITH each[0] AS above, each[1] AS committee, each[2] AS seen
    MATCH (committee)<-[member:MEMBER_OF]-(unit:Organization)
    WHERE (member.sinceEarliest IS NULL OR member.sinceEarliest <= $day)
      AND (member.untilLatest IS NULL OR member.untilLatest > $day)
    RETURN [unit.id, unit.code, unit.name, unit.kind,
      committee.id, committee.code, committee.name, committee.kind,
      above.id, above.code, above.name, above.level,
      toString(member.sinceEarliest), toString(member.sinceLatest),
      toString(member.untilEarliest), toString(member.untilLatest),
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
      },
      COLLECT {
        MATCH (unit)-[offers:OFFERS]->(offer:Offer)
        WHERE (offers.sinceEarliest IS NULL OR offers.sinceEarliest <= $day)
          AND (offers.untilLatest IS NULL OR offers.untilLatest > $day)
        RETURN [offer.id, offer.code, offer.kind, offer.title,
                toString(offers.sinceEarliest), toString(offers.sinceLatest),
                toString(offers.untilEarliest), toString(offers.untilLatest)]
        ORDER BY offer.code
      },
      head(COLLECT {
        MATCH (unit)-[:TOOK_PART]->(activity:Activity)
        WHERE activity.heldOn <= $day
        RETURN toString(activity.heldOn) ORDER BY activity.heldOn DESC LIMIT 1
      }),
      head(COLLECT {
        MATCH (unit)-[:TOOK_PART]->(activity:Activity)
        WHERE activity IN held
        RETURN toString(activity.heldOn) ORDER BY activity.heldOn DESC LIMIT 1
      })]
    ORDER BY above.level, unit.code
  } AS units,
  COLLECT {
    MATCH (community)-[needs:NEEDS]->(need:Need)
    WHERE (needs.sinceEarliest IS NULL OR needs.sinceEarliest <= $day)
      AND (needs.untilLatest IS NULL OR needs.untilLatest > $day)
    RETURN [need.id, need.code, need.kind, need.title,
            toString(needs.sinceEarliest), toString(needs.sinceLatest),
            toString(needs.untilEarliest), toString(needs.untilLatest)]
    ORDER BY need.code
  } AS unmet,
  COLLECT {
    MATCH (community)-[needs:NEEDS]->(need:Need)
    WHERE needs.untilLatest <= $day
    RETURN [need.id, need.code, need.kind, need.title,
            toString(needs.sinceEarliest), toString(needs.sinceLatest),
            toString(needs.untilEarliest), toString(needs.untilLatest)]
    ORDER BY need.code
  } AS met,
  COLLECT {
    UNWIND held AS activity
    RETURN [activity.id, activity.code, activity.title, activity.kind, toString(activity.heldOn)]
  } AS activities
