"""A request's selection becomes what is asked of the graph (queries.steps) and how its rows are read (api.rows)."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graphql import FieldNode

from api import cursors, picking
from api.collect import Info, arguments, collected
from api.limits import STEP_MOST, check_depth, check_page, check_rows, check_steps
from api.picking import picked_of
from api.rows import Cell, NodeReader, PageReader, Read, RowReader, Telling, always, at, cursor, names_of
from api.sourcing import Sources
from api.views import View, concrete, views
from api.words import pascal
from graph.model import Prop, codes_of
from graph.model.base import camel
from graph.model.codes import DataClass
from graph.model.dates import Certainty
from guard.access import Access
from guard.shown import Why
from queries.picking import Condition, Key, Order
from queries.steps import Fact, Shape, Walk, Way, is_listed
from queries.steps_cypher import JUDGED

FACTS = {
    "id": Fact.ID,
    "since": Fact.SINCE,
    "until": Fact.UNTIL,
    "certainty": Fact.CERTAINTY,
    "sources": Fact.SOURCES,
    "disputed": Fact.DISPUTED,
}
MASKED = frozenset({DataClass.RELATION, DataClass.ID, DataClass.PHONE})
"""Classes of single fields: without them a field is empty and said to be withheld. RESIDENT opens the step itself."""
ELSEWHERE = frozenset({Fact.SOURCES, Fact.DISPUTED})
"""A person's records may be another area's; that two areas differ over them, the district's steward alone learns."""
PERSONAL = frozenset(view.name for view in views().values() if not is_listed(view.node.label))
Nodes = list[FieldNode]
Where = tuple[Condition, ...]


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

    def reader(self, cells: list[Cell]) -> RowReader:
        """The reader of these cells, once every property is known and with it where the others stand."""
        after = len(self.plain)
        return RowReader(tuple(c if c.index >= 0 else Cell(c.key, after - c.index, c.read) for c in cells))


@dataclass(frozen=True, slots=True)
class At:
    """Where in a selection we are: how many rows it may have so far, and how many steps from its root."""

    rows: int = 1
    depth: int = 0


