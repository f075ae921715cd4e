// Places of a kind in the area that are there on the day, with the posts of a type, or a narrower one, that are for them
// and how many hold each: what decides whether anybody does. [exists surely], [post …, surely there, may hold, hold].
MATCH (wanted:PostType {id: $post_type})
WITH wanted, COLLECT { MATCH (wanted)<-[:BROADER*0..5]-(type:PostType) RETURN type.id } AS types
CALL () {
  MATCH (place:Place)-[tie:PART_OF]->(:Place)
  WHERE place.level = $kind
    AND (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
    AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
  RETURN place,
    coalesce(tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day), false) AS sure
  UNION
  MATCH (place:Place {level: 'district'})
  WHERE $kind = 'district'
  RETURN place, true AS sure
  UNION
  MATCH (:Place)<-[tie:WITHIN]-(place:Compound|Building)
  WHERE ($kind = 'compound' AND place:Compound OR $kind = 'building' AND place:Building)
    AND (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
    AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
  RETURN place,
    coalesce(tie.sinceLatest <= $day AND (tie.untilEarliest IS NULL OR tie.untilEarliest > $day), false) AS sure
}
WITH wanted, types, place, max(sure) AS exists
WHERE ($communities IS NULL OR place.community IN $communities OR place.id IN $communities)
  AND ($within IS NULL OR EXISTS {
    MATCH (place)-[ties:PART_OF|WITHIN|OF_COMPOUND*0..5]->(:Place {id: $within})
    WHERE all(t IN ties WHERE (t.sinceEarliest IS NULL OR t.sinceEarliest <= $day)
      AND (t.untilLatest IS NULL OR t.untilLatest > $day))
  })
WITH wanted, place, exists, COLLECT {
  CALL (place) {
    MATCH (place)<-[tie:FOR]-(post:Post)
    RETURN post, tie
    UNION
    MATCH (place)<-[tie:COVERS|SERVES|MANAGES]-(:Organization)<-[:IN]-(post:Post)
    WHERE NOT EXISTS { (post)-[:FOR]->() }
    RETURN post, tie
  }
  MATCH (post)-[of:OF]->(type:PostType) WHERE type.id IN types
    AND (tie.sinceEarliest IS NULL OR tie.sinceEarliest <= $day)
    AND (tie.untilLatest IS NULL OR tie.untilLatest > $day)
    AND (of.sinceEarliest IS NULL OR of.sinceEarliest <= $day)
    AND (of.untilLatest IS NULL OR of.untilLatest > $day)
  MATCH (post)-[stands:IN]->(:Organization)
  WHERE (stands.sinceEarliest IS NULL OR stands.sinceEarliest <= $day)
    AND (stands.untilLatest IS NULL OR stands.untilLatest > $day)
  WITH post, max(coalesce(all(t IN [tie, of, stands]
    WHERE t.sinceLatest <= $day AND (t.untilEarliest IS NULL OR t.untilEarliest > $day)), false)) AS there
  RETURN [post.id, post.code, post.title, coalesce(post.seats, 1), there,
    COUNT {
      MATCH (post)<-[holds:HOLDS]-()
      WHERE (holds.sinceEarliest IS NULL OR holds.sinceEarliest <= $day)
        AND (holds.untilLatest IS NULL OR holds.untilLatest > $day)
    },
    COUNT {
      MATCH (post)<-[holds:HOLDS]-()
      WHERE holds.sinceLatest <= $day AND (holds.untilEarliest IS NULL OR holds.untilEarliest > $day)
    }] AS row ORDER BY row[1]
} AS posts
ORDER BY place.code, place.id
WITH wanted, collect([place.id, labels(place)[0], place.code, place.name, coalesce(place.level, toLower(labels(place)[0])),
  exists, posts]) AS places
RETURN [wanted.id, wanted.code, wanted.zh, wanted.en] AS type, places
