// What the graph says of one person, whatever the day: their own values, and every tie that ends at them, with the node
// at its other end and what that node belongs to. Another person is never told of: no tie joins two, and none is read.
MATCH (person:Person {id: $person})
RETURN properties(person) AS person,
  COLLECT {
    MATCH (person)-[tie]-(far)
    WHERE NOT far:Person
    WITH tie, far, coalesce(far.address, far.title, far.name, far.code) AS name
    RETURN [type(tie), labels(far)[0], name, far.code, properties(tie),
      COLLECT {
        MATCH (far)-[on:IN|FOR|FROM_UNIT|TO_COMMUNITY]->(beyond)
        WHERE NOT beyond:Person
        WITH DISTINCT labels(beyond)[0] AS label, coalesce(beyond.address, beyond.name, beyond.code) AS called
        RETURN [label, called] ORDER BY label, called
      }]
    ORDER BY type(tie), tie.sinceEarliest, name, tie.key
  } AS ties
