"""Workbooks → polars frames of text, without the rows that were planted as faults."""

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine

from tests.oracle.headings import HEADINGS

SPAN = ("se", "sl", "ue", "ul")


class Books:
    """All ledgers of a folder, by title, in the order in which they are loaded."""

    def __init__(self, folder: Path) -> None:
        """Read every file; a row's ``at`` is its place in the order of loading."""
        planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
        self._faults = {(f["file"], f["sheet"], f["row"]) for f in planted["faults"]}
        self._faults |= {(f["file"], "", f["row"]) for f in planted["faults"]}
        self._count = 0
        parts: dict[str, list[pl.DataFrame]] = {}
        for name in planted["files"]:
            title = re.split(r"[-.]", name)[0]
            parts.setdefault(title, []).extend(self._frames(folder / name, HEADINGS[title]))
        self.ledgers = {title: pl.concat(frames, how="vertical") for title, frames in parts.items()}

    def __getitem__(self, title: str) -> pl.DataFrame:
        """The rows of one ledger: every known column as text, empty cells null."""
        return self.ledgers[title]

    def dated(self, title: str, *, since: str = "since", until: str = "until", always: bool = False) -> pl.DataFrame:
        """The rows with the four ends of their span. ``always``: a blank start lies before everything."""
        return spanned(self[title], since=since, until=until, always=always)

    def _frames(self, path: Path, known: dict[str, str]) -> Iterator[pl.DataFrame]:
        columns = sorted(set(known.values()))
        for sheet, rows in _sheets(path):
            cells: dict[str, list[str | None]] = {column: [] for column in columns}
            places: list[int] = []
            for number, row in _below_headings(rows, known):
                self._count += 1
                if (path.name, sheet, number) in self._faults or not any(row.values()):
                    continue
                places.append(self._count)
                for column in columns:
                    cells[column].append(row.get(column))
            yield pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)).with_columns(
                pl.Series("at", places, dtype=pl.Int64)
            )


def spanned(frame: pl.DataFrame, *, since: str = "since", until: str = "until", always: bool = False) -> pl.DataFrame:
    """Add se, sl, ue, ul: the earliest and latest days of both ends, the second one exclusive."""
    begins = {text: _days(text) for text in frame[since].unique() if text}
    ends = {text: _end(text) for text in frame[until].unique() if text}
    blank = pl.lit(dt.date.min if always else None, dtype=pl.Date)
    return frame.with_columns(
        _mapped(since, {k: v[0] for k, v in begins.items()}).fill_null(blank).alias("se"),
        _mapped(since, {k: v[1] for k, v in begins.items()}).fill_null(blank).alias("sl"),
        _mapped(until, {k: v[0] for k, v in ends.items()}).alias("ue"),
        _mapped(until, {k: v[1] for k, v in ends.items()}).alias("ul"),
    )


def on(frame: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The rows that may hold on ``day``; ``sure`` says which do."""
    may = (pl.col("se").is_null() | (pl.col("se") <= day)) & (pl.col("ul").is_null() | (pl.col("ul") > day))
    sure = (pl.col("sl") <= day) & (pl.col("ue").is_null() | (pl.col("ue") > day))
    return frame.filter(may).with_columns(sure.fill_null(False).alias("sure"))


def _mapped(column: str, values: dict[str, dt.date]) -> pl.Expr:
    return pl.col(column).replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Date)


def day_of(text: str | None) -> dt.date | None:
    """A day, if the text names exactly one."""
    if not text:
        return None
    first, last = _days(text)
    return first if first == last else None


def _days(text: str) -> tuple[dt.date, dt.date]:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if len(numbers) == 1 and len(str(numbers[0])) == 8:
        return _whole(dt.date.fromisoformat(str(numbers[0])))
    if len(numbers) == 3:
        return _whole(dt.date(*numbers))
    if len(numbers) == 2:
        year, month = numbers
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return dt.date(year, month, 1), after - dt.timedelta(days=1)
    return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)


def _end(text: str) -> tuple[dt.date, dt.date]:
    days = _days(text.strip("至到止"))
    more = dt.timedelta(days=1 if text != text.strip("至到止") else 0)
    return days[0] + more, days[1] + more


def _whole(day: dt.date) -> tuple[dt.date, dt.date]:
    return day, day


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    if path.suffix == ".csv":
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030")
        yield "", list(csv.reader(text.splitlines()))
        return
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _below_headings(rows: list[list[Any]], known: dict[str, str]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Rows below the first one of which most cells are known headings; rows are counted as Excel does."""
    for at, row in enumerate(rows):
        names = [known.get(_text(cell) or "") for cell in row]
        if sum(name is not None for name in names) >= max(2, sum(bool(_text(cell)) for cell in row) // 2):
            for number, cells in enumerate(rows[at + 1 :], at + 2):
                yield number, {name: _text(cell) for name, cell in zip(names, cells, strict=False) if name}
            return


def _text(cell: Any) -> str | None:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None
