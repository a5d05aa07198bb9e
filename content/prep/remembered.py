"""A result derived from a prep, computed again only when the fields it reads have changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from gespreksklaar.content.prep.model import Prep

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The last result of a function of a prep.

    An edited prep keeps the objects of its unchanged fields, so the result holds while all fields it reads are the same
    objects.
    """

    def __init__(self, reads: tuple[str, ...], work: Callable[[Prep], Answer]) -> None:
        """`reads` are the paths of all values that `work` uses; a path includes everything below it."""
        self._reads = reads
        self._work = work
        self._read: list[object] = []
        self._answer: list[Answer] = []

    def of(self, prep: Prep) -> Answer:
        """The result for this prep."""
        before, self._read = self._read, [prep.get(path) for path in self._reads]
        if not self._answer or any([now is not then for now, then in zip(self._read, before, strict=True)]):
            self._answer = [self._work(prep)]
        return self._answer[0]
