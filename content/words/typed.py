"""Results worked out from what a parent typed: remembered for the next key, forgotten when the prep is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Result = TypeVar("Result")
_KEPT: Final[list[_lru_cache_wrapper[Any]]] = []


def remembered(most: int) -> Callable[[Callable[..., Result]], _lru_cache_wrapper[Result]]:
    """Have a function remember its last results, at most so many, until `forget`.

    Its arguments hold words of a parent: a cache that is never emptied would keep them in memory until the program
    ends.
    """

    def of(work: Callable[..., Result]) -> _lru_cache_wrapper[Result]:
        kept = lru_cache(maxsize=most)(work)
        _KEPT.append(kept)
        return kept

    return of


def forget() -> None:
    """Forget all that was remembered."""
    for each in _KEPT:
        each.cache_clear()
