"""Which folders and files are in use. The only module that knows them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True)
class Places:
    """`preps` holds the preps, `state` where the parent was, `config` is the settings file."""

    preps: Path
    state: Path
    config: Path
    sheets: Path


def find_places(data: str = "", config: str = "", sheets: str = "") -> Places:
    """The folders of this person, or those that the command line and the settings name; nothing is made yet."""
    dirs = PlatformDirs("gespreksklaar", appauthor=False)
    folder = user_path(data) if data else dirs.user_data_path
    # With a data folder of its own, a run keeps its state there too: two folders never share a place.
    state = folder / ".state" if data else dirs.user_state_path
    file = user_path(config) if config else dirs.user_config_path / "config.toml"
    usual = folder / "sheets" if data else user_path("~/gespreksklaar")
    return Places(preps=folder, state=state, config=file, sheets=user_path(sheets) if sheets else usual)


def user_path(text: str) -> Path:
    """The path somebody typed; `~` is the home folder, and stays as it is where there is none."""
    return Path(os.path.expanduser(text))
