"""The time zone of a talk: that of the settings, else the machine's, else that of most of our schools."""

from __future__ import annotations

from pathlib import Path

import pytest

from gespreksklaar.content.words import time_zone as module
from gespreksklaar.content.words.time_zone import is_zone, time_zone

ZONES = Path("/usr/share/zoneinfo")


@pytest.mark.parametrize(
    ("wanted", "variable", "link", "zone"),
    [
        ("America/Curacao", "Europe/Berlin", "Europe/Brussels", "America/Curacao"),
        ("", "Europe/Berlin", "Europe/Brussels", "Europe/Berlin"),
        ("", ":Europe/Berlin", "", "Europe/Berlin"),
        ("", "", "Europe/Brussels", "Europe/Brussels"),
        ("", "", "Etc/UTC", "Europe/Amsterdam"),
        ("", "UTC", "Europe/Brussels", "Europe/Brussels"),
        ("", "UTC0", "", "Europe/Amsterdam"),
        ("", "CET-1CEST,M3.5.0,M10.5.0/3", "", "Europe/Amsterdam"),
        ("", "/etc/passwd", "../../etc/passwd", "Europe/Amsterdam"),
        ("nergens", "", "", "Europe/Amsterdam"),
    ],
)
def test_the_zone_is(
    wanted: str, variable: str, link: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = tmp_path / "localtime"
    if link:
        local.symlink_to(ZONES / link)
    monkeypatch.setattr(module, "_LOCAL", str(local))
    monkeypatch.setenv("TZ", variable)
    assert time_zone(wanted).key == zone


@pytest.mark.parametrize("name", ["", "Amsterdam", "/etc/localtime", "../x", "Europe", "x" * 5000, "a\0b"])
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)
