"""A list where there is nothing to write: letters search in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from gespreksklaar.content.form.rows import EARLIER, MORE, Row, narrowed, pages_of, turning_rows
from gespreksklaar.content.words.clean import clean_part_of_line
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.keys import key, sign_of
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import show_lines

_SIGNS = frozenset(
    ("asterisk", "slash", "plus", "minus", "full_stop", "comma", "equals_sign", "less_than_sign", "space")
)
"""Keys that act while nothing is searched for. Textual knows no character of some of them."""
_LONGEST = 60
"""The most characters to search for."""


class SearchList(PickList):
    """Rows that narrow to what is typed. A search begins with a letter; every key goes into it until Escape.

    Set the rows with `show`, which keeps the search.
    """

    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "all_rows", "search.all")]

    typed = ""
    """What is searched for; empty while all rows are shown."""
    _left = ""
    """The key of the row that the cursor was on when the search began."""

    def __init__(self, texts: Texts, rows: Sequence[Row] = ()) -> None:
        super().__init__(rows)
        self._texts = texts
        self._all = tuple(rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, or those of them that match the search."""
        self._all = tuple(rows)
        self.rows = self._in_sight

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Escape for all rows only during a search; there, space and digits are part of it."""
        if action == "all_rows":
            return bool(self.typed)
        return super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """During a search every character is a part of it, so that the key bar shows none of their keys."""
        return bool(self.typed) and (key in _SIGNS or (character is not None and character.isprintable()))

    def on_key(self, event: events.Key) -> None:
        """Begin a search with a letter, and go on with any character."""
        character = event.character if event.is_printable else None
        if self.typed and event.key == "backspace":
            self._search(self.typed[:-1])
        elif character and (self.typed or (sign_of(event) or "").isalpha()):
            self._search(self.typed + character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Search for a paste: a burst of letters over a slow line arrives as one."""
        event.stop()
        self._search(self.typed + clean_part_of_line(event.text))

    def action_all_rows(self) -> None:
        """End the search, with the cursor on the same row."""
        self._search("")

    @property
    def _in_sight(self) -> tuple[Row, ...]:
        """The rows that match the search; all of them without one."""
        return narrowed(self._all, self.typed)

    def _search(self, typed: str) -> None:
        at = self.row.key if self.row else ""
        if not self.typed:
            self._left = at
        self.typed = typed.lstrip()[:_LONGEST]
        self.rows = self._in_sight
        if self.typed:
            self.enter_from(1)
            self.call_after_refresh(self._show_head)
        else:
            self.go_to(at or self._left)
        self.refresh_bindings()
        self.refresh(layout=True)

    def _show_head(self) -> None:
        show_lines(self, 0, len(self.head(self.size.width)) + 1)

    def head(self, width: int) -> list[Content]:
        """What is searched for, and whether nothing matches."""
        if not self.typed:
            return []
        words = self._texts("ui.search.typed", typed=self.typed)
        if not self.rows:
            words = f"{words} {self._texts('ui.search.none')}"
        return [line.pad_right(max(width - line.cell_length, 0)) for line in Content(words).wrap(max(width, 1))]


class PagedList(SearchList):
    """The same for rows that have no number key each: a page at a time. A search is in all of them."""

    def __init__(self, texts: Texts, rows: Sequence[Row], *, at: str = "") -> None:
        """The page shown first is the one with the row named `at`."""
        super().__init__(texts, rows)
        self._pages = pages_of(rows)
        self._page = self._page_with(at) or 0
        self.set_reactive(PickList.rows, self._in_sight)

    def _page_with(self, key: str) -> int | None:
        return next((n for n, page in enumerate(self._pages) if any(row.key == key for row in page)), None)

    @property
    def _in_sight(self) -> tuple[Row, ...]:
        if self.typed:
            return super()._in_sight
        return (*self._pages[self._page], *turning_rows(self._page, len(self._pages), self._texts))

    def _search(self, typed: str) -> None:
        at = self.row.key if self.row else ""
        super()._search(typed)
        if not self.typed and (there := self._page_with(at)) is not None:
            self._page = there
            self.rows = self._in_sight
            self.go_to(at)

    @on(PickList.Picked)
    def _turn(self, event: PickList.Picked) -> None:
        """Show another page instead of handing on that its row was picked."""
        if event.key in (MORE, EARLIER):
            event.stop()
            self._page += 1 if event.key == MORE else -1
            self.rows = self._in_sight
            self.enter_from(1)
            self.refresh(layout=True)


class WritingList(PagedList):
    """The same where own words are an answer too: they begin with a letter, and are written elsewhere."""

    @dataclass
    class Begun(Message):
        """The user began to write, with this."""

        words: str

    def _search(self, typed: str) -> None:
        self.post_message(self.Begun(typed))

    def on_key(self, event: events.Key) -> None:
        """Begin own words also with a quote, or any other sign that does nothing here."""
        character = event.character if event.is_printable else None
        if character and not character.isdigit() and event.key not in _SIGNS:
            event.stop()
            event.prevent_default()
            self._search(character)
