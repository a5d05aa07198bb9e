"""A folder of thousands: the list comes while it is read, keys work meanwhile, and nobody reads more than it needs."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from gespreksklaar.content.files import reading
from gespreksklaar.content.form.places.start_list import MORE, NEW, SHOWN
from gespreksklaar.content.store.journal_lines import as_line
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home import start
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.tui.cli.command_line import main
from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press_each
from tests.tui.walk import FULL_PREP, make_app, running, screen_text

READING = "Even kijken welke gesprekken er zijn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Preps of which the first has the newest day, and the last was changed last."""
    text = FULL_PREP.read_text()
    for number in range(SHOWN + 30):
        file = tmp_path / f"p{number:03}.toml"
        file.write_text(text.replace("2026-12-03", f"{2999 - number}-12-03"))
        os.utime(file, (1_000_000 + number, 1_000_000 + number))
    return tmp_path


def keys_of(app: GuideApp) -> list[str]:
    assert isinstance(app.screen, StartScreen)
    return [row.key for row in app.screen._choices.rows if row.key.startswith(("p", "/more", "/new"))]


def at(app: GuideApp) -> str:
    assert isinstance(app.screen, StartScreen)
    return app.screen._key


async def until_read(app: GuideApp) -> None:
    async with asyncio.timeout(20):
        while READING in screen_text(app):
            await asyncio.sleep(0.01)
            await at_rest(app)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No time to read more than five preps at once."""
    for name, value in (("_A_WHILE", 0), ("_AT_LEAST", 5), ("_PAUSE", 3600.0)):
        monkeypatch.setattr(start, name, value)
    return monkeypatch


async def test_it_says_that_it_reads_and_keys_work_meanwhile(folder: Path, slow: pytest.MonkeyPatch) -> None:
    app = make_app(folder)
    async with running(app):
        assert READING in screen_text(app)
        # Last changed first, and no numbers: the order is not final.
        assert keys_of(app) == [NEW, "p129", "p128", "p127", "p126", "p125"]
        assert isinstance(app.screen, StartScreen)
        assert [row.number for row in app.screen._choices.rows] == [1, 2, None, None, None, None, None]
        assert at(app) == "p129"
        await press_each(app, "down", "enter")
        await at_rest(app)
        assert app.session
        assert app.session.name == "p128"


async def test_then_the_newest_talk_is_first_and_the_cursor_stays_where_the_eye_is(
    folder: Path, slow: pytest.MonkeyPatch
) -> None:
    slow.setattr(start, "_PAUSE", 0.01)
    app = make_app(folder)
    async with running(app):
        await until_read(app)
        shown = [f"p{number:03}" for number in range(SHOWN)]
        assert keys_of(app) == [NEW, *shown, MORE]
        # Nobody moved to p129, which is far down.
        assert at(app) == "p000"
    app = make_app(folder)
    slow.setattr(start, "_PAUSE", 0.2)
    async with running(app):
        await press_each(app, "down")
        assert READING in screen_text(app)
        await until_read(app)
        assert at(app) == "p128"
        assert len(keys_of(app)) == 1 + 129 + 1


async def test_the_row_for_more_shows_more(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        await until_read(app)
        await press_each(app, "end")
        assert at(app) == MORE
        assert "Nog 30 gesprekken laten zien" in screen_text(app)
        await press_each(app, ".", "=", "enter")
        assert len(keys_of(app)) == 1 + SHOWN + 30
        assert at(app) == f"p{SHOWN - 1:03}"


def test_a_named_prep_reads_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = []
    real = os.open

    def noted(path: object, *args: object, **kwargs: object) -> int:
        opened.append(Path(str(path)).name)
        return real(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(reading.os, "open", noted)
    for name in ("p007", "p007.toml"):
        opened.clear()
        assert main(["--data", str(folder), "--config", str(folder / "c"), "sheet", name]) == 0
        assert {each for each in opened if each.endswith(".toml")} == {"p007.toml"}
    opened.clear()
    with pytest.raises(Problem, match="no-such-prep-near"):
        Library(folder).find("p7")
    assert [each for each in opened if each.endswith(".toml")] == []


async def test_the_start_reads_the_names_twice_however_much_was_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        # As of a prep with a long name, which has to be looked for among all.
        journal = folder / f".weg-{number:08x}.journal"
        journal.write_bytes(as_line({}))
        os.utime(journal, (1, 1))
    scanned = []
    real = os.scandir

    def noted(handle: int) -> object:
        scanned.append(os.fstat(handle).st_ino)
        return real(handle)

    monkeypatch.setattr(reading.os, "scandir", noted)
    async with running(make_app(folder)):
        assert scanned.count(folder.stat().st_ino) == 2


async def test_a_list_that_is_read_anew_meanwhile_has_each_prep_once(folder: Path, slow: pytest.MonkeyPatch) -> None:
    slow.setattr(start, "_PAUSE", 0.01)
    app = make_app(folder)
    async with running(app):
        assert isinstance(app.screen, StartScreen)
        app.screen.fill()
        await until_read(app)
        names = [prep.name for prep in app.screen._found]
        assert len(names) == len(set(names)) == SHOWN + 30
