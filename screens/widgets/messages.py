"""What fields and screens tell each other and the app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Edited(Message):
    """A field of the prep has got another value. `undoable` is False for each letter typed: the input undoes those."""

    path: str
    undoable: bool = False


@dataclass
class UndoWanted(Message):
    """The last undoable change of this field should be taken back."""

    path: str


@dataclass
class Said(Message):
    """Something to tell on the message line, already in words."""

    words: str


@dataclass
class FieldDone(Message):
    """Enter was pressed in a field: go on to the next, or to the one before (-1)."""

    direction: int = 1


@dataclass
class GoTo(Message):
    """Another place was asked for: a step's id, `review` or `start`, and maybe a field's path."""

    step: str
    field: str = ""
