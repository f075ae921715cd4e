// It lies in the community of its place; a tie that has ended counts only where there is no other.
UNWIND $ids AS id
MATCH (b:Building {id: id})
CALL (b) {
  OPTIONAL MATCH (b)-[w:WITHIN]->(p:Place)
  RETURN p.community AS community
  ORDER BY w.untilLatest IS NULL DESC, w.untilLatest DESC, w.sinceEarliest DESC, p.id LIMIT 1
}
SET b.community = community