@dataclass(slots=True)
class Selector:
    """Reads one root field's selection, and counts what it would ask for."""

    info: Info
    access: Access
    steps: int = 0
    sources: Sources = field(default_factory=Sources)

    def node(self, views: tuple[View, ...], nodes: Nodes, here: At = At()) -> tuple[Shape, NodeReader]:
        """The shape of a node that may turn out to be any of ``views``."""
        check_depth(here.depth)
        columns = Columns()
        cells = {view: self._cells(view, nodes, columns, here) for view in views}
        labels = tuple(dict.fromkeys(view.node.label for view in views))
        readers = {_variant(view): columns.reader(found) for view, found in cells.items()}
        return Shape(labels, tuple(columns.plain), tuple(columns.nested)), NodeReader(readers)

    def root(self, views: tuple[View, ...], nodes: Nodes, here: At = At()) -> tuple[Shape, Read]:
        """The shape of the node that a request begins with, or goes on from. Raises Refusal where it needs a grant."""
        told = views[0].node.personal or not is_listed(views[0].node.label)
        if told and not views[0].office_only:
            self.access.need(DataClass.RESIDENT)
            self.access.note_residents(views[0].name)
        elif told:
            self.access.need(DataClass.OFFICE)
            self.access.note_holders(views[0].name)
        shape, read = self.node(views, nodes, here)
        return shape, Telling(self.access.shown).then(read) if told else read

    def page(
        self, type_name: str, views: tuple[View, ...], nodes: Nodes, *, first: int
    ) -> tuple[tuple[Shape, ...], PageReader]:
        """The shapes of a root list's nodes, one for each time they are selected."""
        fields = collected(self.info, type_name, nodes)
        counted = _counts(fields)
        selected = [key for key, found in fields.items() if found[0].name.value == "nodes"]
        made = [self.node(views, fields[key], At(first)) for key in selected]
        rows = tuple((key, at(1 + i, read)) for i, (key, (_, read)) in enumerate(zip(selected, made, strict=True)))
        return tuple(shape for shape, _ in made), PageReader(first, rows, self._rest(type_name, fields), None, counted)

    def _cells(self, view: View, nodes: Nodes, columns: Columns, here: At) -> list[Cell]:
        props = {p.key: p for p in view.props}
        ways = {camel(w.step.name): w for w in view.ways}
        cells = []
        for key, found in collected(self.info, view.name, nodes).items():
            name = found[0].name.value
            if name in ways:
                walk, read = self._walk(view, ways[name], found, here)
                cells.append(Cell(key, columns.of_nested(walk), read))
            else:
                cells.append(self._plain(key, view.name, props, found, columns))
        return cells

    def _plain(self, key: str, type_name: str, props: dict[str, Prop], found: Nodes, columns: Columns) -> Cell:
        """A property, a fact, or the type's name."""
        name = found[0].name.value
        if name == "__typename":
            return Cell(key, 0, always(type_name))
        column = props.get(name) or FACTS[name]
        if column in ELSEWHERE and type_name in PERSONAL and self.access.area.communities is not None:
            self.access.shown.withhold(f"{type_name}.{name}", Why.AREA)
            return Cell(key, 0, nowhere)
        if isinstance(column, Prop) and column.data_class in MASKED and not self.access.sees(column.data_class):
            self.access.shown.withhold(f"{type_name}.{name}", Why.CLASS, column.data_class)
            return Cell(key, 0, nothing)
        read = _read_of(column)
        if column is Fact.SOURCES:
            read = partial(self.sources.read, fields=self._names("Source", found))
        if column in (Fact.SINCE, Fact.UNTIL):
            read = self._of("Moment", found, {"earliest": 0, "latest": 1})
        return Cell(key, columns.of_plain(column), read)

    def _walk(self, view: View, way: Way, nodes: Nodes, here: At) -> tuple[Walk, PageReader]:
        self._judge(view, way)
        given: Any = arguments(self.info, view.name, nodes[0])
        first = check_page(given["first"], STEP_MOST)
        there = self._counted(here, first)
        fields = collected(self.info, page_name(way), nodes)
        columns = Columns()
        bare: dict[str, list[Cell]] = {}
        edges: dict[str, list[Cell]] = {}
        for key, found in fields.items():
            if found[0].name.value == "nodes":
                bare[key] = [self._far(key, way, found, columns, there)]
            elif found[0].name.value == "edges":
                edges[key] = self._edge(way, found, columns, there)
        rows: dict[str, Read] = {key: columns.reader(cells) for key, cells in edges.items()}
        rows |= {key: _bare(columns.reader(cells)) for key, cells in bare.items()}
        tell = Telling(self.access.shown, _classes(columns)) if way.type.type in JUDGED else None
        where, order, after = wanted(picked_of(way), given, parts=3)
        walk = Walk(
            way,
            tuple(columns.plain),
            tuple(columns.nested),
            first,
            after,
            given.get("asOf"),
            given["history"],
            where,
            order,
            _counts(fields),
        )
        return walk, PageReader(first, tuple(rows.items()), self._rest(page_name(way), fields), tell, walk.counted)

    def _judge(self, view: View, way: Way) -> None:
        """Refuse a step that needs a grant, and note what the others leave out."""
        what = f"{view.name}.{camel(way.step.name)}"
        if way.type.private:
            self.access.need(DataClass.RESIDENT)
            self.access.note_residents(what)
        elif way.type.type in JUDGED:
            self.access.need(DataClass.OFFICE)
            self.access.note_holders(what)

    def _edge(self, way: Way, nodes: Nodes, columns: Columns, there: At) -> list[Cell]:
        props = {p.key: p for p in way.type.props}
        cells = []
        for key, found in collected(self.info, edge_name(way), nodes).items():
            name = found[0].name.value
            if name == "node":
                cells.append(self._far(key, way, found, columns, there))
            elif name == "cursor":
                cells.append(Cell(key, 0, cursor))
            else:
                cells.append(self._plain(key, edge_name(way), props, found, columns))
        return cells

    def _far(self, key: str, way: Way, nodes: Nodes, columns: Columns, there: At) -> Cell:
        views = tuple(v for label in way.far for v in concrete(label, person_as=way.step.view))
        shape, read = self.node(views, nodes, there)
        return Cell(key, columns.of_nested(shape), read)

    def _rest(self, type_name: str, fields: dict[str, Nodes]) -> RowReader:
        """What a page says besides its rows."""
        cells = []
        for key, found in fields.items():
            if found[0].name.value == "pageInfo":
                cells.append(Cell(key, 0, self._of("PageInfo", found, {"hasNextPage": 0, "endCursor": 1})))
            elif found[0].name.value == "totalCount":
                cells.append(Cell(key, 1))
            elif found[0].name.value == "__typename":
                cells.append(Cell(key, 0, always(type_name)))
        return RowReader(tuple(cells))

    def _of(self, type_name: str, nodes: Nodes, indexes: dict[str, int]) -> Read:
        """Reads a small type, whose fields stand in a list of their own."""
        fields = self._names(type_name, nodes)
        named = always(type_name)
        return RowReader(tuple(Cell(k, 0, named) if n == "__typename" else Cell(k, indexes[n]) for k, n in fields))

    def _names(self, type_name: str, nodes: Nodes) -> tuple[tuple[str, str], ...]:
        """What is selected of a small type: response keys with the fields' names."""
        return tuple((key, found[0].name.value) for key, found in collected(self.info, type_name, nodes).items())

    def _counted(self, here: At, first: int) -> At:
        self.steps += 1
        check_steps(self.steps)
        check_rows(here.rows * first)
        return At(here.rows * first, here.depth + 1)


