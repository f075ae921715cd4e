"""A text over a cap is refused by the cap's name, in both languages; and what was read is kept within a bound."""

import pytest
from graphql import get_introspection_query

from api.cost import prices_of
from api.errors import ApiError, BadArgument
from api.kept import Kept
from api.limits import (
    COST_MOST,
    LIST_MOST,
    NESTING_MOST,
    OPERATIONS_MOST,
    STRING_MOST,
    TEXT_MOST,
    VALUES_MOST,
    VARIABLES_MOST,
    OverLimit,
    check_body,
    check_variables,
)
from api.reading import check_request, read_text, the_operation, validated
from api.schema import schema

PAGES = "parts(first: 100) { nodes { parts(first: 100) { nodes { id name code level } } } }"
FRAGMENTS = " ".join(f"fragment F{i} on Place {{ ...F{i + 1} ...F{i + 1} }}" for i in range(40))


def checked(text: str, *, name: str | None = None, **variables: object) -> None:
    """Read a text and hold it against every cap."""
    check_request(read_text(text), name, variables=variables, prices=prices_of(schema()._schema))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("{ " + "a " * 2_000 + "}", "tokens"),
        ("#\n" * 201 + "{ __typename }", "comments"),
        ("{ a }" + " " * TEXT_MOST, "bytes"),
        ("{a" * 61 + "}" * 61, "levels"),
        ("{a" * 300 + "}" * 300, "levels"),
        ('{ place(id: "d") { ...F0 } } ' + FRAGMENTS + " fragment F40 on Place { id }", "selections"),
        ("{ " + "a " * 21 + "}", "rootFields"),
        ("{ ...A ...A } fragment A on Query { " + " ".join(f"a{i}" for i in range(11)) + " }", "rootFields"),
        ("{ p { " + " ".join(f"a{i}: b" for i in range(51)) + " } }", "aliases"),
        ("{ p { " + "a " * 101 + "} }", "repeats"),
        ("{ a " + "@b " * 5 + "}", "directivesOnOne"),
        ("{ p { " + "a @b " * 51 + "} }", "directives"),
        ("{ a } " + " ".join(f"fragment F{i} on A {{ a }}" for i in range(51)), "fragments"),
        (" ".join(f"query Q{i} {{ a }}" for i in range(OPERATIONS_MOST + 1)), "operations"),
        (" ".join("type A { a: Int }" for _ in range(61)), "definitions"),
        ("query (" + " ".join(f"$v{i}: Int" for i in range(VARIABLES_MOST + 1)) + ") { a }", "variables"),
        ("{ a(b: [" + "1 " * (LIST_MOST + 1) + "]) }", "list"),
        ("{ a(b: " + "[" * (NESTING_MOST + 1) + "]" * (NESTING_MOST + 1) + ") }", "nesting"),
        ('{ a(b: "' + "x" * STRING_MOST + '") }', "string"),
        ('{ a(b: """' + "\n" * STRING_MOST + '""") }', "string"),
        ("{ a(b: " + "9" * 33 + ") }", "number"),
        ("{ " + "a" * 101 + " }", "name"),
        (f"{{ places(first: 1000) {{ nodes {{ {PAGES} }} }} }}", "cost"),
        ("{ " + " ".join(f"s{i}: __schema {{ types {{ fields {{ args {{ name }} }} }} }}" for i in range(20)) + "}",
         "introspection"),
    ],
)  # fmt: skip
def test_a_text_over_a_cap_is_refused_by_its_name(text: str, limit: str) -> None:
    with pytest.raises(OverLimit) as refused:
        checked(text)
    assert refused.value.limit == limit
    assert refused.value.zh
    assert refused.value.en


def test_cost_counts_the_variables_that_are_given() -> None:
    inner = PAGES.replace("100", "$n")
    text = f"query ($n: Int! = 100) {{ places(first: $n) {{ nodes {{ {inner} }} }} }}"
    checked(text, n=50)
    with pytest.raises(OverLimit, match=str(COST_MOST)):
        checked(text, n=120)
    with pytest.raises(OverLimit, match=str(COST_MOST)):
        checked(text.replace("= 100", "= 120"))


