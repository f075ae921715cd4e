"""Codes, tokens and passwords at their edges."""

import datetime as dt
import re
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from guard.accounts.passwords import AT_ONCE, COMMON, LONGEST, SHORTEST, Passwords, check_password
from guard.accounts.secrets import fingerprint, new_code, new_id, new_secret
from guard.accounts.throttle import BY_BOTH, BY_NAME, BY_ORIGIN, FORGOTTEN, LONGEST_WAIT, keys_of
from guard.accounts.tokens import TokenUse
from guard.refusals import GrantWrong, Unfit
from guard.roles import Role
from tests.guard.offices import CHEAP, PASSWORD, office

PHRASE = "correct horse battery staple, "


def test_what_is_random_is_long_enough_and_never_the_same() -> None:
    assert re.fullmatch(r"a_[0-9a-f]{20}", new_id("a_"))
    assert re.fullmatch(r"jw_[\w-]{43}", new_secret("jw_"))
    assert len(new_secret()) == 43
    assert all(re.fullmatch(r"[a-z2-7]{5}(-[a-z2-7]{5}){3}", new_code()) for _ in range(20))
    assert len({new_code() for _ in range(20)}) == 20
    assert fingerprint("x") == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_a_password_has_twelve_to_two_hundred_and_fifty_six_characters() -> None:
    assert (SHORTEST, LONGEST, AT_ONCE) == (12, 256, 4)
    longest = (PHRASE * 10)[:LONGEST]
    check_password(longest, name="x")
    check_password("zwölf Zeiche", name="x")
    for wrong in (longest + "n", "zwölf Zeich"):
        with pytest.raises(Unfit):
            check_password(wrong, name="x")


@pytest.mark.parametrize("word", [*COMMON, "zhangsan"])
def test_a_password_is_no_common_word_nor_the_name_with_as_much_around_it(word: str) -> None:
    around = "zx7qk9wvm3hj8ft2bpyc5dgr4ue"
    with pytest.raises(Unfit):
        check_password(word * 2 + around[: 2 * len(word)], name="Zhangsan")
    check_password(word * 2 + around[: 2 * len(word) + 1], name="Zhangsan")


def test_a_short_name_makes_no_password_easy() -> None:
    check_password("ab7ab9abkabmabq", name="ab")
    with pytest.raises(Unfit):
        check_password("abc7abc9abck", name="abc")


def test_a_password_has_five_different_characters_and_is_no_run() -> None:
    check_password("mzmzmzm7q7qx", name="x")
    for easy in ("mzmzmzm7q7q7", "abcdefghijkz", "abcdefghizqm"[:9] + "jkl", "321098765432"):
        with pytest.raises(Unfit):
            check_password(easy, name="x")
    check_password("abcdefghxqmv", name="x")


def test_a_longer_password_is_not_the_one_that_it_begins_with() -> None:
    hasher = Passwords(CHEAP)
    kept = hasher.hash("x" * LONGEST)
    assert hasher.fits(kept, "x" * LONGEST)
    assert not hasher.fits(kept, "x" * (LONGEST + 1))
    assert not hasher.fits(None, "nobody signs in by this")
    assert not hasher.fits("no hash", "x")
    assert not hasher.outdated(kept)
    assert Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)).outdated(kept)


def test_the_numbers_of_the_throttle() -> None:
    assert (BY_BOTH, BY_ORIGIN, BY_NAME, LONGEST_WAIT, FORGOTTEN) == (5, 30, 50, 900, 86_400)
    assert list(keys_of("A", "o").values()) == [5, 30, 50]
    assert list(keys_of("A", None).values()) == [50]
    assert keys_of("A", "o") == keys_of(" a", "o")
    assert len({*keys_of("a", "o"), *keys_of("b", "o"), *keys_of("a", "p")}) == 7


