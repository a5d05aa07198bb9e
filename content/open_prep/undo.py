"""Taking back the last change of a list or a pick, without what was typed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from gespreksklaar.content.words.problems import Problem

UNDO_LIMIT = 50
"""Changes of one field that can be taken back."""


class Undo:
    """The changes of each field that can be taken back, as the value before and after."""

    def __init__(self) -> None:
        self._changes: dict[str, list[tuple[object, object]]] = defaultdict(list)

    def remember(self, path: str, before: object, after: object) -> None:
        """Keep this change of a field, the newest of at most `UNDO_LIMIT`."""
        self._changes[path] = [*self._changes[path][1 - UNDO_LIMIT :], (before, after)]

    def forget(self) -> None:
        """Keep no change: the prep became another one."""
        self._changes.clear()

    def take_back(self, path: str, now: object, edit: Callable[[object], object]) -> bool:
        """Take back the last change of a field that holds `now`, by `edit`; False when there is none.

        Raises Problem when what would come of it cannot be held.
        """
        if not self._changes[path]:
            return False
        before, after = self._changes[path][-1]
        if isinstance(now, str) and now not in ("", after):
            # Own words that were typed since; they have an undo of their own.
            self._changes[path].clear()
            return False
        try:
            edit(taken_back(before, after, now))
        except Problem:
            if _changed_since(before, after, now):
                raise
            # Put together it no longer fits, such as a fourth top question.
            edit(before)
        self._changes[path].pop()
        return True


def _changed_since(before: object, after: object, now: object) -> bool:
    """Whether a line of the list is neither as before nor as after the change that is to be taken back."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return False
    return any(line not in (before.get(key), after.get(key)) for key, line in now.items())


def taken_back(before: object, after: object, now: object) -> object:
    """`now` without the change from `before` to `after`: of a list, lines that were typed since then stay."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return before
    undone = {key for key in before | after if before.get(key) != after.get(key) == now.get(key)}
    there = {key: before[key] if key in undone else now[key] for key in before if key in undone or key in now}
    return there | {key: line for key, line in now.items() if key not in undone and key not in before}
