"""The input for a longer text."""

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
from textual.widgets.text_area import DocumentNavigator, EditResult, Selection

from gespreksklaar.content.form.fields.typing_rule import NEXT, is_only_digits
from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.content.words.clean import clean_part
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import JOINERS, TooLong
from gespreksklaar.screens.widgets.scroller import show_lines
from gespreksklaar.screens.widgets.text_undo import LONG_STEPS, TextKeys, begins_word
from gespreksklaar.screens.widgets.wrapped_text import WrappedText


class _Paragraph:
    """A cache of the document's line drawn last, cleaned and cut into rows.

    A long line has hundreds, and Textual draws all visible rows at every key: this does the work once for all.
    """

    def __init__(self) -> None:
        self._clean = Text()
        self._cut: object = ()
        self._rows = Lines()

    def line(self, words: str) -> _Line:
        """The line to draw for these words."""
        if self._clean.plain != words:
            self._clean = Text(words)
        line = _Line(end="", no_wrap=True)
        line.paragraph = self
        line.append_text(self._clean)
        return line

    def rows(self, cut: object, make: Callable[[], Lines]) -> Lines:
        """The rows of the line cut in this way; `make` cuts it if the cache has no such rows."""
        if self._cut != cut:
            self._cut, self._rows = cut, make()
        return self._rows


class _Line(Text):
    """A paragraph's line. It takes from the paragraph what Rich would make again for each row."""

    paragraph: _Paragraph

    def pad_right(self, count: int, character: str = " ") -> None:
        """Append padding. Rich would clean the whole line again."""
        self.append(character * count)

    def divide(self, offsets: Iterable[int]) -> Lines:
        """The rows between these offsets, from the paragraph's cache."""
        at = tuple(offsets)
        return self.paragraph.rows((self.plain, tuple(self.spans), at), lambda: super(_Line, self).divide(at))


class LongInput(TextKeys, TextArea, inherit_bindings=False):
    """Several lines of text with a steady cursor, at first at the end, and no selection.

    At the first and last line the arrows leave it. On an empty line Enter goes to the screen, so that a text does not
    hold up a user who goes on with Enter.
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

    def __init__(
        self, text: str = "", *, limit: int = LONG_LIMIT, first: Callable[[str], bool] = lambda _: False
    ) -> None:
        """`first` is offered each character that would begin the text, as in `LineInput`."""
        self._paragraph = _Paragraph()
        super().__init__(
            text, compact=True, tab_behavior="focus", highlight_cursor_line=False, max_checkpoints=LONG_STEPS
        )
        self._wrap_while_typing()
        self.limit = limit
        self._first = first
        self.cursor_blink = False
        self.move_cursor(self.document.end)
        self._offers_line = not self.is_left_by_enter

    def load_text(self, text: str) -> None:
        """Replace the whole text."""
        super().load_text(text)
        self._wrap_while_typing()

    def _wrap_while_typing(self) -> None:
        self.wrapped_document = WrappedText(self.document, self.wrap_width, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)

    def get_line(self, line_index: int) -> Text:
        """The line to draw."""
        return self._paragraph.line(self.document.get_line(line_index))

    def _validate_selection(self, selection: Selection) -> Selection:
        """Keep only a cursor of a selection, so that no key can replace or remove more than one character."""
        return Selection.cursor(super()._validate_selection(selection).end)

    @property
    def typed(self) -> str:
        """The text in the input."""
        return self.text

    def put(self, text: str) -> None:
        """Show a text from elsewhere: it posts no change, and clears the undo history."""
        with self.prevent(TextArea.Changed):
            self.text = text
        self.move_cursor(self.document.end)
        self._offer_keys()

    def edit(self, edit: Edit) -> EditResult:
        """Change the text. Each word is an undo step; Textual makes the steps for pauses, pastes and deletions."""
        char = edit.text or self.get_text_range(edit.top, edit.bottom)
        if begins_word(char, self._last_char):
            self.history.checkpoint()
        self._last_char = char[-1:]
        result = super().edit(edit)
        self._offer_keys()
        return result

    def undo(self) -> None:
        """Undo the last word, paste or deletion; text typed next is a step of its own."""
        self._step_aside()
        super().undo()
        self.history.checkpoint()
        self._offer_keys()

    def redo(self) -> None:
        """Redo what was undone last."""
        self._step_aside()
        super().redo()
        self._offer_keys()

    def _step_aside(self) -> None:
        # Textual looks up the cursor's place before it restores the cursor, and fails when that line is gone by then.
        self.selection = Selection.cursor((0, 0))

    def _offer_keys(self) -> None:
        self.offer(bool(self.history.undo_stack), bool(self.history.redo_stack))
        self._offer_new_line()

    def _offer_new_line(self) -> None:
        if self._offers_line == self.is_left_by_enter:
            self._offers_line = not self.is_left_by_enter
            self.refresh_bindings()

    @property
    def on_empty_line(self) -> bool:
        """Whether the cursor's line has no text."""
        return not self.document.get_line(self.cursor_location[0]).strip()

    @property
    def is_left_by_enter(self) -> bool:
        """Whether Enter goes on: on an empty line, and after digits alone, which were pressed as on a list."""
        return self.on_empty_line or (self.document.line_count == 1 and is_only_digits(self.document.get_line(0)))

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether this key is text here."""
        acts = not self.text and character == NEXT
        return not acts and super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a new line only on one with text."""
        return not self.is_left_by_enter if action == "new_line" else super().check_action(action, parameters)

    def action_new_line(self) -> None:
        """Begin a new line."""
        if len(self.text) < self.limit:
            self._type("\n")
        else:
            self.post_message(TooLong(self.limit))

    def action_step_up(self) -> None:
        """Move a line up; on the first line the key goes to the screen."""
        before = self.cursor_location
        self.action_cursor_up()
        if self.cursor_location == before or before[0] == 0 == self.wrapped_document.location_to_offset(before).y:
            self.move_cursor(before)
            raise SkipAction

    def action_step_down(self) -> None:
        """Move a line down; on the last line the key goes to the screen."""
        before = self.cursor_location
        if self.wrapped_document.location_to_offset(before).y >= self.wrapped_document.height - 1:
            raise SkipAction
        self.action_cursor_down()

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        self._offer_new_line()
        if self._line_now != self._cursor_line:
            self.call_after_refresh(self.show_cursor_line)

    @property
    def _line_now(self) -> int:
        # Not its place on the screen: that is another once it was brought into view.
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    def on_resize(self) -> None:
        """Find the cursor in the rows of the new width: Textual does at its next move only."""
        self.call_next(self.scroll_cursor_visible)

    def show_cursor_line(self) -> None:
        """Scroll the line under the cursor into view."""
        self._cursor_line = self._line_now
        show_lines(self, self.cursor_screen_offset.y - self.region.y)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.is_left_by_enter:
            event.prevent_default()
            return
        if not self.text and event.is_printable and event.character and self._first(event.character):
            event.stop()
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
