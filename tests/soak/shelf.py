"""Actions on whole preps, settings and sheets, on a disk that fails at any call that writes: nothing is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.prep.file_names import ENDING
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import maintenance
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_toml import dump
from gespreksklaar.content.store.versions import versions_of
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.home.bookmarks import Bookmarks
from gespreksklaar.tui.home.settings import Settings, read_what_is_right
from tests.faults import KINDS, SHORT_WRITE, failing

LONG, SHORT = 100_000, 25
"""The most faults; there are fewer."""
TEXTS = (Texts("nl"), Texts("en"))
DAMAGED = "[[["


def _out_of_the_bin(library: Library) -> None:
    for trashed in library.trash.list():
        library.bring_back(trashed)


def _repair(library: Library) -> None:
    if library.path("stuk").read_text() == DAMAGED:
        maintenance.repair(library.folder, "stuk")


DEEDS: Mapping[str, Callable[[Library], object]] = {
    "a copy": lambda library: library.copy("sam"),
    "another name": lambda library: library.rename("sam", "anders") if library.path("sam").exists() else None,
    "into the bin": lambda library: library.delete("sam") if library.path("sam").exists() else None,
    "out of the bin": _out_of_the_bin,
    "from elsewhere": lambda library: library.import_file(library.folder / "elders" / "mee.toml"),
    "a repair": _repair,
    "after a crash": lambda library: maintenance.recover(library.folder),
    "what is past its time": lambda library: maintenance.tidy(library.folder),
    "a bookmark": lambda library: Bookmarks(library.folder / ".state" / "places.json").put("sam", "ask", "ask.mind"),
    "a setting": lambda library: Settings().changed(language="en").save(library.folder / "config"),
    "a sheet": lambda library: write_text(library.folder / "sheets" / "sam.txt", "nieuw\n"),
}


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Try every action with every kind of fault at every call, once or from then on; or `amount` of these."""
    cases = [
        (deed, kind, first, once)
        for deed in DEEDS
        for kind in (*KINDS, SHORT_WRITE)
        for first in range(1, _count(folder, deed, kind) + 1)
        for once in (False, True)
    ]
    chosen = random.Random(seed).sample(cases, min(amount, len(cases)))
    told = sum(_one(folder, *case) for case in chosen)
    return (
        f"{len(chosen)} of {len(cases)} faults in {len(DEEDS)} deeds, {told} told: nothing lost, a retry works in all"
    )


def _set_up(folder: Path) -> tuple[Library, set[str]]:
    """Make two preps, one of them cut off, a damaged one and one in the bin; returns also the texts never to lose."""
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder)
    texts = {}
    for name in ("sam", "noor", "weg", "elders"):
        prep = Prep().edited("going.child", name).edited("ask.mind", f"de gedachte van {name} " * 9)
        library.rename(library.create(prep), name)
        texts[name] = library.path(name).read_text()
    library.delete("weg")
    (folder / "elders").mkdir()
    library.path("elders").rename(folder / "elders" / "mee.toml")
    library.path("stuk").write_text(DAMAGED)
    versions_of(folder, "stuk").keep(texts["elders"])
    file = library.write("noor")
    cut_off = file.prep.edited("going.place", "lokaal 4")
    file.record(cut_off, "going.place")
    file.close(keep=True)
    (folder / "config").write_text('language = "nl"\n')
    return library, {texts["sam"], texts["weg"], texts["elders"], DAMAGED, dump(cut_off, file.path)}


def _kept(library: Library) -> set[str]:
    """All texts in the folder, and those that the program recovers, such as from noor's journal."""
    found = {file.read_text() for file in library.folder.rglob("*") if file.is_file() and ENDING in file.name}
    return found | {
        dump(library.open(entry.name).prep, library.path(entry.name)) for entry in library.list() if entry.id
    }


def _count(folder: Path, deed: str, kind: str) -> int:
    library, _ = _set_up(folder)
    with failing(kind, None) as fault:
        DEEDS[deed](library)
    return fault.calls


def _one(folder: Path, deed: str, kind: str, first: int, once: bool) -> bool:
    case = f"{deed}: {kind} at call {first}, {'once' if once else 'from then on'}"
    library, precious = _set_up(folder)
    told = False
    with failing(kind, first, once=once):
        try:
            DEEDS[deed](library)
        except Problem as problem:
            told = all(problem.message(texts) for texts in TEXTS)
    lost = precious - _kept(library)
    assert not lost, f"{case}: lost {lost}"
    assert read_what_is_right(folder / "config")[0].language in ("nl", "en"), f"{case}: the settings are lost"
    DEEDS[deed](library)
    lost = precious - _kept(library)
    assert not lost, f"{case}: lost by the retry {lost}"
    return told
