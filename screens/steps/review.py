"""Review: the live sheet, the minutes plan, the ways to take it along, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gespreksklaar.content.form.places.review import (
    ALL,
    MESSAGES,
    OTHER,
    REST,
    TAKE,
    choose_message,
    choose_reader,
    goes_to,
    messages_to_read,
    proposed_reader,
    review,
    sheet_title,
)
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.vocabulary import REVIEW
from gespreksklaar.content.sheets.page import A4, Paper, without_heads
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import GoTo
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller
from gespreksklaar.screens.widgets.search_list import SearchList

_NARROWEST: Final = 36
"""Width of the sheet in cells in the smallest window."""


@dataclass
class TakeAlongWanted(Message):
    """The user wants the sheet for this reader on paper, on a phone, or in a file."""

    reader: str


@dataclass
class SendWanted(Message):
    """The user wants to take this message to school along, or send it."""

    name: str


class MessagePage(Page):
    """A message to read; enter takes it along."""

    BINDINGS: ClassVar[list[BindingType]] = [key("minus", "close(False)", "pages.leave", display="-")]

    @property
    def other_names(self) -> Mapping[str, str]:
        """Enter takes the message along."""
        return {"dialog.understood": "dialog.take"}


class ReviewScreen(PrepScreen):
    """The finished sheet first, as it will be on paper; below it what can be done now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "review.go"),
        key("0", "take_along", "review.take"),
        key("slash", "other_sheet", "review.other", display="/"),
        key("plus", "messages", "review.messages", display="+"),
        key("asterisk", "go('talk')", "review.talk", show=False),
        key("minus", "go('after')", "review.after", show=False),
        key("escape", "leave", "review.leave"),
        key("pageup", "scroll(-8)", "review.pageup", show=False),
        key("pagedown", "scroll(8)", "review.pagedown"),
        key("up", "scroll(-1)", "review.up", show=False),
        key("down", "scroll(1)", "review.down", show=False),
    ]
    hidden_keys = frozenset({"choices.pick", "screen.after", "screen.previous"})
    step: ClassVar[str] = REVIEW

    def __init__(self, live: LivePrep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        super().__init__(live, texts, field=field, saving=saving)
        self.reader = proposed_reader(live.prep)
        self._shows_rest = False
        self._choices = SearchList(texts)
        self._rows: tuple[Row, ...] = ()
        self._rows_scroll = Scroller(id="review-rows")
        self._open = Static(id="review-open")
        self._plan_label = Static(Content(texts("ui.review.plan")), classes="label")
        self._plan = Static(id="plan")
        self._title_line = Static(id="sheet-title", classes="label")
        self._page = Static(id="sheet")
        self._message.add_class("-none")

    def compose_picture(self) -> ComposeResult:
        """The sheet with the minutes below it, then what can be done with it and what is still open."""
        self._fill()
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.sidebar
            with Vertical(id="review"):
                with self.fields_scroll:
                    yield self._title_line
                    yield self._page
                    yield self._plan_label
                    yield self._plan
                with self._rows_scroll:
                    yield self._open
                    yield self._choices

    def _fill(self) -> None:
        shown = review(self.prep, self.texts, date.today(), talk_follows=self.talk_follows, whole=self._shows_rest)
        self._rows = shown.rows
        self._show_rows()
        self._open.update(Content(shown.open))
        self._open.display = bool(shown.open)
        self._plan.update(Content(shown.minutes))
        self._plan_label.display = self._plan.display = bool(shown.minutes)
        self._title_line.update(Content(sheet_title(self.reader, self.texts)))
        self._page.update(self._sheet())

    def on_mount(self) -> None:
        """Focus the list."""
        if not self._choices.is_attached:
            # The user left before it was mounted.
            return
        self._choices.focus()
        self._choices.enter_from(1)
        self.watch(self._choices, "rows", self._count_rows)
        self.call_after_refresh(self._choices.show_row)

    def show_message(self, words: str) -> None:
        """Put words on the message line; where lines are few, the sheet has that one as well while it is empty."""
        self._message.set_class(not words, "-none")
        super().show_message(words)

    def follow(self) -> None:
        """Show the changed prep: a word of school was put on the sheet, or it changed elsewhere."""
        super().follow()
        self._fill()

    def _count_rows(self) -> None:
        # How many are in sight is known only once they are laid out.
        self.call_after_refresh(self._show_rows)

    def _show_rows(self) -> None:
        """Show the rows, the first of which says how many there are below those in sight."""
        above = self._open.outer_size.height if self._open.display else 0
        room = self._rows_scroll.scrollable_content_region.height - above
        below = self._choices.rows_past(room) if room > 0 else 0
        tag = self.texts("ui.review.below", n=below) if below else ""
        self._choices.show([row._replace(tag=tag) if row.key == TAKE else row for row in self._rows])

    def _sheet(self) -> Content:
        """The sheet as on paper without the heads of its pages, in lines that fit the window."""
        room = self._page.content_size.width or A4.width
        paper = Paper(min(A4.width, max(room, _NARROWEST)), A4.lines)
        return Content(without_heads(render_sheet(self.prep, self.texts, self.reader, paper=paper)))

    @on(Scroller.Resized)
    def _other_width(self) -> None:
        self.call_after_refresh(lambda: self._page.update(self._sheet()))
        self._count_rows()

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        actions: dict[str, Callable[[], None]] = {
            TAKE: self.action_take_along,
            OTHER: self.action_other_sheet,
            MESSAGES: self.action_messages,
            ALL: self._ask_all,
            REST: self._show_rest,
        }
        if event.key in actions:
            actions[event.key]()
        else:
            self.post_message(GoTo(*goes_to(event.key)))

    def action_enter(self) -> None:
        """Do what the row under the cursor says."""
        self._choices.action_pick()

    def action_go(self, place: str) -> None:
        """Go to the talk itself, or to the place after it."""
        if self.talk_follows:
            self.post_message(GoTo(place))

    def action_take_along(self) -> None:
        """Take along the sheet that is shown."""
        self.post_message(TakeAlongWanted(self.reader))

    def _show_rest(self) -> None:
        """Show all that is open; the cursor stays, on the first that was not in sight."""
        self._shows_rest = True
        self._fill()

    def _ask_all(self) -> None:
        """Leave the short way, and show what else is open."""
        if self.live.edit("short", False):
            self.follow()

    def action_other_sheet(self) -> None:
        """Ask for which reader the sheet is, and show that one."""
        choice = choose_reader(self.reader, self.texts)

        def chosen(reader: str | None) -> None:
            if reader:
                self.reader = reader
                self._fill()
                self.fields_scroll.scroll_home(animate=False)

        self.app.push_screen(Menu(choice.title, choice.rows, self.texts, at=choice.at), chosen)

    def action_messages(self, at: str = "") -> None:
        """Ask which of the messages that are ready to send to read; a single one is shown at once."""
        messages = messages_to_read(self.prep, self.texts)

        def read(name: str | None) -> None:
            if name:
                page = MessagePage(messages[name].title, messages[name].words, self.texts)
                self.app.push_screen(page, partial(was_read, name))

        def was_read(name: str, takes: bool | None) -> None:
            if takes:
                self.post_message(SendWanted(name))
            elif len(messages) > 1:
                self.action_messages(name)

        if len(messages) == 1:
            read(*messages)
        else:
            choice = choose_message(messages, at, self.texts)
            self.app.push_screen(Menu(choice.title, choice.rows, self.texts, at=choice.at), read)

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.fields_scroll.scroll_lines(lines)
