"""The base of every field widget: its label, its value in the prep, folded or unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.form.fields.form_field import Change, FormField
from gespreksklaar.content.form.fields.registry import form_field
from gespreksklaar.content.form.places.place_texts import tip
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput, TooLong
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.messages import Edited, FieldDone, Said, UndoWanted
from gespreksklaar.screens.widgets.option_list import PickList

_Form_co = TypeVar("_Form_co", bound=FormField, covariant=True)


class FormOf(Generic[_Form_co]):
    """The front-neutral logic of a field: its options, and what each answer changes, of the class its widget needs."""

    def __init__(self, kind: type[_Form_co]) -> None:
        self._kind = kind

    def __get__(self, widget: StepField, _: type[StepField]) -> _Form_co:
        form = form_field(widget.field, widget.prep, widget.texts, widget.place)
        assert isinstance(form, self._kind)
        return form


class StepField(Vertical):
    """One declared field on screen. It shows and changes the live prep, and keeps no copy of its value."""

    form = FormOf(FormField)

    DEFAULT_CSS = """
    StepField { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "screen.enter"),
        key("less_than_sign,ctrl+u", "undo", "field.undo", display="<"),
    ]

    _is_cut = False
    """Whether the message line reports that a text here is too long."""

    offers_undo = False
    """Whether the list offers the undo key: from the first undoable change on."""

    unfolded: reactive[bool] = reactive(False, init=False)
    """Whether this field has the focus: only then does it show all its options."""

    def __init__(self, field: Field, live: LivePrep, texts: Texts, place: str = "") -> None:
        """`place` is the screen that shows the field, if not its own step: it may word the question differently."""
        super().__init__(id=field.path.replace(".", "-"), classes="field")
        self.field = field
        self.live = live
        self.place = place or field.step
        self.texts = texts
        self._label_shown = self._label_words()
        self.label = Static(Content(self._label_shown), classes="label")

    def heading(self) -> ComposeResult:
        """The label, and below it the tips, which are read before choosing: they show while the field is unfolded."""
        yield self.label
        if words := tip(self.field, self.place, self.prep, self.texts):
            yield Static(Content(words), classes="tip")

    @property
    def prep(self) -> Prep:
        """The current prep."""
        return self.live.prep

    @property
    def value(self) -> Any:
        """The field's value in the prep."""
        return self.prep.get(self.field.path)

    @property
    def hint(self) -> str:
        """The words for the message line while this field has the focus."""
        return self.form.hint

    @property
    def hint_here(self) -> str:
        """The same for the part of the field that has the focus, such as a row of a list."""
        return self.hint

    was_told = False
    """Whether the message line tells something of the last key: true until the next one, or while a line is written."""

    def forget_what_was_told(self) -> None:
        """Show the hint again in place of what the last key was told, which need not be true any more."""
        if self.was_told:
            self.was_told = False
            self.post_message(Said(self.hint_here))

    @property
    def question(self) -> tuple[Widget, str]:
        """Where the question stands to which the user is here, and its words."""
        return self.label, self._label_words()

    def show_prep(self) -> None:
        """Show the prep's value again, after a change elsewhere or an undo."""
        self.show_label()
        self.show_value()

    def show_value(self) -> None:
        """Put the value on screen. Supplied by the subclass."""

    @property
    def half_typed(self) -> str:
        """The key of the line that is in the input and not finished yet; empty when there is none."""
        return ""

    def go_on_with(self, key: str) -> None:
        """Have this line in the input again, as it was when the program was cut off. Supplied by the subclass."""

    @property
    def stops(self) -> list[Widget]:
        """What can have the focus here, from top to bottom. Textual calls a hidden line focusable too."""
        return [widget for widget in self.query("*") if widget.focusable and widget.display]

    @property
    def takes_next(self) -> bool:
        """Whether the digit for the next step has that meaning now: not where it is text."""
        return False

    @property
    def asks_for_enter(self) -> bool:
        """Whether the digit for the next step only asks for Enter here: it may be part of a number."""
        return False

    @property
    def waits_for_enter(self) -> bool:
        """Whether that digit was pressed, so that Enter goes to the next step now."""
        return False

    def enter_from(self, direction: int) -> None:
        """Take the focus, coming from the field above (1) or below (-1)."""
        if stops := self.stops:
            target = stops[0 if direction > 0 else -1]
            target.focus()
            if isinstance(target, PickList):
                target.enter_from(direction)

    def enter_list(self) -> None:
        """Take the focus at the first row of the list, if there is one."""
        for choices in self.query(PickList):
            choices.enter_from(1, walked=True)
            choices.focus()

    def edit(self, value: object, *, undoable: bool = False) -> None:
        """Change this field's value. If the prep refuses it, the field shows the old value again."""
        self.edit_at(self.field.path, value, undoable=undoable)

    def edit_at(self, path: str, value: object, *, undoable: bool = False) -> None:
        """As `edit`, for the field's own value or one that belongs to it, at `path`."""
        if not self.live.edit(path, value, undoable=undoable):
            self.show_prep()
            return
        self.post_message(Edited(path, undoable))
        if undoable and not self.offers_undo:
            self.offers_undo = True
            self.refresh_bindings()

    def make(self, change: Change | None, *, later: bool = False) -> None:
        """Make a change of this field as one undo step, and show it with its message.

        `later` shows the message after the hint of the row that the user comes back to.
        """
        if change is None:
            return
        self.edit(change.value, undoable=True)
        self.show_value()
        if change.message and later:
            self.call_after_refresh(self.tell, change.message)
        elif change.message:
            self.tell(change.message)

    def tell(self, words: str) -> None:
        """Put words on the message line, where they stay until the next key."""
        self.was_told = True
        self.post_message(Said(words))

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Show a Problem raised inside the block on the message line."""
        try:
            yield
        except Problem as problem:
            self.tell(problem.message(self.texts))

    def show_text(self, key: str, **values: object) -> None:
        """Put a text on the message line, where it stays until the next key."""
        self.tell(self.texts(key, **values))

    @on(TooLong)
    def _cut(self, event: TooLong) -> None:
        event.stop()
        self._is_cut = True
        self.show_text("ui.message.too-long", limit=event.limit)

    @on(LineInput.Changed)
    @on(LongInput.Changed)
    def _fits_again(self, event: LineInput.Changed | LongInput.Changed) -> None:
        area = event.control
        assert isinstance(area, LineInput | LongInput)
        if self._is_cut and len(area.typed) < area.limit:
            self._is_cut = False
            self.forget_what_was_told()

    def watch_unfolded(self, unfolded: bool) -> None:
        """Mark the label, with a sign as well as by colour."""
        self.was_told &= unfolded
        self.set_class(unfolded, "-unfolded")
        self.show_label()

    def unfold_first(self) -> None:
        """Be unfolded as soon as this is shown; call this before it is mounted."""
        self.set_reactive(StepField.unfolded, True)
        self.add_class("-unfolded", update=False)
        self.show_label()

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.post_message(FieldDone())

    def action_undo(self) -> None:
        """Undo the last change made in the list."""
        self.post_message(UndoWanted(self.field.path))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo only while a list has the focus: in a text the key is a letter."""
        return action != "undo" or (self.offers_undo and any(choices.has_focus for choices in self.query(PickList)))

    def show_label(self) -> None:
        """Show the label as it is by now: that may differ in its sign, and with what is answered."""
        words = self._label_words()
        if words != self._label_shown:
            self._label_shown = words
            self.label.update(Content(words))

    def _label_words(self) -> str:
        return ("▶ " if self.unfolded else "  ") + self.form.label
