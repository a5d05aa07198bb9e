"""An answer that is worked out again only when what it reads of a prep has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from gespreksklaar.content.prep.model import Prep

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The last answer of a function of a prep.

    A prep that changed in one field holds the same objects in all others: whether one is another object tells whether
    the answer can be another one.
    """

    def __init__(self, reads: tuple[str, ...], work: Callable[[Prep], Answer]) -> None:
        """`reads` are the paths of all that `work` looks at in a prep; a path stands for all below it."""
        self._reads = reads
        self._work = work
        self._read: list[object] = []
        self._answer: list[Answer] = []

    def of(self, prep: Prep) -> Answer:
        """The answer for this prep."""
        before, self._read = self._read, [prep.get(path) for path in self._reads]
        if not self._answer or any([now is not then for now, then in zip(self._read, before, strict=True)]):
            self._answer = [self._work(prep)]
        return self._answer[0]
