// Houses lie where their buildings do, so they follow them.
UNWIND $ids AS id
MATCH (b:Building {id: id})<-[:IN_BUILDING]-(h:House)
SET h.community = b.community
