// Member units of joint committees that took part in no recorded activity from $since to the day.
OPTIONAL MATCH (place:Place {id: $within})
WITH place WHERE $within IS NULL OR place IS NOT NULL
RETURN COLLECT {
  MATCH (committee:Organization {kind: 'joint_committee'})<-[member:MEMBER_OF]-(unit:Organization)
  WHERE (member.sinceEarliest IS NULL OR member.sinceEarliest <= $day)
    AND (member.untilLatest IS NULL OR member.untilLatest > $day)
    AND ($within IS NULL OR EXISTS {
      MATCH (committee)-[covers:COVERS|SERVES]->(:Place)-[parts:PART_OF*0..4]->(above:Place)
      WHERE above = place
        AND (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
        AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
        AND all(part IN parts WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                                AND (part.untilLatest IS NULL OR part.untilLatest > $day))
    })
  WITH DISTINCT unit, committee
  ORDER BY committee.code
  WITH unit, collect([committee.id, committee.code, committee.name, committee.kind]) AS committees
  WHERE NOT EXISTS {
    MATCH (unit)-[:TOOK_PART]->(activity:Activity)
    WHERE activity.heldOn >= $since AND activity.heldOn <= $day
  }
  RETURN [unit.id, unit.code, unit.name, unit.kind, committees,
    COUNT { MATCH (unit)-[:TOOK_PART]->(activity:Activity) WHERE activity.heldOn <= $day },
    head(COLLECT {
      MATCH (unit)-[:TOOK_PART]->(activity:Activity)
      WHERE activity.heldOn <= $day
      RETURN toString(activity.heldOn) ORDER BY activity.heldOn DESC LIMIT 1
    })]
  ORDER BY unit.code, unit.id
} AS units
