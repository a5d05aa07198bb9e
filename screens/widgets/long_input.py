"""The field for a longer text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.containers import Lines
from rich.text import Text
from textual import events, on
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.document._edit import Edit
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Selection

from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.content.words.clean import clean_part
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import JOINERS, TooLong
from gespreksklaar.screens.widgets.scroller import show_lines
from gespreksklaar.screens.widgets.text_undo import LONG_STEPS, TextKeys, begins_word


class _Paragraph:
    """The line of the document that was drawn last, clean and cut into rows.

    A long one has hundreds, and all that are in sight are drawn at every key: this is done once for all of them.
    """

    def __init__(self) -> None:
        self._clean = Text()
        self._cut: object = ()
        self._rows = Lines()

    def line(self, words: str) -> _Line:
        """These words, to be drawn."""
        if self._clean.plain != words:
            self._clean = Text(words)
        line = _Line(end="", no_wrap=True)
        line.paragraph = self
        line.append_text(self._clean)
        return line

    def rows(self, cut: object, make: Callable[[], Lines]) -> Lines:
        """The rows of a line that is cut in this way."""
        if self._cut != cut:
            self._cut, self._rows = cut, make()
        return self._rows


class _Line(Text):
    """One of its lines. What Rich does anew for each row is asked of the paragraph."""

    paragraph: _Paragraph

    def pad_right(self, count: int, character: str = " ") -> None:
        """Longer by so many characters; Rich would clean the whole line again."""
        self.append(character * count)

    def divide(self, offsets: Iterable[int]) -> Lines:
        """The rows."""
        at = tuple(offsets)
        return self.paragraph.rows((self.plain, tuple(self.spans), at), lambda: super(_Line, self).divide(at))


class LongInput(TextKeys, TextArea, inherit_bindings=False):
    """Several lines of text with a steady cursor and no selection, which is at the end when the parent comes to it.

    At the first and last line the arrows leave it. While there is nothing in it, enter is for the screen too: whoever
    goes on with enter is not held up by a text that need not be there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "step_up", "input.up", show=False),
        key("down", "step_down", "input.down", show=False),
        key("left", "cursor_left", "input.left", show=False),
        key("right", "cursor_right", "input.right", show=False),
        key("ctrl+left", "cursor_word_left", "input.word-left", show=False),
        key("ctrl+right", "cursor_word_right", "input.word-right", show=False),
        key("home", "cursor_line_start", "input.home", show=False),
        key("end", "cursor_line_end", "input.end", show=False),
        key("backspace", "delete_left", "input.backspace", show=False),
        key("delete", "delete_right", "input.delete", show=False),
        key("enter", "new_line", "input.new-line"),
        key("tab", "app.focus_next", "input.next", first=True),
        key("ctrl+u", "undo", "input.undo"),
        key("ctrl+y", "redo", "input.redo"),
    ]

    _last_char = ""
    _cursor_line = -1
    _offers_line = False

    def __init__(self, text: str = "", *, limit: int = LONG_LIMIT) -> None:
        self._paragraph = _Paragraph()
        super().__init__(
            text, compact=True, tab_behavior="focus", highlight_cursor_line=False, max_checkpoints=LONG_STEPS
        )
        self.limit = limit
        self.cursor_blink = False
        self.move_cursor(self.document.end)
        self._offers_line = bool(text)

    def get_line(self, line_index: int) -> Text:
        """The line to draw."""
        return self._paragraph.line(self.document.get_line(line_index))

    def _validate_selection(self, selection: Selection) -> Selection:
        """A cursor and never more, so that no key can replace or remove more than one character."""
        return Selection.cursor(super()._validate_selection(selection).end)

    @property
    def typed(self) -> str:
        """All that is in it."""
        return self.text

    def put(self, text: str) -> None:
        """Show a text that comes from elsewhere: it posts no change, and there is nothing to undo in it."""
        with self.prevent(TextArea.Changed):
            self.text = text
        self.move_cursor(self.document.end)
        self._offer_keys()

    def edit(self, edit: Edit) -> EditResult:
        """Change the text. Each word is a step of its own to undo; pauses, pastes and deletions are by Textual."""
        char = edit.text or self.get_text_range(edit.top, edit.bottom)
        if begins_word(char, self._last_char):
            self.history.checkpoint()
        self._last_char = char[-1:]
        result = super().edit(edit)
        self._offer_keys()
        return result

    def undo(self) -> None:
        """The text before the last word, paste or deletion; what is typed next is a step of its own."""
        self._step_aside()
        super().undo()
        self.history.checkpoint()
        self._offer_keys()

    def redo(self) -> None:
        """What was undone, back again."""
        self._step_aside()
        super().redo()
        self._offer_keys()

    def _step_aside(self) -> None:
        # Textual looks where the cursor is before it puts it back, and falls over when its line is gone by then.
        self.selection = Selection.cursor((0, 0))

    def _offer_keys(self) -> None:
        self.offer(bool(self.history.undo_stack), bool(self.history.redo_stack))
        if self._offers_line == self.is_empty:
            self._offers_line = not self.is_empty
            self.refresh_bindings()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.document.end == (0, 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A new line is a key once there is a line."""
        return not self.is_empty if action == "new_line" else super().check_action(action, parameters)

    def action_new_line(self) -> None:
        """Go on writing on a line below."""
        if len(self.text) < self.limit:
            self._type("\n")
        else:
            self.post_message(TooLong(self.limit))

    def action_step_up(self) -> None:
        """A line up; from the first line the key is for the screen."""
        before = self.cursor_location
        self.action_cursor_up()
        if self.cursor_location == before or before[0] == 0 == self.wrapped_document.location_to_offset(before).y:
            self.move_cursor(before)
            raise SkipAction

    def action_step_down(self) -> None:
        """A line down; from the last line the key is for the screen."""
        before = self.cursor_location
        if self.wrapped_document.location_to_offset(before).y >= self.wrapped_document.height - 1:
            raise SkipAction
        self.action_cursor_down()

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        if self.cursor_screen_offset.y != self._cursor_line:
            self.call_after_refresh(self.show_cursor_line)

    def show_cursor_line(self) -> None:
        """Scroll the line under the cursor into view."""
        self._cursor_line = self.cursor_screen_offset.y
        show_lines(self, self._cursor_line - self.region.y)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.is_empty:
            event.prevent_default()
            return
        joiner = event.character in JOINERS
        if not (event.is_printable or joiner):
            return
        full = len(self.text) >= self.limit
        if full:
            self.post_message(TooLong(self.limit))
        elif joiner:
            self._type(event.character or "")
        if full or joiner:
            event.stop()
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean_part(event.text)
        room = max(self.limit - len(self.text), 0)
        if len(text) > room:
            self.post_message(TooLong(self.limit))
        self._type(text[:room])

    def _type(self, text: str) -> None:
        if text:
            self.replace(text, *self.selection, maintain_selection_offset=False)
