"""The district as the ledgers say it is: people told apart, facts dated, and the tree of a day."""

import datetime as dt
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from tests.oracle.books import Books, on, spanned

LEVELS = ("区", "镇街", "村居", "网格", "微网格")
PEOPLE = {
    "常住人口台账": "house",
    "个体经营户台账": "code",
    "企事业单位台账": "code",
    "产权租赁台账": "house",
    "任职台账": "post",
    "双报到台账": "code",
}


class District:
    """Frames of facts. A person is ``who``: their ID, or what tells a row without one from the others."""

    def __init__(self, folder: Path) -> None:
        """Read the ledgers in ``folder``."""
        self.books = Books(folder)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name that the newest row gives to an ID; rows of other ledgers may write it otherwise."""
        rows = pl.concat(
            self.books[title].select(
                "id", pl.col("person" if "person" in self.books[title].columns else "name").alias("n"), "at"
            )
            for title in PEOPLE
        )
        rows = rows.filter(pl.col("id").is_not_null() & pl.col("n").is_not_null()).sort("at")
        return dict(rows.select("id", "n").iter_rows())

    @cached_property
    def residents(self) -> pl.DataFrame:
        """The residents' ledger, each row with ``who`` and ``born``."""
        return self._people(
            spanned(self.books["常住人口台账"], since="birth", until="birth")
            .rename({"se": "born"})
            .drop("sl", "ue", "ul")
        )

    @cached_property
    def lives(self) -> pl.DataFrame:
        """Who lives where."""
        frame = spanned(self.residents.filter(pl.col("house").is_not_null()))
        return frame.unique(["who", "house", "since"], keep="last", maintain_order=True)

    @cached_property
    def registered(self) -> pl.DataFrame:
        """Who is registered where."""
        frame = self.residents.filter(pl.col("registered_house").is_not_null())
        frame = spanned(frame, since="registered_since", until="registered_until")
        return frame.unique(["who", "registered_house", "registered_since"], keep="last", maintain_order=True)

    @cached_property
    def tenures(self) -> pl.DataFrame:
        """Who holds what right in which house."""
        frame = self._people(self.books.dated("产权租赁台账"))
        return frame.unique(["who", "organization", "house", "kind", "since"], keep="last", maintain_order=True)

    @cached_property
    def holds(self) -> pl.DataFrame:
        """Appointments."""
        frame = self._people(self.books.dated("任职台账"))
        return frame.unique(["who", "post", "since"], keep="last", maintain_order=True)

    @cached_property
    def posts(self) -> pl.DataFrame:
        """Posts with the dates of their existence."""
        return self.books.dated("岗位台账", always=True)

    @cached_property
    def houses(self) -> pl.DataFrame:
        """Houses with the dates of their existence."""
        return self.books.dated("房屋台账", always=True)

    def tree(self, day: dt.date) -> dict[str, str]:
        """What lies directly in what on ``day``: places, compounds and buildings by code. All dates must be exact."""
        found: dict[str, str] = {}
        for title, above in (("区划台账", "parent"), ("小区台账", "place"), ("楼栋台账", "place")):
            rows = on(self.books.dated(title, always=True).filter(pl.col(above).is_not_null()), day)
            if not rows["sure"].all():
                raise ValueError(f"{title} has dates that leave the tree open on {day}: choose another day")
            found |= dict(rows.select("code", above).iter_rows())
        return found

    def levels(self) -> dict[str, str]:
        """The level of every place."""
        return dict(self.books["区划台账"].select("code", "level").iter_rows())

    def coverage(self, day: dt.date) -> dict[str, set[str]]:
        """The places, and compounds managed, of each organization on ``day``."""
        found: dict[str, set[str]] = defaultdict(set)
        cover = on(self.books.dated("组织覆盖台账", always=True), day).filter("sure")
        for organization, covered, served in cover.select("organization", "covered", "served").iter_rows():
            found[organization] |= {each for each in (covered, served) if each}
        managed = on(self.books.dated("小区管理台账"), day).filter("sure")
        for organization, compound in managed.select("organization", "compound").iter_rows():
            found[organization].add(compound)
        return found

    def person(self, row: dict[str, Any]) -> tuple[str | None, str | None]:
        """Name and birth, by which an answer's person is told: from the ID where there is one."""
        if row["id"]:
            number = row["id"]
            return self.names.get(number), f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        return row["name"], str(row["born"]) if row.get("born") else None

    def _people(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without an ID, a person is the same only at one house, of one name, and of one birth or row."""
        born = pl.col("born").cast(pl.String) if "born" in frame.columns else pl.lit(None, pl.String)
        alone = pl.concat_str(
            pl.col("house" if "house" in frame.columns else "post"),
            pl.col("name"),
            born.fill_null(pl.col("at").cast(pl.String)),
            separator="|",
            ignore_nulls=True,
        )
        named = pl.col("name").is_not_null() | pl.col("id").is_not_null()
        who = pl.when(pl.col("id").is_not_null()).then(pl.col("id")).when(named).then(alone)
        return frame.with_columns(who.alias("who"))


def path_up(tree: dict[str, str], node: str) -> list[str]:
    """``node`` and everything that it lies in, upward."""
    found = [node]
    while found[-1] in tree and tree[found[-1]] not in found:
        found.append(tree[found[-1]])
    return found


def grouped(frame: pl.DataFrame, key: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by the value of ``key``."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row[key]].append(row)
    return found
