"""One item of the talk at a time, in large words, with its ticks and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import NOTED_STATES
from gespreksklaar.content.talk.items import TEACHER, TalkItem, with_state, words_of
from gespreksklaar.content.talk.plan import top_questions
from gespreksklaar.content.words.clean import clean_line, clean_part_of_line
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.talk.note_field import NotedField, NoteLine
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.large_words import LargeWords
from gespreksklaar.screens.widgets.option_list import NO_ROW, Choices

_TICKS: Final = NOTED_STATES[1:]


class TalkItemField(NotedField):
    """One item of the talk at a time: its words, its ticks by number, and whatever is typed becomes its note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("pagedown", "go(1)", "talk.next", show=False),
        key("pageup", "go(-1)", "talk.before"),
        key("right", "go(1)", "talk.right", show=False),
        key("left", "go(-1)", "talk.left", show=False),
    ]

    class Moved(Message):
        """Another item is shown."""

    class PastTheLast(Message):
        """There is no item after this one."""

    items: Sequence[TalkItem] = (TEACHER,)
    at = 0

    def __init__(self, field: Field, prep: Prep, texts: Texts, place: str, *, seen: Prep) -> None:
        super().__init__(field, prep, texts, place)
        self.seen = seen
        """The prep as it may be read here: where its words come from."""

    def compose(self) -> ComposeResult:
        """Which item it is, its words, what else to keep an eye on, ticks and notes."""
        yield Static(classes="talk-kind")
        yield LargeWords()
        yield Static(classes="talk-below")
        yield Choices()
        yield NoteLine("", "", self.texts("talk.own-words"), enter=self.action_enter)

    @property
    def item(self) -> TalkItem:
        """The item that is shown."""
        return self.items[min(self.at, len(self.items) - 1)]

    @property
    def _line(self) -> NoteLine:
        return self.query_one(NoteLine)

    def show_items(self, items: Sequence[TalkItem], name: str = "") -> None:
        """These items, and of them the one with this name; else the one that is shown, where it is still there."""
        names = [item.name for item in items]
        wanted = name if name in names else self.item.name
        self.items = items
        self.at = names.index(wanted) if wanted in names else min(self.at, len(items) - 1)
        self.show_value()

    def show_value(self) -> None:
        """Show the item anew; a note that is being written stays as it is."""
        item, line = self.item, self._line
        kind = self.texts(f"talk.kinds.{item.kind}")
        count = self.texts("talk.count", n=self.at + 1, total=len(self.items))
        self.query_one(".talk-kind", Static).update(Content(f"{kind} · {count}"))
        self.query_one(LargeWords).words = words_of(item, self.seen, self.texts)
        below = self.query_one(".talk-below", Static)
        below.update(Content("\n".join(self._top()) if item.bank == "plan" else ""))
        below.display = item.bank == "plan"
        self._show_ticks()
        if line.of != item.name or clean_line(line.value) != self.of(item.name).notes:
            line.of = item.name
            line.put(self.of(item.name).notes)

    def _top(self) -> list[str]:
        """The questions to keep an eye on while the teacher tells."""
        shown = {item.key: item.item for item in self.items if item.bank == "questions"}
        keys = [key for key in top_questions(self.seen) if key in shown]
        words = [item_words(self.texts, "questions", key, shown[key], self.seen) for key in keys]
        return [self.texts("talk.your-top"), *(f"{n}. {line}" for n, line in enumerate(words, 1))] if words else []

    def _show_ticks(self) -> None:
        item, choices = self.item, self.query_one(Choices)
        words = "told" if item.bank == "tells" else "ticks"
        ticks = () if item.bank == "plan" else _TICKS
        choices.rows = tuple(
            # The item is in the key: a tick that is still on its way is for the item it was given to.
            Row(
                f"{item.name} {state}",
                self.texts(f"talk.{words}.{state}"),
                "(•)" if self.of(item.name).state == state else "( )",
                number=n,
            )
            for n, state in enumerate(ticks, 1)
        )
        choices.display = bool(ticks)

    # What the keys do.

    def enter_from(self, direction: int) -> None:
        """Begin at the ticks: numbers tick, letters write."""
        choices = self.query_one(Choices)
        self.screen.set_focus(choices if choices.rows else self._line)
        choices.cursor = NO_ROW

    def action_enter(self) -> None:
        """To the next item."""
        self.action_go(1)

    def action_go(self, direction: int) -> None:
        """To the next item, or the one before."""
        self.write(self._line.of, self._line.value)
        to = self.at + direction
        if to >= len(self.items):
            self.post_message(self.PastTheLast())
        elif to >= 0:
            self.at = to
            self.show_value()
            self.enter_from(1)
            self.post_message(self.Moved())

    @on(Choices.Picked)
    def _ticked(self, event: Choices.Picked) -> None:
        event.stop()
        name, _, given = event.key.rpartition(" ")
        for state in _TICKS:
            if state == given:
                self.edit(with_state(self.noted, name, "" if self.of(name).state == state else state))
        self._show_ticks()

    @on(NoteLine.Changed)
    def _typed(self, event: NoteLine.Changed) -> None:
        event.stop()
        # What was typed with the item before has been written when it was left.
        if event.value == self._line.value:
            self.write(self._line.of, event.value)
            self._show_ticks()

    async def on_key(self, event: events.Key) -> None:
        """At the ticks a number ticks, enter goes on, and what is typed begins a note or goes on with it.

        Not by bindings: keys that come together, as over a slow line, would overtake each other.
        """
        letter = event.character if event.is_printable and event.key != "space" else None
        if event.key == "enter":
            event.stop()
            self.action_enter()
        elif event.key in {str(row.number) for row in self.query_one(Choices).rows}:
            event.stop()
            self.query_one(Choices).action_number(int(event.key))
        elif event.key == "space" and self.query_one(Choices).row is None:
            event.stop()
            if self.of(self.item.name).notes:
                self._write_on(" ")
        elif letter:
            event.stop()
            self._write_on(letter)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted at the ticks is a note too, and so are letters that come in one burst over a slow line."""
        event.stop()
        self._write_on(clean_part_of_line(event.text))

    def _write_on(self, text: str) -> None:
        self.screen.set_focus(self._line)
        self._line.cursor_position = len(self._line.value)
        self._line.insert_text_at_cursor(text)
