"""docs/model.md, made from the declarations."""

from collections.abc import Iterable

from graph.model import NODES, RELATIONSHIPS, NodeType, Prop, RelType, codes_of

TITLE = """# 模型 The model

由 `jingwei docs` 从 `graph/model` 生成,请勿手改。Made by `jingwei docs` from `graph/model`; do not edit.

每条关系都有起止,各端是一段日期:`sinceEarliest`、`sinceLatest`、`untilEarliest`、`untilLatest`;没有到来的终止不写。
Every relationship is dated, and each end is a range; an end that has not come is absent. On day *d* a fact holds for
sure if `sinceLatest <= d < untilEarliest`, possibly if `sinceEarliest <= d < untilLatest`. Every node has an opaque
`id`; every node and relationship names the records it stands on (`sources`) and on what they differ (`disputed`).
"""


def model_page() -> str:
    """The whole page, ending in one newline."""
    lines = [TITLE, "## 节点 Nodes\n", *_blocks(map(_node, NODES.values()))]
    lines += ["## 关系 Relationships\n", *_blocks(map(_relationship, RELATIONSHIPS.values()))]
    return "\n".join(lines).rstrip() + "\n"


def _blocks(blocks: Iterable[list[str]]) -> Iterable[str]:
    for block in blocks:
        yield from block
        yield ""


def _node(node: NodeType) -> list[str]:
    lines = [f"### {node.label} {node.text.zh}", "", f"{node.about.zh}。{node.about.en}.", ""]
    if node.variants:
        lines += [f"In GraphQL: {', '.join(f'{v.name} {v.text.zh}' for v in node.variants)}.", ""]
    return [*lines, *_table(node.props)]


def _relationship(rel: RelType) -> list[str]:
    ends = f"`({'|'.join(rel.sources)})-[:{rel.type}]->({'|'.join(rel.targets)})`"
    key = "、".join(rel.key) if rel.key else "两端 its two ends"
    names = f"`{rel.forward.name}` {rel.forward.text.zh} / `{rel.backward.name}` {rel.backward.text.zh}"
    private = " 私人关系,不作路径与网络分析。A private tie: never walked." if rel.private else ""
    head = [f"### {rel.type} {rel.text.zh}", "", f"{ends} {rel.about.zh}。{rel.about.en}.{private}", ""]
    return [*head, f"名称 names: {names}. 键 key: {key}.", "", *_table(rel.props)]


def _table(props: tuple[Prop, ...]) -> list[str]:
    if not props:
        return []
    return ["| 属性 property | 中文 | type | class | index |", "|---|---|---|---|---|", *map(_row, props)]


def _row(prop: Prop) -> str:
    codes = codes_of(prop)
    kind = (
        "、".join(f"{c.value} {c.zh}" for c in codes) if codes else prop.type.__name__ + (" list" if prop.many else "")
    )
    said = (("derived", prop.derived), ("internal", prop.internal), ("searched", prop.search))
    marks = [word for word, on in said if on]
    index = ", ".join([*([prop.index] if prop.index else []), *marks])
    return f"| `{prop.key}` | {prop.about.zh} | {kind} | {prop.data_class.value} | {index} |"
