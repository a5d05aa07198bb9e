"""A screen of one prep, with title bar and sidebar: a step, review, or the talk itself."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.guidance.wording import child_name
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import PLACES, STEPS, TALKING
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.steps.sidebar import Sidebar
from gespreksklaar.screens.steps.title_bar import TitleBar
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import GoTo, Said
from gespreksklaar.screens.widgets.scroller import Scroller


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

    def compose_picture(self) -> ComposeResult:
        """The frame around the body."""
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.sidebar
            with self.fields_scroll:
                yield Static(Content(self._title()), id="step-title")
                yield Static(Content(self.step_text("why")), id="why")
                yield from self.compose_body()

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
        self.post_message(GoTo("review" if self.step in TALKING else "start"))

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
