"""What is noted of an open prep: in its journal, as far as one can be kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.files import LARGEST, cannot
from gespreksklaar.content.store.journal import InUse, Journal, journal_path
from gespreksklaar.content.store.journal_replay import Left
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


class Notes:
    """The journal of one prep, ours until `close`; on a full or read-only disk there may be none.

    `complete` while all changes that are not in the prep's file are in it.
    """

    def __init__(self, path: Path) -> None:
        """Take the journal of the prep in this file. Raises Problem when another session has it."""
        self.path = path
        self.complete = False
        self._journal = _take_journal(path)

    @property
    def in_place(self) -> bool:
        """Whether there is a journal, still where it was."""
        return self._journal is not None and self._journal.in_place

    def left(self) -> Left:
        """What an earlier session left. Raises Problem when that can't be read; it is let go then."""
        try:
            return self._journal.left() if self._journal else Left()
        except OSError as error:
            self.close(keep=True)
            raise cannot("unreadable", self.path, error) from None

    def begin(self, text: str) -> None:
        """Start anew: all is in the file, which holds this text."""
        self.complete = False
        if self._journal:
            with suppress(OSError):
                self._journal.begin(text)

    def add(self, text: str, prep: Prep, path: str = "") -> bool:
        """Note that this field changed, or without a path, the whole prep, while the file holds `text`.

        False when that fails: then saving should not wait. Raises Problem when the prep became larger than a file
        may be.
        """
        held = prep_toml.dump_field(prep, path) if path else ""
        if len(text) + len(held) > LARGEST // 4:
            prep_toml.dump(prep, self.path)
        self.complete = False
        if self._journal is None:
            return False
        try:
            if self._journal.wants_whole or not path:
                self._journal.record_whole(text, prep_toml.dump(prep, self.path))
            else:
                self._journal.record(path, held)
        except OSError:
            self._journal.mark_lacking()
            return False
        self.complete = True
        return True

    def announce(self, text: str) -> bool:
        """Note that the file is going to hold this text; False when that can't be noted."""
        if self._journal is None:
            return False
        try:
            self._journal.announce(text)
        except OSError:
            return False
        return True

    def go_on(self, text: str, prep: Prep) -> None:
        """The file holds this text now, and the prep is a later one already."""
        with suppress(Problem, OSError):
            if not self.complete:
                self.add(text, prep)
            elif self._journal:
                # Where that fails, the journal as it is holds the same.
                self._journal.record_whole(text, prep_toml.dump(prep, self.path))

    def sync(self) -> None:
        """Push it to the disk itself."""
        if self._journal:
            with suppress(OSError):
                self._journal.sync()

    def put_aside(self) -> Path | None:
        """Let go, and keep what is in it where nobody reads it; gives where. Raises Problem."""
        if self._journal is None:
            return None
        try:
            aside = self._journal.put_aside()
        except OSError as error:
            self.close(keep=True)
            raise cannot("not-written", self.path, error) from None
        self._journal = None
        return aside

    def close(self, *, keep: bool = False) -> None:
        """Let others have it. `keep` it when it holds what could not be saved, or tells of a crash."""
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
