// Who is joined to which community by co-construction on the day: units that are members of a joint committee which
// covers the community itself. All of it is open to everyone who reads data.
RETURN
  COLLECT {
    MATCH (committee:Organization {kind: 'joint_committee'})-[covers:COVERS|SERVES]->(community:Place {level: 'community'})
    WHERE (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
      AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
    WITH DISTINCT community
    RETURN [community.id, community.code, community.name, community.level,
      COLLECT {
        MATCH (community)-[parts:PART_OF*0..2]->(above:Place)
        WHERE all(part IN parts WHERE (part.sinceEarliest IS NULL OR part.sinceEarliest <= $day)
                                  AND (part.untilLatest IS NULL OR part.untilLatest > $day))
        RETURN DISTINCT above.id
      }]
  } AS communities,
  COLLECT {
    MATCH (committee:Organization {kind: 'joint_committee'})-[covers:COVERS|SERVES]->(community:Place {level: 'community'})
    WHERE (covers.sinceEarliest IS NULL OR covers.sinceEarliest <= $day)
      AND (covers.untilLatest IS NULL OR covers.untilLatest > $day)
    MATCH (committee)<-[member:MEMBER_OF]-(unit:Organization)
    WHERE (member.sinceEarliest IS NULL OR member.sinceEarliest <= $day)
      AND (member.untilLatest IS NULL OR member.untilLatest > $day)
    WITH DISTINCT unit, community
    RETURN [unit.id, unit.code, unit.name, unit.kind, community.id]
  } AS ties
