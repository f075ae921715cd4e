"""What a user reads in the schema: Chinese first, then English, in one description."""

from graph.model import Text
from graph.model.base import camel


def both(zh: str, en: str) -> str:
    """One description in both languages."""
    return f"{zh} / {en}"


def said(*texts: Text) -> str:
    """A label and what it is about, said once where they are the same."""
    zh = "：".join(dict.fromkeys(text.zh for text in texts))
    en = ": ".join(dict.fromkeys(text.en for text in texts))
    return both(zh, en)


def pascal(name: str) -> str:
    """``posts_for`` → ``PostsFor``."""
    return camel(f"_{name}").replace("_", "")


def plural(name: str) -> str:
    """The name of a list of a type: ``community`` → ``communities``."""
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "ch")) else f"{name}s"


def field_name(type_name: str) -> str:
    """``MicroGrid`` → ``micro_grid``; strawberry spells it as JSON does."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in type_name).lstrip("_")
