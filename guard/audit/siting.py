"""Where an anchor may lie: on the log's own disk or machine it proves nothing against who owns the machine.

So such a place is refused outside a sample. What cannot be told from here: two partitions of one disk from two disks,
and a name that leads back to this machine.
"""

import ipaddress
from collections.abc import Callable
from pathlib import Path

from guard.audit.errors import AnchorError
from guard.audit.git_place import GitRemote
from guard.audit.places import Endpoint, Folder, Place


def place_at(where: str, *, home: Path, sample: bool, scratch: Path) -> Place:
    """The anchor that a setting names. ``scratch`` is a folder for git's copy. Raises AnchorError.

    One on the same disk as ``home``, or on this machine, is refused unless the home holds a sample.
    """
    if where.endswith(".git") or where.startswith(("ssh://", "git@", "git://")):
        place: Place = GitRemote(where, scratch)
    elif where.startswith(("http://", "https://")):
        place = Endpoint(where)
    elif "://" in where or not where:
        raise AnchorError(
            "审计存放处须是文件夹、http(s) 地址或 .git 仓库。"
            "An anchor is a folder, an http(s) address or a .git remote."
        )
    else:
        place = Folder(where)
    if not sample and on_this_machine(place, home):
        raise AnchorError(
            "审计存放处与日志在同一磁盘或同一机器上，不能作数。"
            "An anchor on the log's own disk or machine proves nothing."
        )
    return place


def device_of(path: Path) -> int:
    """The disk of the nearest parent that exists."""
    path = path.resolve()
    return next(p for p in (path, *path.parents) if p.exists()).stat().st_dev


def on_this_machine(place: Place, home: Path, device: Callable[[Path], int] = device_of) -> bool:
    """Whether the operator of ``home`` would own the anchor as well."""
    path, host = place.path(), place.host()
    if path is not None:
        return device(path) == device(home)
    return host is None or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host's name means this machine."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.lower().rstrip(".").split(".")[-1] == "localhost"
    return address.is_loopback or address.is_unspecified
