"""neo4j.conf as we want it: Bolt on loopback and nothing else that listens, reports or grows."""

from __future__ import annotations

from graph.engine.folder import Folder
from graph.engine.lockfile import version_key
from graph.engine.settings import settings


def write_config(folder: Folder, *, port: int, version: str) -> None:
    lines = [f"{name}={value}" for name, value in _settings(port=port, version=version).items()]
    (folder.conf / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _settings(*, port: int, version: str) -> dict[str, str]:
    chosen = settings()
    return {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "db.logs.query.enabled": "OFF",  # queries carry names and numbers of persons
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "server.memory.pagecache.size": chosen.neo4j_pagecache,
        "db.transaction.timeout": chosen.neo4j_transaction_timeout,
        # A full load writes gigabytes of log that no one replays: the record book is what the graph is made from. And
        # a log keeps the values of who was erased until it is pruned: at the checkpoint after it is a day old, or
        # after 64 MB more were written (docs/adr/0006). The one being written is never pruned, so it is kept short.
        "db.tx_log.rotation.retention_policy": "1 days 64M",
        "db.tx_log.rotation.size": "16M",
        "db.checkpoint.interval.time": "15m",
        # Claimed in advance, the logs of an empty graph take 128 MB; writing is as fast without.
        "db.tx_log.preallocate": "false",
        # Bolt waits this long for late requests after the store has closed: 11 s of every stop by default.
        _quiet_period(version): "0",
    }


def _quiet_period(version: str) -> str:
    name = "internal.dbms.bolt.netty_server_shutdown_quiet_period"
    return name if version_key(version) < (2025,) else f"{name}_duration"
