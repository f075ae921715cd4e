// A place's roll-up, from the places down (CYPHER, the area). Only what surely holds on the day is counted.
// Residents are counted for a place that lies wholly in the area, and not at all for any other.
MATCH (place:Place {id: $place})
WITH place, $communities IS NULL OR coalesce(place.community IN $communities, false) OR (
  place.level IN ['district', 'town']
  AND EXISTS { (place)<-[:PART_OF*1..2]-(:Place {level: 'community'}) }
  AND NOT EXISTS {
    MATCH (place)<-[parts:PART_OF*1..2]-(other:Place {level: 'community'})
    WHERE NOT other.id IN $communities AND all(part IN parts WHERE part.untilLatest IS NULL)
  }) AS seen
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE all(part IN parts WHERE part.sinceLatest <= $day AND (part.untilEarliest IS NULL OR part.untilEarliest > $day))
  RETURN collect(DISTINCT below) AS places
}
CALL (places) {
  UNWIND places AS below
  MATCH (below)<-[lies:WITHIN]-(compound:Compound)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN collect(DISTINCT compound) AS compounds
}
CALL (places) {
  UNWIND places AS below
  MATCH (below)<-[lies:WITHIN]-(building:Building)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN collect(DISTINCT building) AS buildings
}
CALL (places, buildings) {
  UNWIND places + buildings AS below
  MATCH (below)<-[lies:WITHIN|IN_BUILDING]-(house:House)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN collect(DISTINCT house) AS houses
}
CALL (places, compounds, houses) {
  UNWIND places + compounds + houses AS below
  MATCH (below)<-[tie:COVERS|SERVES|MANAGES|LOCATED_AT]-(organization:Organization)
  WHERE tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
  RETURN collect(DISTINCT organization) AS organizations
}
CALL (places, compounds, buildings) {
  CALL (places, compounds, buildings) {
    UNWIND places + compounds + buildings AS below
    MATCH (below)<-[for:FOR]-(post:Post)
    WHERE for.sinceLatest <= $day AND (for.untilEarliest IS NULL OR for.untilEarliest > $day)
    RETURN post
    UNION
    UNWIND places + compounds AS below
    MATCH (below)<-[tie:COVERS|SERVES|MANAGES]-(:Organization)<-[:IN]-(post:Post)
    WHERE tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
      AND NOT EXISTS { (post)-[:FOR]->() }
    RETURN post
  }
  WITH DISTINCT post
  MATCH (post)-[stands:IN]->(:Organization)
  WHERE stands.sinceLatest <= $day AND (stands.untilEarliest IS NULL OR stands.untilEarliest > $day)
  RETURN collect(DISTINCT post) AS posts
}
RETURN
  [place.id, place.code, place.name, place.level] AS place,
  COLLECT {
    UNWIND places AS below
    WITH below WHERE below <> place
    WITH below.level AS kind, count(below) AS many
    RETURN [kind, many] ORDER BY kind
  } AS places,
  size(compounds) AS compounds,
  size(buildings) AS buildings,
  COLLECT {
    UNWIND houses AS house
    WITH coalesce(house.use, 'unknown') AS kind, count(house) AS many
    RETURN [kind, many] ORDER BY kind
  } AS houses,
  COLLECT {
    UNWIND organizations AS organization
    WITH coalesce(organization.kind, 'other') AS kind, count(organization) AS many
    RETURN [kind, many] ORDER BY kind
  } AS organizations,
  size(posts) AS posts,
  COUNT {
    UNWIND posts AS post
    MATCH (post)<-[holds:HOLDS]-(person:Person)
    WHERE holds.sinceLatest <= $day AND (holds.untilEarliest IS NULL OR holds.untilEarliest > $day)
    RETURN DISTINCT person
  } AS holders,
  CASE WHEN seen THEN COUNT {
    UNWIND houses AS house
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)
    WHERE lives.sinceLatest <= $day AND (lives.untilEarliest IS NULL OR lives.untilEarliest > $day)
    RETURN DISTINCT person
  } END AS residents,
  CASE WHEN seen THEN COUNT {
    UNWIND houses AS house
    MATCH (house)<-[registered:REGISTERED_AT]-(person:Person)
    WHERE registered.sinceLatest <= $day AND (registered.untilEarliest IS NULL OR registered.untilEarliest > $day)
    RETURN DISTINCT person
  } END AS registered
