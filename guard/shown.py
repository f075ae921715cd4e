"""What one request has shown of whom, and what it withheld and why. Filled by the row builders, read by the audit."""

from dataclasses import dataclass, field

from graph.model.codes import Codes, DataClass


class Why(Codes):
    """Why something is withheld. A reason tells its kind only, and is the same whether or not there was anything."""

    AREA = "area", "不在辖区之内", "Outside the area"
    CLASS = "class", "未获授权的信息类别", "A class of data not granted"
    SMALL = "small", "人数过少", "Too few people"


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """One thing that the answer leaves out: a field or a kind of fact, by its name in GraphQL."""

    what: str
    why: Why
    data_class: DataClass | None = None


@dataclass(slots=True)
class Shown:
    """One request's account of itself."""

    persons: dict[str, set[DataClass]] = field(default_factory=dict)
    withheld: set[Withheld] = field(default_factory=set)

    def person(self, person: str, *classes: DataClass) -> None:
        """A person (by our id) is in the answer, with data of these classes."""
        self.persons.setdefault(person, set()).update(classes)

    def withhold(self, what: str, why: Why, data_class: DataClass | None = None) -> None:
        """Something is left out."""
        self.withheld.add(Withheld(what, why, data_class))
