"""docs/ledgers.md, made from the declarations."""

from graph.model import codes_of
from loaders.ledger import Column, Ledger, Role
from loaders.registry import ledgers

TITLE = """# 台账 Ledgers

由 `jingwei docs` 从 `loaders/` 生成,请勿手改。Made by `jingwei docs` from `loaders/`; do not edit.

用 `jingwei load 名称 文件…` 装入,用 `jingwei template 名称` 得到空白模板。带 * 的列必填。装入次序即下列次序。
Load with `jingwei load NAME FILE…`; `jingwei template NAME` writes a blank one. Columns with * are required. Load them
in this order: each refers only to ledgers before it.
"""
ROLES = {Role.NAMES: "编码 code", Role.SINCE: "起始 start", Role.UNTIL: "终止 end"}


def ledgers_page() -> str:
    """The whole page, ending in one newline."""
    return "\n".join([TITLE, *(line for ledger in ledgers().values() for line in _ledger(ledger))]).rstrip() + "\n"


def _ledger(ledger: Ledger) -> list[str]:
    head = [f"## {ledger.name} {ledger.text.zh}", "", f"{ledger.about.zh}。{ledger.about.en}.", ""]
    table = ["| 列 column | 也可写作 or | 内容 content |", "|---|---|---|", *map(_column, ledger.columns)]
    key = "、".join(f"`{name}`" for name in ledger.key)
    return [*head, *table, "", f"同一行的依据 a row is the same by: {key}.", ""]


def _column(column: Column) -> str:
    star = "*" if column.required else ""
    others = "、".join([column.text.en, *([column.name] if column.name != column.text.en else []), *column.aliases])
    return f"| {column.text.zh}{star} | {others} | {_content(column)} |"


def _content(column: Column) -> str:
    if column.prop is None:
        return ROLES[column.role]
    codes = codes_of(column.prop)
    return "、".join(c.zh for c in codes) if codes else column.prop.about.zh
