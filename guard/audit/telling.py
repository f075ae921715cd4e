"""What ``jingwei audit`` says of a verdict and of the anchors: what is proved, and what is not."""

import datetime as dt
from collections.abc import Iterator

from graph.model.dates import SHANGHAI
from guard.audit.anchoring import Anchored
from guard.audit.verify import Verdict


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Faults first, then how far each kind of proof reaches."""
    yield from map(str, verdict.faults)
    if verdict.more:
        yield f"另有 {verdict.more:,} 处不符。{verdict.more:,} more faults."
    yield f"记录 {verdict.size:,} 条，根 {verdict.root.hex()} · entries and their root"
    if not verdict.sound:
        yield "审计日志已被改动或损坏。The audit was changed, or is damaged."
        return
    yield (
        f"自存放处的检查点以来未变：前 {verdict.anchored:,} 条 · "
        f"the first {verdict.anchored:,} entries are what they were when they were anchored"
    )
    yield (
        f"只有本机密钥作证：前 {verdict.signed:,} 条（检查点 {verdict.checkpoints:,} 个）· "
        f"the first {verdict.signed:,} are vouched for by this machine's key alone"
    )
    yield window_line(verdict.window)


def window_line(window: int) -> str:
    """The window, and what it means."""
    return (
        f"窗口：最后 {window:,} 条尚未存放，有本机权限者仍可改写 · "
        f"window: the last {window:,} are not anchored; who owns this machine could still rewrite them"
    )


def anchored_line(state: Anchored) -> str:
    """How far one anchor has come."""
    came = f"{state.place}: {state.size:,} ({_moment(state.time)})"
    return f"{came} ✗ {_moment(state.failed)} {state.failure}" if state.failure else f"{came} ✓"


def _moment(time: int | None) -> str:
    if time is None:
        return "—"
    return dt.datetime.fromtimestamp(time / 1000, SHANGHAI).isoformat(sep=" ", timespec="seconds")