def test_the_cost_of_a_fragment_counts_wherever_it_is_spread() -> None:
    checked(f"{{ places(first: 50) {{ nodes {{ ...A }} }} }} fragment A on Place {{ {PAGES} }}")
    with pytest.raises(OverLimit) as refused:
        checked(f"{{ places(first: 100) {{ nodes {{ ...A ...A }} }} }} fragment A on Place {{ {PAGES} }}")
    assert refused.value.limit == "cost"


def test_fragments_that_come_back_or_share_a_name_are_refused() -> None:
    for text in ("{ ...A } fragment A on Query { ...A }", "{ a } fragment A on B { c } fragment A on B { d }"):
        with pytest.raises(BadArgument):
            checked(text)


@pytest.mark.parametrize(
    ("variables", "limit"),
    [
        (dict.fromkeys(map(str, range(VARIABLES_MOST + 1)), 1), "variables"),
        ({"v": [[1] * LIST_MOST] * (VALUES_MOST // LIST_MOST)}, "values"),
        ({"v": [1] * (LIST_MOST + 1)}, "list"),
        ({"v": dict.fromkeys(map(str, range(LIST_MOST + 1)), 1)}, "list"),
        ({"v": [[[[[[[[[1]]]]]]]]]}, "nesting"),
        ({"v": {"w": ["x" * (STRING_MOST + 1)]}}, "string"),
    ],
)
def test_variables_over_a_cap_are_refused_by_its_name(variables: dict[str, object], limit: str) -> None:
    with pytest.raises(OverLimit) as refused:
        check_variables(variables)
    assert refused.value.limit == limit


@pytest.mark.parametrize(("body", "limit"), [(b"[{}]", "batch"), (b" \n[", "batch"), (b"x" * (TEXT_MOST + 1), "bytes")])
def test_a_body_over_a_cap_is_refused_by_its_name(body: bytes, limit: str) -> None:
    with pytest.raises(OverLimit) as refused:
        check_body(body)
    assert refused.value.limit == limit


def test_what_tools_introspect_is_within_every_cap() -> None:
    checked(get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True))


@pytest.mark.parametrize("off", ["off", "false", "No", "0"])
def test_introspection_is_off_by_a_setting(monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setenv("JINGWEI_INTROSPECTION", off)
    for text in ("{ __schema { types { name } } }", '{ ...A } fragment A on Query { __type(name: "A") { name } }'):
        with pytest.raises(ApiError, match="Introspection is off"):
            checked(text)
    checked("{ __typename }")


def test_a_misspelt_name_is_told_without_what_it_may_have_been() -> None:
    (error,) = validated(read_text("{ housse { id } }"), schema()._schema)
    assert error.message == "Cannot query field 'housse' on type 'Query'."


def test_the_operation_must_be_one() -> None:
    read = read_text("query A { __typename } query B { __typename }")
    assert the_operation(read, "B") is read.operations[1]
    for name in (None, "C"):
        with pytest.raises(BadArgument, match="operationName"):
            the_operation(read, name)
    with pytest.raises(BadArgument, match="WebSocket"):
        the_operation(read_text("subscription { a }"), None)


def test_a_text_is_read_once() -> None:
    assert read_text("{ __typename a1: __typename }") is read_text("{ __typename a1: __typename }")


def test_what_is_kept_stays_within_its_bounds() -> None:
    kept: Kept[str] = Kept(entries_most=3, weight_most=10)
    for key in "abcd":
        kept.keep(key, key, weight=1)
    assert [kept.get(key) for key in "abcd"] == [None, "b", "c", "d"]
    kept.get("b")
    kept.keep("e", "e", weight=8)
    assert [kept.get(key) for key in "bcde"] == ["b", None, "d", "e"]
    kept.keep("f", "f", weight=11)
    assert kept.get("f") is None
    kept.keep("e", "e", weight=2)
    assert (len(kept), kept.weight) == (3, 4)
