"""A repository on loopback that can be made to fail, and a lock of three small jars in it."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.engine.lockfile import Jar, Lock

CONTENTS = {"a": b"first jar " * 1000, "b": b"second jar " * 50_000, "c": b"third"}


@dataclass
class Repository:
    """Serves `files` with byte ranges; `cut` ends each answer after so many bytes, as a broken line would."""

    files: dict[str, bytes]
    cut: int | None = None
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)


def jar(name: str, content: bytes) -> Jar:
    return Jar(f"org.example:{name}:1.0", "jar", hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def tiny_lock() -> Lock:
    jars = tuple(jar(name, content) for name, content in CONTENTS.items())
    return Lock(version="5.26.0", main_class="org.example.Main", java=17, jars=jars)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JINGWEI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def repository(tiny_lock: Lock, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """jgo's settings name it in place of the public one, as an office's mirror would be named."""
    files = dict(zip((jar.path for jar in tiny_lock.jars), CONTENTS.values(), strict=True))
    served = Repository(files=files)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings = tmp_path / "jgo.conf"
    settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    yield served
    server.shutdown()
    server.server_close()


def _handler(served: Repository) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, wanted = self.path.lstrip("/"), self.headers.get("Range")
            served.asked.append((name, wanted))
            start = int(wanted[len("bytes=") : -1]) if wanted and served.ranges else 0
            body = served.files[name][start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: served.cut])

        def log_message(self, *args: object) -> None:
            pass

    return Handler
