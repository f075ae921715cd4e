"""The size of district that tests load whole: of every shape something."""

from dataclasses import replace

from seeds import SMALL

TINY = replace(
    SMALL, name="tiny", communities=2, grids=4, micro_grids=8, branches=5, houses=160, residents=400, businesses=48,
    units=12, activities=30, check_ins=24, stations=1,
)  # fmt: skip
