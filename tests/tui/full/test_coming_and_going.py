"""How a prep is left and found again: the place, what was cut off, what was removed, and what can't be saved."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from gespreksklaar.content.prep.vocabulary import AFTER, CLOSE, STEPS
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words import typed
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.tui.full import steady_app
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.full.not_saved import _ask_where
from tests.pressing import at_rest, press_each, type_text
from tests.tui.walk import FULL_PREP, make_app, running, screen_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("sam", "bo"):
        (tmp_path / f"{name}.toml").write_text(
            FULL_PREP.read_text().replace('id = "', f'id = "{name}-').replace("2026-12-03", "2026-12-05")
        )
    return tmp_path


def cut_off(folder: Path, name: str, place: str, *, lacks: bool = False) -> None:
    """Leave what a session leaves that was cut off, and where it `lacks`, on a full disk."""
    file = Library(folder).write(name)
    file.record(file.prep.edited("going.place", place), "going.place")
    file.journal.close(keep=True)
    os.utime(folder / f".{name}.journal", (0, 0) if lacks else (1_000_000, 1_000_000))


def row(app: GuideApp) -> str:
    assert isinstance(app.screen, StartScreen)
    return app.screen._key


async def test_a_program_that_is_told_to_end_notes_the_place(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        app.open_prep("sam")
        app.show("going", "going.child")
        await at_rest(app)
        await press_each(app, "tab")
        assert app.session
        assert app.prep_screen
        prep, place = app.session.prep.id, app.prep_screen.place
        assert place not in (("going", ""), ("going", "going.child"))
        app.put_away()
        assert app.bookmarks.get(prep) == place


async def test_what_was_worked_out_of_a_prep_is_forgotten_when_it_is_left(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        app.open_prep("sam")
        for place in (*STEPS, CLOSE, AFTER):
            app.show(place)
            await at_rest(app)
        app.show("agree", "agree.goal.sentence")
        await at_rest(app)
        await press_each(app, "x")
        assert any(kept.cache_info().currsize for kept in typed._KEPT)
        app.show("start")
        await at_rest(app)
        assert [kept for kept in typed._KEPT if kept.cache_info().currsize] == []


async def test_the_start_is_at_the_prep_that_was_cut_off_last_and_says_what_may_be_lost(folder: Path) -> None:
    cut_off(folder, "sam", "de gang")
    cut_off(folder, "bo", "de hal", lacks=True)
    app = make_app(folder)
    async with running(app):
        await at_rest(app)
        assert row(app) == "bo"
        said = app.screen.said  # type: ignore[attr-defined]
        assert said == app.texts("ui.message.recovered-part")
        # Another prep with the name of one that was removed was not cut off.
        await press_each(app, ".")
        (folder / "bo.toml").write_bytes((folder / "sam.toml").read_bytes())
        app.open_prep("bo")
        await at_rest(app)
        assert app.texts("problems.recovered-part") not in screen_text(app)
        assert app.screen.said != app.texts("problems.recovered-part")  # type: ignore[attr-defined]


async def test_what_was_removed_is_brought_back_by_the_next_key(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        there = {prep.name for prep in app.library.list()}
        await press_each(app, "end", ".")
        assert {prep.name for prep in app.library.list()} < there
        await press_each(app, "<")
        assert {prep.name for prep in app.library.list()} == there


async def test_what_can_not_be_saved_goes_elsewhere_and_over_nothing(folder: Path) -> None:
    (folder / "brief.txt").write_text("van een ander")
    app, left = make_app(folder), list[str]()
    async with running(app):
        app.open_prep("sam")
        await at_rest(app)
        _ask_where(app, left.append)
        await at_rest(app)
        await type_text(app, str(folder / "brief.txt"))
        await press_each(app, "enter")
        assert (folder / "brief.txt").read_text() == "van een ander"
        assert left == []
        await press_each(app, *["backspace"] * 3, *"toml", "enter")
        assert left == ["sam"]
        assert prep_toml.load(folder / "brief.toml").prep.going.child == "Sam"


async def test_the_agreements_of_all_open_over_no_prep(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        app.open_prep("sam")
        await at_rest(app)
        here = app.screen
        await app.run_action("choose('agreements')")
        await at_rest(app)
        assert app.screen is here


async def test_a_terminal_that_takes_no_more_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended, gone = list[int](), asyncio.Event()
    monkeypatch.setattr(steady_app, "DEADLINE", 0.05)
    app = make_app(folder)
    async with running(app):
        loop = asyncio.get_running_loop()

        async def never(_: int) -> None:
            await asyncio.Event().wait()

        def by_force(code: int) -> None:
            ended.append(code)
            loop.call_soon_threadsafe(gone.set)

        monkeypatch.setattr(app, "_settle_and_leave", never)
        monkeypatch.setattr(app, "_end_by_force", by_force)
        app.leave_now(143)
        await asyncio.wait_for(gone.wait(), 20)
    assert ended == [143]
