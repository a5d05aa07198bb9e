"""A screen of one prep, with title bar and sidebar: a step, review, or the talk itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.places.order import place_above, place_beside
from gespreksklaar.content.form.places.place_texts import help_page, place_text, title
from gespreksklaar.content.open_prep.front import READ_ONLY, LivePrep
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import START
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.steps.fields_scroll import FieldsScroll
from gespreksklaar.screens.steps.sidebar import Sidebar
from gespreksklaar.screens.steps.title_bar import TitleBar
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import Edited, GoTo, Said
from gespreksklaar.screens.widgets.option_list import PickList

_WRITING: Final = frozenset(
    (
        *(f"field.{name}" for name in ("top", "change", "remove", "mark", "earlier", "later", "undo")),
        *(f"input.{name}" for name in ("undo", "redo", "new-line")),
        *("choices.pick", "ledger.tell"),
    )
)
"""Names of keys that only change a prep."""


class PrepScreen(TranslatedScreen[None]):
    """A screen of one prep, with title bar and sidebar: a step, or review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f3,ctrl+pageup", "place(-1)", "screen.previous"),
        key("f4,ctrl+pagedown", "place(1)", "screen.after"),
        key("escape", "leave", "screen.leave"),
        key("f1", "help", "screen.help"),
    ]
    step: ClassVar[str]

    lists_first = False
    """Whether a step opens at its first list rather than its first field: for users who choose and type little."""

    talk_follows = True
    """Whether the places after the preparation are offered too: the talk, its close, and just after it."""

    def __init__(self, live: LivePrep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        super().__init__(texts)
        self.live = live
        self._start_field = field
        self.title_bar = TitleBar(live.prep, texts, saving)
        self.sidebar = Sidebar(self.step, live.prep, texts)
        self.fields_scroll = FieldsScroll()

    def compose_picture(self) -> ComposeResult:
        """The title bar and the sidebar around the body."""
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.sidebar
            with self.fields_scroll:
                yield Static(Content(title(self.step, self.prep, self.texts)), id="step-title")
                yield Static(Content(place_text(self.step, "why", self.prep, self.texts)), id="why")
                yield from self.compose_body()

    @property
    def idle_keys(self) -> frozenset[str]:
        """Those that change a prep which another session writes; once that is done, they write it here.

        The first place names no place before it.
        """
        idle = _WRITING if self.title_bar.state == READ_ONLY else frozenset()
        return idle | {"screen.previous"} if self._is_first else idle

    @property
    def _is_first(self) -> bool:
        """Whether the place before this one is where escape leads too."""
        return place_beside(self.step, -1, self._start_field) == START

    @property
    def unpicks(self) -> str:
        """The name of the words for the key that picks, on a row that is picked already."""
        return FormField.unpicks

    def compose_body(self) -> ComposeResult:
        """The widgets of the screen itself. Supplied by the subclass."""
        yield from ()

    @property
    def other_names(self) -> Mapping[str, str]:
        """On a row that is picked, the key that picks takes that back; Enter goes on to the next place after a zero."""
        on_row = self.focused.row if isinstance(self.focused, PickList) else None
        names = {"choices.pick": self.unpicks} if on_row and on_row.is_chosen else {}
        if self.here and self.here.waits_for_enter:
            names |= dict.fromkeys(("screen.enter", "field.choose"), "screen.next")
        elif self.title_bar.state == READ_ONLY:
            names["field.choose"] = "screen.enter"
        return names

    def key_words(self, name: str) -> str | None:
        """What a key does; the one to the next place, or to the one before, names that place."""
        if name not in ("screen.next", "screen.after", "screen.previous"):
            return super().key_words(name)
        direction = -1 if name == "screen.previous" else 1
        place = self.texts(f"ui.keys-to.{place_beside(self.step, direction, self._start_field)}")
        return self.texts(f"ui.keys.{name}", place=place)

    def key_display(self, name: str) -> str | None:
        """Both keys to the next place, where the digit only asks for Enter."""
        asks = name == "screen.next" and self.here and self.here.asks_for_enter
        return self.texts("ui.key-names.zero-enter") if asks else super().key_display(name)

    @property
    def here(self) -> StepField | None:
        """The field with the focus."""
        around = self.focused.ancestors_with_self if self.focused else ()
        return next((widget for widget in around if isinstance(widget, StepField)), None)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Move the focus without Textual's scrolling, which centres: what has the focus shows its own row."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    @property
    def prep(self) -> Prep:
        """The current prep."""
        return self.live.prep

    @on(Edited)
    def _edited(self) -> None:
        self.follow()

    def follow(self) -> None:
        """Update what depends on the prep, apart from the changed field itself. Called after every change."""
        self.title_bar.load(self.prep)
        self.sidebar.load(self.prep)

    def show_prep(self) -> None:
        """Show the prep everywhere, after a change elsewhere or an undo."""
        self.follow()

    @property
    def place(self) -> tuple[str, str]:
        """Where the user is: the id of the place and the path of the field."""
        return self.step, ""

    @property
    def bookmark(self) -> tuple[str, str]:
        """Where to go on after the program was closed: the place, and what to open it at."""
        return self.place

    def action_place(self, direction: int) -> None:
        """Go to the place before (-1) or after (1) this one."""
        self.post_message(GoTo(place_beside(self.step, direction, self._start_field)))

    @on(Said)
    def _said(self, event: Said) -> None:
        event.stop()
        self.show_message(event.words)

    def action_leave(self) -> None:
        """Go one level back."""
        self.post_message(GoTo(place_above(self.step, self._start_field)))

    def action_help(self) -> None:
        """Explain this screen; in a low window, begin with the words it has no room for."""
        page = help_page(self.step, self.prep, self.texts, with_why=self.has_class("-low"))
        self.app.push_screen(Page(*page, self.texts))
