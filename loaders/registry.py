"""Every ledger there is: a folder of this package that holds a ``LEDGER``."""

import importlib
import pkgutil
from functools import cache

import loaders
from loaders.ledger import Ledger


@cache
def ledgers() -> dict[str, Ledger]:
    """Ledgers by name, in an order in which each comes after those whose nodes it refers to."""
    folders = [module.name for module in pkgutil.iter_modules(loaders.__path__) if module.ispkg]
    found = {name: importlib.import_module(f"loaders.{name}").LEDGER for name in folders}
    return {ledger.name: ledger for ledger in _ordered(list(found.values()))}


def _ordered(waiting: list[Ledger]) -> list[Ledger]:
    ordered: list[Ledger] = []
    while waiting:
        missing = {label for ledger in waiting for label in _declared(ledger)}
        ready = [ledger for ledger in waiting if not (_referred(ledger) - _declared(ledger)) & missing]
        if not ready:
            raise ValueError("ledgers refer to each other in a circle: " + ", ".join(x.name for x in waiting))
        ordered += ready
        waiting = [ledger for ledger in waiting if ledger not in ready]
    return ordered


def _declared(ledger: Ledger) -> set[str]:
    """Labels of the nodes for which this ledger is a place to be declared; people are declared wherever they appear."""
    return {s.type.label for s in ledger.subjects.values() if s.declares and not s.type.personal}


def _referred(ledger: Ledger) -> set[str]:
    return {s.type.label for s in ledger.subjects.values() if not s.declares}
