"""That a refused sign-in takes as long whether or not there is an account: ``python -m tests.guard.sign_in_timing``.

Four ways to be refused, each many times in a random order, with the real hash parameters: an unknown name, a wrong
password, a disabled account, one without a password. Their medians must differ by less than the spread (the distance
of the quartiles) of one of them. Not a part of the suite, as the machine's other work would decide it.
"""

import random
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from guard.accounts import Accounts
from guard.accounts.passwords import Passwords
from guard.accounts.tables import attempts
from guard.refusals import NotSignedIn
from guard.register import opened_register
from guard.roles import Role

PASSWORD = "经纬之间自有分寸，不必着急"
KINDS = {"unknown": "nobody", "wrong": "known", "disabled": "disabled", "unset": "invited"}


def offices_accounts(register: sa.Engine) -> Accounts:
    """An administrator, and an account of each kind."""
    accounts = Accounts(register, passwords=Passwords())
    root = accounts.first_administrator("root", PASSWORD)
    for name in ("known", "disabled", "invited"):
        invited = accounts.add(root, name, role=Role.ANALYST)
        if name != "invited":
            accounts.set_password(name, invited.code, new=PASSWORD, origin=None)
        if name == "disabled":
            accounts.disable(root, invited.account.id)
    return accounts


def measured(register: sa.Engine, accounts: Accounts, times: int) -> dict[str, list[float]]:
    """Seconds of each refusal by kind. The failures are forgotten in between, or all would be told to wait."""
    order = [kind for kind in KINDS for _ in range(times)]
    random.Random(812).shuffle(order)
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for kind in order:
        with register.begin() as db:
            db.execute(sa.delete(attempts))
        begun = time.perf_counter()
        with suppress(NotSignedIn):
            accounts.sign_in(KINDS[kind], PASSWORD if kind == "disabled" else "wrong password", origin="here")
        taken[kind].append(time.perf_counter() - begun)
    return taken


def main(times: int = 300) -> None:
    """Print the medians and spreads; end with 1 when the medians lie further apart than the smallest spread."""
    with tempfile.TemporaryDirectory() as folder, opened_register(Path(folder)) as register:
        taken = measured(register, offices_accounts(register), times)
    medians = {kind: statistics.median(t) for kind, t in taken.items()}
    spreads = {kind: (q := statistics.quantiles(t, n=4))[2] - q[0] for kind, t in taken.items()}
    for kind in KINDS:
        print(f"{kind:10} median {medians[kind] * 1e3:7.2f} ms   spread {spreads[kind] * 1e3:6.2f} ms")  # noqa: T201
    apart = max(medians.values()) - min(medians.values())
    print(f"medians lie {apart * 1e3:.2f} ms apart")  # noqa: T201
    sys.exit(0 if apart < min(spreads.values()) else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
