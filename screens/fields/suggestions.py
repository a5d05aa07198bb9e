"""A field with suggestions: seven at a time, the best first, and rows that turn to the next seven or back."""

from __future__ import annotations

from textual import events, on
from textual.reactive import var
from textual.widget import Widget

from gespreksklaar.content.form.fields import typing_rule
from gespreksklaar.content.form.fields.suggestions import Suggestions
from gespreksklaar.content.form.fields.typing_rule import SoFar
from gespreksklaar.content.form.rows import EARLIER, MORE, Row
from gespreksklaar.content.words.clean import clean_part_of_line
from gespreksklaar.screens.fields.field import FormOf, StepField
from gespreksklaar.screens.widgets.keys import sign_of
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import Said, StepDone
from gespreksklaar.screens.widgets.option_list import NO_ROW, PickList

TURNING = (MORE, EARLIER)
"""The keys of the rows that turn the page."""


class SuggestionField(StepField):
    """A field with a list that shows one page of suggestions at a time.

    What a character typed here means is decided by `typing_rule`.
    """

    form = FormOf(Suggestions)

    page = 0

    _line_is_empty = True
    _told_of_digits = False
    so_far: var[SoFar] = var(SoFar(), init=False)
    """What was typed since a digit: it may be the beginning of a sentence."""
    _before_line = SoFar()
    """What was typed right before the line was begun."""
    _value_then: object = None
    """The field's value after the last of those keys."""
    _led_from: Widget | None = None
    """The line from which a digit led to the list, until that lost the focus."""

    @property
    def choices(self) -> PickList:
        """The list on screen."""
        return self.query_one(PickList)

    @property
    def writing(self) -> str:
        """The key of the row being written in an input; empty when there is none."""
        return ""

    @property
    def rewords(self) -> bool:
        """Whether the line being written was finished before, and gets other words now."""
        return False

    @property
    def takes_next(self) -> bool:
        """In the list, and in a line that is still empty."""
        here = self.screen.focused
        is_free = here is self.choices or any(here is line and not line.value for line in self.query(LineInput))
        return is_free and not self.waits_for_enter

    @property
    def asks_for_enter(self) -> bool:
        """As in `StepField`."""
        return self.so_far.may_take_zero

    @property
    def waits_for_enter(self) -> bool:
        """As in `StepField`."""
        return self.so_far.waits

    def watch_so_far(self, before: SoFar, now: SoFar) -> None:
        """Update the key bar when the digit for the next step means something else."""
        if (before.waits, before.may_take_zero) != (now.waits, now.may_take_zero):
            self.refresh_bindings()

    def rows(self) -> tuple[Row, ...]:
        """The rows of the page while the field is unfolded, else only the answer."""
        return self.form.rows(self.page, self.writing) if self.unfolded else self.form.answer_rows(self.writing)

    def show_prep(self) -> None:
        """Show the prep's value; a change elsewhere ends what was typed since a digit."""
        if self.value != self._value_then:
            self.so_far = SoFar()
        super().show_prep()

    def show_value(self) -> None:
        """Show the rows again."""
        self.choices.rows = self.rows()

    def watch_unfolded(self, unfolded: bool) -> None:
        """Show all options, or only the answer."""
        super().watch_unfolded(unfolded)
        self.choices.cursor = NO_ROW
        self.show_value()
        if unfolded and self.screen.focused is self.choices:
            self.choices.mark_a_row()

    @on(PickList.Moved)
    def _explain(self, event: PickList.Moved) -> None:
        """Explain the row under the cursor on the message line."""
        event.stop()
        # The cursor moves a moment after the field got the focus, which may be in the next field by now.
        if self.has_focus_within and not self.was_told:
            self.post_message(Said(self.form.about(event.key)))

    @property
    def hint_here(self) -> str:
        """As in `StepField`."""
        row = self.choices.row if self.screen.focused is self.choices else None
        return self.form.about(row.key) if row else self.hint

    def turn(self, key: str) -> None:
        """Show the next page or the one before, with the cursor on its first suggestion."""
        self.page = self.form.turned(self.page, key)
        self.show_value()
        self.choices.go_to(next((row.key for row in self.choices.rows if row.number), ""))
        self.screen.set_focus(self.choices)

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self.pick(event.key)

    def pick(self, key: str) -> None:
        """Act on the row with this key. Supplied by the subclass."""

    # What is typed.

    def action_enter(self) -> None:
        """Go on to the next field; to the next step when a zero asked for this key."""
        if self.waits_for_enter:
            self.so_far = SoFar()
            self.post_message(StepDone())
        else:
            super().action_enter()

    def on_key(self, event: events.Key) -> None:
        """In the list, begin a line with a letter, and pick with a digit."""
        character, writes = sign_of(event), isinstance(self.screen.focused, LineInput)
        if not (character and writes):
            self.forget_what_was_told()
        if event.key == "enter" and self.waits_for_enter:
            event.stop()
            event.prevent_default()
            self.action_enter()
            return
        if not self.choices.has_focus:
            return
        if not character:
            self.so_far = SoFar()
            return
        if self.screen.focused is not self.choices:
            # It came in one burst with the letter that led to the line.
            event.stop()
            event.prevent_default()
            self.begin_line(character)
            return
        so_far = self.so_far.keys
        meaning = typing_rule.in_list(character, self.choices.rows, so_far)
        if meaning in ("act", "next") or (character == " " and not so_far):
            # The key of a binding.
            self.so_far = self.so_far.followed_by(character, self.value) if meaning == "act" else SoFar()
        elif self._typed_there(meaning, character):
            event.stop()
            event.prevent_default()

    @on(events.DescendantBlur)
    def _gone_on(self, event: events.DescendantBlur) -> None:
        """Going elsewhere ends what was typed since a digit; the digit itself leads from the line to the list."""
        if event.widget is not self._led_from:
            self.so_far = SoFar()
        self._led_from = None

    def on_paste(self, event: events.Paste) -> None:
        """Put a paste at the list into the line; a burst of letters over a slow line arrives as a paste too."""
        if self.choices.has_focus:
            event.stop()
            text = clean_part_of_line(event.text)
            if self.so_far.keys and not text[:1].isalpha():
                self._write_so_far(text)
            else:
                self.begin_line(text)

    def first_in_line(self, character: str) -> bool:
        """Do what the first character of an empty line means; False when it begins the line.

        Keys that come in one burst come here too, after a digit among them has picked.
        """
        self.forget_what_was_told()
        so_far, rows = self.so_far.keys, self.choices.rows
        meaning = typing_rule.in_list(character, rows, so_far) if so_far else typing_rule.in_empty_line(character, rows)
        if meaning == "write" and not so_far:
            return False
        return self._typed_there("text" if meaning == "act" else meaning, character)

    def line_changed(self, text: str) -> bool:
        """Update the key bar when a line begins or is empty again: other keys work there then.

        Returns whether the line was begun anew, with the digit before it that picked a row: it is part of a word.
        """
        if self._line_is_empty == bool(text):
            self._line_is_empty = not text
            if not text and not self.rewords:
                self.forget_what_was_told()
            self.refresh_bindings()
        # Of a burst, more may stand in the line by now than when it changed.
        line = self.query_one(LineInput)
        if self._before_line.keys and typing_rule.is_ordinal(written := line.value):
            self.so_far = self._before_line
            line.put("")
            self._write_so_far(written)
            return True
        return False

    def _typed_there(self, meaning: typing_rule.Meaning, character: str) -> bool:
        before = self.so_far
        self.so_far = before.followed_by(character, self.value)
        match meaning:
            case "pick":
                self._pick_by(character)
            case "wait":
                self.show_text("ui.message.zero-waits")
            case "text":
                self.so_far = before
                self._write_so_far(character)
            case "next":
                self.post_message(StepDone())
            case "look":
                self.screen.set_focus(self.choices)
                self.choices.go_to(next((row.key for row in self.choices.rows if row.number), ""))
            case "none":
                self.show_text("ui.message.no-such-row", n=character)
            case "undo":
                self.action_undo()
            case _:
                self.so_far, self._before_line = SoFar(), before
                self.begin_line(character)
                if before.keys:
                    self.show_text("ui.message.picked-and-writes", n=before.keys[-1])
        self._value_then = self.value
        return True

    def _pick_by(self, character: str) -> None:
        """Pick the row with this digit, or with a space the one under the cursor.

        At once, not by a message: a letter that follows in the same burst may take it back.
        """
        in_line = not self.choices.has_focus
        if self.screen.focused is not self.choices:
            self._led_from = self.screen.focused
        self.screen.set_focus(self.choices)
        row = self.choices.row if character == " " else self.choices.go_to_number(int(character))
        if row is not None:
            self.pick(row.key)
        if in_line and not self._told_of_digits:
            self._told_of_digits = True
            self.show_text("ui.message.digit-picks")

    def _write_so_far(self, text: str) -> None:
        """Begin a line with what was typed since a digit and this text, and take back what those keys did."""
        so_far, self.so_far, self._before_line = self.so_far, SoFar(), SoFar()
        if self.value != so_far.before:
            self.edit(so_far.before, undoable=True)
        self.show_prep()
        self.begin_line(so_far.keys + text)
        self.show_text("ui.message.digit-writes")

    def begin_line(self, text: str) -> None:
        """Write this in the line for own words, which gets the focus. A list without such a line tells so."""
        self.show_text("ui.message.only-choose")
