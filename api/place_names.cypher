// What the places of an area are called.
MATCH (place:Place)
WHERE place.id IN $places
RETURN place.id AS id, place.name AS name, place.level AS level