@pytest.mark.parametrize(
    ("label", "fits"), [("", False), (" ", False), ("x", True), ("x" * 80, True), ("x" * 81, False)]
)
def test_a_label_has_one_to_eighty_characters(tmp_path: Path, label: str, fits: bool) -> None:
    with office(tmp_path) as at:
        until = dt.datetime.fromtimestamp(at.clock() + 60, dt.UTC)
        if fits:
            made = at.accounts.new_token(at.of[Role.ANALYST], f" {label} ", until=until)
            assert at.accounts.tokens_of(at.of[Role.ANALYST])[0] == made.token
            assert made.token.label == label
        else:
            with pytest.raises(Unfit):
                at.accounts.new_token(at.of[Role.ANALYST], label, until=until)


@pytest.mark.parametrize(("seconds", "fits"), [(0, False), (1, True), (366 * 86_400, True), (366 * 86_400 + 1, False)])
def test_a_token_ends_later_than_now_and_within_a_year(tmp_path: Path, seconds: int, fits: bool) -> None:
    with office(tmp_path) as at:
        until = dt.datetime.fromtimestamp(at.clock() + seconds, dt.UTC)
        if not fits:
            with pytest.raises(Unfit):
                at.accounts.new_token(at.of[Role.ANALYST], "x", until=until)
            return
        made = at.accounts.new_token(at.of[Role.ANALYST], "x", until=until)
        assert (made.token.until, made.token.ended) == (until, False)
        at.clock.pass_(seconds=seconds)
        assert [token.ended for token in at.accounts.tokens_of(at.of[Role.ANALYST])] == [True]


def test_tokens_are_listed_the_latest_first_and_ones_own_alone(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        until = dt.datetime.fromtimestamp(at.clock() + 3_600, dt.UTC)
        for label in ("first", "second"):
            at.accounts.new_token(at.of[Role.ANALYST], label, until=until)
            at.clock.pass_(seconds=1)
        at.accounts.new_token(at.of[Role.STEWARD], "another's", until=until)
        assert [token.label for token in at.accounts.tokens_of(at.of[Role.ANALYST])] == ["second", "first"]


def test_a_bound_token_names_its_grant_for_a_request_that_names_none(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        bound, free = TokenUse(at.of[Role.ANALYST], "t", "g1"), TokenUse(at.of[Role.ANALYST], "t", None)
        assert (bound.grant_for(None), bound.grant_for("g1")) == ("g1", "g1")
        assert (free.grant_for(None), free.grant_for("g2")) == (None, "g2")
        with pytest.raises(GrantWrong):
            bound.grant_for("g2")


def test_what_is_shown_once_stands_in_no_print(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        signed = at.accounts.sign_in("analyst", PASSWORD, origin=None)
        until = dt.datetime.fromtimestamp(at.clock() + 60, dt.UTC)
        made = at.accounts.new_token(at.of[Role.ANALYST], "x", until=until)
        assert signed.secret not in repr(signed)
        assert made.secret not in repr(made)
        assert signed.ends == dt.datetime.fromtimestamp(at.clock() + 12 * 3_600, dt.UTC)


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("abcdefghijzqx", True),  # nine of twelve follow on the one before
        ("abcdefghijkzq", False),  # ten do
        ("abcdefghijklz", False),
        ("acegikmoqsuwy", True),
        ("zxvtrpnljhfdb", True),
    ],
)
def test_a_run_is_a_password_of_which_all_but_two_characters_follow_on_the_one_before(
    password: str, fits: bool
) -> None:
    if fits:
        check_password(password, name="x")
    else:
        with pytest.raises(Unfit):
            check_password(password, name="x")


def test_a_password_fits_or_it_does_not() -> None:
    hasher = Passwords(CHEAP)
    kept = hasher.hash(PASSWORD)
    told = [hasher.fits(kept, PASSWORD), hasher.fits(kept, "x"), hasher.fits(None, "x"), hasher.fits("no hash", "x")]
    assert told == [True, False, False, False]
