"""The page that a resident reads and prints: large, plain, Chinese first, and without a script.

Every text is escaped where it is put in (``said``, ``cell``); nothing else writes markup.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from api.subject import Held, Looked, LookedPage
from api.subject_words import HOLDS, classes_said, span_said, time_said, who_said, why_said
from graph.model import Text
from guard.subject.corrections import TEXT_MOST, Correction
from guard.subject.delays import NOTICE
from guard.subject.facts import HeldFact
from guard.subject.values import HeldValue
from loaders.held import HeldRecord

TITLE = Text("我的个人信息", "My personal information")
NONE = Text("没有。", "None.")
WAITS = Text("待处理", "waiting")
FORM = Text("提交更正申请", "Ask for a correction")
RIGHTS = Text(
    "您有权查阅、复制自己的个人信息；发现不准确或者不完整的，有权请求更正、补充（个人信息保护法第四十五条、第四十六条）。"
    "有疑问请到村居服务窗口，并出示本页。",
    "You may read and copy what is held about you, and ask that it be corrected or completed (PIPL 45 and 46). "
    "With questions, bring this page to the counter of your community.",
)
CODE = Text(
    "表中的“经办代码”代表一名工作人员；投诉或询问时请报出它，审计员据此查明是谁。“本人账户”是经您的账户查看的：不是您本人所为的，请到窗口报告。",
    "The code stands for one clerk: quote it to ask or complain, and the auditor finds who it is. "
    "Your own account: looks through it; report at the counter any that was not you.",
)
PRINT = Text("打印：按 Ctrl 和 P 键", "To print: Ctrl and P")


def whole_page(*parts: str, sample: bool, at: dt.datetime) -> str:
    """The document around the parts."""
    mark = '<p class="sample">样例数据 Sample data</p>' if sample else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{TITLE.zh} {TITLE.en}</title>"
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/my-record.css"></head><body>'
        f"<header>{mark}<h1>{said(TITLE)}</h1>"
        f'<p class="meta">查询时间 {escape(time_said(at))} <span class="screen">· {said(PRINT)}</span></p></header>'
        f"<main>{''.join(parts)}</main><footer><p>{said(RIGHTS)}</p></footer></body></html>"
    )


def held_parts(held: Held) -> tuple[str, ...]:
    """What is held: in plain words, the requests, and the records behind it, which come last on the page."""
    numbers = {record.id: at for at, record in enumerate(held.records, 1)}
    return (
        section(1, Text("基本情况", "About you"), values_table(held.person.values)),
        section(2, Text("住址、房屋、任职等", "Addresses, houses, posts"), facts_table(held.person.facts, numbers)),
        section(3, Text("更正申请", "Corrections"), corrections_table(held.corrections), form(held.records)),
        section(5, Text("第 1、2 部分内容的来源", "Where parts 1 and 2 come from"), records_parts(held.records)),
    )


def looks_part(page: LookedPage, names: dict[int, list[Text]]) -> str:
    """Who looked, with the sentence that is the same for everybody; ``names`` by the number of the act."""
    rows = [_look(each, names[each.look.act.seq]) for each in page.looks]
    heads = (Text("时间", "When"), Text("谁查看", "Who"), Text("为什么", "Why"), Text("看了什么", "What"))
    older = f'<p><a href="/my-record?after={escape(page.end or "")}">更早的记录 Older ones</a></p>' if page.more else ""
    intro = f'<p class="notice">{said(NOTICE)}</p><p class="small">{said(CODE)}</p>'
    return section(4, Text("谁查看过您的信息", "Who looked at your data"), intro, table(heads, rows), older)


def refusal(text: Text, *, sample: bool, at: dt.datetime) -> str:
    """A page that says why there is none."""
    return whole_page(f'<p class="notice">{said(text)}</p><p><a href="/">返回 Back</a></p>', sample=sample, at=at)


def values_table(values: Iterable[HeldValue]) -> str:
    """Values under their names."""
    rows = [f'<tr><th scope="row">{said(each.text)}</th><td>{said(_shown(each))}</td></tr>' for each in values]
    return f'<table class="values"><tbody>{"".join(rows)}</tbody></table>' if rows else f"<p>{said(NONE)}</p>"


def facts_table(facts: Sequence[HeldFact], numbers: dict[int, int]) -> str:
    """A row a fact."""
    heads = (Text("内容", "What"), Text("何处", "Where"), Text("起止", "When"), Text("来源", "Source"))
    return table(heads, [_fact(each, numbers) for each in facts])


def records_parts(records: Sequence[HeldRecord]) -> str:
    """A block a record, with its cells as they were handed over."""
    return "".join(_record(each, at) for at, each in enumerate(records, 1)) or f"<p>{said(NONE)}</p>"


def corrections_table(corrections: Iterable[Correction]) -> str:
    """A row a request."""
    heads = (Text("申请时间", "Asked"), Text("申请内容", "Request"), Text("处理结果", "Outcome"))
    return table(heads, [_correction(each) for each in corrections])


def form(records: Sequence[HeldRecord]) -> str:
    """Asks for a correction; sent by the browser itself, from this page only."""
    options = "".join(
        f'<option value="{record.id}">来源 {at} {escape(record.ledger.zh)}</option>'
        for at, record in enumerate(records, 1)
    )
    return (
        '<form class="screen" method="post" action="/my-record/corrections">'
        '<label for="record">要更正哪一项 Which</label>'
        f'<select id="record" name="record"><option value="">不确定或其他 Not sure, or other</option>{options}</select>'
        '<label for="text">哪里不对，应当是什么 What is wrong, and what is right</label>'
        f'<textarea id="text" name="text" rows="4" maxlength="{TEXT_MOST}" required></textarea>'
        f"<button>{said(FORM)}</button></form>"
    )


def section(number: int, title: Text, *parts: str) -> str:
    """A numbered part of the page."""
    return f"<section><h2>{number}. {said(title)}</h2>{''.join(parts)}</section>"


def table(heads: Iterable[Text], rows: Sequence[str]) -> str:
    """A table with headings, or that there is nothing in it."""
    if not rows:
        return f"<p>{said(NONE)}</p>"
    head = "".join(f'<th scope="col">{said(each)}</th>' for each in heads)
    body = "".join(f"<tr>{each}</tr>" for each in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def said(text: Text) -> str:
    """Both languages, the Chinese first; once where they are the same."""
    if text.zh == text.en:
        return escape(text.zh)
    return f'{escape(text.zh)} <span lang="en">{escape(text.en)}</span>'


def cell(*texts: str | Text | None) -> str:
    """A cell with a line a text."""
    return f"<td>{lines(*texts)}</td>"


def lines(*texts: str | Text | None) -> str:
    """Texts below one another."""
    shown = [said(each) if isinstance(each, Text) else escape(each) for each in texts if each]
    return "".join(f"<div>{each}</div>" for each in shown)


def _fact(fact: HeldFact, numbers: dict[int, int]) -> str:
    what = [Text(f"{v.text.zh}：{v.shown.zh}", f"{v.text.en}: {v.shown.en}") for v in fact.values]
    sources = "、".join(str(numbers[each]) for each in fact.sources if each in numbers)
    where = "、".join(dict.fromkeys((fact.name, *(each.name for each in fact.beyond))))
    source = f"见第 5 部分来源 {sources}" if sources else "—"
    return cell(fact.type, *what) + cell(where) + cell(span_said(fact.span), HOLDS[fact.certainty]) + cell(source)


def _record(record: HeldRecord, at: int) -> str:
    state = "现行有效 in force" if record.in_force else "已被更正，不再使用 corrected since"
    where = f"文件 {record.file}，工作表 {record.sheet}，第 {record.row} 行；批次 {record.batch}，记录编号 {record.id}"
    kind = "" if record.in_force else ' class="old"'
    return (
        f"<article{kind}><h3>来源 {at}：{said(record.ledger)}</h3>"
        f'<p class="small">{escape(where)}<br>装入时间 {escape(time_said(record.loaded))}；{state}</p>'
        f"{values_table(record.values)}</article>"
    )


def _look(looked: Looked, names: list[Text]) -> str:
    purpose, basis = why_said(looked)
    who = cell(who_said(looked), f"经办代码 {looked.code}")
    what = cell(*names, classes_said(looked.look.classes))
    return _when(looked.look.act.time) + who + cell(purpose, basis) + what


def _shown(value: HeldValue) -> Text:
    """A code in both languages; a day, a number or a name once."""
    return Text(value.shown.zh, value.shown.zh) if value.shown.en == value.value else value.shown


def _correction(asked: Correction) -> str:
    return _when(asked.asked_at) + cell(asked.text or "") + f"<td>{_outcome(asked)}</td>"


def _when(moment: dt.datetime) -> str:
    day, hour = time_said(moment).split()
    return f'<td class="when">{lines(day, hour)}</td>'


def _outcome(correction: Correction) -> str:
    if correction.outcome is None:
        return said(WAITS)
    return lines(Text(correction.outcome.zh, correction.outcome.en), correction.reason)
