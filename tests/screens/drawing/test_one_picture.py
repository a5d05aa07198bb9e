"""One key, one picture: however many parts of a screen a key changes, and however often it is laid out for it."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from gespreksklaar.screens.drawing.one_picture import OnePicture
from tests.pressing import at_rest, press


class Parts(OnePicture[None]):
    """A key here changes one part, then another when it hears of that, then scrolls by where that one came to stand."""

    BINDINGS = [("a", "change", "change")]  # noqa: RUF012 - as Textual declares it

    def compose(self) -> ComposeResult:
        yield Static("een", id="first")
        with VerticalScroll():
            yield Static("kort", id="second")

    def action_change(self) -> None:
        self.query_one("#first", Static).update("twee")
        self.call_later(self._change_another)

    def _change_another(self) -> None:
        self.query_one("#second", Static).update("lang\n" * 60 + "einde")
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_end, animate=False, immediate=True)


class Drawn(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Parts())

    def _display(self, screen: Any, renderable: Any) -> None:
        self.pictures.append(" ".join(str(part.render()) for part in screen.query(Static)))
        super()._display(screen, renderable)


class Left(OnePicture[None]):
    def compose(self) -> ComposeResult:
        yield Input()
        yield Input()


async def test_a_screen_that_is_left_is_not_changed_any_more() -> None:
    app = Drawn()
    async with app.run_test():
        left = Left()
        await app.push_screen(left)
        await at_rest(app)
        first, second = left.query(Input)
        seen: list[object] = []

        def note(there: object) -> None:
            seen.append(there)

        left.watch(left, "focused", note, init=False)
        await first.remove()
        assert seen == [second]
        await app.switch_screen(Parts())
        await at_rest(app)
        assert seen == [second]


async def test_a_key_that_changes_several_parts_brings_one_picture() -> None:
    app = Drawn()
    async with app.run_test():
        await at_rest(app)
        assert isinstance(app.screen, Parts)
        app.pictures.clear()
        await press(app, "a")
        # Not `at_rest`, which draws by itself: here the app's own turns do, as on a terminal.
        while not app.pictures:
            await asyncio.sleep(0)
        await at_rest(app)
        assert len(app.pictures) == 1, app.pictures
        assert app.screen.query_one(VerticalScroll).scroll_y > 0
        assert app.pictures[0].startswith("twee lang")
