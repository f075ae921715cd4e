// A community's unmet needs, each with the units near by whose offers are of the kind needed. A joint committee is near
// if it covers the community, a place above it, or a place under the same parent place.
MATCH (community:Place {id: $community, level: 'community'})
CALL (community) {
  MATCH (community)-[parts:PART_OF*0..2]->(place:Place)
  WHERE all(part IN parts WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                            AND (part.untilLatest IS NULL OR part.untilLatest > $day))
  RETURN DISTINCT place, CASE WHEN place = community THEN 'own' ELSE 'above' END AS nearness
  UNION
  MATCH (community)-[up:PART_OF]->(:Place)<-[down:PART_OF]-(place:Place)
  WHERE place <> community
    AND all(part IN [up, down] WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                                 AND (part.untilLatest IS NULL OR part.untilLatest > $day))
  RETURN DISTINCT place, 'neighbouring' AS nearness
}
OPTIONAL MATCH (committee:Organization {kind: 'joint_committee'})-[covers:COVERS|SERVES]->(place)
WHERE (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
  AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
WITH community, collect(DISTINCT CASE WHEN committee IS NOT NULL THEN [committee, place, nearness] END) AS near
RETURN
  [community.id, community.code, community.name, community.level] AS community,
  COLLECT {
    MATCH (community)-[needs:NEEDS]->(need:Need)
    WHERE (needs.sinceEarliest IS NULL OR needs.sinceEarliest <= $day)
      AND (needs.untilLatest IS NULL OR needs.untilLatest > $day)
    RETURN [need.id, need.code, need.kind, need.title,
      toString(needs.sinceEarliest), toString(needs.sinceLatest),
      toString(needs.untilEarliest), toString(needs.untilLatest),
      COLLECT {
        UNWIND near AS each
        WITH each[0] AS committee, each[1] AS place, each[2] AS nearness
        MATCH (committee)<-[member:MEMBER_OF]-(unit:Organization)
        WHERE (member.sinceEarliest IS NULL OR member.sinceEarliest <= $day)
          AND (member.untilLatest IS NULL OR member.untilLatest > $day)
        WITH DISTINCT committee, place, nearness, unit
        WITH committee, place, nearness, unit, COLLECT {
          MATCH (unit)-[offers:OFFERS]->(offer:Offer)
          WHERE offer.kind = need.kind
            AND (offers.sinceEarliest IS NULL OR offers.sinceEarliest <= $day)
            AND (offers.untilLatest IS NULL OR offers.untilLatest > $day)
          RETURN [offer.id, offer.code, offer.kind, offer.title,
                  toString(offers.sinceEarliest), toString(offers.sinceLatest),
                  toString(offers.untilEarliest), toString(offers.untilLatest)]
          ORDER BY offer.code
        } AS offered
        WHERE size(offered) > 0
        RETURN [unit.id, unit.code, unit.name, unit.kind,
          committee.id, committee.code, committee.name, committee.kind,
          place.id, place.code, place.name, place.level, nearness, offered]
        ORDER BY CASE nearness WHEN 'own' THEN 0 WHEN 'above' THEN 1 ELSE 2 END, unit.code, committee.code, place.code
      }]
    ORDER BY need.code
  } AS needs
