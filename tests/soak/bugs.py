"""An error in every handler of every screen: the text is saved, two sentences are shown, no value is anywhere."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gespreksklaar.screens
from gespreksklaar.content.prep_file import read_prep
from gespreksklaar.content.texts import Texts
from gespreksklaar.tui.bookmarks import Bookmarks
from gespreksklaar.tui.crash import LOG, STATUS
from tests.soak._bomb import SECRET
from tests.terminal import Terminal
from tests.tui.walk import FULL_PREP

LONG, SHORT = 1_000, 2
"""At most so many handlers; there are fewer."""
AT_ONCE = 3
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
_ALSO = (
    "gespreksklaar.tui.app",
    "gespreksklaar.tui.desk",
    "gespreksklaar.tui.session",
    "gespreksklaar.content.prep_file",
)
_PLAIN_METHODS = {"gespreksklaar.tui.desk", "gespreksklaar.tui.session", "gespreksklaar.content.prep_file"}
_STEP = "tab a 1 2 space up down home t backspace enter x left right end delete pageup pagedown tab + shift+tab u"
_TALK = f"""
g a enter 1 2 down b up f6 f6 f7 2 pageup pagedown left right f8 tab shift+tab f1 escape
f4 {_STEP} escape e escape escape escape f6 down enter f4 a enter {_STEP} escape f6 escape f3 f4 escape
"""
_WALK = f"""
{_STEP} f1 down pagedown enter f2 down up home end escape f3 {_STEP} f3 {_STEP} f4 f4 f4 {_STEP} f4 {_STEP}
tab 1 enter 1 enter f4 pagedown o 1 o escape
{_TALK}
s end enter down up escape s 3 right left escape s end up enter backspace escape f2 8 2 f2 9 escape escape escape
n escape c u r a enter i x enter x u f1 escape l 1 ctrl+p a escape escape 1 f4 escape escape escape ctrl+q
"""
"""Keys that come by all there is: the field, each step, review, the dialogs, the start screen, and the end."""


def handlers() -> Iterator[str]:
    """Every method that Textual calls in our screens, and those that hold the open prep."""
    names = [f"gespreksklaar.screens.{m.name}" for m in pkgutil.iter_modules(gespreksklaar.screens.__path__)]
    for name in [*names, *_ALSO]:
        module = importlib.import_module(name)
        for owner in vars(module).values():
            if inspect.isclass(owner) and owner.__module__ == name:
                for method, function in vars(owner).items():
                    plain = name in _PLAIN_METHODS and not method.startswith("_")
                    handled = method.startswith(_BEGINS) or hasattr(function, "_textual_on") or plain
                    if inspect.isfunction(function) and handled:
                        yield f"{name}:{owner.__name__}.{method}"


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """A session for each of `amount` handlers."""
    found = sorted(handlers())
    chosen = random.Random(seed).sample(found, min(amount, len(found)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        hit = list(pool.map(lambda pair: _one(pair[1], folder / str(pair[0])), enumerate(chosen)))
    missed = [target.partition(":")[2] for target, was in zip(chosen, hit, strict=True) if not was]
    quiet = f"; not come by in the walk: {', '.join(missed)}" if missed else ""
    return f"{len(chosen)} of {len(found)} handlers, {sum(hit)} failed: text saved in all, no value anywhere{quiet}"


def _one(target: str, folder: Path) -> bool:
    folder.mkdir(parents=True)
    (folder / "c").write_text("first_run_done = true\n")
    prep = folder / "sam.toml"
    prep.write_text(FULL_PREP.read_text())
    Bookmarks(folder / ".state" / "places.json").put(read_prep(prep).prep.id, "ask", "ask.mind")
    words = ["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl"]
    bomb = (sys.executable, "-m", "tests.soak._bomb", target, str(folder))
    with Terminal([*words, "open", "sam"], program=bomb, env={"HOME": str(folder)}) as terminal:
        terminal.wait("Stap 3 van 5")
        terminal.press(MARKER)
        terminal.wait(MARKER)
        (folder / "armed").touch()
        typed_at = len(terminal.raw)
        for key in _WALK.split():
            if terminal.status is not None:
                break
            terminal.press(key)
            terminal.settle(0.04)
        terminal.wait_end()
        _check(target, folder, terminal, terminal.raw[typed_at:].decode("utf-8", "replace"))
    return (folder / "hit").exists()


def _check(target: str, folder: Path, terminal: Terminal, out: str) -> None:
    hit = (folder / "hit").exists()
    assert terminal.status == (STATUS if hit else 0), f"{target}: ended with {terminal.status}"
    assert SECRET not in out, f"{target}: a value on the screen"
    assert "Traceback" not in out, f"{target}: a traceback on the screen"
    found = "".join(read_prep(file).prep.ask.mind for file in folder.glob("*.toml"))
    assert MARKER in found, f"{target}: the text is not saved"
    log = folder / ".state" / LOG
    if not hit:
        assert not log.exists(), f"{target}: a log of nothing: {log.read_text()}"
        return
    after = re.sub(r"\x1b\[[?<>=0-9;]*[a-zA-Z]", "", out.rpartition("\x1b[?1049l")[2]).split()
    # Not the first words: the keys of the walk that come after the end are echoed before them.
    told = any(" ".join(texts("ui.crash").split()) in " ".join(after) for texts in TEXTS)
    assert told, f"{target}: not told but {after[:30]}"
    noted = log.read_text()
    assert "ValueError _bomb.py" in noted, f"{target}: {noted}"
    for private in (SECRET, "Anna", MARKER, "merkwoord", str(folder)):
        assert private not in noted, f"{target}: a value in the log: {noted}"
    (folder / "armed").unlink()
    open_then = bool(list(folder.glob(".*.journal")))
    with Terminal(["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl"]) as again:
        again.wait("plotseling gestopt" if open_then else "Een nieuw gesprek")
