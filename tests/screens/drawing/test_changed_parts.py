"""Only the widgets in which something changed are drawn, and the picture is that of Textual."""

from __future__ import annotations

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.screens.drawing.changed_parts import ChangedParts
from gespreksklaar.screens.drawing.one_picture import OnePicture
from tests.pressing import at_rest


class Line(Static):
    drawn = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.drawn += 1
        return super().render_lines(crop)


class Lines(OnePicture[None]):
    CSS = """
    Lines { layers: base over; }
    Horizontal { height: 2; }
    Line { width: 1fr; height: 2; }
    #over { layer: over; offset: 6 3; width: 9; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for number in range(20):
                with Horizontal():
                    yield Line(f"links {number}\nen meer")
                    yield Line(f"rechts {number}\nen meer")
        yield Line("erboven", id="over")


class Shown(App[None]):
    def on_mount(self) -> None:
        self.push_screen(Lines())


async def test_what_did_not_change_is_not_asked_for_its_lines() -> None:
    app = Shown()
    async with app.run_test():
        await at_rest(app)
        ours = app.screen._compositor
        ours.render_update(full=True)
        lines = list(app.screen.query(Line))
        for line in lines:
            line.drawn = 0
        ours._dirty_regions.update([lines[0].region, lines[8].region])
        ours.render_update()
        assert [number for number, line in enumerate(lines) if line.drawn] == [0, 8]


@pytest.mark.parametrize(
    "changed",
    [
        [Region(0, 0, 1, 1)],
        [Region(3, 2, 20, 3), Region(50, 9, 4, 1)],
        [Region(0, 3, 80, 1), Region(5, 20, 70, 4)],
        [Region(7, 4, 2, 1), Region(79, 0, 1, 24), Region(0, 23, 1, 1)],
    ],
)
async def test_what_is_drawn_is_what_textual_draws(changed: list[Region], monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shown()
    async with app.run_test():
        await at_rest(app)
        ours = app.screen._compositor
        ours.render_update(full=True)
        ours._dirty_regions.update(changed)
        short = ours.render_partial_update()
        monkeypatch.setattr(ChangedParts, "_render_chops", Compositor._render_chops)
        ours._dirty_regions.update(changed)
        whole = Compositor.render_partial_update(ours)
        assert short
        assert whole
        assert short.render_segments(app.console) == whole.render_segments(app.console)


async def test_a_whole_picture_is_that_of_textual_and_asks_nothing_that_is_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Shown()
    async with app.run_test():
        await at_rest(app)
        asked: list[Widget] = []
        draw = Widget.render_lines

        def noted(self: Widget, crop: Region) -> list[Strip]:
            asked.append(self)
            return draw(self, crop)

        monkeypatch.setattr(Widget, "render_lines", noted)
        ours = app.screen._compositor
        short = ours.render_full_update().render_segments(app.console)
        assert app.screen.query_one("#over") in asked
        assert not [widget for widget in asked if isinstance(widget, Horizontal | VerticalScroll | OnePicture)]
        monkeypatch.setattr(ChangedParts, "_render_chops", Compositor._render_chops)
        assert short == ours.render_full_update().render_segments(app.console)
