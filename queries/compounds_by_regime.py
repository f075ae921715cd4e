"""Compounds by regime, firm and list colour on a day: asked of a year's end and of now, it shows what changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import Certainty
from graph.model.nodes.compound import Regime
from graph.model.nodes.list_entry import ListColour
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, OrganizationRow, PlaceRow


@dataclass(frozen=True, slots=True)
class CompoundRow:
    """一个小区 / A compound."""

    id: str
    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """红黑榜上的一条 / An entry in the red or the black list."""

    id: str
    code: str | None
    colour: ListColour | None
    reason: str | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class ManagedBy:
    """小区的管理单位、管理方式和上榜情况 / Who manages a compound, how, and the lists that it stands in."""

    organization: OrganizationRow
    regime: Regime | None
    dated: Dated
    listings: Annotated[tuple[Listing, ...], Text("当日的红黑榜条目", "its entries on the day")]


@dataclass(frozen=True, slots=True)
class CompoundRegime:
    """一个小区当日由谁以何种方式管理 / A compound and its management on the day."""

    compound: Annotated[CompoundRow, Text("小区", "the compound")]
    place: PlaceRow
    managers: Annotated[tuple[ManagedBy, ...], Text("管理单位", "who manages it")]


@dataclass(frozen=True, slots=True)
class RegimeGroup:
    """同一管理方式、同一单位、同一榜别的小区 / Compounds of one regime, firm and list colour."""

    regime: Regime | None
    organization: OrganizationRow
    colour: Annotated[ListColour | None, Text("榜别；空为不在榜上", "the list; none if it stands in neither")]
    compounds: Annotated[int, Text("确定的小区数", "how many compounds, for certain")]
    possibly: Annotated[int, Text("可能的小区数（含确定）", "possibly, certain ones included")]


@dataclass(frozen=True, slots=True)
class StillManaging:
    """在黑榜上而仍在管理小区的单位 / A firm in the black list that still manages compounds."""

    organization: OrganizationRow
    listings: Annotated[tuple[Listing, ...], Text("黑榜条目", "its entries in the black list")]
    compounds: Annotated[tuple[CompoundRow, ...], Text("仍在管理的小区", "what it still manages")]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class CompoundsByRegime:
    """Every compound of a place on the day, with its managers."""

    day: dt.date
    place: PlaceRow
    compounds: Annotated[tuple[CompoundRegime, ...], Text("小区", "the compounds")]

    @property
    def groups(self) -> Annotated[tuple[RegimeGroup, ...], Text("按管理方式、单位和榜别汇总", "by regime, firm, list")]:
        """Compounds counted by regime, firm and list colour. A firm that may stand in several lists counts in each."""
        found: dict[tuple[str, str, str], list[tuple[str, ManagedBy, ListColour | None, bool]]] = defaultdict(list)
        for compound, by in _managed(self.compounds):
            for colour, sure in _colours(by):
                key = (by.regime or "", by.organization.code or by.organization.id, colour or "")
                found[key].append((compound.id, by, colour, sure and by.dated.certainty is Certainty.YES))
        return tuple(_group(found[key]) for key in sorted(found))

    @property
    def unmanaged(self) -> Annotated[tuple[CompoundRow, ...], Text("无人管理的小区", "compounds without a manager")]:
        """Compounds of which no manager is known on the day, not even a possible one."""
        return tuple(each.compound for each in self.compounds if not each.managers)

    @property
    def still_managing(
        self,
    ) -> Annotated[tuple[StillManaging, ...], Text("黑榜企业仍在管理的", "listed, yet managing")]:
        """The firms in the black list that manage a compound here, by code."""
        found: dict[str, list[tuple[CompoundRow, ManagedBy]]] = defaultdict(list)
        for compound, by in _managed(self.compounds):
            if _black(by):
                found[by.organization.code or by.organization.id].append((compound, by))
        return tuple(_still(found[code]) for code in sorted(found))


QUESTION = question(
    __name__,
    __file__,
    text=Text("小区管理方式", "Compounds by regime"),
    about=Text("某地方小区的管理方式、管理单位和红黑榜", "Compounds by regime, firm and list colour on a day"),
    result=CompoundsByRegime,
)


async def compounds_by_regime(
    store: Store, access: Access, *, within: str, as_of: dt.date | None = None
) -> CompoundsByRegime | None:
    """The compounds of the place with this id by regime, firm and list colour."""
    return await ask(store, access, question=QUESTION, as_of=as_of, within=within)


def _managed(compounds: Iterable[CompoundRegime]) -> Iterable[tuple[CompoundRow, ManagedBy]]:
    return ((each.compound, by) for each in compounds for by in each.managers)


def _black(by: ManagedBy) -> tuple[Listing, ...]:
    return tuple(each for each in by.listings if each.colour is ListColour.BLACK)


def _colours(by: ManagedBy) -> Iterable[tuple[ListColour | None, bool]]:
    """The lists in which the firm stands, and whether for certain; None is neither, where that is possible."""
    sure = {each.colour for each in by.listings if each.dated.certainty is Certainty.YES}
    found = sorted({each.colour for each in by.listings}, key=str)
    return [*((colour, colour in sure) for colour in found), *([] if sure else [(None, not found)])]


def _group(rows: list[tuple[str, ManagedBy, ListColour | None, bool]]) -> RegimeGroup:
    """Each compound counts once, though two contracts may both hold on the day that one follows the other."""
    _, by, colour, _ = rows[0]
    certainly, possibly = {compound for compound, *_, sure in rows if sure}, {compound for compound, *_ in rows}
    return RegimeGroup(by.regime, by.organization, colour, len(certainly), len(possibly))


def _still(rows: list[tuple[CompoundRow, ManagedBy]]) -> StillManaging:
    listings = _black(rows[0][1])
    listed = any(each.dated.certainty is Certainty.YES for each in listings)
    sure = listed and any(by.dated.certainty is Certainty.YES for _, by in rows)
    compounds = tuple({compound.id: compound for compound, _ in rows}.values())
    return StillManaging(rows[0][1].organization, listings, compounds, Certainty.YES if sure else Certainty.POSSIBLY)
