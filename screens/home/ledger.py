"""The agreements of all children: what is open first, what became of the rest, and how the talks went on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.agreements.carry_over import carried
from gespreksklaar.content.agreements.ledger import LedgerLine, by_child
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.fields.outcome import OPEN, AgreementList, became, became_menu, then_told
from gespreksklaar.screens.pages.sheet_pages import SheetPages
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import GoTo
from gespreksklaar.screens.widgets.option_list import Choices
from gespreksklaar.screens.widgets.scroller import Scroller

Tell = Callable[[LedgerLine, AgreementState], str]
"""Writes what became of an agreement; gives what to say about that."""


_LONGEST_NAME = all_fields()["going.child"].asks.limit
_NO_LINE = "/"
"""Before which child it is, the key of the row of one without agreements."""


class LedgerScreen(TranslatedScreen[None]):
    """A list of agreements below the name of each child. The app hands in how to read, tell and look back.

    `names` are those of all children by which child it is: who has no agreements has a timeline.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "ledger.enter"),
        key("t", "timeline", "ledger.timeline"),
        key("escape", "leave", "screen.leave"),
        key("f1", "help", "screen.help"),
    ]
    hidden_keys = frozenset({"ledger.tell"})

    def __init__(
        self,
        read: Callable[[], Sequence[LedgerLine]],
        tell: Tell,
        look_back: Callable[[str], None],
        texts: Texts,
        *,
        names: Mapping[str, str],
        at: str = "",
    ) -> None:
        super().__init__(texts)
        self._read = read
        self._tell = tell
        self._look_back = look_back
        self._names = names
        self._at = at
        self._lines: list[LedgerLine] = []
        self._headings: list[str] = []
        self._choices = AgreementList()
        self._about = Static(id="start-welcome")

    def compose_picture(self) -> ComposeResult:
        """What this is, and the list."""
        yield Static(Content(self.texts("ledger.title")), id="start-title")
        yield self._about
        with Scroller(id="fields"):
            yield self._choices

    def on_mount(self) -> None:
        """Begin at the child that was asked for, else at the first agreement."""
        if not self._choices.is_attached:
            # Left again before it was there.
            return
        self._choices.focus()
        self.fill()
        self._choices.enter_from(1)
        first = next((n for n, line in enumerate(self._lines) if line.whose == self._at), _NO_LINE + self._at)
        self._choices.go_to(str(first))

    def fill(self) -> None:
        """Read all preps and show what they hold; the rows keep their places while the screen is there."""
        found = self._read()
        if self._lines:
            known = {line.id or _place(line): line for line in found} | {_place(line): line for line in found}
            self._lines = [known.get(line.id) or known.get(_place(line)) or line for line in self._lines]
        else:
            of_each = by_child(found)
            order = [*self._names, *(child for child in of_each if child not in self._names)]
            self._lines = [line for child in order for line in of_each.get(child, [])]
            self._headings = [self._heading(line) for line in self._lines]
        self._about.update(Content(self.texts("ledger.about" if self._lines or self._names else "ledger.none")))
        self._choices.rows = tuple(self._rows())
        self.refresh_bindings()

    def _rows(self) -> Iterator[Row]:
        above = ""
        for number, (line, heading) in enumerate(zip(self._lines, self._headings, strict=True)):
            if f"{line.whose} {heading}" != above:
                above = f"{line.whose} {heading}"
                yield Row("", heading, heading=True)
            state = "due" if line.is_due(date.today()) else line.state or OPEN
            tag = self.texts(f"ledger.states.{state}")
            yield Row(str(number), self._words(line), tag=tag, number=number + 1 if number < 9 else None)
        for child, name in self._names.items():
            if all(line.whose != child for line in self._lines):
                yield Row("", name, heading=True)
                yield Row(_NO_LINE + child, self.texts("ledger.no-agreements"))

    def _heading(self, line: LedgerLine) -> str:
        name = line.child or self.texts("ledger.no-name")
        return name if line.is_open else self.texts("ledger.over", child=name)

    def _words(self, line: LedgerLine) -> str:
        # The list is made of files that nobody checked.
        prep = Prep().edited("going.child", line.child[:_LONGEST_NAME])
        words = became(line.id, carried(line), prep, self.texts)
        return f"{words} · {self.texts(f'sheet.marks.{line.mark}')}" if line.mark else words

    @property
    def _line(self) -> LedgerLine | None:
        row = self._choices.row
        return self._lines[int(row.key)] if row and row.key.isdecimal() else None

    @property
    def _child(self) -> str:
        """Which child the row under the cursor is about."""
        row = self._choices.row
        return self._line.whose if self._line else row.key.removeprefix(_NO_LINE) if row else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an agreement there is nothing to tell, and without a child nothing to look back on."""
        return {"enter": self._line is not None, "timeline": bool(self._child)}.get(action, True)

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        line = self._line
        if line is None:
            return

        def tell(state: AgreementState) -> None:
            words = self._tell(line, state)
            self.fill()
            self.say(words)

        self.app.push_screen(became_menu(self._words(line), line.state, self.texts), then_told(tell))

    def action_enter(self) -> None:
        """Ask what became of the agreement under the cursor."""
        self._choices.action_pick()

    def action_timeline(self) -> None:
        """Show the talks about this child."""
        if self._child:
            self._look_back(self._child)

    def action_help(self) -> None:
        """Explain this screen."""
        self.app.push_screen(Page(self.texts("ledger.title"), self.texts("ledger.help").strip(), self.texts))

    def action_leave(self) -> None:
        """Back to all preps."""
        self.post_message(GoTo("start"))


def _place(line: LedgerLine) -> str:
    """Where the newest prep that holds it does so: as no identity is written."""
    return f"{line.newest.prep.name}/{line.newest.held.path}/{line.newest.held.key}"


class TimelinePages(SheetPages):
    """The talks about a child, page by page; one key takes the sheet for a new school along."""

    BINDINGS: ClassVar[list[BindingType]] = [key("s", "take", "ledger.take")]

    def action_take(self) -> None:
        """Leave with the wish to take it along."""
        self.dismiss(True)
