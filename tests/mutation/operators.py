"""The changes that are made to one node of a syntax tree: each gives a label and what stands in the node's place."""

import ast
import copy
from collections.abc import Callable, Iterator

Change = tuple[str, ast.AST]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REVERSED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
TIDYING = frozenset({"strip", "rstrip", "lower", "casefold"})
CLAUSES = frozenset({"where", "order_by"})
PRESENTATION = frozenset(
    {"help", "title", "justify", "no_wrap", "markup", "highlight", "pretty_exceptions_enable", "no_args_is_help"}
    | {"ensure_ascii", "param_hint"}
)
"""Keyword arguments that say how a command's page looks."""
NO_BEHAVIOUR = frozenset({"slots", "frozen", "index", "daemon"})
"""Keyword arguments for speed and tidiness: with or without them an answer is the same."""


def changes(node: ast.AST) -> Iterator[Change]:
    """Everything that can go wrong at this node alone."""
    for made in OPERATORS:
        yield from made(node)


def is_passed_over(node: ast.AST) -> bool:
    """Whether what stands here changes no answer."""
    return isinstance(node, ast.keyword) and node.arg in PRESENTATION | NO_BEHAVIOUR


def _compare(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            other = COMPARED[type(op)]
            changed = copy.deepcopy(node)
            changed.ops[at] = other()
            yield f"{type(op).__name__} {other.__name__}", changed


def _boolean(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"to {type(other).__name__}", ast.BoolOp(other, node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without not", node.operand


def _constant(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield f"to {not node.value}", ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield "one more", ast.Constant(node.value + 1)
        if node.value:
            yield "one less", ast.Constant(node.value - 1)


def _arithmetic(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BinOp) and type(node.op) in REVERSED:
        other = REVERSED[type(node.op)]
        yield f"{type(node.op).__name__} {other.__name__}", ast.BinOp(node.left, other(), node.right)
    if isinstance(node, ast.AugAssign) and type(node.op) in REVERSED:
        other = REVERSED[type(node.op)]
        yield f"{type(node.op).__name__} {other.__name__}", ast.AugAssign(node.target, other(), node.value)


def _statement(node: ast.AST) -> Iterator[Change]:
    """A call by itself, a raise and a deletion are left out; a return gives nothing; a loop goes on or ends."""
    value = node.value if isinstance(node, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    if isinstance(value, ast.Call) or isinstance(node, ast.Raise | ast.Delete):
        yield "left out", ast.Pass()
    if isinstance(node, ast.Return) and not (node.value is None or _is_none(node.value)):
        yield "gives None", ast.Return(ast.Constant(None))
    if isinstance(node, ast.Break | ast.Continue):
        yield "other jump", ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _element(node: ast.AST) -> Iterator[Change]:
    """An element of a set or a table, or a condition among others in a tuple, is left out."""
    if isinstance(node, ast.Set) or (
        isinstance(node, ast.Tuple) and any(isinstance(e, ast.Compare) for e in node.elts)
    ):
        for at, each in enumerate(node.elts):
            rest = [e for i, e in enumerate(node.elts) if i != at]
            empty = ast.Call(ast.Name("set", ast.Load()), [], [])
            kept = ast.Tuple(rest, ast.Load()) if isinstance(node, ast.Tuple) else ast.Set(rest) if rest else empty
            yield f"without {_short(each)}", kept
    if isinstance(node, ast.Dict):
        for at, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            table = ast.Dict(node.keys[:at] + node.keys[at + 1 :], node.values[:at] + node.values[at + 1 :])
            yield f"without {_short(key or value)}", table


def _call(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    for at, keyword in enumerate(node.keywords):
        if not is_passed_over(keyword):
            rest = node.keywords[:at] + node.keywords[at + 1 :]
            yield f"without {keyword.arg or '**'}", ast.Call(node.func, node.args, rest)
    if isinstance(node.func, ast.Name) and node.func.id in CALLED:
        other = CALLED[node.func.id]
        yield f"to {other}", ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
    if isinstance(node.func, ast.Attribute):
        yield from _method(node, node.func)


def _method(node: ast.Call, method: ast.Attribute) -> Iterator[Change]:
    if method.attr in TIDYING or (method.attr in CLAUSES and len(node.args) == 1):
        yield f"without {method.attr}", method.value
    elif method.attr in CLAUSES:
        for at, each in enumerate(node.args):
            yield f"without {_short(each)}", ast.Call(method, node.args[:at] + node.args[at + 1 :], node.keywords)


def _condition(node: ast.AST) -> Iterator[Change]:
    """A condition that no other operator changes is turned round; one of a comprehension is left out."""
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, ast.Name | ast.Attribute | ast.Call):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield "turned round", changed
    if isinstance(node, ast.comprehension):
        for at, each in enumerate(node.ifs):
            rest = node.ifs[:at] + node.ifs[at + 1 :]
            yield f"without if {_short(each)}", ast.comprehension(node.target, node.iter, rest, node.is_async)


OPERATORS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    *(_compare, _boolean, _constant, _arithmetic, _statement),
    *(_element, _call, _condition),
)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _short(node: ast.AST) -> str:
    return ast.unparse(node)[:40]
