"""The file of a prep that is open: locked, journalled, written whole, and never over what somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gespreksklaar.content.files.reading import read_saved, read_text
from gespreksklaar.content.files.writing import CHANGED_MEANWHILE, make_folder, write_new
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.background_write import Saving
from gespreksklaar.content.store.journal import Journal
from gespreksklaar.content.store.journal_replay import Left
from gespreksklaar.content.store.merge import are_two, brought_together
from gespreksklaar.content.store.read_prep import as_left
from gespreksklaar.content.store.versions import states_of
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

_OF_A_NEWER_VERSION = ("newer", "too-new", "read-only")

_TRIES = 3


class Saved(NamedTuple):
    """What the file holds now, and what there is to tell about it."""

    prep: Prep
    note: Problem | None = None


class PrepFile:
    """One prep's file, this session's alone until `close`, and its journal.

    `prep` is the newest there is of it; `unsaved` while the file does not hold that.
    """

    def __init__(self, path: Path, *, even_alone: bool = False) -> None:
        """Lock and read it, with what a session that was cut off left in its journal.

        `even_alone`: set aside a journal that cannot be applied; otherwise raise Problem. Raises Problem also when
        another session has the prep, or when it is no prep we can read and write. Where no journal can be kept, on a
        full or read-only disk, it opens all the same.
        """
        self.path = path
        self.note: Problem | None = None
        self.states = states_of(path.parent, path.stem)
        self._replaced: tuple[str, ...] = ()
        self._saving: Saving | None = None
        self.journal = Journal(path)
        left = self.journal.left()
        try:
            self._read(left)
        except Problem as problem:
            if not (left.changed and even_alone) or problem.reason in _OF_A_NEWER_VERSION:
                self.close(keep=left.changed)
                raise
            self._do_without(left)
            left = Left()
        self.unsaved = left.changed
        if left.found:
            self.note = Problem("recovered-part" if left.lacks else "recovered")
        if left.changed:
            self.journal.go_on_after_crash(self._text)
        else:
            self.journal.begin(self._text)

    def _read(self, left: Left) -> None:
        self._text, self._saved, self.prep = as_left(left, self.path)

    def _do_without(self, left: Left) -> None:
        """What the journal holds is none of a prep: read the file alone, and keep the journal aside. Raises Problem."""
        try:
            self._read(Left())
        except Problem:
            self.close(keep=True)
            raise
        if aside := self.journal.put_aside():
            self.note = Problem("journal-aside", name=clean_line(aside.name))
            self.journal = Journal(self.path)

    @property
    def name(self) -> str:
        """The prep's name. It changes when what somebody else wrote stays apart from it."""
        return self.path.stem

    def record(self, prep: Prep, path: str = "") -> bool:
        """Take over a prep in which this field changed, or without a path, all of it; and put that in the journal.

        False when the journal does not have it: then saving should not wait. Raises Problem, with nothing taken over,
        when the prep became larger than a file may be.
        """
        recorded = self.journal.record(self.prep, prep, path) if path else self.journal.record_whole(prep)
        self.prep, self.unsaved = prep, True
        return recorded

    def save(self, prep: Prep) -> Saved:
        """Write the prep. Raises Problem; the file on disk is whole then, as it was.

        What came into the file from outside since we last saw it is taken in where it touches other fields than
        ours; else it stays as it is, and our prep goes on under a name of its own.
        """
        with suppress(Problem):
            self.finish_saving(prep)
        if not self.journal.in_place:
            self.journal.close()
            with suppress(OSError):
                make_folder(self.path.parent)
            self.journal = Journal(self.path, self._text)
        known = self._text, self._saved
        try:
            return self._write_until_whole(prep)
        except Problem:
            # What came from outside is not taken in yet: the next try sees it again.
            self._text, self._saved = known
            if not self.journal.complete:
                with suppress(Problem):
                    self.journal.record_whole(prep)
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
        return self._as_we_left_it() if self._text else not self.path.exists()

    def _write(self, prep: Prep) -> Saved:
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - pydantic waits for a prep

        self._replaced = ()
        settled = Saved(prep) if self._as_we_left_it() else self._settle(prep)
        if not self._text or not is_same(settled.prep, self._saved):
            text = prep_toml.dump(settled.prep, self.path)
            self._put(text, keeps_state=self.states.is_due and not self._replaced)
            self._text, self._saved = text, settled.prep
        for text in filter(None, self._replaced):
            self.states.keep(text)
        self.prep, self.unsaved = settled.prep, False
        self.journal.begin(self._text)
        return settled

    def _put(self, text: str, *, keeps_state: bool) -> None:
        if keeps_state:
            self.keep_state()
        prep_toml.save_text(self.path, text, self._is_ours)

    @property
    def is_saving(self) -> bool:
        """Whether something that was begun is not finished yet."""
        return self._saving is not None

    def start_saving(self, prep: Prep, done: Callable[[], None]) -> bool:
        """Begin to write the prep while typing goes on, and call `done`, from another thread, when that is over.

        False where it takes more than writing: then it is for `save`.
        """
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - pydantic waits for a prep

        if self._saving or not self._text or is_same(prep, self._saved):
            return False
        try:
            text = prep_toml.dump(prep, self.path)
        except Problem:
            return False
        if not self.journal.announce(text):
            return False
        self._saving = Saving(prep, text, partial(self._put, text, keeps_state=self.states.is_due), done)
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
            self.unsaved = False
            self.journal.begin(self._text)
            return True
        self.journal.go_on(self._text, now)
        return False

    def look(self) -> Saved:
        """Take in what came into the file from outside, with nothing of our own to save. Raises Problem."""
        if self._as_we_left_it():
            return Saved(self.prep)
        # What was saved is so no more, such as where the file is gone.
        self.unsaved = True
        return self.save(self.prep)

    def _as_we_left_it(self) -> bool:
        try:
            return read_text(self.path) == self._text
        except Problem:
            return False

    def _settle(self, ours: Prep) -> Saved:
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - pydantic waits for a prep

        base = self._saved
        try:
            text = read_saved(self.path)
            loaded = prep_toml.load_text(text, self.path)
        except Problem as problem:
            if problem.reason == "not-there":
                self._text = ""
                return Saved(ours, Problem("was-gone"))
            if problem.reason.startswith("not-written"):
                raise
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
        text = prep_toml.dump(ours, self.path)
        path = write_new(self.path.parent, there, prep_toml.ENDING, text)
        self.close()
        self.path, self.journal, self.states = path, Journal(path), states_of(path.parent, path.stem)
        self._text, self._saved = text, ours
        return Saved(ours, Problem("both-kept", there=there, here=self.name))

    def keep_state(self) -> None:
        """Put what the file holds among the earlier states."""
        if self._text:
            self.states.keep(self._text)

    def close(self, *, keep: bool = False) -> None:
        """Let others have it. `keep` the journal when it holds what could not be saved, or tells of a crash."""
        if self._saving:
            with suppress(Problem):
                self._saving.wait()
            self._saving = None
        self.journal.close(keep=keep)
