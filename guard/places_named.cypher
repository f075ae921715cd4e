// The places that names given on the command line mean: our ids, or division codes. No grid: residents' data is told
// apart by community, so that a grid would be an area of nothing.
MATCH (p:Place)
WHERE (p.id IN $names OR p.code IN $names) AND p.level IN ['district', 'town', 'community']
RETURN p.id AS id, p.code AS code
