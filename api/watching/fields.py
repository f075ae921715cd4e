"""Which questions may be watched, and the type Subscription that is made of them.

None that names a person, whether a resident or the holder of a post (DOMAIN 6). None that counts residents either: what
is withheld below five in one answer would be told by the difference of two, a watch's last and its next. Nor one that
lists houses.
"""

from typing import Any

import strawberry

from api.fields import own_fields
from api.questions import question_fields
from api.results import Results
from api.watching.unnamed import UNWATCHED
from api.words import both
from queries.question import Question, questions
from queries.rows import holds

OWN = frozenset({"graph"})
"""Fields that are no question, and that anybody may watch."""


def is_watched(question: Question[Any]) -> bool:
    """Whether a question may be watched, by the rows of its result."""
    result: Any = question.result
    return not any(holds(result, each) for each in UNWATCHED)


def subscription_type(results: Results) -> type:
    """The type Subscription. Its fields have no streams of their own: ``api.watching.watch`` asks them as queries."""
    asked = {name: field for name, field in question_fields(results).items() if is_watched(questions()[name])}
    fields = {**asked, **{name: field for name, field in own_fields().items() if name in OWN}}
    for field in fields.values():
        field.is_subscription = True
    cls: Any = type("Subscription", (), {"__doc__": "What may be watched.", "__annotations__": {}, **fields})
    made: type = strawberry.type(cls, description=both("可以持续关注的", "What may be watched"))
    return made
