"""Questions become root fields: the arguments of the function that asks, the dataclasses of its result.

Nothing here knows any question by name, so a new one is in the schema as soon as it is in ``queries``.
"""

import inspect
import typing
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NamedTuple

import strawberry

from api.errors import NotFound
from api.labels import ARGUMENTS
from api.pages import AsOf
from api.results import Results
from api.roots import Given
from api.telling import tell_of
from api.words import both, said
from graph.model import Text
from graph.model.base import camel
from graph.model.codes import Codes
from graph.model.dates import today
from graph.seals import Seals
from guard.limits import Kind
from queries.question import Question, questions
from queries.rows import types_in

OURS = frozenset({"store", "access"})
"""Parameters that no caller gives."""


class Hashed(NamedTuple):
    """The parameter that takes a number's keyed hash, and the kind of number."""

    hash: str
    kind: str


NUMBERS = {"id_number": Hashed("id_hash", "id")}
"""Numbers that a caller gives and a question must not see: the server, which has the key, hashes them."""
CODES = frozenset({"rule", "text"})
"""Arguments that are an office's code, or what somebody types, rather than an id of ours."""


def question_fields(results: Results) -> dict[str, Any]:
    """Every question's field by its Python name."""
    return {name: _field(question, results) for name, question in questions().items()}


def _field(question: Question[Any], results: Results) -> Any:
    about = said(question.text, question.about)
    type_ = results.type_of(question.result, about)
    resolver = _resolver(question, results)
    return strawberry.field(resolver=resolver, graphql_type=type_ | None, description=about)


def _resolver(question: Question[Any], results: Results) -> Callable[..., Awaitable[Any]]:
    """A resolver whose signature is the question's, in the words of GraphQL."""

    async def resolve(info: Given, **given: Any) -> Any:
        asking = info.context
        if any(given.get(name) for name in NUMBERS):
            asking.gate.budget.charge(asking.account.id, Kind.ID_LOOKUPS)
        coded = {name: _coded(value, hints.get(name)) for name, value in given.items()}
        found = await question.ask(asking.store, asking.access, **_hashed(coded, asking.desk.seals))
        if found is None:
            raise NotFound
        tell_of(asking.access, found, camel(question.name))
        asking.days[info.path.key] = getattr(found, "day", today())
        return found

    declared = inspect.signature(question.ask).parameters.values()
    hints = typing.get_type_hints(question.ask, include_extras=True)
    asked = [_argument(p, hints[p.name], results) for p in declared if p.name not in OURS]
    info = inspect.Parameter("info", inspect.Parameter.KEYWORD_ONLY, annotation=Given)
    resolve.__signature__ = inspect.Signature([info, *asked])  # type: ignore[attr-defined]
    return resolve


def _coded(value: Any, hint: Any) -> Any:
    """Codes, which GraphQL hands over as their stored values, as the members that the question compares and reads."""
    if isinstance(value, list):
        return [_coded(each, hint) for each in value]
    codes = next((each for each in types_in(hint) if isinstance(each, type) and issubclass(each, Codes)), None)
    return codes.of(value) if codes and isinstance(value, str) else value


def _hashed(given: dict[str, Any], seals: Seals) -> dict[str, Any]:
    """The arguments with a number replaced by its keyed hash."""
    plain = {name: value for name, value in given.items() if name not in NUMBERS}
    numbers = {name: given[name] for name in NUMBERS if given.get(name)}
    return plain | {NUMBERS[n].hash: seals.keyed_hash(NUMBERS[n].kind, v.strip().upper()) for n, v in numbers.items()}


def _argument(declared: inspect.Parameter, hint: Any, results: Results) -> inspect.Parameter:
    if declared.name == "as_of":
        return declared.replace(annotation=AsOf)
    name = next((number for number, hashed in NUMBERS.items() if hashed.hash == declared.name), declared.name)
    plain, *said = (hint.__origin__, *hint.__metadata__) if typing.get_origin(hint) is Annotated else (hint,)
    type_ = plain if name in NUMBERS else _as_id(name, plain, results)
    text = next((each for each in said if isinstance(each, Text)), ARGUMENTS.get(name))
    called = camel(name.rstrip("_"))  # what Python reserves is written with a line below: ``from_``
    about = strawberry.argument(name=called, description=both(text.zh, text.en) if text else called)
    return declared.replace(name=name, annotation=Annotated[type_, about])


def _as_id(name: str, hint: Any, results: Results) -> Any:
    """Texts that name a node are ids; code lists are enums."""
    optional = type(None) in typing.get_args(hint)
    plain = next((a for a in typing.get_args(hint) if a is not type(None)), hint)
    if isinstance(plain, type) and issubclass(plain, Codes):
        return results.annotation(hint)
    if plain is not str or name in CODES:
        return hint
    return strawberry.ID | None if optional else strawberry.ID
