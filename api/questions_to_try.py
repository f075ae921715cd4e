"""Three questions ready to paste, in zh and en; their codes are filled in from the graph at hand."""

from dataclasses import dataclass
from typing import Any

from graph.model import Text
from graph.store import Store
from graph.text import cypher
from guard.access import Area

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
        Text("以房找人：今天谁住在这里，谁的户籍在这里？", "House to persons: who lives here today?"),
        """query HousePersons {
  housePersons(house: "%(house)s") {
    house { address }
    occupants {
      person { name }
      basis
      dated { certainty since { earliest latest } }
    }
    registered {
      person { name }
      householdNo
      relationToHead
    }
  }
}
""",
    ),
    ToTry(
        Text("一肩挑：各镇街的落实率，哪里没有落实？", "Doubling: the rate by town, and where it fails?"),
        """query Doubling {
  doubling(rule: "%(rule)s", by: TOWN) {
    rule { zh en }
    rate { certainly possibly total }
    groups { place { name } rate { certainly total } }
    findings {
      place { name }
      state
      doublers { holder { name } since { earliest } }
    }
  }
}
""",
    ),
    ToTry(
        Text("这个村居的网格有哪些岗位，谁在任？", "The posts in a community's grids, and who holds them?"),
        """query CommunityPosts {
  place(id: "%(community)s") {
    name
    parts {
      nodes {
        name
        postsFor {
          nodes {
            title
            seats
            holders {
              edges { certainty since { earliest } node { name } }
            }
          }
        }
      }
    }
  }
}
""",
    ),
)


async def codes_to_try(store: Store, area: Area) -> dict[str, Any]:
    """The codes and ids of an example in the area, by the names of their variables; nothing where there is none."""
    return await store.read_one(PICK, {"communities": area.parameter()}) or {}


async def to_try(store: Store, area: Area = Area()) -> list[ToTry]:  # noqa: B008 - frozen
    """The questions with codes of this graph; none while the area is empty."""
    row = await codes_to_try(store, area)
    return [ToTry(each.text, each.query % row) for each in TO_TRY] if row else []
