// 以房找人: who lives, is registered and holds tenure in a house. Ends are judged by the reader; "no" is left out here.
MATCH (house:House {id: $house})
WHERE $communities IS NULL OR house.community IN $communities
RETURN
  [house.id, house.code, house.address, house.use] AS house,
  COLLECT {
    MATCH (house)<-[lives:LIVES_IN]-(person:Person)
    WHERE (lives.sinceEarliest IS NULL OR lives.sinceEarliest <= $day)
      AND (lives.untilLatest IS NULL OR lives.untilLatest > $day)
      AND ($minors OR person.birth <= $grown)
    RETURN [person.id, person.name, person.sex, toString(person.birth), lives.basis,
            toString(lives.sinceEarliest), toString(lives.sinceLatest),
            toString(lives.untilEarliest), toString(lives.untilLatest)]
    ORDER BY person.name, person.id
  } AS occupants,
  COLLECT {
    MATCH (house)<-[registered:REGISTERED_AT]-(person:Person)
    WHERE (registered.sinceEarliest IS NULL OR registered.sinceEarliest <= $day)
      AND (registered.untilLatest IS NULL OR registered.untilLatest > $day)
      AND ($minors OR person.birth <= $grown)
    RETURN [person.id, person.name, person.sex, toString(person.birth),
            registered.householdNo, registered.relationToHead, registered.collective,
            toString(registered.sinceEarliest), toString(registered.sinceLatest),
            toString(registered.untilEarliest), toString(registered.untilLatest)]
    ORDER BY registered.householdNo, person.name, person.id
  } AS registered,
  COLLECT {
    MATCH (house)<-[tenure:HOLDS_TENURE]-(holder)
    WHERE (tenure.sinceEarliest IS NULL OR tenure.sinceEarliest <= $day)
      AND (tenure.untilLatest IS NULL OR tenure.untilLatest > $day)
      AND ($minors OR holder:Organization OR holder.birth <= $grown)
    WITH tenure, holder, holder:Person AS natural
    RETURN [CASE WHEN natural THEN holder.id END, holder.name, holder.sex, toString(holder.birth),
            CASE WHEN NOT natural THEN holder.id END, holder.code, holder.name, holder.kind,
            tenure.kind, tenure.share,
            toString(tenure.sinceEarliest), toString(tenure.sinceLatest),
            toString(tenure.untilEarliest), toString(tenure.untilLatest)]
    ORDER BY tenure.kind, holder.name, holder.id
  } AS tenures
