"""Settings that are read from the environment, and refused by name where they make no sense.

StoreError
└── SettingError           a setting that cannot be used; one sentence that names it and the fix
"""

from graph.store import StoreError


class SettingError(StoreError):
    """A setting that cannot be used; the server does not start with it."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        """The setting's name, and what it has to be in both languages; never its value."""
        super().__init__(f"{name} {zh} {name} {en}")
