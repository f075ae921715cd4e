"""How often a sign-in may fail: by name and origin together, by origin, and by name from anywhere.

Each counts whether or not there is an account of the name, so that a delay tells nothing. An attempt is counted before
it is checked and taken back when it succeeds: a hundred at once gain nothing. Who is told to wait may still use the
sessions and tokens they have; the longest wait is a quarter of an hour, so that nobody is locked out by another for
long, and a single origin cannot lock a name for everybody else before ``BY_NAME`` failures.
"""

import hashlib

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import name_key
from guard.accounts.tables import attempts
from guard.refusals import TooOften

BY_BOTH, BY_ORIGIN, BY_NAME = 5, 30, 50
"""Failures without a delay, within a day."""
LONGEST_WAIT = 15 * 60
"""Seconds."""
FORGOTTEN = 24 * 3600
"""Seconds after the last failure."""


def keys_of(name: str, origin: str | None) -> dict[str, int]:
    """What an attempt is counted under, each with its free failures. The console has no origin."""
    folded = name_key(name)
    if origin is None:
        return {_key("name", folded): BY_NAME}
    return {
        _key("both", folded, origin): BY_BOTH,
        _key("origin", origin): BY_ORIGIN,
        _key("name", folded): BY_NAME,
    }


def begin(db: Connection, keys: dict[str, int], *, now: int) -> None:
    """Count an attempt as failed, unless one of its keys must wait. Raises TooOften."""
    db.execute(sa.delete(attempts).where(attempts.c.last_at < now - FORGOTTEN))
    found = {row.key: row for row in db.execute(sa.select(attempts).where(attempts.c.key.in_(keys)))}
    wait = max((row.blocked_until - now for row in found.values()), default=0)
    if wait > 0:
        raise TooOften(f"登录尝试过多，请 {wait} 秒后再试。", f"Too many attempts: sign in again in {wait} seconds.")
    for key, free in keys.items():
        failures = (found[key].failures if key in found else 0) + 1
        values = {"failures": failures, "last_at": now, "blocked_until": now + delay(failures, free)}
        if key in found:
            db.execute(sa.update(attempts).where(attempts.c.key == key).values(**values))
        else:
            db.execute(sa.insert(attempts).values(key=key, **values))


def succeeded(db: Connection, name: str, origin: str | None) -> None:
    """Forget the failures of this name; of its origin only this attempt, or an own account would clear a guesser's."""
    both, *rest = keys_of(name, origin)
    db.execute(sa.delete(attempts).where(attempts.c.key.in_([both, *rest[1:]])))
    if rest:
        fewer = {"failures": attempts.c.failures - 1, "blocked_until": 0}
        db.execute(sa.update(attempts).where(attempts.c.key == rest[0]).values(**fewer))


def delay(failures: int, free: int) -> int:
    """Seconds to wait after so many failures: none, then 1, 2, 4 … up to a quarter of an hour."""
    return 0 if failures < free else min(LONGEST_WAIT, 2 ** min(failures - free, 20))


def _key(kind: str, *parts: str) -> str:
    """Six digits of a hash: people type passwords where the name goes, and these must not be found from here."""
    digest = hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()
    return f"{kind}:{digest[:6]}"
