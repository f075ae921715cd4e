"""The red and the black list of property companies, year by year."""

from collections.abc import Iterator

from seeds.chance import Chance
from seeds.days import day
from seeds.faults import Row
from seeds.firms import Firm

LIST_COLUMNS = ("entry", "organization", "colour", "reason", "since", "until")
FIRST, LAST = 2021, 2026
RED, BLACK = "红榜", "黑榜"
_REASONS = {
    RED: ("服务质量考核优秀", "老旧小区改造配合得力", "业主满意度名列前茅"),
    BLACK: ("公共收益未公示", "电梯维保不到位", "未按合同配备人员", "消防通道管理失责"),
}


def colours(number: int, chance: Chance) -> dict[int, str]:
    """The list in which the company of the community ``number`` stands each year; of every four companies one is in
    the black list of the last year and one in the red, and every third was in the black list of 2022.
    """
    drawn = {year: chance.weighted(((RED, 0.2), (BLACK, 0.12), ("", 0.68))) for year in range(FIRST, LAST)}
    fixed = {2022: BLACK if number % 3 == 0 else drawn[2022], LAST: ("", BLACK, RED, "")[number % 4]}
    return {year: colour for year, colour in (drawn | fixed).items() if colour}


def entries(firm: Firm, found: dict[int, str], chance: Chance) -> Iterator[Row]:
    """Rows of the list entries ledger: an entry stands for its year, and the last year's until further notice."""
    for year, colour in found.items():
        until = day(year + 1, 1, 1) if year < LAST else None
        code = f"{firm.code}-{year}"
        yield [code, firm.code, colour, chance.pick(_REASONS[colour]), day(year, 1, 1), until]
