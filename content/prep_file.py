"""The file of a prep that is open: locked, journalled, written whole, and never over what somebody else wrote."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gespreksklaar.content import store
from gespreksklaar.content.clean import clean_line
from gespreksklaar.content.files import CHANGED_MEANWHILE, LARGEST, cannot, make_folder, read_text, write_new
from gespreksklaar.content.journal import InUse, Journal, is_held, journal_path, left_in
from gespreksklaar.content.left import Left
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.saving import Saving
from gespreksklaar.content.states import States, states_of
from gespreksklaar.content.together import are_two, brought_together

if TYPE_CHECKING:
    from gespreksklaar.content.prep import Prep

_OF_A_NEWER_VERSION = ("newer", "too-new", "read-only")

_TRIES = 3
STATE_EVERY = 600.0
"""Seconds between two earlier states that are kept of a prep while it is worked on."""


class Saved(NamedTuple):
    """What the file holds now, and what there is to tell about it."""

    prep: Prep
    note: Problem | None = None


class PrepFile:
    """One prep's file, ours alone until `close`.

    `unsaved` while changes of a session that was cut off are not in it; `journalled` while all changes that are not
    in it are in its journal.
    """

    def __init__(self, path: Path, *, even_alone: bool = False) -> None:
        """Lock and read it, with what a session that was cut off left in its journal.

        `even_alone`: a journal that holds what is none of a prep is put aside; else that is a Problem too. Raises
        Problem when another session has it, or when it is no prep we can read and write. Where no journal can be
        kept, on a full or read-only disk, it opens all the same.
        """
        self.path = path
        self.note: Problem | None = None
        self._state_kept = -STATE_EVERY
        self._replaced: tuple[str, ...] = ()
        self._saving: Saving | None = None
        self._journal = _take_journal(path)
        left = self._left()
        try:
            self._read(left)
        except Problem as problem:
            if not (left.changed and even_alone) or problem.reason in _OF_A_NEWER_VERSION:
                self.close(keep=left.changed)
                raise
            self._do_without(left)
            left = Left()
        self.unsaved = self.journalled = left.changed
        if left.found:
            self.note = Problem("recovered-part" if left.lacks else "recovered")
        if self._journal and not self.unsaved:
            self._begin_journal()

    def _left(self) -> Left:
        try:
            return self._journal.left() if self._journal else Left()
        except OSError as error:
            self.close(keep=True)
            raise cannot("unreadable", self.path, error) from None

    def _read(self, left: Left) -> None:
        """Take the prep as the session before left it; saving sees whether its file is still as it was then."""
        known = left.base if left.changed else None
        if known is not None and left.coming:
            with suppress(Problem):
                known = there if (there := read_text(self.path)) in left.coming else known
        self._text = read_text(self.path) if known is None else known
        loaded = store.load_text(self._text, self.path)
        if loaded.read_only:
            raise loaded.note or Problem("read-only")
        self._saved = self.prep = loaded.prep
        if left.changed:
            self.prep = _with_left(left, self._text, self.path)

    def _do_without(self, left: Left) -> None:
        """What the journal holds is none of a prep: read the file alone, and keep the journal aside. Raises Problem."""
        try:
            self._read(Left())
        except Problem:
            self.close(keep=True)
            raise
        if self._journal:
            try:
                aside = self._journal.put_aside()
            except OSError as error:
                self.close(keep=True)
                raise cannot("not-written", self.path, error) from None
            self._journal = None
            self.note = Problem("journal-aside", name=clean_line(aside.name))
            self._journal = _take_journal(self.path)

    @property
    def name(self) -> str:
        """The prep's name. It changes when what somebody else wrote stays apart from it."""
        return self.path.stem

    @property
    def states(self) -> States:
        """Its earlier states."""
        return states_of(self.path.parent, self.name)

    def record(self, prep: Prep, path: str = "") -> bool:
        """Note in the journal that this field changed, or without a path, the whole prep.

        False when that fails: then saving should not wait. Raises Problem when the prep became larger than a file
        may be.
        """
        held = store.dump_field(prep, path) if path else ""
        if len(self._text) + len(held) > LARGEST // 4:
            store.dump(prep, self.path)
        self.journalled = False
        if self._journal is None:
            return False
        try:
            if self._journal.wants_whole or not path:
                self._journal.record_whole(self._text, store.dump(prep, self.path))
            else:
                self._journal.record(path, held)
        except OSError:
            self._journal.mark_lacking()
            return False
        self.journalled = True
        return True

    def save(self, prep: Prep) -> Saved:
        """Write the prep. Raises Problem; the file on disk is whole then, as it was.

        What came into the file from outside since we last saw it is taken in where it touches other fields than
        ours; else it stays as it is, and our prep goes on under a name of its own.
        """
        with suppress(Problem):
            self.finish_saving(prep)
        if self._journal is None or not self._journal.in_place:
            self.close()
            self.journalled = False
            with suppress(OSError):
                make_folder(self.path.parent)
            self._journal = _take_journal(self.path)
        known = self._text, self._saved
        try:
            return self._write_until_whole(prep)
        except Problem:
            # What came from outside is not taken in yet: the next try sees it again.
            self._text, self._saved = known
            if not self.journalled:
                with suppress(Problem):
                    self.record(prep)
            raise

    def _write_until_whole(self, prep: Prep) -> Saved:
        for _ in range(_TRIES):
            try:
                return self._write(prep)
            except Problem as problem:
                if problem.reason != CHANGED_MEANWHILE:
                    raise
        raise Problem(CHANGED_MEANWHILE, where=self.path.name)

    def _is_ours(self) -> bool:
        """Whether nobody else has written the file, or made one where there was none."""
        return self._as_we_left_it() if self._text else not os.path.lexists(self.path)

    def _write(self, prep: Prep) -> Saved:
        from gespreksklaar.content.prep import is_same  # noqa: PLC0415 - pydantic waits for a prep

        self._replaced = ()
        settled = Saved(prep) if self._as_we_left_it() else self._settle(prep)
        if not self._text or not is_same(settled.prep, self._saved):
            text = store.dump(settled.prep, self.path)
            if time.monotonic() - self._state_kept >= STATE_EVERY and not self._replaced:
                self.keep_state()
            store.save_text(self.path, text, self._is_ours)
            self._text, self._saved = text, settled.prep
        for text in self._replaced:
            self._keep_state(text)
        self.unsaved = self.journalled = False
        self._begin_journal()
        return settled

    @property
    def is_saving(self) -> bool:
        """Whether something that was begun is not finished yet."""
        return self._saving is not None

    def start_saving(self, prep: Prep, done: Callable[[], None]) -> bool:
        """Begin to write the prep while typing goes on, and call `done`, from another thread, when that is over.

        False where it takes more than writing: then it is for `save`.
        """
        from gespreksklaar.content.prep import is_same  # noqa: PLC0415 - pydantic waits for a prep

        if self._saving or not self._journal or not self._journal.in_place:
            return False
        if not self._text or is_same(prep, self._saved):
            return False
        try:
            text = store.dump(prep, self.path)
            self._journal.announce(text)
        except (Problem, OSError):
            return False
        keeps_state = time.monotonic() - self._state_kept >= STATE_EVERY

        def write() -> None:
            if not self._as_we_left_it():
                raise Problem("changed-elsewhere")
            if keeps_state:
                self.keep_state()
            store.save_text(self.path, text, self._is_ours)

        self._saving = Saving(prep, text, write, done)
        return True

    def finish_saving(self, now: Prep) -> bool:
        """Wait for what was begun, if anything; whether the file holds `now`. Raises Problem when it was not written.

        What was changed since it began is in the journal, which goes on from what the file holds.
        """
        saving, self._saving = self._saving, None
        if saving is None:
            return False
        saving.wait()
        self._text, self._saved = saving.text, saving.prep
        if now is saving.prep:
            self.unsaved = self.journalled = False
            self._begin_journal()
            return True
        with suppress(Problem, OSError):
            if not self.journalled:
                self.record(now)
            elif self._journal:
                # Where that fails, the journal as it is holds the same.
                self._journal.record_whole(self._text, store.dump(now, self.path))
        return False

    def look(self, prep: Prep) -> Saved:
        """Take in what came into the file from outside, with nothing of our own to save. Raises Problem."""
        return Saved(prep) if self._as_we_left_it() else self.save(prep)

    def _as_we_left_it(self) -> bool:
        try:
            return read_text(self.path) == self._text
        except Problem:
            return False

    def _settle(self, ours: Prep) -> Saved:
        from gespreksklaar.content.prep import is_same  # noqa: PLC0415 - pydantic waits for a prep

        base = self._saved
        try:
            text = read_text(self.path)
            loaded = store.load_text(text, self.path)
        except Problem as problem:
            if problem.reason == "not-there":
                self._text = ""
                return Saved(ours, Problem("was-gone"))
            return self._go_apart(ours)
        if loaded.read_only:
            return self._go_apart(ours)
        together = None if are_two(base, loaded.prep) else brought_together(base, ours, loaded.prep)
        if together is None:
            return self._go_apart(ours)
        # Both: where what came replaces what was saved here, that is not lost.
        self._replaced = self._text, text
        self._text, self._saved = text, loaded.prep
        return Saved(together, Problem("changed-elsewhere") if not is_same(together, ours) else None)

    def _go_apart(self, ours: Prep) -> Saved:
        """Go on with our prep under a name of its own; the file stays as somebody else made it."""
        there = self.name
        text = store.dump(ours, self.path)
        path = write_new(self.path.parent, there, store.ENDING, text)
        self.close()
        self.path, self._journal = path, _take_journal(path)
        self._text, self._saved = text, ours
        return Saved(ours, Problem("both-kept", there=there, here=self.name))

    def keep_state(self) -> None:
        """Put what the file holds among the earlier states."""
        self._keep_state(self._text)

    def _keep_state(self, text: str) -> None:
        if text:
            self._state_kept = time.monotonic()
            self.states.keep(text)

    def _begin_journal(self) -> None:
        if self._journal:
            with suppress(OSError):
                self._journal.begin(self._text)

    def sync(self) -> None:
        """Push the journal to the disk itself; needed only while saving fails."""
        if self._journal:
            with suppress(OSError):
                self._journal.sync()

    def close(self, *, keep: bool = False) -> None:
        """Let others have it. `keep` the journal when it holds what could not be saved, or tells of a crash."""
        if self._saving:
            with suppress(Problem):
                self._saving.wait()
            self._saving = None
        if self._journal:
            self._journal.close(keep=keep)
            self._journal = None


