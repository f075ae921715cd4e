"""What names, addresses and codes are found by, and that nothing sealed is among it."""

import pytest

from graph.model import NODES
from graph.project.schema import schema_texts
from graph.tokens import searchable_labels, tokens_of
from graph.tokens.plain import bare, plain
from graph.tokens.wanted import wanted


def tokens(label: str, **props: object) -> set[str]:
    return set((tokens_of(label, props) or "").split())


def test_name_is_spelt_in_full_by_initials_and_in_every_mixture() -> None:
    found = tokens("Person", name="张伟明")
    assert found >= {"@person", "N张伟明", "G张", "G张伟", "Ezhangweiming", "Izwm"}
    assert found >= {"Pzhangweiming", "Pzhangwming", "Pzweiming", "Pzwming", "Qweiming", "Qming"}


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单志", "shanzhi"), ("仇海", "qiuhai"), ("解海", "xiehai"), ("区海", "ouhai"), ("查海", "zhahai"),
        ("翟海", "zhaihai"), ("曾海", "zenghai"), ("任海", "renhai"), ("盖海", "gehai"), ("朴海", "piaohai"),
        ("尉海", "weihai"), ("尉迟海", "yuchihai"), ("万俟海", "moqihai"), ("令狐海", "linghuhai"), ("丁", "ding"),
        ("吕海", "lvhai"), ("吕海", "lyuhai"), ("阿依·买提", "ayimaiti"), ("單海", "shanhai"),
    ],
)  # fmt: skip
def test_surname_has_its_own_reading(name: str, reading: str) -> None:
    assert f"E{reading}" in tokens("Person", name=name)


@pytest.mark.parametrize(
    "address",
    [
        "锦园3幢2单元401室",
        "锦园3号楼2单元401",
        "锦园3-2-401",
        "锦園三栋二单元四〇一室",
        "锦园３＃２单元４０１户",
        "锦园03幢02单元0401室",
    ],
)
def test_one_address_has_the_same_doors_however_it_is_written(address: str) -> None:
    assert tokens("House", address=address) >= {"B3", "U2", "R401", "D3-2-401", "D3-2", "D2-401", "D3-401", "G锦园"}


def test_stair_and_room_kept_apart_count_too() -> None:
    assert "D3-2-401" in tokens("House", address="锦园3幢", unit="2", room="401")


def test_organization_is_found_by_its_other_names_its_uscc_and_the_code_in_it() -> None:
    found = tokens("Organization", name="重庆面馆", aliases=["渝味"], uscc="91990000MA1XY00A9K", code="O1")
    assert found >= {"Echongqingmianguan", "N渝味", "C91990000ma1xy00a9k", "Cma1xy00a9", "Co1"}


def test_same_properties_give_the_same_tokens_in_the_same_order() -> None:
    assert tokens_of("Person", {"name": "曾单"}) == tokens_of("Person", {"name": "曾单"})
    listed = (tokens_of("Person", {"name": "曾单"}) or "").split()[1:]
    assert listed == sorted(listed)


def test_nothing_sealed_or_of_another_class_than_a_name_is_a_token() -> None:
    assert [p.name for p in NODES["Person"].props if p.search] == ["name"]
    found = tokens("Person", name="丁", idNumber="11010119800501001X", phone="10012345678", idHash="abc")
    assert not any("1101" in token or "1001" in token or "abc" in token for token in found)


def test_index_is_made_of_every_searchable_label() -> None:
    text = schema_texts()["search"]
    assert set(searchable_labels()) == {"Person", "House", "Building", "Compound", "Organization", "Place", "Post"}
    assert all(label in text for label in searchable_labels())


def test_texts_are_made_plain() -> None:
    assert plain("Ｔu'ěr－XUN 3—2") == "tuerxun3-2"
    assert (bare("热合曼·吐尔逊"), bare("張　國"), plain("第十二网格")) == ("热合曼吐尔逊", "张国", "第12网格")


@pytest.mark.parametrize("text", ["", " ", "·", "(((", "***", '"', "~", "\\"])
def test_what_has_nothing_to_search_for_asks_nothing(text: str) -> None:
    assert wanted(text) is None


def test_no_sign_that_lucene_reads_comes_from_what_is_typed() -> None:
    assert wanted('a") OR tokens:(*') == wanted("aortokens")
