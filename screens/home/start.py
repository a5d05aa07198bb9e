"""The start screen: all preps, the newest first, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gespreksklaar.content.agreements.ledger import LedgerLine, due, ledger
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.prep.summary import Glance
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import Choices
from gespreksklaar.screens.widgets.scroller import Scroller

NEW, DUE = "/new", "/due"
"""The keys of the first row and of that with what is due: no file's names."""
Wish = Literal["new", "open", "copy", "rename", "delete", "undo", "import", "agreements", "quit"]
_ON_A_PREP = {"copy", "rename", "delete"}


@dataclass
class PrepWanted(Message):
    """Something should be done with a prep (by name), or a new one made."""

    wish: Wish
    name: str = ""


class StartScreen(TranslatedScreen[None]):
    """A list with a first row for a new prep. The app hands in a way to read the list, and does the work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "start.open"),
        key("n", "wish('new')", "start.new"),
        key("c", "wish('copy')", "start.copy"),
        key("a", "wish('agreements')", "start.agreements"),
        key("r", "wish('rename')", "start.rename"),
        key("x,delete", "wish('delete')", "start.delete"),
        key("u", "wish('undo')", "start.undo"),
        key("i", "wish('import')", "start.import"),
        key("l", "app.choose('language')", "start.language"),
        key("q", "wish('quit')", "start.quit"),
        key("escape", "tell_quit", "start.escape", show=False),
        key("f1", "app.choose('about')", "screen.help"),
    ]

    hidden_keys = frozenset({"choices.pick"})

    def __init__(self, read: Callable[[], Sequence[Glance]], texts: Texts, *, at: str = "") -> None:
        super().__init__(texts)
        self._read = read
        self._at = at
        self._undoable = False
        self._looks_back = False
        self._choices = Choices([self._new_row()])

    def compose_picture(self) -> ComposeResult:
        """A word of welcome and the list."""
        yield Static(Content(self.texts("ui.start.title")), id="start-title")
        yield Static(Content(self.texts("ui.start.welcome")), id="start-welcome")
        with Scroller(id="fields"):
            yield self._choices

    def on_mount(self) -> None:
        """The list is there before any key is heard: enter on a list to come would begin a new prep."""
        if not self._choices.is_attached or self not in self.app.screen_stack:
            # Left again before it was there.
            return
        self._choices.focus()
        self.fill()

    def fill(self, at: str = "", *, undoable: bool = False) -> None:
        """Read the list and show it, with the cursor on the prep with this name."""
        self._undoable = undoable
        choices = self._choices
        glances = self._read()
        lines = ledger(glances)
        self._looks_back = bool(lines) or any(glance.child for glance in glances)
        rows = (self._row(g, n) for n, g in enumerate(glances, 2))
        choices.rows = (self._new_row(), *self._due_row(due(lines, date.today())), *rows)
        choices.go_to(at or self._at or (glances[0].name if glances else NEW))
        # How many lines the rows take is known once they are drawn.
        self.call_after_refresh(choices.show_row)
        self.refresh_bindings()

    def _new_row(self) -> Row:
        return Row(NEW, self.texts("ui.start.new-row"), mark="+", number=1)

    def _due_row(self, lines: Sequence[LedgerLine]) -> tuple[Row, ...]:
        """One calm row, however much is due."""
        names = dict.fromkeys(line.child or self.texts("ledger.no-name") for line in lines)
        words = self.texts.count("ledger.due", len(lines), names=", ".join(names))
        return (Row(DUE, words, mark="a"),) if lines else ()

    def _row(self, glance: Glance, number: int) -> Row:
        if glance.problem:
            words = Problem.say(glance.problem, self.texts) if isinstance(glance.problem, Problem) else glance.problem
            return Row(glance.name, f"{glance.name}: {words}", mark="!", number=number if number < 10 else None)
        kind = self.texts(f"kinds.{glance.kind}.name") if glance.kind else self.texts("ui.start.no-kind")
        if glance.kind and self.texts.find(f"kinds.{glance.kind}.name") is None:
            kind = glance.kind
        when = show_when(glance.day, glance.start, self.texts) or self.texts("ui.start.no-date")
        who = glance.child or self.texts("ui.start.no-child")
        far = self.texts("ui.start.how-far", n=glance.steps_begun, total=len(STEPS))
        return Row(glance.name, f"{who} · {kind} · {when} · {far}", number=number if number < 10 else None, mark=" ")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copy, rename and delete need a prep under the cursor; undo and agreements that there is something."""
        if action == "wish" and parameters[0] in _ON_A_PREP:
            row = self._choices.row
            return row is not None and row.key not in (NEW, DUE)
        if action == "wish" and parameters[0] == "agreements":
            return self._looks_back
        return self._undoable if action == "wish" and parameters[0] == "undo" else True

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        wishes: dict[str, PrepWanted] = {NEW: PrepWanted("new"), DUE: PrepWanted("agreements")}
        self.post_message(wishes.get(event.key) or PrepWanted("open", event.key))

    def action_enter(self) -> None:
        """Open the prep under the cursor."""
        self._choices.action_pick()

    def action_wish(self, wish: Wish) -> None:
        """Ask the app to do it, with the prep under the cursor."""
        row = self._choices.row
        self.post_message(PrepWanted(wish, row.key if row and row.key not in (NEW, DUE) else ""))

    def action_tell_quit(self) -> None:
        """Escape does not leave the program by accident; it says how to."""
        self.say(self.texts("ui.start.how-to-quit"))
