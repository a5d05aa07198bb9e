"""An error in every handler of every screen: the text is saved, two sentences are shown, no value leaks."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import gespreksklaar.screens
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.home.bookmarks import Bookmarks
from gespreksklaar.tui.home.crash import LOG, STATUS
from tests.soak._around import around
from tests.soak._bomb import COME_BY, SECRET
from tests.soak._walks import BAD_JOURNAL, FULL_DISK, SECOND_WINDOW, SHELL, START, WALKS, keys, prepare
from tests.terminal import Terminal

LONG, SHORT = 1_000, 2
"""The most handlers to try; there are fewer."""
AT_ONCE = 3
PATIENCE = 120.0
"""Seconds that a busy machine may take."""
MARKER = "merkwoord zevenentwintig"
TEXTS = (Texts("nl"), Texts("en"))
_BEGINS = (
    "on_",
    "_on_",
    "action_",
    "watch_",
    "render",
    "compose",
    "load",
    "reload",
    "show_value",
    "enter_from",
    "fill",
)
_ALSO = ("gespreksklaar.tui.full.app", "gespreksklaar.tui.full.prep_app", "gespreksklaar.tui.full.commands")
_ALL_METHODS = (
    *(f"gespreksklaar.content.open_prep.{name}" for name in ("bring_along", "reading_along", "saving", "session")),
    *(f"gespreksklaar.content.store.{name}" for name in ("prep_file", "journal")),
)
_FUNCTIONS_IN = """
full.dialogs full.versions full.start_actions full.jargon_hint full.not_saved full.ledger
take.choose_document take.take_along take.save_as take.to_stick take.meanwhile"""
_WITH_FUNCTIONS = tuple(f"gespreksklaar.tui.{name}" for name in _FUNCTIONS_IN.split())
"""Modules whose dialogs are functions, all of which are tried."""
SIZE = (120, 50)
_PAUSES = {"escape": 0.5, "ctrl+z": 2.0, "": 2.5}
"""Seconds after a key: one right after an escape counts as a key with Alt, and a terminal that nobody reads takes
ctrl+q for itself.
"""
_EACH_ITS_OWN = ("StepField.show_value", "PrepScreen.compose_body")
"""Never called: every subclass overrides them."""
_KIOSK = "gespreksklaar.screens.kiosk."
"""The screens of a kiosk, which tests/kiosk_fault.py covers."""


def handlers() -> Iterator[str]:
    """The methods of our screens that Textual calls, the functions of dialogs, and the code around the open prep."""
    found = pkgutil.walk_packages(gespreksklaar.screens.__path__, "gespreksklaar.screens.")
    names = sorted(m.name for m in found if not m.ispkg and not m.name.startswith(_KIOSK))
    assert len(names) > 40, "the screens are elsewhere"
    for name in [*names, *_ALSO, *_ALL_METHODS, *_WITH_FUNCTIONS]:
        for owner in vars(importlib.import_module(name)).values():
            if getattr(owner, "__module__", "") != name:
                continue
            if inspect.isclass(owner):
                known = (f"{owner.__name__}.{method}" for method in _methods(owner, name))
                yield from (f"{name}:{method}" for method in known if method not in _EACH_ITS_OWN)
            elif inspect.isfunction(owner) and name in _WITH_FUNCTIONS:
                yield f"{name}:{owner.__name__}"


def _methods(owner: type, module: str) -> Iterator[str]:
    for method, function in vars(owner).items():
        plain = module not in _ALSO and not module.startswith("gespreksklaar.screens") and not method.startswith("_")
        if inspect.isfunction(function) and (plain or method.startswith(_BEGINS) or hasattr(function, "_textual_on")):
            yield method


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Run a session with a bomb in each of `amount` handlers."""
    chance = random.Random(seed)
    walks = _walks(list(WALKS) if amount >= LONG else [chance.choice(list(WALKS))], folder / "walks")
    found, known = set(handlers()), sorted(walks)
    chosen = chance.sample(known, min(amount, len(known)))

    def work(number: int) -> bool | str:
        target = chosen[number]
        try:
            # A walk reaches a handler that depends on the speed of the disk only now and then.
            return any(_one(target, walk, folder / f"{number}-{n}") for n, walk in enumerate(walks[target]))
        except AssertionError as error:
            return f"{target}: {error}"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        hit = list(pool.map(work, range(len(chosen))))
    failed = [result for result in hit if isinstance(result, str)]
    assert not failed, "\n\n".join(failed)
    missed = [*(target for target, was in zip(chosen, hit, strict=True) if not was), *sorted(found - set(walks))]
    never = ", ".join(target.partition(":")[2] for target in missed) or "none"
    said = f"{len(chosen)} of {len(found)} handlers, {hit.count(True)} failed: text saved in all, no value anywhere"
    return f"{said}; not come by: {never}" if amount >= LONG else said


