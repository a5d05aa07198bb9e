"""The short way in the program: one number chooses it, one leaves it; no file until something is answered."""

from __future__ import annotations

from pathlib import Path

from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press_each
from tests.tui.walk import make_app, running, screen_text


def paths(app: GuideApp) -> list[str]:
    assert isinstance(app.screen, StepScreen)
    return [field.field.path for field in app.screen.fields]


async def test_by_the_menu_the_rest_is_asked_and_one_stays_where_one_is(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "2")
        assert not list(tmp_path.glob("*.toml"))
        assert paths(app) == ["going.kind", "going.child", "going.day"]
        await press_each(app, "1", "enter", "f2", *"meer", "enter")
        await at_rest(app)
        assert len(paths(app)) > 3
        assert app.prep_screen is not None
        assert app.prep_screen.place == ("going", "going.child")
        await press_each(app, "f2", *"nodigste", "enter")
        await at_rest(app)
        assert paths(app) == ["going.kind", "going.child", "going.day"]
        app.put_away()
    (file,) = tmp_path.glob("*.toml")
    assert "short = true" in file.read_text("utf-8")
    assert read_prep(file).prep.short


async def test_on_review_a_number_asks_the_rest(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "2", "1")
        assert app.session is not None
        app.session.edit("going.child", "Sam")
        app.show("review")
        await at_rest(app)
        more = next(line for line in screen_text(app).splitlines() if "Nog 5 dingen" in line)
        await press_each(app, next(sign for sign in more if sign.isdigit()), *["down"] * 6)
        row = next(line for line in screen_text(app).splitlines() if "Meer vragen" in line)
        await press_each(app, next(sign for sign in row if sign.isdigit()))
        assert app.session is not None
        assert not app.session.prep.short
        assert "Meer vragen" not in screen_text(app)
        app.put_away()


async def test_nobody_is_taken_out_of_a_field_by_emptying_it(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "1")
        app.show("child", "child.dislikes")
        await at_rest(app)
        await press_each(app, "1")
        assert app.session is not None
        app.session.edit("short", True)
        app.show_prep()
        await at_rest(app)
        await press_each(app, "1")
        assert app.prep_screen is not None
        assert app.prep_screen.place == ("child", "child.dislikes")
        app.put_away()
