"""Over-occupied houses, and houses lived in with nobody registered: by house on the day, counted at the month's end."""

import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from typing import Any

import polars as pl

from queries.crowded_houses import crowded_houses
from queries.houses_by_place import houses_by_place
from queries.unregistered_houses import unregistered_houses
from tests.oracle.asking import ACCESS, Both, Compared, bag
from tests.oracle.books import on
from tests.oracle.district import District, path_up
from tests.oracle.hiding import SMALL, wrong
from tests.oracle.roll_up import _month_over

WIDE = ("区", "镇街", "村居")
Found = Mapping[str, bool]
"""Houses, and whether for certain."""


async def crowding(both: Both) -> AsyncIterator[Compared]:
    """Both questions of every place down to communities and of some below, and what the counts give away."""
    ids, levels = await both.ids("Place"), both.district.levels()
    today, counted = _Houses(both.district, both.day), _Houses(both.district, _month_over(both.day))
    cells = await houses_by_place(both.store, day=counted.day)
    wide = sorted(code for code, level in levels.items() if level in WIDE)
    places = [*wide, *both.some(sorted(levels.keys() - set(wide)))]
    for name, ask, shown in (
        ("crowded_houses", crowded_houses, cells.crowded),
        ("unregistered_houses", unregistered_houses, cells.unregistered),
    ):
        houses, counts = today.found(name), counted.counts(name)
        told = {code for code in counts if ids[code] in shown}
        for place in places:
            answer: Any = await ask(both.store, ACCESS, within=ids[place], as_of=both.day)
            got = answer and (
                bag((each.house.code, each.certainty.value) for each in answer.houses),
                [(each.place.code, each.houses.count) for each in answer.counts],
            )
            yield Compared(name, place, (today.within(place, houses), counted.rows(place, counts, told)), got)
        yield Compared(name, "what is hidden", [], wrong(counts, told, counted.narrowed()))
    for place in places:
        answer = await crowded_houses(both.store, ACCESS, within=ids[place], as_of=both.day)
        got = answer and bag((e.code, e.square_metres, e.place.code) for e in answer.standards)
        yield Compared("crowded_houses standards", place, today.standards_of(place), got)


class _Houses:
    """Houses on a day with where they stand, their area, and how many live and are registered there."""

    def __init__(self, district: District, day: dt.date) -> None:
        self.day, self.tree, self.levels = day, district.tree(day), district.levels()
        self.standing: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in on(district.houses, day).to_dicts():
            at = row["place"] or self.tree.get(row["building"])
            if at:
                self.standing[row["code"]][at] = self.standing[row["code"]].get(at, False) or row["sure"]
        newest = district.houses.sort("at").unique("code", keep="last")
        self.area = {code: float(area) for code, area in newest.select("code", "area").iter_rows() if area}
        self.living = _people(on(district.lives, day), "house")
        self.registered = _people(on(district.registered, day), "registered_house")
        self.standards = on(district.books.dated("居住面积标准表"), day).to_dicts()

    def metres(self, place: str) -> float:
        """The nearest standard surely in force; none asks for nothing."""
        for each in path_up(self.tree, place):
            if found := [float(row["metres"]) for row in self.standards if row["place"] == each and row["sure"]]:
                return max(found)
        return 0.0

    def standards_of(self, place: str) -> list[Any]:
        """The standards of the place, and of what is above and below it."""
        return bag(
            (row["code"], float(row["metres"]), row["place"])
            for row in self.standards
            if place in path_up(self.tree, row["place"]) or row["place"] in path_up(self.tree, place)
        )

    def found(self, question: str) -> dict[str, Found]:
        """House → each place that it stands in → whether certainly; of those of which it may be true."""
        judged = self._crowded if question == "crowded_houses" else self._unregistered
        found = {code: {at: judged(code, at, sure) for at, sure in ats.items()} for code, ats in self.standing.items()}
        return {code: {at: sure for at, sure in ats.items() if sure is not None} for code, ats in found.items()}

    def _crowded(self, code: str, at: str, stands: bool) -> bool | None:
        possibly, surely = self.living.get(code, (0, 0))
        least = self.metres(at)
        if code not in self.area or self.area[code] >= least * possibly:
            return None
        return stands and self.area[code] < least * surely

    def _unregistered(self, code: str, at: str, stands: bool) -> bool | None:
        (may, sure), (listed, surely) = self.living.get(code, (0, 0)), self.registered.get(code, (0, 0))
        return stands and bool(sure) and not listed if may and not surely else None

    def within(self, place: str, houses: Mapping[str, Found]) -> list[Any]:
        """The houses in the place."""
        rows = {code: [s for at, s in ats.items() if place in path_up(self.tree, at)] for code, ats in houses.items()}
        return bag((code, "yes" if any(sure) else "possibly") for code, sure in rows.items() if sure)

    def counts(self, question: str) -> dict[str, int]:
        """How many certain ones each place down to communities has, each house once; of places with houses at all."""
        counted: dict[str, set[str]] = defaultdict(set)
        found = self.found(question)
        for code, ats in self.standing.items():
            for at in (at for at, sure in ats.items() if sure):
                for place in path_up(self.tree, at):
                    counted[place] |= {code} if found[code].get(at) else set()
        return {place: len(codes) for place, codes in counted.items() if self.levels[place] in WIDE}

    def rows(self, place: str, counts: Mapping[str, int], told: set[str]) -> list[Any]:
        """The counts of the place and those in it; never a small one."""
        below = (code for code, level in self.levels.items() if level in WIDE and place in path_up(self.tree, code))
        return [
            (code, n if code in told and (n := counts.get(code, 0)) >= SMALL else None)
            for code in sorted(below)
            if code in self.tree or code == place
        ]

    def narrowed(self) -> dict[str, str]:
        """The tree of the places that have counts."""
        return {code: above for code, above in self.tree.items() if self.levels.get(code) in WIDE}


def _people(frame: pl.DataFrame, house: str) -> dict[str, tuple[int, int]]:
    """House → how many possibly and how many surely."""
    surely = pl.col("who").filter(pl.col("sure")).n_unique()
    rows = frame.group_by(house).agg(pl.col("who").n_unique().alias("may"), surely.alias("surely"))
    return {code: (may, sure) for code, may, sure in rows.iter_rows()}
