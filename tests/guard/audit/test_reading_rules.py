"""What an entry, a note and a look are, to the letter: what is almost one is none."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from graph.model.dates import SHANGHAI
from graph.signing import Signer
from guard.audit import ActKind, Outcome
from guard.audit.checkpoints import now
from guard.audit.entries import VERSION, canonical, read
from guard.audit.errors import NoteError
from guard.audit.extract import FIELDS, line, write_csv
from guard.audit.notes import Checkpoint, NoteKey, read_note
from guard.audit.places import Folder
from guard.audit.reading import Look, Noted, looks_by
from guard.audit.tree import ALGORITHM, EMPTY
from tests.guard.audit.helpers import act, opened
from tests.guard.audit.test_reading import at

SAID = {"tree": ALGORITHM, "v": VERSION}
LOOK = Look(
    7, "s1", ("id", "phone"),
    Noted(5, dt.datetime(2030, 1, 1, 4, tzinfo=dt.UTC), ActKind.EXPORT, "a1", "steward", "person,house",
          "service", "g1", Outcome.ANSWERED, None, 2),
)  # fmt: skip


def test_an_entry_is_canonical_json_of_this_version() -> None:
    assert read(canonical(SAID)) == SAID
    spaced = canonical(SAID).replace(b":", b": ")
    for wrong in (spaced, b"[]", b"7", canonical(SAID | {"v": VERSION + 1}), canonical(SAID | {"tree": "md5"}), b"{}"):
        with pytest.raises(ValueError):  # noqa: PT011
            read(wrong)


@pytest.mark.parametrize("at_", [4, 8, 44])
def test_a_signature_with_anything_put_into_it_is_none(at_: int) -> None:
    key = NoteKey("jingwei/1", Signer(bytes(range(32))))
    note = key.note(0, EMPTY)
    begins = note.index("— jingwei/1 ") + len("— jingwei/1 ")
    assert read_note(note, key.public).size == 0
    with pytest.raises(NoteError):
        read_note(f"{note[: begins + at_]}={note[begins + at_ :]}", key.public)


def test_a_line_of_a_breach_list_says_who_saw_what_when_and_on_what_grounds() -> None:
    assert line(LOOK, {"s1": "p1"}) == {
        "seq": 7, "time": "2030-01-01T12:00:00.000+08:00", "subject": "s1", "person": "p1", "classes": ["id", "phone"],
        "act": 5, "what": "person,house", "purpose": "service", "grant": "g1", "role": "steward",
    }  # fmt: skip


def test_a_sheet_of_a_breach_has_a_line_a_look_and_no_other_ends() -> None:
    file = io.StringIO(newline="")
    write_csv(file, [line(LOOK, {})] * 2)
    text = file.getvalue()
    assert (text.count("\n"), "\r" in text) == (3, False)
    assert next(csv.reader(io.StringIO(text))) == list(FIELDS)


def test_a_checkpoint_is_dated_in_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guard.audit.checkpoints.time.time", lambda: 1_900_000_000.5678)
    assert now() == 1_900_000_000_567


def test_an_act_is_dated_in_milliseconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = dt.datetime(2030, 1, 1, 12, 0, 0, 567_000, tzinfo=SHANGHAI)
    monkeypatch.setattr("guard.audit.append.time.time", moment.timestamp)
    with opened(tmp_path) as log:
        log.record_now(act("s1"))
        (look,) = looks_by(log.engine, "a1", moment, after=None, limit=9)
        assert look.act.time == moment


def test_a_million_checkpoints_lie_in_a_folder(tmp_path: Path) -> None:
    place = Folder(str(tmp_path))
    for size in (999_999, 1_000_000):
        place.put(Checkpoint("jingwei/1", size, EMPTY), "")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.note"))
    assert found == ["jingwei-1/000000/000000999999.note", "jingwei-1/000001/000001000000.note"]


def test_a_page_of_looks_never_goes_back_before_its_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as log:
        for day in (1, 2, 3, 4):
            moment = at(monkeypatch, day)
            log.record_now(act(f"s{day}"))
        since = moment - dt.timedelta(days=1)
        seen = [look.subject for look in looks_by(log.engine, "a1", since, after=1, limit=9)]
        assert seen == ["s3", "s4"]
