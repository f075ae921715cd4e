// Who has owned, rented and used a house: every right there has been, the earliest first.
MATCH (house:House {id: $house})
WHERE $communities IS NULL OR house.community IN $communities
RETURN
  [house.id, house.code, house.address, house.use] AS house,
  COLLECT {
    MATCH (house)<-[tenure:HOLDS_TENURE]-(holder)
    WHERE $minors OR holder:Organization OR holder.birth <= $grown
    WITH tenure, holder, holder:Person AS natural
    RETURN [CASE WHEN natural THEN holder.id END, holder.name, holder.sex, toString(holder.birth),
            CASE WHEN NOT natural THEN holder.id END, holder.code, holder.name, holder.kind,
            tenure.kind, tenure.share,
            toString(tenure.sinceEarliest), toString(tenure.sinceLatest),
            toString(tenure.untilEarliest), toString(tenure.untilLatest)]
    ORDER BY tenure.sinceEarliest IS NOT NULL, tenure.sinceEarliest, tenure.kind, holder.name, holder.id
  } AS tenures
