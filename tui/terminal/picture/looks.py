"""How a cell looks: what SGR sequences say of its marks and colours, and how to say the least of them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

ERASING = frozenset({"linux", "xterm", "xterm-256color", "rxvt-unicode", "rxvt-unicode-256color"})
"""The values of TERM that promise that an erased cell gets the current background, as terminfo says (bce, ech)."""
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""The numbers of marks such as bold, and what ends each."""
_UNSEEN_ON_BLANKS = frozenset("123")
"""Marks that change letters only: bold, dim, italic."""


class Look(NamedTuple):
    """Marks and colours, each as the numbers of SGR; a colour that is empty is the terminal's own."""

    marks: frozenset[str] = frozenset()
    ink: str = ""
    paper: str = ""
    rest: str = ""
    """What is not understood of it, in the order that it came in."""

    @property
    def on_blanks(self) -> Look:
        """How a blank with this look looks: no ink is seen on it."""
        return Look(paper=self.paper) if self.erases else self

    @property
    def erases(self) -> bool:
        """Whether a blank with this look is the paper alone."""
        return not self.rest and self.marks <= _UNSEEN_ON_BLANKS


PLAIN = Look()


@lru_cache(4096)
def look(numbers: str) -> Look:
    """The look that these numbers of SGR give to a plain one."""
    marks: set[str] = set()
    ink = paper = ""
    rest: list[str] = []
    left = iter(numbers.split(";") if numbers else ())
    for number in left:
        if number in ("38", "48"):
            kind = next(left, "")
            colour = ";".join([number, kind, *(next(left, "") for _ in range(3 if kind == "2" else 1))])
            ink, paper = (colour, paper) if number == "38" else (ink, colour)
        elif number in _ENDS:
            marks.add(number)
        elif len(number) in (2, 3) and number[:-1] in ("3", "9") and number[-1] < "8":
            ink = number
        elif number[:-1] in ("4", "10") and number[-1] < "8":
            paper = number
        else:
            rest.append(number)
    return Look(frozenset(marks), ink, paper, ";".join(rest))


@lru_cache(4096)
def change(before: Look | None, now: Look) -> str:
    """The shortest sequence that turns one look into another; `before` is None where it is not known."""
    parts = [*sorted(now.marks), now.ink, now.paper, now.rest]
    whole = f"\x1b[{';'.join(['0', *filter(None, parts)])}m"
    # An old console takes what sets one colour back for the end of a mark as well.
    lost = before is None or (before.ink and not now.ink) or (before.paper and not now.paper) or before.rest or now.rest
    if before == now:
        return ""
    if before is None or lost:
        return whole
    ends = {_ENDS[mark] for mark in before.marks - now.marks}
    kept = {mark for mark in now.marks & before.marks if _ENDS[mark] in ends}
    parts = [
        *sorted(ends),
        *sorted((now.marks - before.marks) | kept),
        now.ink if now.ink != before.ink else "",
        now.paper if now.paper != before.paper else "",
    ]
    return min(whole, f"\x1b[{';'.join(filter(None, parts))}m", key=len)
