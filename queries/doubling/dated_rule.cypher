// A doubling rule with the post types of both its sides, every narrower type among them, and when each is one.
MATCH (rule:DoublingRule {code: $rule})
RETURN
  [rule.id, rule.code, rule.zh, rule.en, rule.linkage, rule.ancestorLevel, rule.kind, rule.countedOver] AS rule,
  COLLECT {
    MATCH (rule)-[side:LEFT|RIGHT]->(:PostType)<-[:BROADER*0..5]-(type:PostType)
    RETURN DISTINCT [type(side) = 'LEFT', type.id,
      toString(side.sinceEarliest), toString(side.sinceLatest), toString(side.untilEarliest), toString(side.untilLatest)]
  } AS sides
