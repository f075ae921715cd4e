"""Where jars come from: jgo's own default, or what its settings say.

We name no host. An office with a mirror writes it once, for us and for every other tool that uses jgo, into
`[repositories]` of jgo's settings file.
"""

from __future__ import annotations


def repositories() -> dict[str, str]:
    """Name → address; a mirror named in the settings is asked first, and one named `central` replaces the default."""
    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext

    mirrors = dict(GlobalSettings.load().repositories)
    found = mirrors | {name: url for name, url in MavenContext().remote_repos.items() if name not in mirrors}
    return {name: url.rstrip("/") for name, url in found.items()}
