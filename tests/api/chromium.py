"""A real browser without a driver: Chromium's own protocol over a pair of pipes, as far as one page needs it."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.npm import missing, script

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 60.0


def no_browser() -> str | None:
    """Why no browser can be had here, or None."""
    return None if _installed() or not missing() else f"no Chromium on this machine, and {missing()} to fetch one"


def browser() -> str:
    """Where a Chromium is: what JINGWEI_TEST_CHROMIUM says, one of this machine's, else one that npm has."""
    return _installed() or script(Path(__file__).parent / "browser", "path.mjs")


def _installed() -> str | None:
    return os.environ.get("JINGWEI_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One tab. What the browser reports in between is kept: complaints of the page, and addresses it asked for."""

    def __init__(self, reading: int, writing: int) -> None:
        """From the two ends of the browser's pipes."""
        self._reading, self._writing, self._number, self._session = reading, writing, 0, ""
        self._read = b""
        self.complaints: list[str] = []
        self.asked: list[str] = []

    def open(self, address: str) -> None:
        """A new tab at an address."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=1440, height=900, deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of an expression, or of its promise."""
        done = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until an expression is true; its value."""
        ends = time.monotonic() + SECONDS
        while not (value := self.run(script)):
            assert time.monotonic() < ends, f"never true: {script}"
            time.sleep(0.05)
        return value

    def fill(self, **fields: str) -> None:
        """Write into fields by their ids."""
        for name, text in fields.items():
            self.run(f"document.getElementById({json.dumps(name)}).value = {json.dumps(text)}; true")

    def picture(self, path: Path) -> None:
        """What one sees."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def cookies(self) -> list[dict[str, Any]]:
        """All cookies, those that no script sees too."""
        found: list[dict[str, Any]] = self.call("Network.getCookies")["cookies"]
        return found

    def call(self, method: str, **params: Any) -> Any:
        """One command of the protocol, and its result."""
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        said = json.dumps({"id": self._number, "method": method, "params": params, **session})
        os.write(self._writing, said.encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                return heard["result"]
            self._note(heard)

    def _note(self, heard: dict[str, Any]) -> None:
        params = heard.get("params", {})
        if heard.get("method") == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif heard.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(params))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._reading], [], [], SECONDS)
            assert ready, "the browser says nothing"
            some = os.read(self._reading, 1 << 20)
            assert some, "the browser ended"
            self._read += some
        one, _, self._read = self._read.partition(b"\0")
        found: dict[str, Any] = json.loads(one)
        return found


@contextmanager
def chromium(binary: str) -> Iterator[Page]:
    """A browser with an empty profile, which ends with the block."""
    (theirs, writing), (reading, their_out) = os.pipe(), os.pipe()
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (theirs, their_out)]

    def take() -> None:
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        asked = [binary, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run"]
        asked += ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1440,900", "--lang=zh-CN"]
        asked += ["--disable-background-networking", "--no-proxy-server"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = subprocess.Popen(asked, pass_fds=(3, 4), preexec_fn=take, **quiet)  # type: ignore[call-overload]
        for fd in (theirs, their_out, *high):
            os.close(fd)
        try:
            yield Page(reading, writing)
        finally:
            running.terminate()
            running.wait(30)
            os.close(reading)
            os.close(writing)
