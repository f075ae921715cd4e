"""Why a request is refused: a code and one sentence in zh and en, never a value.

Refusal                    code, zh, en
├── NotSignedIn            UNAUTHENTICATED    no session or token, or one that has ended
├── RoleForbids            FORBIDDEN          no grant could open this to the caller's role
├── GrantNeeded            GRANT_NEEDED       resident data is asked for and the request names no grant
├── GrantEnded             GRANT_ENDED        ended, revoked, or not yet begun
├── GrantWrong             GRANT_WRONG        not this caller's, or not approved, or not of the class asked for
├── TooOften               TOO_OFTEN          more answers about people than a caller may have at once
├── Unfit                  BAD_ARGUMENT       what is asked for does not fit the rules
└── NotAudited             AUDIT_UNAVAILABLE  the audit could not be written, so there is no answer
"""


class Refusal(Exception):
    """A request that is refused, for a reason that the caller may read."""

    code = "FORBIDDEN"

    def __init__(self, zh: str, en: str) -> None:
        """One sentence in each language."""
        super().__init__(f"{zh} {en}")
        self.zh, self.en = zh, en


class NotSignedIn(Refusal):
    """Nobody known asks."""

    code = "UNAUTHENTICATED"

    def __init__(
        self, zh: str = "请先登录，或给出有效的令牌。", en: str = "Sign in, or send a token that is valid."
    ) -> None:
        """The sentence does not tell a wrong name from a wrong password."""
        super().__init__(zh, en)


class RoleForbids(Refusal):
    """The caller's role never reads or does this."""

    code = "FORBIDDEN"


class GrantNeeded(Refusal):
    """Resident data without a grant."""

    code = "GRANT_NEEDED"


class GrantEnded(Refusal):
    """A grant that does not hold today."""

    code = "GRANT_ENDED"


class GrantWrong(Refusal):
    """A grant that does not open this."""

    code = "GRANT_WRONG"


class TooOften(Refusal):
    """Too many answers about people."""

    code = "TOO_OFTEN"


class Unfit(Refusal):
    """An account, grant or request that the rules do not allow."""

    code = "BAD_ARGUMENT"


class NotAudited(Refusal):
    """No audit, no answer."""

    code = "AUDIT_UNAVAILABLE"

    def __init__(
        self,
        zh: str = "审计未能写入，因此不予回答，请稍后再试或联系管理员。",
        en: str = "The audit could not be written, so there is no answer; try again, or tell the administrator.",
    ) -> None:
        """Says what it means for the caller."""
        super().__init__(zh, en)
