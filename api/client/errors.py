"""What may go wrong for a client: a code and one sentence in zh and en, never the token and never a value.

JingweiError           code, zh, en
├── Refused            what the server says, with its own code: NOT_FOUND, GRANT_NEEDED, TOO_OFTEN … (api.errors)
├── Unreachable        UNREACHABLE       nobody answers at that address, or not in time
├── NotJingwei         NOT_JINGWEI       something answers there, and it is not Jingwei
├── Unfit              what cannot be asked, or read off an answer, as it was written: UNSAFE_URL, BAD_TOKEN,
│                      UNKNOWN_QUESTION, UNKNOWN_ARGUMENT, ARGUMENT_NEEDED, NO_PAGES, NO_SUCH_ROWS
├── NoNetwork          NO_NETWORK        the answer is none of those that may become a network
│                      NOT_SELECTED      it is one, and something that a network needs was not asked for
└── Missing            MISSING           a library that is not installed
"""


class JingweiError(Exception):
    """Whatever this client raises."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        """One sentence in each language."""
        super().__init__(f"{code}: {zh} {en}")
        self.code, self.zh, self.en = code, zh, en


class Refused(JingweiError):
    """The server did not answer, and says why. ``seconds``: how long to wait; ``limit``: the cap that was met.

    A request may be refused for several reasons: this is the first, ``all`` has every one of them.
    """

    def __init__(self, code: str, zh: str, en: str, *, limit: str | None = None, seconds: int | None = None) -> None:
        """As the server says it."""
        super().__init__(code, zh, en)
        self.limit, self.seconds = limit, seconds
        self.all: tuple[Refused, ...] = (self,)


class Unreachable(JingweiError):
    """Nobody answers."""

    def __init__(self) -> None:
        """The address is not repeated: whoever wrote it knows it."""
        super().__init__(
            "UNREACHABLE",
            "服务没有应答，请检查网址与服务。",
            "The server does not answer; check the address and the server.",
        )


class NotJingwei(JingweiError):
    """Something else answers."""

    def __init__(self) -> None:
        """What it said is not repeated."""
        super().__init__(
            "NOT_JINGWEI",
            "该网址的应答不是经纬的应答。",
            "What answers at this address does not answer as Jingwei does.",
        )


class Unfit(JingweiError):
    """It cannot be asked, or read off the answer, as it was written."""


class NoNetwork(JingweiError):
    """The answer does not become a network."""


class Missing(JingweiError):
    """A library that is not installed."""

    def __init__(self, library: str) -> None:
        """Names the library."""
        super().__init__(
            "MISSING",
            f"需要 {library}：pip install {library}，或安装附加项 notebook。",
            f"{library} is needed: pip install {library}, or install the extra called notebook.",
        )
