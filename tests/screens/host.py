"""A step screen in a small app that applies changes as the program does, and records them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from textual.app import App

from gespreksklaar import tui
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.places import make_screen
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.messages import GoTo, UndoWanted
from gespreksklaar.tui.terminal.theme_names import DEFAULT
from gespreksklaar.tui.terminal.themes import THEMES
from tests.pressing import at_rest, press


def prep_with(path: str = "", value: object = None) -> Prep:
    """An empty prep, or one in which this field is filled in."""
    return Prep().edited(path, value) if path else Prep()


class Edit(NamedTuple):
    """A change that a field made."""

    path: str
    value: object
    undoable: bool


class Host(App[None], inherit_bindings=False):
    """One field of one step, with the focus in it."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")

    is_read_only = False
    """As in `LivePrep`."""

    def __init__(self, path: str, value: object = None, *, language: str = "nl", place: str = "") -> None:
        """`place` is the screen that shows the field, if not its own step."""
        super().__init__()
        self.place = place
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT
        self.path = path
        self.prep = prep_with() if value is None else prep_with(path, value)
        self.texts = Texts(language)
        self.edits: list[Edit] = []
        self.went: list[str] = []

    def on_mount(self) -> None:
        self.show()

    async def type(self, *keys: str) -> None:
        """Press these keys, and wait until their effect is complete and painted."""
        await press(self, *keys)
        await at_rest(self)

    def show(self) -> None:
        """Show a new screen of the step, as when the user comes back to it."""
        screen = make_screen(self.place or self.path.partition(".")[0], self, self.texts, self.path)
        if isinstance(self.screen, PrepScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    async def open(self, path: str, value: object = None) -> None:
        """Show another prep, with the focus in this field: faster than another app."""
        self.path = path
        self.prep = prep_with() if value is None else prep_with(path, value)
        self.edits.clear()
        self.went.clear()
        await self.come_back()

    async def come_back(self) -> None:
        """Leave the step and come back to it."""
        await press(self)
        self.show()
        await at_rest(self)

    @property
    def value(self) -> object:
        """The field's value in the prep."""
        return self.prep.get(self.path)

    @property
    def step(self) -> PrepScreen:
        """The screen of the step, also below a dialog."""
        return next(s for s in self.screen_stack if isinstance(s, PrepScreen))

    @property
    def field(self) -> StepField:
        """The widget of the field."""
        return next(field for field in self.step.query(StepField) if field.field.path == self.path)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """As `LivePrep`."""
        try:
            self.prep = self.prep.edited(path, value)
        except ValidationError:
            self.step.show_message(self.texts("problems.does-not-fit"))
            return False
        self.edits.append(Edit(path, value, undoable))
        return True

    def on_undo_wanted(self, event: UndoWanted) -> None:
        self.went.append("undo")

    def on_go_to(self, event: GoTo) -> None:
        self.went.append(event.step)

    @property
    def seen(self) -> str:
        """The text on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())
