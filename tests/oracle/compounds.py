"""Compounds by regime, firm and list colour, on the day and at the end of the year before."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from queries.compounds_by_regime import CompoundsByRegime, compounds_by_regime
from tests.oracle.asking import ACCESS, Both, Compared, bag, label, sure
from tests.oracle.books import on
from tests.oracle.district import grouped, path_up


async def regimes(both: Both) -> AsyncIterator[Compared]:
    """Every place down to communities, and some grids, in which no compound lies."""
    ids, levels = await both.ids("Place"), both.district.levels()
    wide = sorted(code for code, level in levels.items() if level in ("区", "镇街", "村居"))
    for then in (both, replace(both, day=both.day.replace(year=both.day.year - 1, month=12, day=31))):
        managed = _Managed(then)
        for place in (*wide, *list(both.some(sorted(levels.keys() - set(wide))))[:3]):
            answer = await compounds_by_regime(both.store, ACCESS, within=ids[place], as_of=then.day)
            yield Compared("compounds_by_regime", f"{then.day} {place}", managed.of(place), answer and _told(answer))


class _Managed:
    """Who manages each compound, and the lists that each firm stands in."""

    def __init__(self, both: Both) -> None:
        books, self.tree = both.district.books, both.district.tree(both.day)
        self.compounds = [code for code in books["小区台账"]["code"].unique().sort() if code in self.tree]
        managing = books.dated("小区管理台账").unique(["compound", "organization", "since"], keep="last")
        self.managers = grouped(on(managing, both.day), "compound")
        self.entries = grouped(on(books.dated("红黑榜台账").unique("code", keep="last"), both.day), "organization")

    def of(self, place: str) -> dict[str, Any]:
        inside = [code for code in self.compounds if place in path_up(self.tree, code)]
        return {
            "compounds": [(code, self.tree[code], bag(map(self._manager, self._rows(code)))) for code in inside],
            "groups": bag(self._groups(inside)),
            "unmanaged": [code for code in inside if not self._rows(code)],
            "still managing": self._still(inside),
        }

    def _rows(self, compound: str) -> list[dict[str, Any]]:
        return self.managers.get(compound, [])

    def _manager(self, row: dict[str, Any]) -> tuple[Any, ...]:
        entries = self.entries.get(row["organization"], ())
        listed = bag((each["code"], each["colour"], each["reason"], each["sure"]) for each in entries)
        ends = (row["se"], row["sl"], row["ue"], row["ul"])
        return row["organization"], row["regime"], ends, row["sure"], listed

    def _groups(self, inside: list[str]) -> list[Any]:
        """Each compound once in a group, and certain in it if any of its contracts and entries is."""
        found: dict[tuple[Any, ...], dict[str, bool]] = defaultdict(dict)
        for compound in inside:
            for row in self._rows(compound):
                for colour, certain in self._colours(row["organization"]).items():
                    group = found[row["regime"], row["organization"], colour]
                    group[compound] = group.get(compound, False) or (row["sure"] and certain)
        return [(*key, sum(group.values()), len(group)) for key, group in found.items()]

    def _colours(self, firm: str) -> dict[str | None, bool]:
        """The lists in which the firm may stand; none of them, where all of it is doubtful."""
        entries = self.entries.get(firm, ())
        found: dict[str | None, bool] = {
            colour: any(each["sure"] for each in entries if each["colour"] == colour)
            for colour in {each["colour"] for each in entries}
        }
        return found if any(found.values()) else found | {None: not found}

    def _still(self, inside: list[str]) -> list[Any]:
        found = []
        for firm, entries in sorted(self.entries.items()):
            black = [each for each in entries if each["colour"] == "黑榜"]
            rows = [(code, row) for code in inside for row in self._rows(code) if row["organization"] == firm]
            if black and rows:
                certain = any(each["sure"] for each in black) and any(row["sure"] for _, row in rows)
                found.append((firm, bag(e["code"] for e in black), sorted({code for code, _ in rows}), certain))
        return found


def _told(answer: CompoundsByRegime) -> dict[str, Any]:
    return {
        "compounds": [(each.compound.code, each.place.code, bag(map(_by, each.managers))) for each in answer.compounds],
        "groups": bag(
            (label(e.regime), e.organization.code, label(e.colour), e.compounds, e.possibly) for e in answer.groups
        ),
        "unmanaged": [each.code for each in answer.unmanaged],
        "still managing": [
            (
                each.organization.code,
                bag(listing.code for listing in each.listings),
                sorted(compound.code or "" for compound in each.compounds),
                each.certainty.value == "yes",
            )
            for each in answer.still_managing
        ],
    }


def _by(each: Any) -> tuple[Any, ...]:
    span = each.dated.span
    ends = (span.since_earliest, span.since_latest, span.until_earliest, span.until_latest)
    listed = bag((e.code, label(e.colour), e.reason, sure(e.dated)) for e in each.listings)
    return each.organization.code, label(each.regime), ends, sure(each.dated), listed
