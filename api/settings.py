"""Every setting of the server, read once before it serves: a wrong one is found at the start, not by whoever asks."""

import os

from api.origin import check_proxies
from api.reading import introspection_is_on
from api.trusted import served
from api.watching.quotas import quotas_from
from guard.limits import windows_from
from guard.subject.delays import delays_from


def check_settings() -> None:
    """Refuse to serve with a setting that cannot be used. Raises SettingError, or DocumentError for a document."""
    check_proxies()
    windows_from(os.environ)
    delays_from(os.environ)
    introspection_is_on()
    quotas_from(os.environ)
    served()
