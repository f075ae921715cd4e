"""How a question is declared: its name, what it tells in zh and en, its query texts and its result.

The registry walks the package, so a question is added by adding its two files and nothing else.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import queries
from graph.model import Text
from graph.text import cypher

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """One question. ``texts`` are its queries by file name; the first is the one that finds what is asked about."""

    name: str
    text: Text
    about: Text
    result: type[T]
    texts: dict[str, str]
    module: str

    @property
    def cypher(self) -> str:
        """The query text of a question that has one."""
        return self.texts[self.name]

    @property
    def ask(self) -> Callable[..., Awaitable[T | None]]:
        """The function that asks it."""
        asks: Callable[..., Awaitable[T | None]] = getattr(importlib.import_module(self.module), self.name)
        return asks


def question(
    module: str,
    file: str,
    *,
    text: Text,
    about: Text,
    result: type[T],
    texts: tuple[str, ...] = (),
) -> Question[T]:
    """Declare the question of the module ``__name__`` at ``__file__``; its query lies beside it under the same name."""
    name = module.rpartition(".")[2]
    return Question(name, text, about, result, {each: cypher(file, each) for each in texts or (name,)}, module)


@cache
def questions() -> dict[str, Question[Any]]:
    """Every question there is, by name."""
    folder = Path(queries.__file__).parent
    modules = [importlib.import_module(f"queries.{found.name}") for found in pkgutil.iter_modules([str(folder)])]
    declared = [module.QUESTION for module in modules if hasattr(module, "QUESTION")]
    return {each.name: each for each in declared}
