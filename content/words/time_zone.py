"""The time zone that a talk is in: the one of the settings, else the machine's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_USUAL: Final = "Europe/Amsterdam"
"""For a machine that names none, or counts in UTC as hosts do: no school does."""
_NONE: Final = ("UTC", "Etc/", "GMT", "Zulu", "Universal", "UCT", "Greenwich")
_LOCAL: Final = "/etc/localtime"


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone, such as Europe/Amsterdam."""
    return _zone(name) is not None


def time_zone(wanted: str = "") -> ZoneInfo:
    """The zone with the wanted name, else the machine's, else that of most of our schools."""
    for name in (wanted, *(name for name in _of_machine() if not name.startswith(_NONE))):
        if zone := _zone(name):
            return zone
    found = _zone(_USUAL)
    assert found is not None
    return found


def _zone(name: str) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only for a calendar, and for settings that name a zone

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _of_machine() -> tuple[str, str]:
    """The names in TZ and of what the system's own link leads to."""
    return os.environ.get("TZ", "").lstrip(":"), os.path.realpath(_LOCAL).rpartition("zoneinfo/")[2]
