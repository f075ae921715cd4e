"""What a search finds first, for hundreds of things that people type; and whom it tells of to whom."""

import csv
from pathlib import Path

import pytest

from graph.model.codes import DataClass
from guard.access import Access, Area
from guard.purposes import Purpose
from guard.refusals import GrantNeeded, RoleForbids
from guard.roles import Role
from guard.shown import Why
from queries.search import Found, Match, SearchKind, search
from tests.accesses import everything, granted, ungranted
from tests.queries.conftest import DISTRICT, Asking
from tests.queries.search_world import HOUSES, searched_world, written

with (Path(__file__).parent / "search_cases.csv").open(encoding="utf-8") as file:
    CASES = [(row["text"], row["kinds"], row["expected"]) for row in csv.DictReader(file)]

V, W = Area(("V", "OLD")), Area(("W",))


@pytest.fixture(scope="module")
def world(asking: Asking) -> Asking:
    asking.run(written(asking.store, searched_world()))
    return asking


def found(world: Asking, text: str, kinds: str = "", access: Access = DISTRICT, **params: int) -> Found:
    asked = [SearchKind.of(kind) for kind in kinds.split()] or None
    return world(search, "2024-01-01", access, text=text, kinds=asked, **params)


def labels(answer: Found) -> list[str]:
    return [hit.label for hit in answer.hits]


def test_there_are_300_cases() -> None:
    assert len(set(CASES)) >= 300


@pytest.mark.parametrize(("text", "kinds", "expected"), CASES, ids=lambda each: each or "-")
def test_first_result(text: str, kinds: str, expected: str, world: Asking) -> None:
    answer = found(world, text, kinds)
    assert (labels(answer) or [""])[0] == HOUSES.get(expected, expected)


@pytest.mark.parametrize("name", ["单志远", "欧阳慧", "云溪瑞丰商贸有限公司", "云溪锦园3幢", "云溪社区第一网格"])
def test_typed_one_key_at_a_time_it_stays_among_the_found(name: str, world: Asking) -> None:
    for end in range(1, len(name) + 1):
        assert name in labels(found(world, name[:end], first=50)), name[:end]


KEYS = "3 3幢 3幢2 3幢2单 3幢2单元 3幢2单元4 3幢2单元40 3- 3-2 3-2- 3-2-4"


@pytest.mark.parametrize("typed", KEYS.split())
def test_address_typed_one_key_at_a_time_stays_among_the_found(typed: str, world: Asking) -> None:
    assert HOUSES["V401"] in labels(found(world, typed, "house", first=50))


def test_exact_name_comes_before_longer_ones_and_those_before_fragments(world: Asking) -> None:
    answer = found(world, "张伟", "person")
    assert [(hit.label, hit.matched) for hit in answer.hits] == [
        ("张伟", Match.EXACT),
        ("张伟明", Match.PREFIX),
        ("张伟民", Match.PREFIX),
        ("王张伟", Match.FRAGMENT),
    ]


def test_limit_leaves_the_nearest(world: Asking) -> None:
    assert labels(found(world, "张伟", "person", first=1)) == ["张伟"]
    assert len(found(world, "zh", "person", first=50).hits) > 5
    assert len(found(world, "云溪", first=500).hits) <= 50


def test_person_is_found_in_the_area_of_their_facts_only(world: Asking) -> None:
    assert labels(found(world, "张伟", "person", everything(W))) == ["张伟民"]
    assert labels(found(world, "张伟", "person", everything(V))) == ["张伟", "张伟明", "王张伟"]
    assert labels(found(world, "张伟", "person", everything(Area(())))) == []


def test_limit_cuts_after_the_area(world: Asking) -> None:
    assert labels(found(world, "z", "person", everything(W), first=1)) == ["张伟民"]


def test_without_a_grant_residents_are_not_searched_and_it_is_said(world: Asking) -> None:
    access = ungranted()
    answer = found(world, "翟浩然", access=access)
    assert answer.hits == ()
    assert ("search", Why.CLASS, DataClass.RESIDENT) in {(w.what, w.why, w.data_class) for w in access.shown.withheld}
    same = ungranted()
    assert found(world, "没有这个人", access=same).hits == ()
    assert same.shown.withheld == access.shown.withheld
    assert access.shown.persons == {}


def test_residents_asked_for_by_name_need_a_grant(world: Asking) -> None:
    with pytest.raises(GrantNeeded):
        found(world, "张伟", "person", ungranted(Role.INVESTIGATOR))
    with pytest.raises(RoleForbids):
        found(world, "张伟", "person", ungranted(Role.ANALYST))
    with pytest.raises(RoleForbids):
        found(world, "云溪", access=ungranted(Role.AUDITOR))


def test_holder_of_a_public_post_is_found_by_role_and_a_volunteer_is_not(world: Asking) -> None:
    (hit,) = found(world, "张伟", access=ungranted()).hits
    assert (hit.kind, hit.person, hit.holder and hit.holder.name) == (SearchKind.HOLDER, None, "张伟")
    assert [held.post.title for held in hit.posts] == ["云溪社区党总支书记"]
    assert found(world, "仇小梅", access=ungranted()).hits == ()
    (hit,) = found(world, "仇小梅", "holder").hits
    assert hit.holder is not None
    assert (hit.holder.name, hit.holder.volunteer) == ("仇小梅", True)


def test_holder_is_found_in_the_area_of_their_posts_only(world: Asking) -> None:
    assert labels(found(world, "张伟", "holder", ungranted(area=W))) == []
    assert labels(found(world, "王秀兰", "holder", ungranted(area=W))) == ["王秀兰"]
    assert labels(found(world, "单志远", "holder", ungranted(area=V))) == ["单志远"]


def test_post_that_is_yet_to_be_held_tells_of_nobody(world: Asking) -> None:
    assert world(search, "2020-06-01", ungranted(), text="张伟", kinds=[SearchKind.HOLDER]).hits == ()


def test_resident_who_holds_a_post_is_one_hit_with_both(world: Asking) -> None:
    (hit,) = found(world, "欧阳慧").hits
    assert hit.kind is SearchKind.PERSON
    assert hit.person is not None
    assert hit.holder is not None
    assert hit.person.id == hit.holder.id


def test_minor_is_found_under_a_grant_of_minors_only(world: Asking) -> None:
    adults = granted(Purpose.VERIFICATION, Area(), DataClass.RESIDENT)
    assert labels(found(world, "小小", "person", adults)) == []
    assert labels(found(world, "小小", "person")) == ["小小"]


def test_house_is_found_in_the_area_and_what_is_open_everywhere(world: Asking) -> None:
    assert labels(found(world, "银杏村", "house", ungranted(area=V))) == []
    assert labels(found(world, "银杏村", "place", ungranted(area=V))) == ["银杏村"]
    (hit,) = found(world, "织女路101号", "house", ungranted(area=V)).hits[:1]
    assert hit.place is not None
    assert hit.place.name == "云溪社区"


def test_former_place_is_found_by_its_own_node(world: Asking) -> None:
    (hit,) = found(world, "梧桐社区", "place").hits
    assert (hit.node, hit.matched) == ("OLD", Match.EXACT)
