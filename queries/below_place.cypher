// A place's roll-up, from the places down (CYPHER, the area). Only what surely holds on the day is counted.
// Residents are told of a place that lies wholly in the area, and not at all of any other (queries/residents_by_place).
// Each count walks down by itself: a list of all houses carried from count to count would not fit into memory.
MATCH (place:Place {id: $place})
WITH place, $communities IS NULL OR coalesce(place.community IN $communities, false)
  OR place.id IN $communities AS seen
CALL (place) {
  MATCH (place)<-[parts:PART_OF*1..4]-(below:Place)
  WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
  WITH DISTINCT below
  WITH below.level AS kind, count(below) AS many ORDER BY kind
  RETURN collect([kind, many]) AS places
}
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
  WITH DISTINCT below
  MATCH (below)<-[lies:WITHIN]-(compound:Compound)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN count(DISTINCT compound) AS compounds
}
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
  WITH DISTINCT below
  MATCH (below)<-[lies:WITHIN]-(building:Building)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  RETURN count(DISTINCT building) AS buildings
}
CALL (place) {
  MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
  WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
  WITH DISTINCT below
  MATCH (below)<-[lies:WITHIN]-(base:Building|House)
  WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
  MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)
  WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
  WITH coalesce(house.use, 'unknown') AS kind, count(DISTINCT house) AS many ORDER BY kind
  RETURN collect([kind, many]) AS houses
}
CALL (place) {
  CALL (place) {
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
    WITH DISTINCT below
    MATCH (below)<-[tie:COVERS|SERVES]-(organization:Organization)
    WHERE tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
    RETURN organization
    UNION
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
    WITH DISTINCT below
    MATCH (below)<-[lies:WITHIN]-(:Compound)<-[tie:MANAGES]-(organization:Organization)
    WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
      AND tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
    RETURN organization
    UNION
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
    WITH DISTINCT below
    MATCH (below)<-[lies:WITHIN]-(base:Building|House)
    WHERE lies.sinceLatest <= $day AND (lies.untilEarliest IS NULL OR lies.untilEarliest > $day)
    MATCH (base)<-[stands:IN_BUILDING*0..1]-(house:House)<-[tie:LOCATED_AT]-(organization:Organization)
    WHERE all(s IN stands WHERE s.sinceLatest <= $day AND (s.untilEarliest IS NULL OR s.untilEarliest > $day))
      AND tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
    RETURN organization
  }
  WITH coalesce(organization.kind, 'other') AS kind, count(organization) AS many ORDER BY kind
  RETURN collect([kind, many]) AS organizations
}
CALL (place) {
  CALL (place) {
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
    WITH DISTINCT below
    MATCH (below)<-[lies:WITHIN*0..1]-(:Place|Compound|Building)<-[for:FOR]-(post:Post)
    WHERE all(l IN lies WHERE l.sinceLatest <= $day AND (l.untilEarliest IS NULL OR l.untilEarliest > $day))
      AND for.sinceLatest <= $day AND (for.untilEarliest IS NULL OR for.untilEarliest > $day)
    RETURN post
    UNION
    MATCH (place)<-[parts:PART_OF*0..4]-(below:Place)
    WHERE all(p IN parts WHERE p.sinceLatest <= $day AND (p.untilEarliest IS NULL OR p.untilEarliest > $day))
    WITH DISTINCT below
    MATCH (below)<-[lies:WITHIN*0..1]-(:Place|Compound)<-[tie:COVERS|SERVES|MANAGES]-(:Organization)<-[:IN]-(post:Post)
    WHERE all(l IN lies WHERE l.sinceLatest <= $day AND (l.untilEarliest IS NULL OR l.untilEarliest > $day))
      AND tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day)
      AND NOT EXISTS { (post)-[:FOR]->() }
    RETURN post
  }
  MATCH (post)-[stands:IN]->(:Organization)
  WHERE stands.sinceLatest <= $day AND (stands.untilEarliest IS NULL OR stands.untilEarliest > $day)
  WITH DISTINCT post
  OPTIONAL MATCH (post)<-[holds:HOLDS]-(person:Person)
  WHERE holds.sinceLatest <= $day AND (holds.untilEarliest IS NULL OR holds.untilEarliest > $day)
  RETURN count(DISTINCT post) AS posts, count(DISTINCT person) AS holders
}
RETURN [place.id, place.code, place.name, place.level] AS place, seen, places, compounds, buildings, houses,
  organizations, posts, holders
