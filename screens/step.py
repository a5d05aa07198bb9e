"""What the five step screens share: the frame, the fields in their order, and how to walk them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.fields import FieldKind
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.steps import STEPS, fields_at
from gespreksklaar.content.texts import Texts
from gespreksklaar.content.wording import child_name
from gespreksklaar.screens.choices import Choices
from gespreksklaar.screens.dialogs import Page
from gespreksklaar.screens.frame import TranslatedScreen
from gespreksklaar.screens.keys import key
from gespreksklaar.screens.long_input import LongInput
from gespreksklaar.screens.make_field import FieldMaker, make_field
from gespreksklaar.screens.messages import FieldDone, GoTo, Said
from gespreksklaar.screens.scroller import Scroller, show_lines
from gespreksklaar.screens.sidebar import PLACES, TALK, Sidebar
from gespreksklaar.screens.step_field import StepField
from gespreksklaar.screens.title_bar import TitleBar


class PrepScreen(TranslatedScreen[None]):
    """A screen of one prep, with title bar and sidebar: a step, or review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f3,ctrl+pageup", "place(-1)", "screen.before", show=False),
        key("f4,ctrl+pagedown", "place(1)", "screen.after"),
        key("escape", "leave", "screen.leave"),
        key("f1", "help", "screen.help"),
    ]
    step: ClassVar[str]

    lists_first = False
    """Whether a step begins at its first list rather than at its first field: for who chooses and types little."""

    talk_follows = True
    """Whether what comes after the preparation is offered too: the talk itself, and what came of it."""

    def __init__(self, prep: Prep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        super().__init__(texts)
        self.prep = prep
        self._start_field = field
        self.title_bar = TitleBar(prep, texts, saving)
        self.sidebar = Sidebar(self.step, prep, texts)
        self.fields_scroll = Scroller(id="fields")

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.sidebar
            with self.fields_scroll:
                yield Static(Content(self._title()), id="step-title")
                yield Static(Content(self.step_text("why")), id="why")
                yield from self.compose_body()
        yield from self.bottom()

    def compose_body(self) -> ComposeResult:
        """What the screen is for. Supplied by the subclass."""
        yield from ()

    def step_text(self, name: str) -> str:
        """A text of this step."""
        return self.texts(f"steps.{self.step}.{name}", child=child_name(self.prep, self.texts, spoken=False))

    def _title(self) -> str:
        if self.step not in STEPS:
            return self.step_text("title")
        number = PLACES.index(self.step) + 1
        return self.texts("ui.step-title", n=number, total=len(STEPS), title=self.step_text("title"))

    def load(self, prep: Prep) -> None:
        """Take over the app's newest prep; called after every change."""
        self.prep = prep
        self.title_bar.load(prep)
        self.sidebar.load(prep)

    def reload(self, prep: Prep) -> None:
        """Show this prep everywhere: a change was taken back."""
        self.load(prep)

    @property
    def place(self) -> tuple[str, str]:
        """Where the parent is: the step and the field."""
        return self.step, ""

    def action_place(self, direction: int) -> None:
        """To the step before or after; before the first is the start screen."""
        at = PLACES.index(self.step) + direction
        self.post_message(GoTo(PLACES[at] if 0 <= at < len(PLACES) else "start" if at < 0 else self.step))

    @on(Said)
    def _said(self, event: Said) -> None:
        event.stop()
        self.say(event.words)

    def action_leave(self) -> None:
        """A level back: to all preps; from the talk to review, as others look at the screen then."""
        self.post_message(GoTo("review" if self.step in TALK else "start"))

    def action_help(self) -> None:
        """Explain this screen; in a low window first what it has no room for."""
        why = [self.step_text("why")] if self.has_class("-low") else []
        keys, safety = self.texts("ui.help.keys"), self.texts("steps.safety.text")
        body = [*why, self.step_text("help"), *self._tips(), keys, safety]
        self.app.push_screen(Page(self.step_text("title"), "\n\n".join(body), self.texts))

    def _tips(self) -> list[str]:
        found = self.texts.section(f"steps.{self.step}.tips")
        name = child_name(self.prep, self.texts, spoken=False)
        lines = [f"• {self.texts(key, child=name)}" for key in found]
        return ["\n".join([self.texts("ui.help.tips"), *lines])] if lines else []


class StepScreen(PrepScreen):
    """One of the five steps: its declared fields below each other, the one with the focus unfolded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "field(-1)", "screen.up", show=False),
        key("down", "field(1)", "screen.down", show=False),
        key("tab", "app.focus_next", "screen.next-stop", show=False, first=True),
        key("shift+tab", "app.focus_previous", "screen.previous-stop", show=False, first=True),
        key("pageup", "scroll(-8)", "screen.pageup", show=False),
        key("pagedown", "scroll(8)", "screen.pagedown", show=False),
    ]
    AUTO_FOCUS = None

    notes_stay: ClassVar[bool] = False
    """Whether a note is there all the time, or only while the parent is in its field."""

    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {}
    """The kinds of field that this place shows in its own way."""

    def notes(self) -> Mapping[str, str]:
        """What to say below a field, by its path: it follows from the prep. Most steps have nothing to say."""
        return {}

    def compose_body(self) -> ComposeResult:
        """The step's fields, each with the note that follows from it, then the tips."""
        self._notes = {path: Static(Content(words), classes="note") for path, words in self.notes().items()}
        for field in fields_at(self.step):
            yield make_field(field, self.prep, self.texts, self.step, self.widgets)
            if field.path in self._notes:
                yield self._notes[field.path]
        yield Static(Content("\n".join(self._tips())), id="tips")

    def _show_notes(self) -> None:
        here = self.here
        for path, words in self.notes().items():
            near = self.notes_stay or (here is not None and here.field.path == path)
            self._notes[path].display = bool(words) and near

    @property
    def fields(self) -> list[StepField]:
        """The fields from top to bottom."""
        return list(self.query(StepField))

    @property
    def here(self) -> StepField | None:
        """The field the parent is in."""
        return next((field for field in self.fields if field.has_focus_within), None)

    @property
    def place(self) -> tuple[str, str]:
        """Where the parent is: the step and the field."""
        return self.step, self.here.field.path if self.here else ""

    def on_mount(self) -> None:
        """Go to the field where the parent left, else to the first."""
        if not self.fields:
            # Left again before it was there.
            return
        self.watch(self, "focused", self._focus_moved, init=False)
        start = next((f for f in self.fields if f.field.path == self._start_field), self.fields[0])
        start.enter_from(1)
        if self.lists_first and not self._start_field:
            for choices in self.query(Choices).results():
                choices.focus()
                # Unfolding its field takes the cursor away.
                self.call_after_refresh(choices.enter_from, 1)
                break

    def load(self, prep: Prep) -> None:
        """Take over the app's newest prep, in the fields that are not written in now."""
        before = self.notes()
        super().load(prep)
        for field in self.fields:
            field.prep = prep
        for path, words in self.notes().items():
            if words != before[path]:
                self._notes[path].update(Content(words))
        self._show_notes()

    def reload(self, prep: Prep) -> None:
        """Show this prep in every field: a change was taken back."""
        self.load(prep)
        for field in self.fields:
            field.load(prep)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Put the focus somewhere; what comes into sight with it is ours to say, not Textual's, which centres."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _focus_moved(self) -> None:
        here = self.here
        for field in self.fields:
            field.unfolded = field is here
        self._show_notes()
        if here:
            self.say(here.hint)
            self.call_after_refresh(self._show_field, here)

    @on(Scroller.Resized)
    def _resized(self) -> None:
        if self.here:
            self.call_after_refresh(self._show_field, self.here)

    def _show_field(self, field: StepField) -> None:
        """Bring the whole field in sight, its label first; the first field with the step's title."""
        if not field.is_attached:
            return
        scroller = self.fields_scroll
        if field is self.fields[0]:
            scroller.scroll_home(animate=False, immediate=True)
        else:
            too_high = field.outer_size.height > scroller.size.height
            scroller.scroll_to_widget(field, animate=False, immediate=True, top=too_high)
        # Where its lines are is known once this is drawn.
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if isinstance(self.focused, Choices):
            self.focused.show_cursor()
        elif isinstance(self.focused, LongInput):
            self.focused.show_cursor_line()
        elif self.focused is not None:
            show_lines(self.focused, 0)

    @on(FieldDone)
    def _field_done(self, event: FieldDone) -> None:
        event.stop()
        if not self._go(event.direction):
            self.action_place(event.direction)

    def action_field(self, direction: int) -> None:
        """Up and down walk from field to field, and stay at the ends."""
        self._go(direction, within=True)

    def _go(self, direction: int, *, within: bool = False) -> bool:
        here = self.here
        if here is None:
            for first in self.fields[:1]:
                first.enter_from(1)
            return True
        stops = [w for w in here.query("*") if w.focusable]
        if within and self.focused in stops:
            at = stops.index(self.focused) + direction
            if 0 <= at < len(stops):
                stops[at].focus()
                if isinstance(stop := stops[at], Choices):
                    stop.enter_from(direction)
                return True
        at = self.fields.index(here) + direction
        if not 0 <= at < len(self.fields):
            return False
        self.fields[at].enter_from(direction)
        return True

    def action_scroll(self, lines: int) -> None:
        """Look further down or up without leaving the field."""
        self.fields_scroll.scroll_relative(y=lines, animate=False)

    @on(events.DescendantFocus)
    def _descendant_focus(self) -> None:
        self._focus_moved()
