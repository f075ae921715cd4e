"""Three questions ready to paste, in zh and en; their codes are filled in from the graph at hand."""

from dataclasses import dataclass

from graph.model import Text
from graph.store import Store
from graph.text import cypher

PICK = cypher(__file__, "questions_to_try")


@dataclass(frozen=True, slots=True)
class ToTry:
    """A question in both languages, and its GraphQL."""

    text: Text
    query: str

    @property
    def pasted(self) -> str:
        """What one pastes: the question as a comment, then its GraphQL."""
        return f"# {self.text.zh}\n# {self.text.en}\n{self.query}"


TO_TRY = (
    ToTry(
        Text("以房找人：这处房屋今天住着谁？", "House to persons: who lives in this house today?"),
        """{
  house(code: "%(houseCode)s") {
    address
    residents {
      edges { certainty basis since { earliest latest } node { name livesIn { nodes { address } } } }
    }
  }
}
""",
    ),
    ToTry(
        Text("这个村居有哪些网格，谁是网格长和网格员？", "Which grids has this community, and who serves in them?"),
        """{
  community(code: "%(communityCode)s") {
    name
    parts {
      nodes { name postsFor { nodes { title seats holders { edges { certainty node { name } } } } } }
    }
  }
}
""",
    ),
    ToTry(
        Text("哪些单位参加了大工委或大党委，派了谁？", "Which units are in a joint committee, and whom did they send?"),
        """{
  jointCommittees(first: 5) {
    nodes {
      name
      members(first: 5) { nodes { name delegatePosts { nodes { title holders { nodes { name } } } } } }
    }
  }
}
""",
    ),
)


async def to_try(store: Store) -> list[ToTry]:
    """The questions with codes of this graph; none while the graph is empty."""
    row = await store.read_one(PICK)
    return [ToTry(each.text, each.query % row) for each in TO_TRY] if row else []
