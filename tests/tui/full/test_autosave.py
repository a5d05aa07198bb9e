"""Autosave in the app: what comes from outside, what fails, who writes, and what comes along."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gespreksklaar.content.agreements.carry_over import brought
from gespreksklaar.content.open_prep import saving
from gespreksklaar.content.open_prep.front import SAVED
from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from tests.content.sessions import opened
from tests.pressing import at_rest, press_each
from tests.tui.walk import make_app, running, screen_text


async def test_what_is_typed_while_something_comes_from_outside_is_kept(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        app.begin_prep(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        await press_each(app, "a", "b", "c")
        app.session.save()
        assert app.session is not None
        file = app.library.path(app.session.name)
        area = app.focused
        assert isinstance(area, LongInput)
        prep_toml.save(file, prep_toml.load(file).prep.edited("going.place", "lokaal 12"))
        # The letter is on the screen, and not yet in the prep.
        area.insert("d")
        app.session.save()
        await at_rest(app)
        await press_each(app, "e")
        assert (app.session.prep.going.place, app.session.prep.ask.mind, area.text) == ("lokaal 12", "abcde", "abcde")


async def test_what_could_not_be_saved_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY_AFTER", 0.01)
    app = make_app(tmp_path)
    async with running(app):
        app.begin_prep(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        await press_each(app, "a", "b")
        tries: list[int] = []

        def full_for_three_times(file: PrepFile, prep: Prep, really: Any = PrepFile.save) -> Any:
            tries.append(1)
            if len(tries) <= 3:
                raise Problem("not-written-full")
            return really(file, prep)

        monkeypatch.setattr(PrepFile, "save", full_for_three_times)
        assert not app.session.save()
        assert app.session.saving.state == "full"
        async with asyncio.timeout(10):
            while app.session.saving.state != SAVED:
                await asyncio.sleep(0.01)
        assert len(tries) == 4
        assert app.session is not None
        assert prep_toml.load(app.library.path(app.session.name)).prep.ask.mind == "ab"


@pytest.mark.parametrize(("path", "kept"), [("ask.mind", "van de ander"), ("going.place", "x")])
async def test_the_letter_that_takes_a_prep_over_counts_unless_another_wrote_in_that_field(
    path: str, kept: str, library: Library
) -> None:
    writer = opened(library, Prep().edited("going.child", "Sam"))
    app = make_app(library.folder)
    async with running(app):
        app.session, _ = Session.open(app, library, writer.name)
        writer.close()
        file = library.path(app.session.name)
        prep_toml.save(file, prep_toml.load(file).prep.edited("ask.mind", "van de ander"))
        app.session.edit(path, "x")
        assert app.session is not None
        assert app.session.prep.ask.mind == "van de ander"
        assert app.session.prep.get(path) == kept


async def test_whoever_leaves_a_prep_comes_back_to_the_field_they_left(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        app.begin_prep(Prep().edited("going.child", "Sam"))
        app.show("going")
        await at_rest(app)
        await press_each(app, "enter", "enter")
        screen = app.prep_screen
        assert screen is not None
        left = screen.place
        assert left not in (("going", ""), ("going", "going.kind"))
        assert app.session is not None
        prep_id = app.session.prep.id
        app.show("start")
        await at_rest(app)
        assert app.bookmarks.get(prep_id) == left


async def test_all_preps_are_read_for_what_comes_along_only_when_one_of_them_changed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"own-1": Agreement(text="elke dag lezen", id="a1", made=True)}
    held = Prep().edited("going.child", "Sam").edited("agree.agreements", made)
    name = library.create(held)
    looked: list[int] = []

    def counted(prep: Prep, preps: list[Summary], today: date, really: Any = brought) -> Any:
        looked.append(len(preps))
        return really(prep, preps, today)

    monkeypatch.setattr("gespreksklaar.content.open_prep.bring_along.brought", counted)
    app = make_app(library.folder)
    async with running(app):
        app.begin_prep(Prep().edited("going.child", "Sam"))
        assert app.session.bring_along(), "there is something to ask about"
        for _ in range(3):
            assert not app.session.bring_along()
        assert looked == [1]
        twice = {**made, "own-2": Agreement(text="bellen", id="a2", made=True)}
        prep_toml.save(library.path(name), held.edited("agree.agreements", twice))
        assert app.session.bring_along()
        assert looked == [1, 1]
        assert app.session is not None
        assert list(app.session.prep.before.agreements) == ["a1", "a2"]


@pytest.mark.parametrize("path", ["going.day", "going.start", "going.minutes"])
async def test_a_reader_who_empties_what_was_not_understood_gets_it_back(path: str, library: Library) -> None:
    writer = opened(library, Prep.model_validate({"going": {"child": "Sam"}, "unread": {path: "gauw"}}))
    app = make_app(library.folder)
    async with running(app):
        app.session, _ = Session.open(app, library, writer.name)
        app.show("going", path)
        await at_rest(app)
        await press_each(app, "backspace", "backspace", "backspace", "backspace")
        line = app.focused
        assert isinstance(line, LineInput)
        assert (line.value, app.session and app.session.prep.unread) == ("gauw", {path: "gauw"})
        assert "al open in een ander venster" in screen_text(app)
