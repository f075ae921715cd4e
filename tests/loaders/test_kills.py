"""One kill -9 of each; ``python -m tests.kills`` is the long run of the same code."""

from pathlib import Path

from tests.kills import kill_often
from tests.sizes import TINY


def test_a_kill_loses_nothing_acknowledged_and_tears_no_batch(tmp_path: Path) -> None:
    toll = kill_often(tmp_path, size=TINY, times=1, seconds=(0.0, 1.0))
    assert toll.wrong == []
    assert toll.kills == {"neo4j": 1, "jingwei": 1}
    assert toll.batches > 0
