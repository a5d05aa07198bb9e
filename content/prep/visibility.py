"""Who sees what: every sheet, message and screen gets the prep without what its reader may not see."""

from __future__ import annotations

from typing import Final, TypeVar

from gespreksklaar.content.prep.declaration import Noted, Part
from gespreksklaar.content.prep.fields import Asks
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import MARKS, Mark

_ELSEWHERE: Final = frozenset({"teacher", "other-parent"})
"""Readers whose sheet the child never sees. The child may see any other sheet."""
_AT_THE_TABLE: Final = frozenset({"own", "interpreter"})
"""Readers whose sheet is in sight during the talk: a child at the table reads along."""

AnyPart = TypeVar("AnyPart", bound=Part)


def next_mark(mark: Mark) -> Mark:
    """The mark that follows this one when the user changes it with the key."""
    return MARKS[(MARKS.index(mark) + 1) % len(MARKS)]


def hidden_from(reader: str, *, child_there: bool = True) -> frozenset[Mark]:
    """The marks that hide a line from this reader.

    `child_there` matters only for what is in sight during the talk: "own" and "interpreter". By default the child may
    be there.
    """
    if reader == "own" and not child_there:
        return frozenset()
    grown_ups = reader in _ELSEWHERE or (reader in _AT_THE_TABLE and not child_there)
    return frozenset({"only-me"}) if grown_ups else frozenset({"not-child", "only-me"})


def seen_by(prep: Prep, reader: str, *, child_there: bool = True) -> Prep:
    """The prep without what this reader may not see. The parent's own long texts are for the parent alone.

    `reader` is one of `SHEETS`: "own" also for the user's screen, "teacher" for whatever is sent to school. Any other
    reader sees no more than the child may. `child_there` is as in `hidden_from`.
    """
    hidden = hidden_from(reader, child_there=child_there)
    gone = {f"{name}.{key}" for name, key in _marked(prep, hidden)}
    seen = _without(prep, hidden, long_texts=reader == "own")
    noted = {key: _noted(value, reader) for key, value in prep.talk.noted.items() if key not in gone}
    seen = seen.model_copy(update={"talk": seen.talk.model_copy(update={"noted": noted})})
    if reader == "own":
        return seen
    return seen.model_copy(update={"unread": {}, "going": seen.going.model_copy(update={"expect": ""})})


def _marked(part: Part, hidden: frozenset[Mark], name: str = "") -> set[tuple[str, str]]:
    """The name of the list and the key of every line with one of these marks."""
    found: set[tuple[str, str]] = set()
    for field in type(part).model_fields:
        value = getattr(part, field)
        if isinstance(value, Part):
            found |= _marked(value, hidden, field)
        elif isinstance(value, dict):
            found |= {(field, key) for key, item in value.items() if _is_hidden(item, hidden)}
    return found


def _without(part: AnyPart, hidden: frozenset[Mark], *, long_texts: bool) -> AnyPart:
    changed: dict[str, object] = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, Part):
            seen = _without(value, hidden, long_texts=long_texts)
            changed[name] = type(value)() if _is_hidden(value, hidden) else seen
        elif isinstance(value, dict):
            changed[name] = {key: item for key, item in value.items() if not _is_hidden(item, hidden)}
        elif not long_texts and any(isinstance(meta, Asks) and meta.kind == "long" for meta in info.metadata):
            changed[name] = ""
    return part.model_copy(update=changed)


def _is_hidden(value: object, hidden: frozenset[Mark]) -> bool:
    """Whether a line, or a part with one mark such as the goal, is hidden."""
    return getattr(value, "mark", "") in hidden


def _noted(noted: Noted, reader: str) -> Noted:
    return noted if reader == "own" else noted.model_copy(update={"notes": ""})
