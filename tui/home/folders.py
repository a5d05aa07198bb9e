"""Which folders and files are in use. No other module names them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from platformdirs import PlatformDirs

NO_SHELL: Final = "GESPREKSKLAAR_NO_SHELL"
"""Set, not empty, by a login that gives its user this program and no shell."""
_SYSTEM: Final = Path("/etc/gespreksklaar")
"""What the administrator sets for a whole machine."""


class Folders(NamedTuple):
    """Folders for the preps, for `state` such as bookmarks, and for saved `sheets`; `config` is the settings file.

    `others` are our folders of which none of these need be one: the usual ones, where the command line names others.
    With `no_shell` the user has this program and nothing else, and writes in none but these.
    """

    preps: Path
    state: Path
    config: Path
    sheets: Path
    others: tuple[Path, ...] = ()
    no_shell: bool = False


def find_folders(data: str = "", config: str = "", sheets: str = "") -> Folders:
    """The user's own folders, or those that the command line and the settings name; creates nothing."""
    dirs = PlatformDirs("gespreksklaar", appauthor=False)
    folder = user_path(data) if data else dirs.user_data_path
    # A data folder has its own state: bookmarks of two folders must not mix.
    state = folder / ".state" if data else dirs.user_state_path
    file = user_path(config) if config else dirs.user_config_path / "config.toml"
    usual = folder / "sheets" if data else user_path("~/gespreksklaar")
    return Folders(
        preps=folder,
        state=state,
        config=file,
        sheets=user_path(sheets) if sheets else usual,
        others=(dirs.user_data_path, dirs.user_state_path, dirs.user_config_path, _SYSTEM),
        no_shell=bool(os.environ.get(NO_SHELL)),
    )


def user_path(text: str) -> Path:
    """The path a user typed; `~` becomes the home folder, or stays if there is none."""
    return Path(os.path.expanduser(text))
