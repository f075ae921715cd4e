"""Folders and files for their owner only, those that an earlier version made as well."""

import os
from contextlib import suppress
from pathlib import Path


def private_folder(folder: Path) -> Path:
    """The folder, made if need be. One of another owner's, as of a custodian's, is left as it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        folder.chmod(0o700)
    return folder


def private_file(path: Path) -> None:
    """See to it that the file is there, empty if it is new. What hinders that is for whoever opens it to say."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)


def private_opener(path: str, flags: int) -> int:
    """For ``open``: a new file is its owner's only from its first moment."""
    return os.open(path, flags, 0o600)
