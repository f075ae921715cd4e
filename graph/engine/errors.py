"""What can go wrong with the managed Neo4j.

    EngineError
    ├── SettingError             an environment variable that can't be read
    ├── JavaMissingError         no Java runtime that can run this Neo4j
    ├── UnknownVersionError      no lock file for the version asked for
    ├── TooOldError              a server older than 5.26
    ├── FetchError         the repository does not answer, or not in full
    │   └── TamperedError        what came is not what the lock file names
    ├── DiskFullError            too little space to fetch or to start
    ├── PortTakenError           the port fixed by JINGWEI_NEO4J_PORT is in use
    ├── HomeTakenError           another process owns the data folder
    ├── NewerStoreError          the data were written by a newer Neo4j
    ├── StartError         Neo4j ended, or did not answer in time
    └── BadArchiveError          an offline archive that is not whole

Each message is one thing that happened and what to do about it, in Chinese and then in English, so that whoever sees it
can act on it without a second look-up. No message holds a password.
"""

from __future__ import annotations


class EngineError(Exception):
    """The base: commands print it as it is and end with code 1."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}。{en}.")
        self.zh = zh
        self.en = en


class SettingError(EngineError):
    pass


class JavaMissingError(EngineError):
    pass


class UnknownVersionError(EngineError):
    pass


class TooOldError(EngineError):
    pass


class FetchError(EngineError):
    pass


class TamperedError(FetchError):
    pass


class DiskFullError(EngineError):
    pass


class PortTakenError(EngineError):
    pass


class HomeTakenError(EngineError):
    pass


class NewerStoreError(EngineError):
    pass


class StartError(EngineError):
    pass


class BadArchiveError(EngineError):
    pass
