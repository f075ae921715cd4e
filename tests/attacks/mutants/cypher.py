"""Mutants of query texts: each place where one asks for the area, minors, volunteers, or the whole of a town."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.attacks.mutants.mutant import Mutant

RULES: dict[str, tuple[str, str]] = {
    "area": (r"\$communities IS NULL OR", "true OR"),
    "minors": (r"\$minors OR", "true OR"),
    "volunteers": (r"\$residents OR", "true OR"),
    "volunteer": (r"\{volunteer: true\}", "{volunteer: null}"),
    "whole": (r"all\(c IN theirs WHERE c IN (\$communities|below)\)", "true"),
    "seen": (r"(?<=WHERE )(seen|told) AND", "true AND"),
    "own post": (r"(?<=WHEN )NOT EXISTS \{ \(post\)-\[:FOR\]->\(\) \}", "true"),
    "order": (r"CASE WHEN \$residents OR NOT volunteer THEN person\.name END", "person.name"),
    "shown post": (r"CASE WHEN seen THEN", "CASE WHEN true THEN"),
    "whole district": (r"CASE WHEN \$communities IS NULL THEN", "CASE WHEN true THEN"),
    "month end": (r"\$statistics\b", "$day"),
    "area below": (r"\$communities IS NULL\n\s+OR", "true OR"),
    "both classes": (r"CASE WHEN \$residents AND \$minors THEN", "CASE WHEN true THEN"),
    "operators": (r"CASE WHEN \$residents THEN", "CASE WHEN true THEN"),
    "residents searched": (r"\$people AND", "true AND"),
    "holders searched": (r"CASE WHEN \$holders THEN", "CASE WHEN true THEN"),
    "walked holders": (r"type\(r\) <> 'HOLDS' OR", "true OR"),
    "told holders": (r"NOT n:Person OR EXISTS", "true OR EXISTS"),
    "untold": (r"(n|far):Post AND NOT \(", "false AND NOT ("),
    "as a volunteer": (r"CASE WHEN n:Person THEN \$residents AND \(", "CASE WHEN n:Person THEN true AND ("),
}
"""What is looked for, and what stands in its place."""
FOLDERS = ("api", "guard", "guard/subject", "queries", "queries/doubling", "queries/network", "queries/search")


def in_cypher(root: Path) -> Iterator[Mutant]:
    """Every mutant of a query text."""
    for path in sorted(p for folder in FOLDERS for p in (root / folder).glob("*.cypher")):
        text = path.read_text(encoding="utf-8")
        for rule, (wanted, instead) in RULES.items():
            for number, found in enumerate(re.finditer(wanted, text)):
                made = text[: found.start()] + instead + text[found.end() :]
                yield Mutant(path.relative_to(root).as_posix(), rule, number, made)
