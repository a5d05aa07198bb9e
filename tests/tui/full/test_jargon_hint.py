"""A word of school in what the parent types: one quiet offer, F5 opens at that word, ordinary words pass."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import Static

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.screens.home.jargon import WordsOfSchool
from gespreksklaar.screens.widgets.dialogs import Prompt
from gespreksklaar.screens.widgets.messages import Edited
from gespreksklaar.tui.full import jargon_hint
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.full.jargon_hint import JargonHint
from tests.pressing import at_rest, press, press_each
from tests.tui.take.test_take_along import shown
from tests.tui.walk import make_app, running, screen_text

OFFER = "F5: wat betekent"


@asynccontextmanager
async def writing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[GuideApp]:
    """The app at what is on the parent's mind, of a new prep; a word is whole at once."""
    monkeypatch.setattr(jargon_hint, "PAUSE", 0.01)
    app = make_app(folder)
    async with running(app):
        app.begin_prep(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        yield app


async def write(app: GuideApp, words: str) -> str:
    """Type these words, and wait until the coach has looked at them; gives the screen."""
    await press(app, *("space" if sign == " " else sign for sign in words))
    return await looked(app)


async def looked(app: GuideApp) -> str:
    """Wait until the coach has looked at what was written; gives the screen."""
    async with asyncio.timeout(10):
        while app.jargon_hint._waiting is not None:
            await asyncio.sleep(0.01)
    await at_rest(app)
    return screen_text(app)


async def test_a_word_of_school_is_offered_once_and_explained_by_f5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path, monkeypatch) as app:
        assert OFFER not in await write(app, "Hij leest graag en speelt buiten ")
        assert f"{OFFER} OPP?" in await write(app, "met een OPP erbij ")
        assert app.focused is not None
        await press(app, "f5")
        await shown(app, "OPP (ontwikkelingsperspectief)")
        await shown(app, "▶ [ ] OPP")
        # On the sheet, and back in the same field at the same place.
        await press(app, "space")
        await press(app, "escape")
        await at_rest(app)
        assert app.session is not None
        assert list(app.session.prep.words) == ["opp"]
        async with asyncio.timeout(10):
            while OFFER in screen_text(app):
                await at_rest(app)
        # Looked at is known: the same word is not offered again, another is.
        assert OFFER not in await write(app, "en nog eens het OPP ")
        assert f"{OFFER} TLV?" in await write(app, "of een TLV ")
        assert app.session.prep.ask.mind.endswith("het OPP of een TLV ")


async def test_the_offer_goes_with_its_word_and_names_are_no_words_of_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path, monkeypatch) as app:
        assert f"{OFFER} MDO?" in await write(app, "MDO")
        await press(app, "backspace")
        assert OFFER not in await write(app, "a")
        await press(app, "f5")
        await at_rest(app)
        assert isinstance(app.screen, WordsOfSchool)
        assert "Typ een woord" in screen_text(app)
        await press(app, "escape")
        app.show("going", "going.child")
        await at_rest(app)
        assert OFFER not in await write(app, "OPP")
        assert app.session is not None
        assert app.session.prep.going.child == "OPP"


@pytest.mark.parametrize("keys", [("f1",), ("f2",), ("f2", "8", "1")], ids=["page", "menu", "languages"])
async def test_f5_opens_over_a_dialog_too_and_comes_back_to_it(tmp_path: Path, keys: tuple[str, ...]) -> None:
    app = make_app(tmp_path)
    async with running(app):
        app.begin_prep(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        await press(app, *keys)
        await at_rest(app)
        dialog, there = app.screen, screen_text(app)
        await press(app, "f5")
        await shown(app, "Typ een woord")
        await press(app, "o", "p", "p")
        await shown(app, "OPP (ontwikkelingsperspectief)")
        await press(app, "escape")
        await at_rest(app)
        assert app.screen is dialog
        assert screen_text(app) == there


async def test_f5_while_a_line_is_asked_leaves_what_was_typed(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await app.push_screen(Prompt("Hoe heet het?", app.texts))
        await press(app, "a", "b", "f5")
        await shown(app, "Typ een woord")
        await press(app, "escape")
        await at_rest(app)
        await press(app, "c")
        await at_rest(app)
        assert "abc" in screen_text(app)


async def test_f5_on_the_first_screen_and_at_review(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press(app, "f5")
        await shown(app, "Typ een woord")
        assert "[ ]" not in screen_text(app), "there is no sheet to put one on"
        await press(app, "f5")
        app.begin_prep(Prep())
        app.show("review")
        await at_rest(app)
        await press(app, "f5")
        await shown(app, "[ ]")
        # What is put on the sheet stands on it as soon as the words are closed.
        await press_each(app, "escape", "/", "1", "f5", *"opp", "down", "space", "escape")
        assert "OPP" in plain_sheet(app)
        await press_each(app, "f5", *"opp", "down", "space", "escape")
        assert "OPP" not in plain_sheet(app)


def plain_sheet(app: GuideApp) -> str:
    """The sheet on the review screen, also below the window."""
    return app.screen.query_one("#sheet", Static).content.plain


async def test_a_word_noted_after_the_talk_is_offered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with writing(tmp_path, monkeypatch) as app:
        app.begin_prep(Prep.model_validate({"ask": {"questions": {"friends": {}, "effort": {}}}}))
        app.show("after", "talk.noted")
        await at_rest(app)
        assert f"{OFFER} TLV?" in await write(app, "er komt een TLV ")


async def test_no_word_of_another_field_is_offered_where_the_parent_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path, monkeypatch) as app:
        written = Edited("ask.mind")
        app.session.edit("ask.mind", "hij heeft een OPP")
        app.show("tell")
        await at_rest(app)
        app.jargon_hint.look(written)
        assert OFFER not in await looked(app)
        app.show("ask", "ask.mind")
        await at_rest(app)
        app.jargon_hint.look(written)
        assert f"{OFFER} OPP?" in await looked(app)


def test_a_word_is_looked_at_only_once_the_parent_has_paused(monkeypatch: pytest.MonkeyPatch) -> None:
    now, timers, looked = [0.0], list[float](), list[str]()
    app = SimpleNamespace(set_timer=lambda seconds, _: timers.append(seconds) or object())
    monkeypatch.setattr(jargon_hint, "monotonic", lambda: now[0])
    hint = JargonHint(app)  # type: ignore[arg-type]
    monkeypatch.setattr(hint, "_look_at", looked.append)
    hint.look(Edited("child.report", False))
    now[0] = 0.5
    hint.look(Edited("child.report", False))
    now[0] = 0.8
    hint._paused()
    assert (timers, looked) == ([0.8, pytest.approx(0.5)], [])
    now[0] = 1.3
    hint._paused()
    assert looked == ["child.report"]
