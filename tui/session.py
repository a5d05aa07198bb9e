"""The prep that is open: the one live value, its file, and what can be taken back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gespreksklaar.content.prep import Prep
from gespreksklaar.content.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.shelf import Shelf

UNDO_LIMIT = 50


class Session:
    """One open prep. `name` is empty until the first thing is filled in: an unused prep leaves no file."""

    def __init__(self, shelf: Shelf, prep: Prep, name: str = "", *, read_only: bool = False) -> None:
        self.shelf = shelf
        self.prep = prep
        self.name = name
        self.read_only = read_only
        self._named_early = False
        self.unsaved = False
        self._before: dict[str, list[object]] = defaultdict(list)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> None:
        """Change one field. Raises Problem when the prep cannot hold the value; nothing is changed then."""
        if self.read_only:
            raise Problem("read-only")
        try:
            changed = self.prep.edited(path, value)
        except ValidationError:
            raise Problem("does-not-fit") from None
        if undoable:
            self._before[path] = [*self._before[path][-UNDO_LIMIT:], self.prep.get(path)]
        self.prep = changed
        self.unsaved = True

    def undo(self, path: str) -> bool:
        """Take back the last undoable change of a field; False when there is none."""
        if not self._before[path]:
            return False
        self.prep = self.prep.edited(path, self._before[path].pop())
        self.unsaved = True
        return True

    def save(self) -> None:
        """Write the file if there is something to write. Raises Problem; the prep stays as it is then."""
        if not self.unsaved:
            return
        if self.name:
            self.shelf.save(self.name, self.prep)
        else:
            self.name = self.shelf.create(self.prep)
            self._named_early = True
        self.unsaved = False

    def name_by_content(self) -> None:
        """Name a new prep's file anew, once more is known than when its first word was saved. Raises Problem."""
        if self._named_early and (better := self.shelf.suggested_name(self.prep)) != self.name:
            self.name = self.shelf.rename(self.name, better)
        self._named_early = False
