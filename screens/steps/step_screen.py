"""The base of every screen with fields: the fields in order, and how the focus moves through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.form.fields.registry import fields_asked
from gespreksklaar.content.form.places.advice import ALWAYS_IN_SIGHT, PlaceAdvice
from gespreksklaar.content.form.places.place_texts import more_words
from gespreksklaar.content.form.places.review import IN_LIST
from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.fields.registry import FieldMaker, make_field
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.messages import FieldDone, StepDone
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller, show_lines

_HALF_TYPED: Final = IN_LIST
"""Stands in a bookmark between a field and a line of it."""


class _Advice(Static):
    """Advice below a field; it grows and shrinks while one types."""

    class Resized(Message):
        """It takes other lines than before."""

    def on_resize(self) -> None:
        """Tell the screen, which brings it into view."""
        self.post_message(self.Resized())


class StepScreen(PrepScreen):
    """A place with declared fields, one below the other; the field with the focus is unfolded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("0", "next_place", "screen.next"),
        key("up", "field(-1)", "screen.up", show=False),
        key("down", "field(1)", "screen.down", show=False),
        key("tab", "tab(1)", "screen.next-stop", show=False, first=True),
        key("shift+tab", "tab(-1)", "screen.previous-stop", show=False, first=True),
        key("pageup", "scroll(-8)", "screen.pageup", show=False),
        key("pagedown", "scroll(8)", "screen.pagedown", show=False),
    ]
    # With None, Textual would focus the first field before ours, and its hint would stay.
    AUTO_FOCUS = ""

    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {}
    """The widgets with which this place replaces the usual ones, by the kind of field."""

    _declared: Sequence[StepField] = ()
    """The fields of this place, asked or not, from top to bottom."""
    _opening: StepField | None = None
    """The field that the screen opens at, until it has the focus."""
    _hinted: tuple[StepField, Widget | None] | None = None
    """The field, and the part of it, whose hint was shown last."""

    def compose_body(self) -> ComposeResult:
        """The step's fields, each with its advice below it."""
        self._place_advice = PlaceAdvice(self.step, self.texts)
        self._advice = self._place_advice.of(self.prep)
        self._below = {path: _Advice(Content(words), classes="note") for path, words in self._advice.items()}
        self._declared = [
            make_field(field, self.live, self.texts, self.step, self.widgets) for field in fields_at(self.step)
        ]
        self._show_asked()
        if self.fields and (self._start_field or not self.lists_first):
            # Unfolded from the start, it needs no second style and layout.
            self._opening = self._start
            self._opening.unfold_first()
        self._show_advice()
        for field in self._declared:
            yield field
            if field.field.path in self._below:
                yield self._below[field.field.path]
        self._more = Static(id="more")
        self._show_more()
        yield self._more

    def _show_asked(self) -> None:
        asked = fields_asked(self.step, self.prep)
        for field in self._declared:
            # Nobody is taken out of the field where they are, as by taking back the answer for which it is asked.
            field.display = field.field in asked or field is self.here

    def _show_more(self) -> None:
        words = more_words(self.step, self.prep, self.texts)
        self._more.update(Content(words))
        self._more.display = bool(words)

    def _show_advice(self) -> None:
        here = self.here or self._opening
        for path, words in self._advice.items():
            near = self.step in ALWAYS_IN_SIGHT or (here is not None and here.field.path == path)
            self._below[path].display = bool(words) and near

    @property
    def _advice_here(self) -> Static | None:
        """The advice below the field with the focus, while there is any."""
        note = self._below.get(self.here.field.path) if self.here else None
        return note if note is not None and note.display else None

    @property
    def fields(self) -> list[StepField]:
        """The fields that are asked, from top to bottom."""
        return [field for field in self._declared if field.display]

    @property
    def _start(self) -> StepField:
        """The field where the user left, else the first."""
        path = self._start_field.partition(_HALF_TYPED)[0]
        return next((field for field in self.fields if field.field.path == path), self.fields[0])

    @property
    def place(self) -> tuple[str, str]:
        """Where the user is: the id of the place and the path of the field."""
        return self.step, self.here.field.path if self.here else ""

    @property
    def bookmark(self) -> tuple[str, str]:
        """The place and the field, with the line that is half typed there: a cut-off does not finish it."""
        step, path = self.place
        line = self.here.half_typed if self.here else ""
        return step, f"{path}{_HALF_TYPED}{line}" if line else path

    def on_mount(self) -> None:
        """Focus the field where the user left, else the first."""
        if not self.fields:
            # The user left before it was mounted.
            return
        self.watch(self, "focused", self._focus_moved, init=False)
        start = self._opening = self._start
        _, mark, line = self._start_field.partition(_HALF_TYPED)
        if line:
            start.go_on_with(line)
        if mark and not line:
            self.show_message(self.texts("ui.message.make-top"))
            start.was_told = True
            start.enter_list()
        else:
            start.enter_from(1)
        if self.lists_first and not self._start_field:
            # Fields that are not asked have lists as well.
            lists = ((field, choices) for field in self.fields for choices in field.query(PickList).results())
            if found := next(lists, None):
                self._opening, choices = found
                choices.focus()

    def follow(self) -> None:
        """Update what depends on the prep; the changed field has updated itself."""
        super().follow()
        before, self._advice = self._advice, self._place_advice.of(self.prep)
        for path, words in self._advice.items():
            if words != before[path]:
                self._below[path].update(Content(words))
        self._show_advice()
        self._show_asked()

    def show_prep(self) -> None:
        """Show the prep everywhere, also in every field."""
        super().show_prep()
        self._show_more()
        for field in self.fields:
            field.show_prep()

    def _focus_moved(self) -> None:
        here = self.here
        if here and here is self._opening and here.unfolded:
            here.watch_unfolded(True)
        for field in self.fields:
            field.unfolded = field is here
        if self.lists_first and here and here is self._opening and isinstance(self.focused, PickList):
            # Unfolding the field removed its cursor.
            self.focused.enter_from(1)
        self._show_advice()
        if here:
            self._hint(here)
            self.call_after_refresh(self._show_field, here)

    def _hint(self, here: StepField) -> None:
        """Show the field's hint; a message shown when the screen opens stays until the user moves on."""
        if self._opening in (None, here):
            if not self._hinted or here is not self._hinted[0]:
                if not (self._opening and self.said):
                    self.show_message(here.hint)
            elif self.focused is not self._hinted[1] and not here.was_told:
                self.show_message(here.hint_here)
            self._opening, self._hinted = None, (here, self.focused)

    @on(_Advice.Resized)
    def _advice_resized(self) -> None:
        self.call_after_refresh(self._show_cursor)

    @on(Scroller.Resized)
    def _resized(self) -> None:
        if self.here:
            self.call_after_refresh(self._show_field, self.here)

    def _show_field(self, field: StepField) -> None:
        """Scroll the field into view, or its top when it does not fit; the first field with the step's title."""
        if not field.is_attached or not self.fields:
            # The user left meanwhile.
            return
        scroller = self.fields_scroll
        if field is self.fields[0]:
            scroller.scroll_home(animate=False, immediate=True)
        else:
            too_high = field.outer_size.height > scroller.size.height
            scroller.scroll_to_widget(field, animate=False, immediate=True, top=too_high)
        # The positions of its lines are known once this is drawn.
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        """Scroll what is being done into view: the advice on it if there is room, then the row or line itself."""
        here, note, scroller = self.here, self._advice_here, self.fields_scroll
        scroller.keep_in_sight(*(here.question if here else (None, "")))
        # The first field has the step's title above it, which comes before advice.
        if (
            here
            and note
            and here is not self.fields[0]
            and here.outer_size.height + note.outer_size.height <= scroller.size.height
        ):
            scroller.scroll_to_widget(note, animate=False, immediate=True)
        if isinstance(self.focused, PickList):
            self.focused.show_row()
        elif isinstance(self.focused, LongInput):
            self.focused.show_cursor_line()
        elif self.focused is not None:
            show_lines(self.focused, 0)

    @on(FieldDone)
    def _field_done(self, event: FieldDone) -> None:
        event.stop()
        if not self._go(event.direction):
            self.action_place(event.direction)

    @on(StepDone)
    def _step_done(self, event: StepDone) -> None:
        event.stop()
        self.action_next_place()

    def action_next_place(self) -> None:
        """Go to the next place, by the digit that has no row."""
        self.action_place(1)

    @property
    def unpicks(self) -> str:
        """As in `PrepScreen`, for the field with the focus."""
        return self.here.form.unpicks if self.here else super().unpicks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the digit only where it is not text."""
        if action == "next_place":
            return self.here is not None and self.here.takes_next
        return super().check_action(action, parameters)

    def action_tab(self, direction: int) -> None:
        """Move to the next line or list (1), or the one before (-1), of whichever field."""
        if self.here:
            self.here.was_told = False
        if direction > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_field(self, direction: int) -> None:
        """Move to the field above (-1) or below (1); stay at the ends."""
        self._go(direction, within=True)

    def _go(self, direction: int, *, within: bool = False) -> bool:
        here = self.here
        if here is None:
            for first in self.fields[:1]:
                first.enter_from(1)
            return True
        stops = here.stops
        if within and self.focused in stops:
            at = stops.index(self.focused) + direction
            if 0 <= at < len(stops):
                stop = stops[at]
                if isinstance(stop, PickList):
                    stop.enter_from(direction, walked=True)
                self.set_focus(stop)
                return True
        at = self.fields.index(here) + direction
        if not 0 <= at < len(self.fields):
            return False
        self.fields[at].enter_from(direction)
        return True

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the field."""
        self.fields_scroll.scroll_lines(lines)

    @on(events.DescendantFocus)
    def _descendant_focus(self) -> None:
        self._focus_moved()
