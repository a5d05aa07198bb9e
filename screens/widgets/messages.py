"""The messages that fields and screens post to each other and to the app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Edited(Message):
    """A field of the prep changed. `undoable` is False for each typed letter: the input itself undoes those."""

    path: str
    undoable: bool = False


@dataclass
class LineTurned(Message):
    """A line in the user's own words was begun or finished, so that another one is half typed now, or none."""


@dataclass
class UndoWanted(Message):
    """The user wants to undo the last undoable change of this field."""

    path: str


@dataclass
class Said(Message):
    """Words to show on the message line."""

    words: str


@dataclass
class FieldDone(Message):
    """The user is done with a field: go on to the next (1), or to the one before (-1)."""

    direction: int = 1


@dataclass
class StepDone(Message):
    """The user is done with this place: go on to the next."""


@dataclass
class GoTo(Message):
    """The user wants another place: `step` is its id, such as `review` or `start`, and `field` a field's path."""

    step: str
    field: str = ""