def wanted(label: str | None, given: dict[str, Any], *, parts: int) -> tuple[Where, Order | None, Key | None]:
    """The filter, the order and where to go on, of a list's arguments; ``parts`` has its key without an order.

    Raises BadArgument.
    """
    order = picking.order(label, given.get("orderBy")) if label else None
    where = picking.conditions(label, given.get("where")) if label else ()
    after = cursors.read(given.get("after"), parts=(parts + 1 if parts > 1 else 3) if order else parts)
    if order and after:
        cursors.check(order, after)
    return where, order, after


def page_name(way: Way) -> str:
    """The name of a step's connection type."""
    return f"{'Or'.join(way.near)}{pascal(way.step.name)}Connection"


def edge_name(way: Way) -> str:
    """The name of a step's edge type."""
    return f"{'Or'.join(way.near)}{pascal(way.step.name)}Edge"


def _counts(fields: dict[str, Nodes]) -> bool:
    """Whether it is asked how many there are in all."""
    return any(found[0].name.value == "totalCount" for found in fields.values())


def _classes(columns: Columns) -> tuple[DataClass, ...]:
    """The classes of their own that the facts of a step are of."""
    read = {column.data_class for column in columns.plain if isinstance(column, Prop)}
    return tuple(sorted(read & MASKED))


def _variant(view: View) -> str:
    """What a row of this view begins with."""
    return view.name if view.node.variants else view.node.label


def _read_of(column: Prop | Fact) -> Read | None:
    """How a stored value becomes one of the response."""
    if isinstance(column, Fact):
        return names_of(Certainty) if column is Fact.CERTAINTY else None
    codes = codes_of(column)
    return names_of(codes) if codes else None


def nothing(_: object) -> None:
    """Reads a value that is withheld: it is not even asked of the graph."""


def nowhere(_: object) -> list[str]:
    """Reads the sources of a person for someone who may not know which of them are another area's."""
    return []


def _bare(row: RowReader) -> Read:
    """Reads a row as the one node in it."""
    (cell,) = row.cells
    return at(cell.index, cell.read) if cell.read else row
