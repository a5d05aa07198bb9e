"""A copy that a sync tool left: shown beside its prep with what differs, and put together or kept apart by one key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gespreksklaar.content.prep.list_order import copies
from gespreksklaar.content.store import prep_toml
from gespreksklaar.tui.cli.command_line import main
from tests.pressing import at_rest, press_each
from tests.tui.walk import FULL_PREP, make_app, running, screen_text

COPY = "sam.sync-conflict-20261203-154000-ABCDEFG"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prep = prep_toml.load(FULL_PREP).prep
    prep_toml.save(tmp_path / "sam.toml", prep)
    prep = prep.edited("going.place", "de gang").edited("talk.went", "goed")
    prep_toml.save(tmp_path / f"{COPY}.toml", prep)
    return tmp_path


def said(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


async def test_it_stands_below_its_prep_and_one_key_puts_them_together(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        rows = [row.key for row in app.screen.query_one("SearchList").rows]  # type: ignore[attr-defined]
        assert rows[-2:] == ["sam", COPY]
        assert f"Nog een van dit gesprek: {COPY} · anders: Gaan, Gesprek" in said(screen_text(app))
        await press_each(app, "end", "enter")
        await at_rest(app)
        assert "Waar ze verschillen, telt sam." in said(screen_text(app))
        await press_each(app, "2")
        await at_rest(app)
        assert f"Samengevoegd. {COPY} ligt in de prullenbak." in said(screen_text(app))
        [left] = app.library.list()
        prep = app.library.open("sam").prep
        assert (left.name, prep.going.place, prep.talk.went) == ("sam", "de gang", "goed")
        await press_each(app, "<")
        await at_rest(app)
        assert {prep.name for prep in app.library.list()} == {"sam", COPY}


async def test_kept_apart_it_is_a_row_of_its_own(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        await press_each(app, "end", "enter", "3")
        await at_rest(app)
        assert "is nu een gesprek apart" in said(screen_text(app))
        assert "Nog een van dit gesprek" not in said(screen_text(app))
        assert copies(app.library.list()) == {}


@pytest.mark.parametrize("keys", [("escape",), ("4",)])
async def test_leaving_the_question_or_only_looking_changes_nothing(keys: tuple[str, ...], folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.glob("*.toml")}
    app = make_app(folder)
    async with running(app):
        await press_each(app, "end", "enter", *keys)
        await at_rest(app)
        assert bool(app.session) == (keys == ("4",))
    assert {file.name: file.read_bytes() for file in folder.glob("*.toml")} == before


async def test_where_nothing_differs_there_is_nothing_to_choose_between(folder: Path) -> None:
    before = (folder / "sam.toml").read_bytes()
    (folder / f"{COPY}.toml").write_bytes(before)
    app = make_app(folder)
    async with running(app):
        assert f"{COPY} · hetzelfde" in said(screen_text(app))
        await press_each(app, "end", "enter")
        await at_rest(app)
        assert "telt" not in said(screen_text(app))
        await press_each(app, "1")
        await at_rest(app)
        assert [prep.name for prep in app.library.list()] == ["sam"]
        assert (folder / "sam.toml").read_bytes() == before


def test_the_list_of_the_command_line_says_so_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ["--data", str(folder), "--config", str(folder / "none"), "--lang", "nl"]
    assert main([*common, "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("sam  Sam")
    assert second.endswith("(nog een van sam, anders: Gaan, Gesprek)")
    assert main([*common, "list", "--json"]) == 0
    assert [row["copy_of"] for row in json.loads(capsys.readouterr().out)] == [None, "sam"]


async def test_a_copy_of_which_the_prep_is_gone_by_then_only_opens(folder: Path) -> None:
    app = make_app(folder)
    async with running(app):
        (folder / "sam.toml").unlink()
        await press_each(app, "end", "enter")
        await at_rest(app)
        assert app.session
        assert app.session.name == COPY


async def test_the_eye_is_on_the_one_that_was_changed_last_and_it_says_so(folder: Path) -> None:
    def eye() -> str:
        (line,) = (line for line in screen_text(app).splitlines() if "▶" in line)
        return line

    for newest, other in (("sam", COPY), (COPY, "sam")):
        os.utime(folder / f"{other}.toml", (10**9, 10**9))
        os.utime(folder / f"{newest}.toml", (2 * 10**9, 2 * 10**9))
        app = make_app(folder)
        async with running(app):
            assert ("Nog een" in eye()) == (newest == COPY)
            assert said(screen_text(app)).count("het laatst veranderd") == 1
            # The one that was open is not the newest: somebody mended the other.
            app.open_prep(other)
            await at_rest(app)
            app.show("start")
            await at_rest(app)
            assert ("Nog een" in eye()) == (newest == COPY)


async def test_what_is_removed_is_named_as_its_row_says_it(tmp_path: Path) -> None:
    prep_toml.save(tmp_path / "een-naam-van-een-bestand.toml", prep_toml.load(FULL_PREP).prep)
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "end", ".")
        assert "Weggehaald: Sam · Voortgangsgesprek" in said(screen_text(app))
        assert "bestand" not in screen_text(app).partition("Weggehaald")[2].partition("F6")[0]
