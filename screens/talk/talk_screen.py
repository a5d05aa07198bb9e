"""The talk itself: one item at a time in large words, its ticks and notes, and a quiet line with the minutes."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.places.talk_flow import (
    BEGAN,
    begins_now,
    heard_rows,
    minute_now,
    next_example,
    opens_at,
    phrase_to_say,
    seconds_to_next_minute,
)
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.vocabulary import TALK
from gespreksklaar.content.talk.items import talk_items
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.talk.at_the_table import TableScreen
from gespreksklaar.screens.talk.note_field import NoteLine
from gespreksklaar.screens.talk.talk_item import TalkItemField
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.scroller import Scroller

_NOTED = all_fields()["talk.noted"]


class TalkScreen(TableScreen):
    """The screen on the table while the teacher talks. Every note is saved at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f6", "example", "talk.example"),
        key("f7", "meaning", "talk.meaning"),
        key("0", "next_place", "screen.next"),
        key("down", "stop(1)", "screen.down", show=False),
        key("up", "stop(-1)", "screen.up", show=False),
        key("tab", "app.focus_next", "screen.next-stop", show=False, first=True),
        key("shift+tab", "app.focus_previous", "screen.previous-stop", show=False, first=True),
    ]
    step: ClassVar[str] = TALK
    # With None, Textual would focus the first line before ours.
    AUTO_FOCUS = ""

    def __init__(self, live: LivePrep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        super().__init__(live, texts, field=field, saving=saving)
        self._item = TalkItemField(_NOTED, self.live, texts, self.step, seen=self.seen)
        self._minute = Static(id="minute")
        self._example = -1
        """Index of the phrase that asks for an example and was shown last; -1 before the first."""

    def compose_picture(self) -> ComposeResult:
        """The minutes, then the item and nothing else."""
        yield self.title_bar
        with Horizontal(id="body"), self.fields_scroll:
            yield self._minute
            yield self._item

    def on_mount(self) -> None:
        """Go on where the user was; the minutes count from when the talk began."""
        began = begins_now(self.prep, datetime.now())
        if began and not self.live.is_read_only:
            self.live.edit(BEGAN, began)
        items = talk_items(self.seen)
        self._item.show_items(items, opens_at(self.prep, items, self._start_field))
        self._item.enter_from(1)
        self._show_minute()
        self.show_message(self._item.hint)
        self._keep_words()

    def _keep_words(self) -> None:
        """Keep the end of this item's words in sight above the note, and never those of an item shown before."""
        self.fields_scroll.keep_in_sight(*self._item.question)

    def _show_top(self) -> None:
        """Show another item from its beginning."""
        self.fields_scroll.scroll_home(animate=False)
        self._keep_words()

    def _show_minute(self) -> None:
        """Show the current minute, and again when the next one begins."""
        now = datetime.now()
        self._minute.update(Content(minute_now(self.prep, now, self.texts)))
        self.set_timer(seconds_to_next_minute(self.prep, now), self._show_minute)

    def show_seen(self) -> None:
        """Show the item the user was at, or the one in its place."""
        self._item.seen = self.seen
        self._item.show_items(talk_items(self.seen))
        self._item.enter_from(1)
        self._show_top()

    def follow(self) -> None:
        """Update what depends on the prep, without the lines hidden here."""
        super().follow()
        self._item.seen = self.seen

    def show_prep(self) -> None:
        """Show the prep everywhere, with its current items."""
        super().show_prep()
        self._item.show_prep()
        self._item.show_items(talk_items(self.seen))
        self._keep_words()

    @property
    def place(self) -> tuple[str, str]:
        """This place, and instead of a field the name of the item shown."""
        return self.step, self._item.item.name

    # What the keys do.

    @on(TalkItemField.Moved)
    def _moved(self, event: TalkItemField.Moved) -> None:
        event.stop()
        self._show_top()
        self.show_message(self._item.hint)

    @on(Scroller.Resized)
    def _resized(self) -> None:
        """Keep a note in view that is being written; an empty one gives way to the words above it."""
        if isinstance(self.focused, NoteLine) and self.focused.value:
            self.call_after_refresh(self._item.show_note)

    @on(TalkItemField.PastTheLast)
    def _past_the_last(self, event: TalkItemField.PastTheLast) -> None:
        event.stop()
        self.action_place(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the digit only where it is not text."""
        if action == "next_place":
            return not (self._item.waits_for_enter or (isinstance(self.focused, NoteLine) and self.focused.value))
        return super().check_action(action, parameters)

    def action_next_place(self) -> None:
        """Go to the next place, by the digit that has no row."""
        self.action_place(1)

    def action_stop(self, direction: int) -> None:
        """Move between the ticks and the notes; past those, to the item after or before."""
        stops = [widget for widget in self._item.query("*") if widget.focusable]
        at = stops.index(self.focused) + direction if self.focused in stops else 0
        if 0 <= at < len(stops):
            self.set_focus(stops[at])
        else:
            self._item.action_go(direction)

    def action_example(self) -> None:
        """Show a phrase that asks for an example; the same key again shows the next one."""
        self._example, phrase = next_example(self.prep, self._example)
        self.show_message(phrase_to_say(phrase, self.prep, self.texts))

    def action_meaning(self) -> None:
        """Ask which word the user heard, then show what to say to learn its meaning."""

        def chosen(phrase: str | None) -> None:
            if phrase:
                self.show_message(phrase_to_say(phrase, self.prep, self.texts))

        self.app.push_screen(Menu(self.texts("talk.heard"), heard_rows(self.prep, self.texts), self.texts), chosen)
