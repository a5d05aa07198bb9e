"""The few dialogs: choose one by number, write one line, read a page. Escape always leaves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedModal
from gespreksklaar.screens.widgets.keys import WORDS, key
from gespreksklaar.screens.widgets.large_words import LargeWords
from gespreksklaar.screens.widgets.line_input import LineInput, TooLong
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller
from gespreksklaar.screens.widgets.search_list import PagedList, WritingList

PATH_LIMIT = 4_000
"""The most characters of a line that may hold a file's path."""
_BULLET: Final = "• "


class Menu(TranslatedModal[str]):
    """Choose one row by arrows and enter, space, or its number; letters search. Gives the row's key, or None.

    As a page does, it closes with -, which a number pad has too. Where one row is for own words, letters begin those.
    """

    begun = ""
    """How the user began own words, when the row for those is given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "dialog.choose"),
        key("escape", "leave", "dialog.leave"),
        key("minus", "leave", "pages.leave", display="-"),
        WORDS,
    ]

    def __init__(self, title: str, rows: Sequence[Row], texts: Texts, *, at: str = "", own: str = "") -> None:
        """`own` is the key of the row for own words."""
        super().__init__(texts)
        self._title = title
        self._own = own
        self._choices = (WritingList if own else PagedList)(texts, rows, at=at)
        self._at = at

    def compose(self) -> ComposeResult:
        """A title and the rows."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with Scroller():
                yield self._choices
            yield self.key_bar()

    def on_mount(self) -> None:
        """Put the cursor on the row named `at`, else on the first."""
        if not self._choices.is_attached:
            # The user left before it was mounted.
            return
        self._choices.focus()
        self._choices.enter_from(1)
        self._choices.go_to(self._at)

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        self.dismiss(event.key)

    @on(WritingList.Begun)
    def _begun(self, event: WritingList.Begun) -> None:
        self.begun = event.words
        self.dismiss(self._own)

    def action_enter(self) -> None:
        """Choose the row under the cursor."""
        self._choices.action_pick()

    def action_leave(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)


class Prompt(TranslatedModal[str]):
    """Write one line. Gives the line, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "leave", "dialog.leave"), WORDS]

    def __init__(
        self, title: str, texts: Texts, *, value: str = "", note: str = "", limit: int = PATH_LIMIT,
        typed: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`typed` is called with the line after every key, for text that must be saved before Enter."""
        super().__init__(texts)
        self._typed_so_far = typed
        self._title = title
        self._line = LineInput(value, limit=limit)
        self._about = note
        self._is_cut = False
        self._note = Static(Content(note), classes="dialog-note")

    def compose(self) -> ComposeResult:
        """A title, the line, and a note about it."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._line
            yield self._note
            yield self.key_bar()

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if self._is_cut and len(event.value) < self._line.limit:
            self._is_cut = False
            self._note.update(Content(self._about))
        self._typed_so_far(event.value)

    @on(TooLong)
    def _cut(self, event: TooLong) -> None:
        self._is_cut = True
        self._note.update(Content(self.texts("ui.message.too-long", limit=event.limit)))

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class PageWords(Static):
    """Words to read; those after a bullet stay clear of it."""

    def __init__(self, words: str) -> None:
        super().__init__(classes="dialog-body")
        self._words = words

    def show(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines, one below the other."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for line in self._words.split("\n"):
            lead = _BULLET if line.startswith(_BULLET) else ""
            wrapped = Content(line.removeprefix(lead)).wrap(max(width - len(lead), 1)) or [Content("")]
            lines += [Content(" " * len(lead) if n else lead) + part.rstrip() for n, part in enumerate(wrapped)]
        return lines


class Page(TranslatedModal[bool]):
    """Something to read. Gives True when left with enter, False with escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "close(True)", "dialog.understood"),
        key("escape,f1", "close(False)", "dialog.leave"),
        key("up", "scroll(-1)", "dialog.up", show=False),
        key("down", "scroll(1)", "dialog.down", show=False),
        key("pageup", "scroll(-8)", "dialog.pageup", show=False),
        key("pagedown,space", "scroll(8)", "dialog.pagedown"),
        WORDS,
    ]

    def __init__(self, title: str, body: str, texts: Texts) -> None:
        super().__init__(texts)
        self._title = title
        self._body = Scroller(PageWords(body))

    def compose(self) -> ComposeResult:
        """A title and the text."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._body
            yield self.key_bar()

    @on(Scroller.Resized)
    def _fits_otherwise(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer page down only while there is more to read, so that the key bar shows whether there is."""
        return (action, parameters) != ("scroll", (8,)) or self._body.scroll_offset.y < self._body.max_scroll_y

    def action_close(self, understood: bool) -> None:
        """Close the page."""
        self.dismiss(understood)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self._body.scroll_lines(lines)
        self.refresh_bindings()


class ProgressPage(Page):
    """Shows that work is in progress, then its result. The work goes on when the user leaves the page."""

    is_done = True
    """False once it is known that the work is not done and can be tried again."""

    def show_words(self, words: str, *, is_done: bool = True) -> None:
        """Replace the progress text with the result."""
        self.is_done = is_done
        self.query_one(PageWords).show(words)


class LargePage(Page):
    """A few words in large type, to read aloud; `also` is a note below them."""

    def __init__(self, title: str, words: str, texts: Texts, *, also: str = "") -> None:
        super().__init__(title, "", texts)
        self._body = Scroller(LargeWords(words), Static(Content(also), classes="dialog-note"))
