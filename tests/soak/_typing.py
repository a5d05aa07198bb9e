"""Helpers for tests that cut off a session while somebody types in a prep, in a real terminal."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.tui.home.bookmarks import Bookmarks
from tests.terminal import PROGRAM, Terminal

NAME = "sam"
FIELD = "ask.mind"
GRACE = 0.1
"""Seconds within which a typed key must be on disk."""
KEYS_PER_SECOND = 25


class Typing:
    """One prep, typed in over many sessions. The keys are random characters, so that lost and moved keys show."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.typed = self.lost = 0
        self.oldest = 0.0
        self.known = ""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "c").write_text("first_run_done = true\n")
        self._begin()

    def _begin(self) -> None:
        prep = Prep().edited("going.child", "Sam")
        library = Library(self.folder)
        library.folder.mkdir(exist_ok=True)
        path = library.path(NAME)
        path.unlink(missing_ok=True)
        library.create(prep)
        library.path("sam-gesprek").rename(path)
        self.prep_id, self.known = prep.id, ""

    def session(self, program: Sequence[str] = PROGRAM) -> Terminal:
        """Run the program, opened in the field."""
        if len(self.known) > 15_000:
            self._begin()
        Bookmarks(self.folder / ".state" / "places.json").put(self.prep_id, "ask", FIELD)
        arguments = ["--data", str(self.folder), "--config", str(self.folder / "c"), "--lang", "nl", "open", NAME]
        terminal = Terminal(arguments, program=program)
        terminal.wait("Stap 3 van 5")
        terminal.settle(0.05)
        # An emulator takes more of the machine than the program, and would be measured instead of it.
        terminal.looks = False
        return terminal

    def type_for(self, terminal: Terminal, seconds: float) -> list[tuple[float, str]]:
        """Type at a fast typist's pace; returns each key with its monotonic time."""
        sent: list[tuple[float, str]] = []
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            key = chr(0x100 + self.random.randrange(0x80)) if len(sent) % 5 else " "
            terminal.press(key)
            sent.append((now, key))
            wait = now + 1 / KEYS_PER_SECOND
            while (left := wait - time.monotonic()) > 0:
                terminal.read(left)
        self.typed += len(sent)
        return sent

    def check(self, sent: list[tuple[float, str]], cut: float, what: str, *, grace: float = GRACE) -> None:
        """Check that the file holds all keys older than `grace` seconds at the cut, in order, and nothing else."""
        found = read_prep(self.folder / f"{NAME}.toml").prep.ask.mind
        keys = "".join(key for _, key in sent)
        new = len(found) - len(self.known)
        fits = any(
            found == self.known[:at] + keys[:new] + self.known[at:]
            for at in {0, len(self.known)}
            if 0 <= new <= len(keys)
        )
        assert fits, f"{what}: a text nobody typed: {found!r} after {self.known!r} and {keys!r}"
        for moment, _ in sent[new:]:
            age = cut - moment
            self.oldest = max(self.oldest, age)
            assert age <= grace, (
                f"{what}: a key of {age * 1000:.0f} ms before the cut is lost ({len(keys) - new} of {len(keys)})"
            )
        self.lost += len(keys) - new
        self.known = found
