// The names of places by id.
MATCH (place:Place)
WHERE place.id IN $places
RETURN place.id AS id, coalesce(place.name, place.code) AS name
