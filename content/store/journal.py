"""The journal of an open prep: it holds each change at once, as far as one can be kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gespreksklaar.content.files.failures import cannot
from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.journal_file import InUse, JournalFile, journal_path
from gespreksklaar.content.store.journal_replay import Change, Left
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


class Journal:
    """The journal of one prep, this session's until `close`. On a full or read-only disk it holds nothing.

    `complete` while it holds every change that the prep's file does not.
    """

    def __init__(self, path: Path, text: str = "") -> None:
        """Take the journal of the prep in the file at `path`, which holds `text`.

        Raises Problem when another session has it.
        """
        self.path = path
        self.complete = False
        self._text = text
        self._file = _take(path)

    @property
    def in_place(self) -> bool:
        """Whether there is a journal file, still where it was."""
        return self._file is not None and self._file.in_place

    def left(self) -> Left:
        """What an earlier session left. Raises Problem when it cannot be read; the journal is closed then."""
        try:
            return self._file.left() if self._file else Left()
        except OSError as error:
            self.close(keep=True)
            raise cannot("unreadable", self.path, error) from None

    def begin(self, text: str) -> None:
        """Start empty: the prep's file holds everything, as this text."""
        self._text, self.complete = text, False
        if self._file:
            with suppress(OSError):
                self._file.begin(text)

    def go_on_after_crash(self, text: str) -> None:
        """Keep what an earlier session left in it, for a file that holds this text."""
        self._text, self.complete = text, True

    def record(self, before: Prep, prep: Prep, path: str) -> bool:
        """Record the field in which `before` and `prep` differ.

        False when that fails: then saving should not wait. Raises Problem when the prep became larger than a file
        may be.
        """
        change = change_between(before, prep, path)
        if len(self._text) + len(change.toml) > LARGEST // 4:
            prep_toml.dump(prep, self.path)
        if self._file is None or self._file.wants_whole:
            return self.record_whole(prep)
        return self._recorded(change)

    def record_whole(self, prep: Prep) -> bool:
        """Record a whole prep, as in `record`."""
        return self._recorded(prep_toml.dump(prep, self.path))

    def _recorded(self, what: Change | str) -> bool:
        self.complete = False
        if self._file is None:
            return False
        try:
            if isinstance(what, Change):
                self._file.record(what)
            else:
                self._file.record_whole(self._text, what)
        except OSError:
            self._file.mark_lacking()
            return False
        self.complete = True
        return True

    def announce(self, text: str) -> bool:
        """Record that the file is about to hold this text; False when that fails."""
        if self._file is None:
            return False
        try:
            self._file.announce(text)
        except OSError:
            return False
        return True

    def go_on(self, text: str, prep: Prep) -> None:
        """Go on from a file that now holds this text, with a prep that is a later one already."""
        self._text = text
        with suppress(Problem, OSError):
            if not self.complete:
                self.record_whole(prep)
            elif self._file:
                # Where that fails, the journal as it is holds the same.
                self._file.record_whole(text, prep_toml.dump(prep, self.path))

    def sync(self) -> None:
        """Push it to the disk itself."""
        if self._file:
            with suppress(OSError):
                self._file.sync()

    def put_aside(self) -> Path | None:
        """Close it and keep its file under a name that nobody reads; gives the path. Raises Problem."""
        if self._file is None:
            return None
        try:
            aside = self._file.put_aside()
        except OSError as error:
            self.close(keep=True)
            raise cannot("not-written", self.path, error) from None
        self._file = None
        return aside

    def close(self, *, keep: bool = False) -> None:
        """Let others have it. `keep` its file when it holds what could not be saved, or tells of a crash."""
        if self._file:
            self._file.close(keep=keep)
            self._file = None


def change_between(before: Prep, prep: Prep, path: str) -> Change:
    """What the field at `path` became; only the one line of a list that changed, where it is one."""
    import tomli_w  # noqa: PLC0415 - only needed once something is changed

    above, _, last = path.rpartition(".")
    key = _one_line(before.get(path), prep.get(path))
    if key is not None:
        return Change(path, tomli_w.dumps({key: prep.get(path)[key].model_dump(exclude_defaults=True)}), key)
    part = prep.get(above) if above else prep
    return Change(path, tomli_w.dumps(part.model_dump(include={last}, exclude_defaults=True)))


def _one_line(old: Any, new: Any) -> str | None:
    """The key of the only line that changed, or came at the end, while all other lines are the same objects."""
    if not isinstance(new, dict):
        return None
    changed = [key for key, line in new.items() if line is not old.get(key)]
    came = [key for key in new if key not in old]
    if len(changed) != 1 or isinstance(new[changed[0]], str) or [*old, *came] != list(new):
        return None
    return str(changed[0])


def _take(path: Path) -> JournalFile | None:
    try:
        return JournalFile(journal_path(path.parent, path.stem))
    except InUse as other:
        held = other.holder
        reason = "in-use-elsewhere" if held.host else "in-use"
        raise Problem(reason, since=held.since or "?", host=held.host) from None
    except OSError:
        return None
