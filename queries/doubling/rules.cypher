// Every doubling rule that is in force on the day, certainly or possibly, with the post types of its two sides.
MATCH (rule:DoublingRule)
WITH rule,
  COLLECT {
    MATCH (rule)-[side:LEFT]->(:PostType)<-[:BROADER*0..5]-(type:PostType)
    WHERE (side.sinceEarliest IS NULL OR side.sinceEarliest <= $day)
      AND (side.untilLatest IS NULL OR side.untilLatest > $day)
    RETURN DISTINCT type.id
  } AS leftTypes,
  COLLECT {
    MATCH (rule)-[side:RIGHT]->(:PostType)<-[:BROADER*0..5]-(type:PostType)
    WHERE (side.sinceEarliest IS NULL OR side.sinceEarliest <= $day)
      AND (side.untilLatest IS NULL OR side.untilLatest > $day)
    RETURN DISTINCT type.id
  } AS rightTypes
WHERE size(leftTypes) > 0 AND size(rightTypes) > 0
WITH rule, leftTypes, rightTypes,
  EXISTS {
    MATCH (rule)-[side:LEFT]->(:PostType)
    WHERE side.sinceLatest <= $day AND (side.untilEarliest IS NULL OR side.untilEarliest > $day)
  } AND EXISTS {
    MATCH (rule)-[side:RIGHT]->(:PostType)
    WHERE side.sinceLatest <= $day AND (side.untilEarliest IS NULL OR side.untilEarliest > $day)
  } AS sure
ORDER BY rule.code
RETURN collect([
  [rule.id, rule.code, rule.zh, rule.en, rule.linkage, rule.ancestorLevel, rule.kind, rule.countedOver],
  leftTypes, rightTypes, sure]) AS rules
