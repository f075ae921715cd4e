"""The list of erasures by itself: what is asked, lifted, copied out and read back."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from graph.seals import Seals, open_seals
from guard.erasure.listing import Erasure, Erasures, ListError, Reason, list_text, read_list
from guard.register import opened_register

ONE = Erasure("e1", "p1", "hash", Reason.ASKED.value, "a1", "2026-10-31T09:00:00.000+08:00")
TWO = Erasure("e2", "p2", None, Reason.UNLAWFUL.value, "a1", "2026-10-30T09:00:00.000+08:00")


@pytest.fixture
def seals(tmp_path: Path) -> Seals:
    return open_seals(tmp_path / "keys", create=True)


def test_an_erasure_is_on_the_list_from_its_asking(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        asked = Erasures(register).ask("p1", name_hash="hash", reason=Reason.ASKED, by="a1")
        assert Erasures(register).all() == [asked]
        assert (asked.person, asked.name_hash, asked.reason, asked.by) == ("p1", "hash", "asked", "a1")
        assert (asked.lifted, asked.lifted_by) == (None, None)
        assert len(asked.id) == 32
        assert asked.asked.endswith("+08:00")
        assert len(asked.asked) == len("2026-10-31T09:00:00.000+08:00")


def test_the_list_is_in_the_order_of_asking_and_takes_each_erasure_once(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        listed = Erasures(register)
        listed.add([])
        listed.add([ONE, TWO])
        listed.add([ONE])
        assert listed.all() == [TWO, ONE]


def test_who_is_let_in_again_is_barred_no_more_and_the_others_are(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        listed = Erasures(register)
        listed.add([ONE, TWO])
        assert not listed.lift("nobody", by="a2")
        assert listed.lift("p1", by="a2") is True
        assert listed.lift("p1", by="a3") is False
        by_person = {each.person: each for each in listed.all()}
        assert by_person["p1"].lifted
        assert by_person["p1"].lifted_by == "a2"
        assert by_person["p2"] == TWO


def test_a_copy_is_a_line_an_erasure_and_reads_back(seals: Seals) -> None:
    text = list_text([ONE, TWO], seals)
    assert text.count("\n") == 2
    said = json.dumps(asdict(ONE), sort_keys=True)
    mark = seals.keyed_hash("erasure", said)
    assert text.splitlines()[0] == json.dumps(json.loads(said) | {"mark": mark}, sort_keys=True)
    assert set(json.loads(text.splitlines()[0])) == {
        *("id", "person", "name_hash", "reason", "by", "asked", "lifted", "lifted_by", "mark")
    }
    assert read_list(text, seals) == [ONE, TWO]
    assert read_list(f"\n{text}\n", seals) == [ONE, TWO]
    assert read_list("", seals) == []


def test_a_line_that_we_did_not_write_is_refused(seals: Seals, tmp_path: Path) -> None:
    line = list_text([ONE], seals).strip()
    said = json.loads(line)
    others = open_seals(tmp_path / "others", create=True)
    wrong = [
        json.dumps(said | {"person": "p9"}, sort_keys=True),
        json.dumps({k: v for k, v in said.items() if k != "mark"}, sort_keys=True),
        json.dumps(said | {"more": 1}, sort_keys=True),
        json.dumps({"mark": said["mark"]}),
        line.replace(": ", ":"),
        "[]",
        "no json",
    ]
    for each in wrong:
        with pytest.raises(ListError):
            read_list(each, seals)
    with pytest.raises(ListError):
        read_list(line, others)
