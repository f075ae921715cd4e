"""The books that are open together: those of the district, and those of the town being written."""

from dataclasses import dataclass, field

from seeds.bodies import COVERAGE_COLUMNS, ORGANIZATION_COLUMNS
from seeds.books import Book, Sheet
from seeds.desk import APPOINTMENT_COLUMNS, POST_COLUMNS
from seeds.estates import MANAGEMENT_COLUMNS
from seeds.firms import ENTERPRISE_COLUMNS, TRADER_COLUMNS
from seeds.homes import BUILDING_COLUMNS, COMPOUND_COLUMNS, HOUSE_COLUMNS
from seeds.lists import LIST_COLUMNS
from seeds.partners import ACTIVITY_COLUMNS, CHECK_IN_COLUMNS, MEMBERSHIP_COLUMNS, NEED_COLUMNS, OFFER_COLUMNS
from seeds.places import PLACE_COLUMNS
from seeds.residents import RESIDENT_COLUMNS
from seeds.shelf import Shelf
from seeds.tenures import TENURE_COLUMNS

OF_THE_DISTRICT = {
    "places": PLACE_COLUMNS,
    "compounds": COMPOUND_COLUMNS,
    "buildings": BUILDING_COLUMNS,
    "organizations": ORGANIZATION_COLUMNS,
    "coverage": COVERAGE_COLUMNS,
    "management": MANAGEMENT_COLUMNS,
    "list_entries": LIST_COLUMNS,
    "memberships": MEMBERSHIP_COLUMNS,
    "activities": ACTIVITY_COLUMNS,
    "check_ins": CHECK_IN_COLUMNS,
    "needs": NEED_COLUMNS,
    "offers": OFFER_COLUMNS,
}
OF_A_TOWN = {
    "houses": HOUSE_COLUMNS,
    "residents": RESIDENT_COLUMNS,
    "tenures": TENURE_COLUMNS,
    "sole_traders": TRADER_COLUMNS,
    "enterprises": ENTERPRISE_COLUMNS,
    "organizations": ORGANIZATION_COLUMNS,
    "posts": POST_COLUMNS,
    "appointments": APPOINTMENT_COLUMNS,
}
EVERY_FAULT = -1


@dataclass(slots=True)
class Bookcase:
    """Books opened when they are first written in."""

    shelf: Shelf
    whose: str
    town: int = 0
    _books: dict[str, Book] = field(default_factory=dict)
    _sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)

    def sheet(self, ledger: str, name: str) -> Sheet:
        """The sheet of that name in the book of a ledger."""
        if (ledger, name) not in self._sheets:
            if ledger not in self._books:
                self._books[ledger] = self._open(ledger)
            self._sheets[ledger, name] = self._books[ledger].sheet(name)
        return self._sheets[ledger, name]

    def _open(self, ledger: str) -> Book:
        columns = (OF_A_TOWN if self.town else OF_THE_DISTRICT)[ledger]
        faults = EVERY_FAULT if ledger == "residents" else 2
        return self.shelf.book(ledger, columns, whose=self.whose, town=self.town, faults=faults)

    def close(self) -> None:
        """Finish every book."""
        self.shelf.close(*self._books.values())
        self._books.clear()
        self._sheets.clear()
