// The places that names given on the command line mean: our ids, or division codes.
MATCH (p:Place)
WHERE p.id IN $names OR p.code IN $names
RETURN p.id AS id, p.code AS code
