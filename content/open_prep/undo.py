"""Undo of the last change of a list or a pick, which keeps what was typed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from gespreksklaar.content.words.problems import Problem

UNDO_LIMIT = 50
"""The most changes of one field that can be undone."""


class Undo:
    """The undoable changes of each field, as its values before and after."""

    def __init__(self) -> None:
        self._changes: dict[str, list[tuple[object, object]]] = defaultdict(list)

    def remember(self, path: str, before: object, after: object) -> None:
        """Remember this change of a field; only the last `UNDO_LIMIT` are kept."""
        self._changes[path] = [*self._changes[path][1 - UNDO_LIMIT :], (before, after)]

    def forget(self) -> None:
        """Forget all changes, once the whole prep was replaced."""
        self._changes.clear()

    def undo_last(self, path: str, now: object, edit: Callable[[object], object]) -> bool:
        """Undo the last change of a field that now holds `now`, through `edit`; False when there is none.

        Raises Problem when the prep cannot hold the result.
        """
        if not self._changes[path]:
            return False
        before, after = self._changes[path][-1]
        if isinstance(now, str) and now not in ("", after):
            # The user typed own words since; the input has an undo of its own.
            self._changes[path].clear()
            return False
        try:
            edit(without_change(before, after, now))
        except Problem:
            if _changed_since(before, after, now):
                raise
            # The merged list breaks a limit, such as a fourth top question.
            edit(before)
        self._changes[path].pop()
        return True


def _changed_since(before: object, after: object, now: object) -> bool:
    """Whether some line of the list has neither its value before nor its value after the change to undo."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return False
    return any(line not in (before.get(key), after.get(key)) for key, line in now.items())


def without_change(before: object, after: object, now: object) -> object:
    """`now` without the change from `before` to `after`; in a list, lines typed since then stay."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return before
    undone = {key for key in before | after if before.get(key) != after.get(key) == now.get(key)}
    there = {key: before[key] if key in undone else now[key] for key in before if key in undone or key in now}
    return there | {key: line for key, line in now.items() if key not in undone and key not in before}
