"""What the graph says of itself, so that whoever shows an answer can show the sample mark with it."""

import strawberry

from api.roots import Given
from api.words import both, said
from graph.model import Text
from graph.project import about_graph

ABOUT = Text("关于本图", "About this graph")


@strawberry.type(description=said(ABOUT))
class Graph:
    """What the graph says of itself."""

    sample: bool = strawberry.field(description=both("是否为样例数据", "Whether its data are a sample's"))
    version: int = strawberry.field(description=both("每次变更加一", "Grows with every change"))


async def graph(info: Given) -> Graph:
    """An empty graph has no version yet, and is what its book says."""
    found = await about_graph(info.context.store)
    return Graph(sample=info.context.desk.book.sample, version=found.version if found else 0)
