"""The journal of an open prep: it records each change at once, as far as the disk takes it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gespreksklaar.content.files.failures import cannot
from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.prep.file_names import name_of
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.journal_file import InUse, JournalFile, journal_path
from gespreksklaar.content.store.journal_replay import Change, Left, TextChange, crc_of
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

_LONG = 500
"""Characters from which only the part of a text that changed is recorded."""
_PARTS = 50
"""Parts after which a text is recorded whole once more: a damaged part makes those after it worthless."""


class Journal:
    """The journal of one prep, this session's until `close`. Where no file can be made for it, it records nothing.

    `complete`: it holds every change that the prep's file lacks.
    """

    def __init__(self, path: Path, text: str = "") -> None:
        """Lock the journal of the prep in the file at `path`, which holds `text`.

        Raises Problem when another session has the prep open.
        """
        self.path = path
        self.complete = False
        self._text = text
        self._parts: Counter[str] = Counter()
        """By path of a field: how many parts of its text follow each other in the journal."""
        self._file = _take(path)

    @property
    def in_place(self) -> bool:
        """Whether there is a journal file and it is still at its path."""
        return self._file is not None and self._file.in_place

    @property
    def is_shared(self) -> bool:
        """Whether another session can open this prep to write too, as no lock can be had here."""
        return self._file is not None and not self._file.is_locked

    def left(self) -> Left:
        """The changes an earlier session left. Raises Problem, and closes the journal, when they cannot be read."""
        try:
            return self._file.left() if self._file else Left()
        except OSError as error:
            self.close(keep=True)
            raise cannot("unreadable", self.path, error) from None

    def begin(self, text: str) -> None:
        """Empty the journal: the prep's file holds everything, as `text`."""
        self._text, self.complete = text, False
        if self._file:
            with suppress(OSError):
                self._file.begin(text)

    def go_on_after_crash(self, text: str) -> None:
        """Keep the changes that an earlier session left, for a file that holds `text`."""
        self._text, self.complete = text, True

    def record(self, before: Prep, prep: Prep, path: str) -> bool:
        """Record the change from `before` to `prep` of the field at `path`.

        False when that fails, so that the prep should be saved at once. Raises Problem when it became too large for a
        file.
        """
        change = change_between(before, prep, path, in_parts=self._parts[path] < _PARTS)
        self._parts[path] = self._parts[path] + 1 if isinstance(change, TextChange) else 0
        if len(self._text) + change.size > LARGEST // 4:
            prep_toml.dump(prep, self.path)
        if self._file is None or self._file.wants_whole:
            return self.record_whole(prep)
        return self._recorded(change)

    def record_whole(self, prep: Prep) -> bool:
        """Record a whole prep, as in `record`."""
        return self._recorded(prep_toml.dump(prep, self.path))

    def _recorded(self, what: Change | TextChange | str) -> bool:
        self.complete = False
        if self._file is None:
            return False
        try:
            if isinstance(what, str):
                self._file.record_whole(self._text, what)
            else:
                self._file.record(what)
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
        """Go on from a file that now holds `text`, with a prep that has later changes."""
        self._text = text
        with suppress(Problem, OSError):
            if not self.complete:
                self.record_whole(prep)
            elif self._file:
                # If that fails, the journal as it is holds the same.
                self._file.record_whole(text, prep_toml.dump(prep, self.path))

    def sync(self) -> None:
        """Fsync the journal."""
        if self._file:
            with suppress(OSError):
                self._file.sync()

    def put_aside(self) -> Path | None:
        """Close the journal and rename its file, so that nobody reads it. Returns the new path. Raises Problem."""
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
        """Release the prep for other sessions. `keep` the file with unsaved changes, or as the trace of a crash."""
        if self._file:
            self._file.close(keep=keep)
            self._file = None


def change_between(before: Prep, prep: Prep, path: str, *, in_parts: bool = True) -> Change | TextChange:
    """The change of the field at `path`: of one line alone, when only one line of a list changed.

    `in_parts`: of the changed part alone, when it is a long text.
    """
    import tomli_w  # noqa: PLC0415 - only needed once something is changed

    above, _, last = path.rpartition(".")
    old, new = before.get(path), prep.get(path)
    if in_parts and isinstance(old, str) and isinstance(new, str) and len(new) > _LONG:
        return _part(path, old, new)
    key = _one_line(old, new)
    if key is not None:
        return Change(path, tomli_w.dumps({key: new[key].model_dump(exclude_defaults=True)}), key)
    part = prep.get(above) if above else prep
    return Change(path, tomli_w.dumps(part.model_dump(include={last}, exclude_defaults=True)))


def _part(path: str, old: str, new: str) -> TextChange:
    """The part of a text that changed: a binary search for the equal beginning and end compares whole pieces."""
    shorter = min(len(old), len(new))
    at = bisect_left(range(1, shorter + 1), True, key=lambda size: old[:size] != new[:size])
    most = range(1, shorter - at + 1)
    same = bisect_left(most, True, key=lambda size: old[-size:] != new[-size:])
    return TextChange(path, at, len(old) - at - same, new[at : len(new) - same], crc_of(old))


def _one_line(old: Any, new: Any) -> str | None:
    """The key of the line when only one changed or came at the end, and all others are the same objects; else None."""
    if not isinstance(new, dict):
        return None
    changed = [key for key, line in new.items() if line is not old.get(key)]
    came = [key for key in new if key not in old]
    if len(changed) != 1 or isinstance(new[changed[0]], str) or [*old, *came] != list(new):
        return None
    return str(changed[0])


def _take(path: Path) -> JournalFile | None:
    try:
        return JournalFile(journal_path(path.parent, name_of(path.name)))
    except InUse as other:
        held = other.holder
        reason = "in-use-elsewhere" if held.host else "in-use"
        raise Problem(reason, since=held.since or "?", host=held.host) from None
    except OSError:
        return None
