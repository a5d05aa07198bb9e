"""The ledger: the agreements of all children, open ones first, and the timeline of each child's talks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.agreements.ledger import LedgerLine
from gespreksklaar.content.form.fields.outcome import outcome_of
from gespreksklaar.content.form.places.ledger_list import LedgerList
from gespreksklaar.content.prep.vocabulary import START, AgreementState
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.sheet_pages import SheetPages
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import GoTo
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller
from gespreksklaar.screens.widgets.search_list import SearchList

SaveOutcome = Callable[[LedgerLine, AgreementState], str]
"""Saves the outcome of an agreement; returns the message to show."""


class LedgerScreen(TranslatedScreen[None]):
    """A list of agreements below the name of each child. The app passes in how to read, save and look back.

    `names` has the name of every child by the child's key: a child without agreements has a timeline too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "ledger.enter"),
        key("asterisk", "timeline", "ledger.timeline", display="*"),
        key("escape", "leave", "screen.leave"),
        key("f1", "help", "screen.help"),
    ]
    hidden_keys = frozenset({"choices.pick"})

    def __init__(
        self,
        read: Callable[[], Sequence[LedgerLine]],
        save: SaveOutcome,
        look_back: Callable[[str], None],
        texts: Texts,
        *,
        names: Mapping[str, str],
        at: str = "",
    ) -> None:
        super().__init__(texts)
        self._read = read
        self._save = save
        self._look_back = look_back
        self._at = at
        self._shown = LedgerList.of((), names, texts)
        self._choices = SearchList(texts)
        self._about = Static(id="start-note")

    def compose_picture(self) -> ComposeResult:
        """The title, what the list is, and the list."""
        yield Static(Content(self.texts("ledger.title")), id="start-title")
        yield self._about
        with Scroller(id="fields"):
            yield self._choices

    def on_mount(self) -> None:
        """Put the cursor on the child that was asked for, else on the first agreement."""
        if not self._choices.is_attached:
            # The user left before it was mounted.
            return
        self._choices.focus()
        self.fill()
        self._choices.enter_from(1)
        self._choices.go_to(self._shown.first(self._at))

    def fill(self) -> None:
        """Read all preps and show their agreements; rows keep their places as long as the screen is open."""
        self._shown = self._shown.with_news(self._read())
        self._about.update(Content(self._shown.about))
        self._choices.show(self._shown.rows(date.today()))
        self.refresh_bindings()

    @property
    def _key(self) -> str:
        row = self._choices.row
        return row.key if row else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the outcome only on an agreement, and the timeline only with a child."""
        shown, key = self._shown, self._key
        return {"enter": shown.line(key) is not None, "timeline": bool(shown.child(key))}.get(action, True)

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        line = self._shown.line(self._key)
        if line is None:
            return

        def answered(key: str | None) -> None:
            if key:
                words = self._save(line, outcome_of(key))
                self.fill()
                self.show_message(words)

        choice = self._shown.ask(line)
        self.app.push_screen(Menu(choice.title, choice.rows, self.texts, at=choice.at), answered)

    def action_enter(self) -> None:
        """Ask for the outcome of the agreement under the cursor."""
        self._choices.action_pick()

    def action_timeline(self) -> None:
        """Show the talks about this child."""
        if child := self._shown.child(self._key):
            self._look_back(child)

    def action_help(self) -> None:
        """Explain this screen."""
        self.app.push_screen(Page(self.texts("ledger.title"), self.texts("ledger.help").strip(), self.texts))

    def action_leave(self) -> None:
        """Go back to the start screen."""
        self.post_message(GoTo(START))


class TimelinePages(SheetPages):
    """The talks about a child, page by page; one key takes the sheet for a new school along."""

    BINDINGS: ClassVar[list[BindingType]] = [key("plus", "take", "ledger.take", display="+")]

    def action_take(self) -> None:
        """Close with True: the user wants to take the sheet along."""
        self.dismiss(True)
