"""One item of the talk at a time, in large words, with its ticks and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.form.fields import typing_rule
from gespreksklaar.content.form.fields.talk_notes import TalkView
from gespreksklaar.content.form.fields.typing_rule import SoFar
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.talk.items import TalkItem
from gespreksklaar.content.words.clean import clean_line, clean_part_of_line
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.talk.note_field import NoteField, NoteLine
from gespreksklaar.screens.widgets.keys import key, sign_of
from gespreksklaar.screens.widgets.large_words import LargeWords
from gespreksklaar.screens.widgets.line_input import ListLine
from gespreksklaar.screens.widgets.messages import Said
from gespreksklaar.screens.widgets.option_list import NO_ROW, PickList
from gespreksklaar.screens.widgets.scroller import show_lines


class Ticks(PickList):
    """The ticks of an item. The cursor is on none until the user moves it there, as a space belongs to the note."""

    marks_on_focus = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer picking only with the cursor on a row: nobody sees one marked before."""
        return self.row is not None if action == "pick" else super().check_action(action, parameters)


class _ItemNote(NoteLine, ListLine):
    """The line for the note, in which a digit acts while it is empty."""


class TalkItemField(NoteField):
    """One item of the talk at a time: its words, its numbered ticks, and a note that takes all other typed text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("pagedown", "go(1)", "talk.next", show=False),
        key("pageup", "go(-1)", "talk.before"),
        key("right", "go(1)", "talk.right", show=False),
        key("left", "go(-1)", "talk.left", show=False),
    ]

    class Moved(Message):
        """Another item is shown."""

    class PastTheLast(Message):
        """The user is done with the items, or goes on without the rest."""

    view = TalkView()
    """The items of the talk, and which one is shown."""
    so_far: var[SoFar] = var(SoFar(), init=False)
    """What was typed since a digit: it may be the beginning of a note."""

    def __init__(self, field: Field, live: LivePrep, texts: Texts, place: str, *, seen: Prep) -> None:
        super().__init__(field, live, texts, place)
        self.seen = seen
        """The prep without hidden lines, where the words come from."""

    def compose(self) -> ComposeResult:
        """The item's kind, its words, the other top questions, ticks and notes."""
        yield Static(classes="talk-kind")
        yield LargeWords()
        yield Static(classes="talk-below")
        yield Ticks()
        yield _ItemNote("", "", self.texts("talk.own-words"), enter=self.action_enter, first=self._acts)

    @property
    def item(self) -> TalkItem:
        """The item that is shown."""
        return self.view.item

    @property
    def hint(self) -> str:
        """What can be done with the item."""
        return self.view.hint(self.texts)

    @property
    def _line(self) -> NoteLine:
        return self.query_one(NoteLine)

    @property
    def _ticks(self) -> Ticks:
        return self.query_one(Ticks)

    @property
    def question(self) -> tuple[Widget, str]:
        """As in `StepField`: the item's own words."""
        words = self.query_one(LargeWords)
        return words, words.words

    def show_note(self) -> None:
        """Scroll the note into view: in a low window the words above it can fill the screen."""
        # After a resize this comes a moment later, and nothing of the talk may be there by then.
        for line in self.query(NoteLine):
            show_lines(line, 0)

    def show_items(self, items: Sequence[TalkItem], name: str = "") -> None:
        """Take these items and show the one with this name, else the one shown now if it is still among them."""
        self.view = self.view.with_items(items, name)
        self.show_value()

    def show_value(self) -> None:
        """Show the item again; a note that the user is writing stays as it is."""
        item, line = self.item, self._line
        notes = self.form.of(item.name).notes
        self.query_one(".talk-kind", Static).update(Content(self.view.heading(self.texts)))
        self.query_one(LargeWords).words = self.view.words(self.seen, self.texts)
        below = self.query_one(".talk-below", Static)
        below.update(Content("\n".join(self.view.top_lines(self.seen, self.texts))))
        below.display = item.bank == "plan"
        self._show_ticks()
        if line.of != item.name or clean_line(line.value) != notes:
            line.of = item.name
            line.put(notes)

    def _show_ticks(self) -> None:
        choices = self.query_one(PickList)
        choices.rows = self.form.tick_rows(self.item)
        choices.display = bool(choices.rows)

    @property
    def asks_for_enter(self) -> bool:
        """As in `StepField`: `06` and `0,5` are notes."""
        return True

    @property
    def waits_for_enter(self) -> bool:
        """As in `StepField`."""
        return self.so_far.waits

    def watch_so_far(self, before: SoFar, now: SoFar) -> None:
        """Update the key bar when Enter goes elsewhere."""
        if before.waits != now.waits:
            self.refresh_bindings()

    # What the keys do.

    def enter_from(self, direction: int) -> None:
        """Focus the ticks, where digits tick and letters begin a note."""
        choices = self.query_one(PickList)
        self.screen.set_focus(choices if choices.rows else self._line)
        choices.cursor = NO_ROW

    def action_enter(self) -> None:
        """Go to the next item; after a zero, to the place after the talk."""
        if self.waits_for_enter:
            self.so_far = SoFar()
            self.write(self._line.of, self._line.value)
            self.post_message(self.PastTheLast())
        else:
            self.action_go(1)

    def action_go(self, direction: int) -> None:
        """Keep the note, and go to the next item (1) or the one before (-1)."""
        self.write(self._line.of, self._line.value)
        self.so_far, self.was_told = SoFar(), False
        if direction > 0 and self.view.is_last:
            self.post_message(self.PastTheLast())
        elif (there := self.view.moved(direction)).at != self.view.at:
            self.view = there
            self.show_value()
            self.enter_from(1)
            self.post_message(self.Moved())

    @on(PickList.Picked)
    def _ticked(self, event: PickList.Picked) -> None:
        event.stop()
        self._tick(event.key)

    def _tick(self, key: str) -> None:
        if change := self.form.picked(key):
            self.edit(change.value)
        self._show_ticks()

    @on(NoteLine.Changed)
    def _typed(self, event: NoteLine.Changed) -> None:
        event.stop()
        # The note of the item before was kept when the user left it.
        if event.value == self._line.value:
            words = self.write(self._line.of, event.value)
            self._show_ticks()
            if words:
                self.tell(words)
            elif not event.value:
                self.forget_what_was_told()
            self.refresh_bindings()
            self.show_note()

    async def on_key(self, event: events.Key) -> None:
        """With the focus on the ticks, digits act as in any list, Enter goes on, and other characters go into the note.

        Not by bindings: keys that come in one burst, as over a slow line, would overtake each other.
        """
        self.forget_what_was_told()
        character = sign_of(event)
        if event.key == "enter":
            event.stop()
            self.action_enter()
        elif character and self.screen.focused is self._line:
            # It came in one burst with the key that led to the note.
            event.stop()
            self._write_on(character)
        elif event.key == "space" and not self.so_far.keys:
            if self._ticks.row is None:
                event.stop()
                if self.form.of(self.item.name).notes:
                    self._write_on(" ")
        elif character:
            event.stop()
            if not self._acts(character):
                self._write_on(character)
        else:
            self.so_far = SoFar()

    @on(events.DescendantFocus)
    def _at_the_note(self) -> None:
        """Show the note to who goes there from the ticks; without ticks the focus is there while one reads."""
        if self.screen.focused is self._line and self._ticks.rows:
            self.show_note()

    @on(events.DescendantBlur)
    def _gone_on(self) -> None:
        self.so_far = SoFar()

    def _acts(self, character: str) -> bool:
        """Do what a character means while the note is empty, or on the ticks; False when it goes into the note."""
        self.forget_what_was_told()
        before = self.so_far
        meaning = typing_rule.in_empty_note(character, self._ticks.rows, before.keys)
        self.so_far = before.followed_by(character, self.value)
        match meaning:
            case "pick":
                row = self._ticks.go_to_number(int(character))
                assert row is not None
                self._tick(row.key)
                self.post_message(Said(self.hint))
            case "wait":
                self.show_text("ui.message.zero-waits")
            case "look":
                pass
            case "text":
                self._write_so_far(before, character)
            case _:
                # A digit that stands beside no tick too: many a note is a mark.
                self.so_far = SoFar()
                return False
        return True

    def _write_so_far(self, so_far: SoFar, text: str) -> None:
        """Begin the note with what was typed since a digit and this text, and take back what those keys ticked."""
        self.so_far = SoFar()
        if self.value != so_far.before:
            self.edit(so_far.before)
        self._show_ticks()
        self._write_on(so_far.keys + text)
        self.post_message(Said(self.hint))

    def on_paste(self, event: events.Paste) -> None:
        """Put a paste at the ticks into the note; a burst of letters over a slow line arrives as a paste too."""
        event.stop()
        text = clean_part_of_line(event.text)
        if self.so_far.keys and not text[:1].isalpha():
            self._write_so_far(self.so_far, text)
        else:
            self._write_on(text)

    def _write_on(self, text: str) -> None:
        self.screen.set_focus(self._line)
        self._line.cursor_position = len(self._line.value)
        self._line.insert_text_at_cursor(text)
