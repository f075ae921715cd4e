"""What can go wrong at single sign-on. A caller learns which of three it was; the log learns a reason out of our code.

OidcError
├── NotVouched (NotSignedIn)  UNAUTHENTICATED       the provider, or what came back through the browser, does not do
├── NotBound (NotSignedIn)    UNAUTHENTICATED       vouched for, but no account in use is bound to the identity
└── ProviderAway (ApiError)   PROVIDER_UNAVAILABLE  the provider does not answer, or not as OpenID Connect has it

A reason is a constant of ours: what a provider or a browser sent is in none of them, as it may be a token.
"""

from api.errors import ApiError
from guard.refusals import NotSignedIn


class OidcError(Exception):
    """Single sign-on failed. ``reason`` is for the log, ``shown_as`` for the page."""

    reason: str
    shown_as: str


class NotVouched(OidcError, NotSignedIn):
    """Nobody is vouched for."""

    shown_as = "refused"

    def __init__(self, reason: str) -> None:
        """The sentence is the same whatever the reason: it would help a forger alone."""
        NotSignedIn.__init__(
            self,
            "单点登录未成功，请重试；仍不行请联系管理员。",
            "Single sign-on failed: try again, or ask the administrator.",
        )
        self.reason = reason


class NotBound(OidcError, NotSignedIn):
    """Somebody whom nobody here knows, or no longer."""

    shown_as, reason = "unbound", "no account in use is bound to the identity"

    def __init__(self) -> None:
        """A disabled account and none look alike."""
        NotSignedIn.__init__(
            self,
            "您的单点登录身份没有可用的账户，请联系管理员绑定。",
            "No account in use is bound to your identity: ask the administrator.",
        )


class ProviderAway(OidcError, ApiError):
    """The provider cannot be asked."""

    code, shown_as = "PROVIDER_UNAVAILABLE", "away"

    def __init__(self, reason: str) -> None:
        """Says that it is not our password that is wrong."""
        ApiError.__init__(
            self, "单点登录服务暂不可用，请改用密码登录。", "Single sign-on is not available now: sign in by password."
        )
        self.reason = reason
