"""Query text lives in its own file, so that a data person can review it and paste it into a browser."""

from pathlib import Path


def cypher(module_file: str, name: str) -> str:
    """The text of ``name.cypher`` beside the module whose ``__file__`` is given."""
    return (Path(module_file).parent / f"{name}.cypher").read_text(encoding="utf-8")
