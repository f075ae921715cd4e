"""Checkpoints are signed notes that other software reads too."""

import base64
import stat
from pathlib import Path

import pytest

from graph.seals import SealError
from graph.signing import Signer, is_signed, open_signer
from guard.audit.errors import NoteError
from guard.audit.notes import Checkpoint, NoteKey, PublicKey, notes_in, read_key, read_note
from guard.audit.tree import EMPTY
from tests.guard.audit import second

KEY = NoteKey("jingwei/1", Signer(bytes(range(32))))


def test_the_example_of_the_signed_note_library_is_read() -> None:
    """From the documentation of golang.org/x/mod/sumdb/note."""
    key = read_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    line = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    raw = base64.b64decode(line)
    assert raw[:4] == key.id
    signature = f"ed25519:{base64.b64encode(raw[4:]).decode()}"
    assert is_signed(text.encode(), signature, key.public)
    assert not is_signed(text.encode() + b"!", signature, key.public)
    assert not is_signed(text.encode(), signature.replace("ed25519", "sm2"), key.public)


def test_a_checkpoint_is_read_back_by_us_and_by_another() -> None:
    note = KEY.note(0, EMPTY)
    assert note.startswith("jingwei/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— jingwei/1 ")
    assert read_note(note, KEY.public) == Checkpoint("jingwei/1", 0, EMPTY)
    assert second.read_note(note, str(KEY.public)) == (0, EMPTY)
    assert read_key(str(KEY.public)) == KEY.public
    assert notes_in(note + "noise\n" + note) == [note, note]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda note: note.replace("\n0\n", "\n1\n"),
        lambda note: note.replace("\n0\n", "\n00\n"),
        lambda note: note.replace("jingwei/1", "jingwei/2"),
        lambda note: note.replace("— jingwei/1", "— jingwei/2"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note + "more",
        lambda note: note[:-3] + "=\n",
        lambda note: note.partition("—")[0],
    ],
)
def test_a_note_that_was_touched_is_refused(spoilt: object) -> None:
    with pytest.raises(NoteError):
        read_note(spoilt(KEY.note(0, EMPTY)), KEY.public)  # type: ignore[operator]


def test_a_note_under_another_key_of_the_same_name_is_refused() -> None:
    with pytest.raises(NoteError):
        read_note(NoteKey("jingwei/1", Signer(b"1" * 32)).note(0, EMPTY), KEY.public)


@pytest.mark.parametrize("text", ["", "a", "a+b+c", str(PublicKey("a", b"1" * 31)), f"b{PublicKey('a', b'1' * 32)}"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        read_key(text)


def test_the_signing_key_is_its_owners_only_and_is_kept(tmp_path: Path) -> None:
    first = open_signer(tmp_path / "keys", create=True)
    assert stat.S_IMODE((tmp_path / "keys" / "audit.json").stat().st_mode) == 0o600
    assert open_signer(tmp_path / "keys", create=True) == first
    assert first.private.hex() not in repr(first)


def test_a_lost_or_damaged_signing_key_is_said_and_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(SealError, match=r"audit\.json"):
        open_signer(tmp_path, create=False)
    for damaged in ("", "{}", '{"private": "00"}'):
        (tmp_path / "audit.json").write_text(damaged)
        with pytest.raises(SealError, match="damaged"):
            open_signer(tmp_path, create=True)
