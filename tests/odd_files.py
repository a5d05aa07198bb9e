"""Files that are not what they seem, to plant wherever the program looks; and what may not change around them."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from gespreksklaar.content.store.trash import FOLDER as BIN
from gespreksklaar.content.store.versions import FOLDER as STATES
from gespreksklaar.tui.home.crash import LOG

STATE = "000001-20200101T000000.toml"
BINNED = "20200101-000000-000000-oud.toml"
_LONG_AGO = 1_500_000_000

PLACES: Mapping[str, str] = {
    "prep": "preps/x.toml", "journal": "preps/.x.journal", "journal half": "preps/.x.journal.new",
    "journal of nobody": "preps/.weg.journal", "half": "preps/.gespreksklaar-abcdefgh.new",
    "states": f"preps/{STATES}", "states of one": f"preps/{STATES}/x", "states of nobody": f"preps/{STATES}/weg",
    "state": f"preps/{STATES}/x/{STATE}", "bin": f"preps/{BIN}", "trashed": f"preps/{BIN}/{BINNED}",
    "trashed states": f"preps/{BIN}/{BINNED.removesuffix('.toml')}{STATES}", "state folder": "preps/.state",
    "bookmarks": "preps/.state/places.json", "old bookmarks": "preps/.state/places.new",
    "problems": f"preps/.state/{LOG}", "old problems": "preps/.state/problems.old.log", "settings": "config.toml",
    "sheets": "preps/sheets", "sheet": "preps/sheets/x-tafel.txt", "debug log": "log", "data folder": "preps",
}  # fmt: skip
"""Every path that the program reads, writes or removes by itself, below a folder of a test."""


def _socket(path: Path, _: Path) -> None:
    before = os.getcwd()
    os.chdir(path.parent)
    try:
        # The name of a socket is short.
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def _device(path: Path, _: Path) -> None:
    # As /dev/zero.
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))


def _link_to_zero(path: Path, there: Path) -> None:
    zero = Path("/dev/zero")
    if not os.geteuid():
        # One of its own: a fault that writes through the link would replace the machine's, which others use.
        zero = there / "zero"
        if not zero.exists():
            _device(zero, there)
    path.symlink_to(zero)


def _folder(path: Path, _: Path) -> None:
    path.mkdir()
    (path / "brief.txt").write_text("van de gebruiker")


def _huge(path: Path, _: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def _closed(path: Path, _: Path) -> None:
    path.write_text("format = 1\n")
    path.chmod(0)


PLANTS: Mapping[str, Callable[[Path, Path], None]] = {
    "fifo": lambda path, _: os.mkfifo(path),
    "socket": _socket,
    "device": _device,
    "folder": _folder,
    "link to a file": lambda path, there: path.symlink_to(there / "brief.txt"),
    "link to a folder": lambda path, there: path.symlink_to(there / "map"),
    "link to nothing": lambda path, there: path.symlink_to(there / "niets"),
    "link to itself": lambda path, _: path.symlink_to(path),
    "link to zero": _link_to_zero,
    "hard link": lambda path, there: path.hardlink_to(there / "brief.txt"),
    "huge": _huge,
    "closed": _closed,
}
if os.geteuid():
    PLANTS = {name: plant for name, plant in PLANTS.items() if name != "device"}


def make_elsewhere(folder: Path) -> Path:
    """Files of the user that look like ours and are long expired, so that whatever follows a link there is seen."""
    there = folder / "elders"
    for name in ("x", "weg", "werk"):
        (there / "map" / name).mkdir(parents=True)
        (there / "map" / name / STATE).write_text("van de gebruiker")
    for name in ("brief.txt", "map/brief.txt", "map/places.json", f"map/{LOG}", f"map/{BINNED}", f"map/{STATE}"):
        (there / name).write_text("van de gebruiker")
    for path in [*there.rglob("*"), there]:
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    return there


def plant(folder: Path, place: str, kind: str) -> Path:
    """Put this kind of file at this place in the folder; returns its path."""
    path = folder / PLACES[place]
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        path.rename(path.with_name("aside.txt"))
    PLANTS[kind](path, folder / "elders")
    with suppress(OSError):
        os.utime(path, (_LONG_AGO, _LONG_AGO), follow_symlinks=False)
    return path


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below a folder: kind and rights, inode, and content or where a link leads."""
    found = {}
    for place, inside, files in os.walk(folder):
        for name in (*inside, *files):
            path = Path(place, name)
            status = path.lstat()
            content = b""
            if stat.S_ISLNK(status.st_mode):
                content = os.readlink(path).encode()
            elif stat.S_ISREG(status.st_mode) and status.st_size < 1 << 20:
                content = path.read_bytes()
            found[str(path.relative_to(folder))] = (status.st_mode, status.st_ino, content)
    return found


@contextmanager
def unchanged(folder: Path, planted: Path, kind: str) -> Iterator[None]:
    """Fails when inside the block a file elsewhere changed, or the planted one where it is no regular file."""
    before, was = tree(folder / "elders"), planted.lstat()
    inside = tree(planted) if kind == "folder" else {}
    yield
    assert tree(folder / "elders") == before, "a file of the user changed"
    if kind in ("hard link", "huge", "closed"):
        # A regular file with a name of ours is ours.
        return
    if kind in ("fifo", "socket", "device", "folder") or not planted.parent.name.startswith(BIN):
        now = planted.lstat()
        assert (now.st_ino, now.st_mode) == (was.st_ino, was.st_mode), "what is no file of ours was replaced"
    if kind == "folder":
        kept = tree(planted)
        assert {name: kept.get(name) for name in inside} == inside, "what was in a folder is gone"
