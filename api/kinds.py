"""Which kind of act a root field is, as the audit names it: what a field's own module says, else a question."""

from collections.abc import Iterable

from api.changes import changes
from api.fields import own_modules
from graph.model.base import camel
from guard.audit.act import ActKind


def kind_of(fields: Iterable[str], *, mutates: bool) -> ActKind:
    """The kind of a request's act. One that does several things is named by the first that is no question."""
    modules = changes() if mutates else own_modules()
    kinds = {camel(name): getattr(module, "KIND", None) for name, module in modules.items()}
    return next((kind for name in fields if (kind := kinds.get(name))), ActKind.QUESTION)
