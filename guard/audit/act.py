"""What the audit notes: an act, and whom it showed. Codes, ids and keyed hashes only, never a value."""

from dataclasses import dataclass

from graph.model.codes import Codes


class ActKind(Codes):
    """What is done."""

    QUESTION = "question", "查询", "Question"
    EXPORT = "export", "导出", "Export"
    LOAD = "load", "装入台账", "Load"
    JUDGEMENT = "judgement", "判定", "Judgement"
    GRANT = "grant", "授权", "Grant"
    ACCOUNT = "account", "账户", "Account"
    AUDIT_READ = "audit_read", "查阅审计", "Reading of the audit"
    SUBJECT = "subject", "本人查询", "Request of the person concerned"
    CORRECTION = "correction", "更正", "Correction"
    ERASURE = "erasure", "删除", "Erasure"
    KEYS = "keys", "密钥", "Keys"
    SIGN_IN = "sign_in", "登录", "Sign-in"


class Outcome(Codes):
    """How it ended. An act that takes long is noted twice: when it has begun, and when it has ended."""

    BEGUN = "begun", "已开始", "Begun"
    ANSWERED = "answered", "已答复", "Answered"
    EMPTY = "empty", "无结果", "Empty"
    REFUSED = "refused", "已拒绝", "Refused"
    FAILED = "failed", "出错", "Failed"


@dataclass(frozen=True, slots=True)
class SubjectSeen:
    """One person in an answer: an HMAC under the person's own key (``guard.audit.subjects``), and the classes shown."""

    subject: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One act, with everybody it showed.

    ``caller`` is an account's id, or ``console:<user>``; ``what`` the questions' names, comma separated; ``hash`` a
    keyed hash of the text and its variables, or empty; ``code`` a refusal's.
    """

    kind: ActKind
    caller: str
    role: str
    what: str
    outcome: Outcome
    purpose: str | None = None
    grant: str | None = None
    hash: str = ""
    code: str | None = None
    about: tuple[SubjectSeen, ...] = ()
