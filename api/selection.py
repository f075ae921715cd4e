"""A request's selection becomes what is asked of the graph (queries.steps) and how its rows are read (api.rows)."""

from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from api import cursors
from api.collect import Fields, Info, arguments, collected
from api.limits import STEP_MOST, check_depth, check_page, check_rows, check_steps
from api.rows import Cell, EdgeReader, NodeReader, PageReader, at, cursor, moment
from api.views import View, concrete
from api.words import pascal
from graph.model import Prop
from graph.model.base import camel
from queries.steps import Fact, Shape, Walk, Way

FACTS = {
    "id": Fact.ID,
    "since": Fact.SINCE,
    "until": Fact.UNTIL,
    "certainty": Fact.CERTAINTY,
    "sources": Fact.SOURCES,
    "disputed": Fact.DISPUTED,
}
Nodes = list[FieldNode]


@dataclass(slots=True)
class Columns:
    """What is read of one row, each thing once however often it is selected."""

    plain: list[Prop | Fact] = field(default_factory=list)
    nested: list[Any] = field(default_factory=list)

    def of_plain(self, column: Prop | Fact) -> int:
        """The index of a property or fact in the row."""
        if column not in self.plain:
            self.plain.append(column)
        return 1 + self.plain.index(column)

    def of_nested(self, column: Any) -> int:
        """The position of a walk or shape among those that come after the properties, as a negative number."""
        if column not in self.nested:
            self.nested.append(column)
        return -1 - self.nested.index(column)

    def settled(self, cell: Cell) -> Cell:
        """The cell with its final index, once every property is known."""
        return cell if cell.index >= 0 else Cell(cell.key, len(self.plain) - cell.index, cell.read)


@dataclass(slots=True)
class Selector:
    """Reads one root field's selection, and counts what it would ask for."""

    info: Info
    steps: int = 0

    def node(self, views: tuple[View, ...], nodes: Nodes, *, rows: int = 1, depth: int = 0) -> tuple[Shape, NodeReader]:
        """The shape of a node that may turn out to be any of ``views``."""
        check_depth(depth)
        columns = Columns()
        found = {view: self._cells(view, nodes, columns, rows, depth) for view in views}
        cells = {_variant(v): (v.name, tuple(columns.settled(c) for c in cs)) for v, cs in found.items()}
        labels = tuple(dict.fromkeys(view.node.label for view in views))
        return Shape(labels, tuple(columns.plain), tuple(columns.nested)), NodeReader(cells)

    def page(
        self, type_name: str, views: tuple[View, ...], nodes: Nodes, *, first: int
    ) -> tuple[tuple[Shape, ...], PageReader]:
        """The shapes of a root list's nodes, one for each time they are selected."""
        fields = collected(self.info, type_name, nodes)
        made = {
            key: self.node(views, found, rows=first) for key, found in fields.items() if found[0].name.value == "nodes"
        }
        reads = tuple((key, at(1 + i, read)) for i, (key, (_, read)) in enumerate(made.items()))
        return tuple(shape for shape, _ in made.values()), PageReader(first, reads, _page_info(fields))

    def _cells(self, view: View, nodes: Nodes, columns: Columns, rows: int, depth: int) -> list[Cell]:
        props = {p.key: p for p in view.props}
        ways = {camel(w.step.name): w for w in view.ways}
        cells = []
        for key, found in collected(self.info, view.name, nodes).items():
            name = found[0].name.value
            if name in ways:
                walk, read = self._walk(view, ways[name], found, rows, depth)
                cells.append(Cell(key, columns.of_nested(walk), read))
            else:
                cells.append(Cell(key, columns.of_plain(props.get(name) or FACTS[name])))
        return cells

    def _walk(self, view: View, way: Way, nodes: Nodes, rows: int, depth: int) -> tuple[Walk, PageReader]:
        given: Any = arguments(self.info, view.name, nodes[0])
        first = check_page(given["first"], STEP_MOST)
        self._count(rows * first)
        fields = collected(self.info, page_name(way), nodes)
        columns, reads = Columns(), []
        for key, found in fields.items():
            if found[0].name.value == "nodes":
                reads.append((key, [self._far(key, way, found, columns, rows * first, depth)], True))
            elif found[0].name.value == "edges":
                reads.append((key, self._edge(way, found, columns, rows * first, depth), False))
        walk = Walk(
            way,
            tuple(columns.plain),
            tuple(columns.nested),
            first,
            cursors.read(given.get("after"), parts=3),
            given.get("asOf"),
            given["history"],
        )
        rows_read = tuple((key, _row_reader([columns.settled(c) for c in cells], bare)) for key, cells, bare in reads)
        return walk, PageReader(first, rows_read, _page_info(fields))

    def _edge(self, way: Way, nodes: Nodes, columns: Columns, rows: int, depth: int) -> list[Cell]:
        props = {p.key: p for p in way.type.props}
        cells = []
        for key, found in collected(self.info, edge_name(way), nodes).items():
            name = found[0].name.value
            if name == "node":
                cells.append(self._far(key, way, found, columns, rows, depth))
            elif name == "cursor":
                cells.append(Cell(key, 0, cursor))
            else:
                read = moment if name in {"since", "until"} else None
                cells.append(Cell(key, columns.of_plain(props.get(name) or FACTS[name]), read))
        return cells

    def _far(self, key: str, way: Way, nodes: Nodes, columns: Columns, rows: int, depth: int) -> Cell:
        views = tuple(v for label in way.far for v in concrete(label, person_as=way.step.view))
        shape, read = self.node(views, nodes, rows=rows, depth=depth + 1)
        return Cell(key, columns.of_nested(shape), read)

    def _count(self, rows: int) -> None:
        self.steps += 1
        check_steps(self.steps)
        check_rows(rows)


def page_name(way: Way) -> str:
    """The name of a step's connection type."""
    return f"{'Or'.join(way.near)}{pascal(way.step.name)}Connection"


def edge_name(way: Way) -> str:
    """The name of a step's edge type."""
    return f"{'Or'.join(way.near)}{pascal(way.step.name)}Edge"


def _variant(view: View) -> str:
    """What a row of this view begins with."""
    return view.name if view.node.variants else view.node.label


def _page_info(fields: Fields) -> tuple[str, ...]:
    return tuple(key for key, found in fields.items() if found[0].name.value == "pageInfo")


def _row_reader(cells: list[Cell], bare: bool) -> Any:
    """Reads a row as an edge, or as its node alone."""
    if bare and cells[0].read:
        return at(cells[0].index, cells[0].read)
    return EdgeReader(tuple(cells))
