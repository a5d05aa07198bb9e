"""The words of school: search for one, read what it means, put it on the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import school_words
from gespreksklaar.content.guidance.jargon import explained, search
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedModal
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller

_MARKS = {True: "[x]", False: "[ ]"}


class WordList(PickList):
    """The words that match the search; `picks` is whether there is a sheet to put one on."""

    BINDINGS: ClassVar[list[BindingType]] = [key("space", "pick", "words.pick")]

    def __init__(self, rows: Sequence[Row], *, picks: bool) -> None:
        super().__init__(rows)
        self._picks = picks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer picking only when there is a sheet."""
        return action != "pick" or self._picks


class WordsOfSchool(TranslatedModal[frozenset[str]]):
    """Every word of school with its meaning. The result is the ids of the words that the user looked at.

    `toggle` puts a word on the sheet or takes it off, and returns the words now on it; None when there is no sheet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "line", "words.up", show=False),
        key("down", "list", "words.down", show=False),
        key("enter", "leave", "dialog.understood"),
        key("escape,f5", "leave", "dialog.leave"),
        key("pageup", "scroll(-4)", "words.pageup", show=False),
        key("pagedown", "scroll(4)", "words.pagedown"),
    ]
    hidden_keys = TranslatedModal.hidden_keys | {"input.undo", "input.redo"}

    def __init__(
        self,
        texts: Texts,
        *,
        at: str = "",
        chosen: Set[str] = frozenset(),
        toggle: Callable[[str], Set[str]] | None = None,
    ) -> None:
        super().__init__(texts)
        self._at = at
        self._chosen = chosen
        self._toggle = toggle
        self._looked: set[str] = set()
        self._line = LineInput(placeholder=texts("ui.jargon.type"))
        self._list = WordList(self._rows(""), picks=toggle is not None)
        self._page = Static(classes="dialog-body")
        self._page_scroll = Scroller(self._page, id="word-page")

    def compose(self) -> ComposeResult:
        """The search line, the words, and the meaning of the word under the cursor."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.texts("ui.jargon.title")), classes="dialog-title")
            yield self._line
            with Container(id="word-body"):
                yield Scroller(self._list, id="word-list")
                yield self._page_scroll
            yield self.key_bar()

    def on_mount(self) -> None:
        """Focus the search line, or the word that was asked for."""
        if not self._list.is_attached:
            # The user left before it was mounted.
            return
        if self._at in school_words():
            self._list.focus()
            self._list.go_to(self._at)
            # The position of its row is known once the list is drawn.
            self.call_after_refresh(self._list.show_row)
        else:
            self._line.focus()
            self._list.enter_from(1)
        self._explain()

    def _rows(self, typed: str) -> tuple[Row, ...]:
        return tuple(
            Row(word.id, word.term, _MARKS[word.id in self._chosen] if self._toggle else "") for word in search(typed)
        )

    # What the keys do.

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        self._list.rows = self._rows(event.value)
        self._list.cursor = 0 if self._list.rows else -1
        self._explain()

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.action_list()

    def on_key(self, event: events.Key) -> None:
        """Add a character typed in the list to the search."""
        if self._list.has_focus and event.is_printable and event.character and event.character != " ":
            event.stop()
            self._line.focus()
            self._line.insert_text_at_cursor(event.character)

    @on(WordList.Picked)
    def _picked(self, event: WordList.Picked) -> None:
        event.stop()
        if self._toggle:
            self._chosen = self._toggle(event.key)
            self._list.rows = self._rows(self._line.value)

    @on(WordList.Moved)
    def _moved(self, event: WordList.Moved) -> None:
        event.stop()
        self._explain()

    def action_list(self) -> None:
        """Move from the search line to the list."""
        if self._list.rows:
            self._list.focus()

    def action_line(self) -> None:
        """Move from the list back to the search line."""
        self._line.focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the explanation."""
        self._page_scroll.scroll_lines(lines)

    def action_leave(self) -> None:
        """Close the dialog."""
        self.dismiss(frozenset(self._looked))

    # What it shows.

    def _explain(self) -> None:
        row = self._list.row
        if row is None:
            self._page.update(Content(self.texts("ui.jargon.none")))
            return
        if self._line.value or self._list.has_focus or row.key == self._at:
            self._looked.add(row.key)
        self._page.update(Content("\n\n".join(explained(row.key, self.texts))))
        self._page_scroll.scroll_home(animate=False, immediate=True)