def _walks(names: list[str], folder: Path) -> dict[str, list[str]]:
    """The walks that reach each handler, the shortest first and those that show less last."""

    def seen(name: str) -> list[str]:
        with _session(folder / name, name, "") as terminal:
            assert terminal.wait_end(PATIENCE) == 0, f"{name}: ended with {terminal.status}"
        return (folder / name / COME_BY).read_text().split()

    names = sorted(names, key=lambda name: (name in (START, SHELL), len(WALKS[name])))
    found = defaultdict(list)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, targets in zip(names, pool.map(seen, names), strict=True):
            for target in targets:
                found[target].append(name)
    return found


@contextmanager
def _session(folder: Path, walk: str, target: str) -> Iterator[Terminal]:
    """Run a session with a bomb in the target: type the marker, then the keys of this walk."""
    prepare(folder)
    with around(walk, folder, MARKER), _program(folder, target) as terminal:
        if walk == START:
            if not target:
                terminal.wait("Stap 3 van 5", limit=PATIENCE)
        else:
            _type_marker(folder, terminal)
        for key in keys(walk):
            if terminal.status is None:
                if key:
                    terminal.press(key)
                terminal.settle(_PAUSES.get(key, 0.04))
        yield terminal


def _program(folder: Path, target: str) -> Terminal:
    Bookmarks(folder / ".state" / "places.json").put(read_prep(folder / "sam.toml").prep.id, "ask", "ask.mind")
    words = ["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", "open", "sam"]
    bomb = (sys.executable, "-m", "tests.soak._bomb", target, str(folder))
    return Terminal(words, size=SIZE, program=bomb, env={"HOME": str(folder)})


def _type_marker(folder: Path, terminal: Terminal) -> None:
    terminal.wait("Stap 3 van 5", limit=PATIENCE)
    terminal.press(MARKER)
    terminal.wait(MARKER, limit=PATIENCE)
    while MARKER not in read_prep(folder / "sam.toml").prep.ask.mind:
        # The last letter is on the screen before it is on disk.
        terminal.read(0.02)
    (folder / "armed").touch()
    terminal.raw = b""
    # Keys that come after the program's end are echoed into its last output, even inside a sequence.
    terminal.looks = False


def _one(target: str, walk: str, folder: Path) -> bool:
    with _session(folder, walk, target) as terminal:
        terminal.wait_end(PATIENCE)
        _check(target, folder, terminal, terminal.raw.decode("utf-8", "replace"), walk)
    return (folder / "hit").exists()


def _check(target: str, folder: Path, terminal: Terminal, out: str, walk: str) -> None:
    hit = (folder / "hit").exists()
    assert terminal.status == (STATUS if hit else 0), f"{target}: ended with {terminal.status}"
    assert SECRET not in out, f"{target}: a value on the screen"
    assert "Traceback" not in out, f"{target}: a traceback on the screen"
    assert MARKER in _saved(folder), f"{target}: the text is not saved"
    log = folder / ".state" / LOG
    if not hit:
        assert not log.exists(), f"{target}: a log of nothing: {log.read_text()}"
        return
    after = re.sub(r"\x1b\[[?<>=0-9;]*[a-zA-Z]", "", out.rpartition("\x1b[?1049l")[2]).split()
    # Not at the start: keys of the walk that come after the program's end are echoed before its last words.
    words = ("ui.crash", "ui.crash-unsaved") if walk == FULL_DISK else ("ui.crash",)
    told = any(" ".join(texts(name).split()) in " ".join(after) for texts in TEXTS for name in words)
    assert told, f"{target}: not told but {after[:30]}"
    noted = log.read_text()
    assert "ValueError soak/_bomb.py" in noted, f"{target}: {noted}"
    for private in (SECRET, "Anna", MARKER, "merkwoord", str(folder)):
        assert private not in noted, f"{target}: a value in the log: {noted}"
    (folder / "armed").unlink()
    # An empty journal has nothing to recover; that of the other prep belongs to the other window, or is
    # reported when that prep is opened.
    left = {file.name for file in folder.glob(".*.journal") if file.stat().st_size}
    left -= {".bo.journal"} if walk in (SECOND_WINDOW, BAD_JOURNAL) else set()
    with Terminal(["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl"]) as again:
        again.wait("niet gewoon afsluiten" if left else "Een nieuw gesprek")


def _saved(folder: Path) -> str:
    """The text of the field `ask.mind` in all readable preps, also in the bin and in earlier versions."""
    texts = []
    for file in folder.rglob("*.toml"):
        with suppress(Problem):
            texts.append(read_prep(file).prep.ask.mind)
    return " ".join(texts)
