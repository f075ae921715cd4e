"""What lies below a place, counted in polars."""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

import polars as pl

from graph.model.dates import today
from graph.model.nodes.house import HouseUse
from graph.model.nodes.organization import OrganizationKind
from graph.model.nodes.place import Level
from queries.residents_by_place import residents_by_place
from queries.roll_up import Kinds, roll_up
from tests.oracle.asking import ACCESS, Both, Compared
from tests.oracle.books import on
from tests.oracle.district import District, path_up
from tests.oracle.hiding import wrong


async def places(both: Both) -> AsyncIterator[Compared]:
    """Every place, from the district to the micro-grids."""
    counting, ids = _Counting(both.district, both.day), await both.ids("Place")
    statistics = _Statistics(both.district, _month_over(both.day))
    wide = ("区", "镇街", "村居")
    levels = both.district.levels()
    narrow = list(both.some(sorted(code for code, level in levels.items() if level not in wide)))
    for code in [*sorted(code for code, level in levels.items() if level in wide), *narrow]:
        answer = await roll_up(both.store, ACCESS, place=ids[code], as_of=both.day)
        got = answer and {
            "places": _kinds(answer.places, Level),
            "compounds": answer.compounds,
            "buildings": answer.buildings,
            "houses": _kinds(answer.houses, HouseUse),
            "organizations": _kinds(answer.organizations, OrganizationKind),
            "posts": (answer.posts, answer.holders),
            "people": (answer.residents.count, answer.registered.count),
            "on": answer.statistics_day,
        }
        yield Compared("roll_up", code, counting.of(code) | statistics.of(code, got and got["people"]), got)
    yield Compared("roll_up", "what is hidden", [], await statistics.told(both, ids))


class _Counting:
    """Every fact of the day with all places that it lies in, so that a place is a filter."""

    def __init__(self, district: District, day: dt.date) -> None:
        self.tree, self.levels = district.tree(day), district.levels()
        self.below = _below(self.tree)
        books = district.books
        self.compounds = _codes(on(books.dated("小区台账", always=True), day))
        self.buildings = _codes(on(books.dated("楼栋台账", always=True), day))
        standing = on(district.houses, day).filter("sure")
        self.houses = standing.select("code", "use", pl.coalesce("building", "place").alias("at"))
        cover = district.coverage(day)
        kinds = _kinds_of(district)
        premises = self._premises(district, day)
        self.organizations = pl.DataFrame(
            [(code, kinds.get(code), at) for code, places in cover.items() for at in places] + premises(kinds),
            schema={"code": pl.String, "kind": pl.String, "at": pl.String},
            orient="row",
        )
        self.posts = self._posts(district, day, cover)
        self.held = on(district.holds, day).filter("sure").select("post", "who")

    def of(self, place: str) -> dict[str, Any]:
        """The roll-up of one place."""
        below = self.below.get(place, [place])
        at = pl.col("at").is_in(below)
        places = [code for code in below if code in self.levels and code != place]
        posts = self.posts.filter(at)["code"].unique()
        houses = self.houses.filter(at)
        inside = pl.col("at").is_in([*below, *houses["code"]])
        organizations = self.organizations.filter(inside).unique("code")
        return {
            "places": dict(Counter(self.levels[code] for code in places)),
            "compounds": sum(code in self.compounds for code in below),
            "buildings": sum(code in self.buildings for code in below),
            "houses": dict(Counter(houses["use"])),
            "organizations": dict(Counter(organizations["kind"])),
            "posts": (len(posts), self.held.filter(pl.col("post").is_in(posts.to_list()))["who"].n_unique()),
        }

    def _posts(self, district: District, day: dt.date, cover: dict[str, set[str]]) -> pl.DataFrame:
        rows = []
        for row in on(district.posts, day).filter("sure").to_dicts():
            own = [row[each] for each in ("place", "compound", "building") if row[each]]
            rows += [(row["code"], at) for at in own or sorted(cover.get(row["organization"], ()))]
        return pl.DataFrame(rows, schema={"code": pl.String, "at": pl.String}, orient="row")

    def _premises(self, district: District, day: dt.date) -> Any:
        frames = [
            on(district.books.dated(title, always=always).filter(pl.col("house").is_not_null()), day).filter("sure")
            for title, always in (("组织台账", True), ("个体经营户台账", False), ("企事业单位台账", False))
        ]
        pairs = [pair for frame in frames for pair in frame.select("code", "house").iter_rows()]
        return lambda kinds: [(code, kinds.get(code), house) for code, house in pairs]


class _Statistics:
    """Residents, registered, and those who are both in one house, of every place at a month's end."""

    def __init__(self, district: District, day: dt.date) -> None:
        self.day, self.tree = day, district.tree(day)
        self.levels = district.levels()
        standing = on(district.houses, day).filter("sure")
        houses = standing.select("code", pl.coalesce("building", "place").alias("at"))
        people = ((on(district.lives, day), "house"), (on(district.registered, day), "registered_house"))
        frames = [f.filter("sure").select("who", pl.col(h).alias("code")).join(houses, on="code") for f, h in people]
        frames.append(frames[0].join(frames[1], on=["who", "code", "at"], how="semi"))
        below, used = _below(self.tree), set(houses["at"])
        self.counts = {
            place: tuple(f.filter(pl.col("at").is_in(below.get(place, [place])))["who"].n_unique() for f in frames)
            for place in self.levels
            if used & set(below.get(place, [place]))
        }

    def of(self, place: str, got: tuple[int | None, ...] | None) -> dict[str, Any]:
        """The counts, where they are told; never a small one. Which others are not is judged as a whole."""
        counts = self.counts.get(place, (None, None, None))[:2]
        told = zip(counts, got or (None, None), strict=True)
        return {"people": tuple(c if c and c >= 5 and g is not None else None for c, g in told), "on": self.day}

    async def told(self, both: Both, ids: dict[str, str]) -> list[str]:
        """The counts that are told or hidden and must not be."""
        cells, found = await residents_by_place(both.store, day=self.day), []
        for at, shown in enumerate((cells.residents, cells.registered)):
            counts = {place: each[at] for place, each in self.counts.items()}
            told = {place for place in counts if ids[place] in shown}
            found += [f"{at} {place}" for place in wrong(counts, told, self.tree)]
        return found


def _month_over(day: dt.date) -> dt.date:
    """The last day of the last month that was over on the day, and is today."""
    day = min(day, today())
    last = calendar.monthrange(day.year, day.month)[1]
    return day if day.day == last else day - dt.timedelta(days=day.day)


def _below(tree: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code in sorted({*tree, *tree.values()}):
        for place in path_up(tree, code):
            found[place].append(code)
    return found


def _kinds_of(district: District) -> dict[str, str]:
    kinds = dict(district.books["组织台账"].select("code", "kind").iter_rows())
    kinds |= dict(district.books["企事业单位台账"].select("code", "kind").iter_rows())
    return kinds | dict.fromkeys(district.books["个体经营户台账"]["code"], "个体经营户")


def _codes(frame: pl.DataFrame) -> set[str]:
    return set(frame.filter("sure")["code"])


def _kinds(kinds: Iterable[Kinds], codes: Any) -> dict[str, int]:
    return {codes(each.kind).zh: each.count for each in kinds}