def _take_journal(path: Path) -> Journal | None:
    try:
        return Journal(journal_path(path.parent, path.stem))
    except InUse as other:
        held = other.holder
        reason = "in-use-elsewhere" if held.host else "in-use"
        raise Problem(reason, since=held.since or "?", host=held.host) from None
    except OSError:
        return None


def is_free(path: Path) -> bool:
    """Whether no session has this prep open."""
    return not is_held(journal_path(path.parent, path.stem))


def read_prep(path: Path) -> store.Loaded:
    """The prep in a file, with what its journal holds already and the file not yet. Raises Problem; changes nothing."""
    text = read_text(path)
    loaded = store.load_text(text, path)
    try:
        left = left_in(journal_path(path.parent, path.stem))
        if loaded.read_only or not left.changed or text not in (left.base, *left.coming):
            return loaded
        return store.Loaded(_with_left(left, text, path))
    except (OSError, Problem):
        return loaded


def _with_left(left: Left, text: str, path: Path) -> Prep:
    """The prep of this text with what a journal holds. Raises Problem: a journal is trusted no more than a file."""
    tables = store.tables_of_now(left.applied(store.prep_tables(text, path)), path)
    loaded = store.prep_of(tables, path)
    if loaded.read_only:
        raise loaded.note or Problem("read-only")
    return loaded.prep
