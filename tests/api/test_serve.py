"""The server is reached on this machine only, on the next free port, and says how."""

import socket
from pathlib import Path

import pytest

from api.greeting import greeting
from api.questions_to_try import TO_TRY
from api.serve import LOOPBACK, NoPortError, free_socket, host
from graph.store import StoreError
from tests.api.conftest import Callers


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with free_socket(18120) as first, free_socket(18120) as second:
        assert (first.getsockname()[0], second.getsockname()[0]) == (LOOPBACK, LOOPBACK)
        assert second.getsockname()[1] > first.getsockname()[1]


def test_socket_is_said_to_be_tcp_so_that_answers_are_not_held_back() -> None:
    with free_socket(18120) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_greeting_says_where_who_may_sign_in_and_what_to_ask(callers: Callers) -> None:
    text = greeting(8120, tuple(callers.of.values()), list(TO_TRY))
    assert "http://127.0.0.1:8120/" in text
    for each in callers.of.values():
        assert text.count(each.password) == 1
        assert each.account.name in text
    for question in TO_TRY:
        assert question.text.zh in text
        assert question.text.en in text
    assert "first-admin" not in text


def test_an_office_without_accounts_is_told_how_to_make_the_first() -> None:
    assert "jingwei account first-admin" in greeting(8120, (), [])


def test_no_port_at_all_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.serve.PORTS_TRIED", 1)
    with free_socket(18120) as taken, pytest.raises(NoPortError, match="are all taken"):
        free_socket(taken.getsockname()[1])


def test_another_host_is_refused_outside_a_container(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JINGWEI_HOST", "0.0.0.0")
    monkeypatch.setattr("api.serve.IN_CONTAINER", (tmp_path / "mark",))
    with pytest.raises(StoreError, match="unset JINGWEI_HOST"):
        host()
    (tmp_path / "mark").touch()
    assert host() == "0.0.0.0"
