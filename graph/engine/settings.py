"""What a user may set about the engine, all through the environment and all optional."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_dir
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.engine.errors import SettingError

_SIZE = r"^\d+[kmgKMG]$"
_CHECKOUT = Path(__file__).resolve().parents[2]


class EngineSettings(BaseSettings):
    """The sizes suit 8 GiB of memory shared with everything else; the whole sample district fits into them.
    `graph_url` names a Neo4j of the user's own: with it nothing here is fetched or started.
    """

    model_config = SettingsConfigDict(env_prefix="JINGWEI_", extra="ignore")

    home: Path = _CHECKOUT / ".jingwei"
    cache: Path = Path(user_cache_dir("jingwei"))
    neo4j_heap: str = Field(default="1g", pattern=_SIZE)
    neo4j_pagecache: str = Field(default="512m", pattern=_SIZE)
    neo4j_port: int | None = Field(default=None, ge=1, le=65535)
    neo4j_transaction_timeout: str = Field(default="300s", pattern=r"^\d+(ms|s|m|h)$")
    graph_url: str | None = None
    graph_user: str = "neo4j"
    graph_password: SecretStr = SecretStr("")


def settings() -> EngineSettings:
    """Read afresh at each use, so that a test or a shell may change its mind. Raises SettingError."""
    try:
        return EngineSettings()
    except ValidationError as error:
        names = ", ".join(sorted(f"JINGWEI_{fault['loc'][0]}".upper() for fault in error.errors()))
        raise SettingError(
            f"环境变量 {names} 的值不对，请参照 graph/engine/settings.py 改正，或不设它",
            f"The environment's {names} can't be read: correct it (see graph/engine/settings.py) or leave it unset",
        ) from error
