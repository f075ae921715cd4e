"""One resident of the small world, as rows of the residents ledger."""

from tests.desks import resident_id

ID = resident_id("19800307")


def resident(**more: str) -> dict[str, str]:
    row = {"person_name": "王小明", "id_number": ID, "phone": "10012345678", "registered_house": "H1", "house": "H2"}
    return row | {"lives_since": "2019年3月", "basis": "租住", "household_no": "1", **more}
