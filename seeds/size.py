"""How large a sample district is: counts that the generator meets exactly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Counts of a sample district. Communities are those of today; the one that was merged away comes on top."""

    name: str
    towns: int
    communities: int
    grids: int
    micro_grids: int
    branches: int
    houses: int
    residents: int
    businesses: int
    units: int
    activities: int
    check_ins: int
    stations: int
    doors_per_building: int

    @property
    def sergeants(self) -> int:
        """Retired sergeants sent to serve in communities: 48 in the article's district of 124 (DOMAIN 2, row 15)."""
        return max(1, round(48 * self.communities / 124))

    @property
    def building_heads(self) -> int:
        """Party-member building heads: 1,175 over 2,085 micro-grids (DOMAIN 2, row 19)."""
        return round(1175 * self.micro_grids / 2085)


SMALL = Size(
    name="small",
    towns=1,
    communities=4,
    grids=18,
    micro_grids=60,
    branches=22,
    houses=1_200,
    residents=3_000,
    businesses=360,
    units=40,
    activities=160,
    check_ins=60,
    stations=2,
    doors_per_building=8,
)

FULL = Size(
    name="full",
    towns=17,
    communities=124,
    grids=554,
    micro_grids=2_085,
    branches=633,
    houses=300_000,
    residents=735_000,
    businesses=90_000,
    units=1_200,
    activities=5_000,
    check_ins=2_340,
    stations=27,
    doors_per_building=28,
)

SIZES = {size.name: size for size in (SMALL, FULL)}
