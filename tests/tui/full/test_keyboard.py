"""The rule of the keyboard in the whole program: a search where nothing is written, and a number pad alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import CLOSE, PLACES, STEPS
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.talk.items import talk_items
from gespreksklaar.content.words.texts import languages
from gespreksklaar.screens.steps.review import ReviewScreen
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.search_list import SearchList
from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press, press_each, type_text
from tests.terminal import Terminal
from tests.tui.full.test_story import start
from tests.tui.walk import FULL_PREP, make_app, number_of, running, screen_text

SENTENCE = "Zebravos vindt 3 sommen moeilijk"


async def go_to(app: GuideApp, place: str) -> None:
    if place != "start":
        await press_each(app, "3")
    if place == "review":
        app.show("review")
        await at_rest(app)
    elif place == "menu":
        await press_each(app, "f2")
    elif place == "readers":
        app.show("review")
        await press_each(app, "/")
    elif place == "agreements":
        await press_each(app, "f3", "escape")
        app.show("start")
        await press_each(app, "/")


def folder_of(tmp_path: Path) -> Path:
    (tmp_path / "sam.toml").write_text(FULL_PREP.read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.mark.parametrize("place", ["start", "review", "menu", "readers", "agreements"])
async def test_a_sentence_searches_chooses_nothing_and_escape_shows_all_again(place: str, tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        await go_to(app, place)
        screen, before = app.screen, screen_text(app)
        prep = app.session.prep if app.session else None
        await type_text(app, SENTENCE)
        assert app.screen is screen
        assert f"Zoeken: {SENTENCE}" in screen_text(app)
        assert "Niets gevonden" in screen_text(app)
        assert "esc alles tonen" in screen_text(app)
        await press_each(app, "enter", "space")
        assert app.screen is screen
        await press_each(app, "escape")
        assert app.screen is screen, "escape takes the search away, and no more"
        assert screen_text(app).replace("▶", " ") == before.replace("▶", " ")
        assert (app.session.prep if app.session else None) == prep


async def test_a_search_narrows_the_rows_without_capitals_or_accents_and_enter_chooses(tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        await press_each(app, *"SÁM")
        list_ = app.focused
        assert isinstance(list_, SearchList)
        assert [row.key for row in list_.rows] == ["sam"]
        assert list_.rows[0].number is None, "a digit is a part of the search"
        await press_each(app, "backspace", "backspace", "backspace")
        assert len(list_.rows) > 1
        await press_each(app, *"sam", "enter")
        assert app.session is not None
        await press_each(app, "f2", *"kleuren", "enter")
        assert "Welke kleuren" in screen_text(app)


PAD = {*"0123456789*/+-.", "enter", "up", "down", "home", "end", "insert"}
"""What a number pad sends, with its arrows on or off."""


async def test_a_whole_prep_its_sheet_and_the_talk_with_a_number_pad_alone(tmp_path: Path) -> None:
    app = make_app(tmp_path, first_run_done=False)

    async def pad(*keys: str) -> None:
        assert set(keys) <= PAD
        await press_each(app, *keys)

    async def on_to_a_list() -> None:
        for _ in range(9):
            if app.screen.query_one("StepField.-unfolded").query("PickList"):
                return
            await pad("enter")
        raise AssertionError(screen_text(app))

    async with running(app):
        assert isinstance(app.screen, Page)
        await pad("enter", "1")
        for number in range(1, 6):
            assert f"Stap {number} van 5" in screen_text(app)
            await on_to_a_list()
            await pad("1")
            if number == 3:
                await pad("2", "home", "*")
            await pad("0", "enter") if number != 3 else await pad("0")
        assert isinstance(app.screen, ReviewScreen)
        assert app.session is not None
        prep = app.session.prep
        assert prep.going.kind
        assert prep.child.likes
        assert [item.top for item in prep.ask.questions.values()] == [True, False]
        assert prep.tell.tells
        await pad("0")
        assert "Hoe wilt u het blad meenemen?" in screen_text(app)
        await pad(number_of("Bewaren in een bestand", screen_text(app)), "enter", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert list(tmp_path.glob("**/*.txt")), "a sheet in hand"
        await pad("*")
        assert "minuut" in screen_text(app)
        for _ in range(9):
            if "De laatste minuten" in screen_text(app):
                break
            await pad("2", "enter")
        assert "De laatste minuten" in screen_text(app)
        await on_to_a_list()
        await pad("1", "0", "enter")
        assert "Wat hebt u gehoord?" in screen_text(app)


async def test_a_row_of_review_that_asks_for_a_key_leads_to_where_that_key_works(tmp_path: Path) -> None:
    prep = Prep.model_validate({"ask": {"questions": {f"own-{n}": {"text": f"Vraag {n}"} for n in range(1, 6)}}})
    prep_toml.save(tmp_path / "sam.toml", prep)
    app = make_app(tmp_path)
    async with running(app):
        app.open_prep("sam")
        app.show("review")
        await at_rest(app)
        await press_each(app, "2", "4")
        assert "▶ [x]   Vraag 1" in screen_text(app)
        assert "Met * zet u een vraag bovenaan." in screen_text(app)
        await press_each(app, "*")
        assert "Met * zet" not in screen_text(app), "told until the next key"
        await press_each(app, "down", "*")
        assert app.session is not None
        assert [item.top for item in app.session.prep.ask.questions.values()] == [True, True, False, False, False]


async def test_words_about_a_key_stay_until_the_next_and_come_along_to_no_other_screen(tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        app.open_prep("sam")
        await at_rest(app)
        app.show("going")
        await at_rest(app)
        before = screen_text(app)
        for key, words in (("f9", "F9 doet hier niets"), ("ctrl+g", "Druk nu op een cijfer")):
            await press_each(app, key)
            assert words in screen_text(app)
            await press_each(app, "f1", "escape")
            assert screen_text(app) == before
            await press(app, key, "f4")
            await at_rest(app)
            assert "Stap 2 van 5" in screen_text(app)
            assert words not in screen_text(app)
            await press_each(app, "f3")


async def test_f10_stops_everywhere(tmp_path: Path) -> None:
    for place in ("start", *STEPS, "review", "talk"):
        app = make_app(folder_of(tmp_path))
        async with running(app):
            app.open_prep("sam")
            app.show(place)
            await at_rest(app)
            await press(app, "f10")
            assert app._exit, place


def first_list(step: str) -> int:
    """How many fields come before the first with a list, where `0` goes on."""
    return next(n for n, field in enumerate(fields_at(step)) if field.asks.bank or field.asks.kind == "agreements")


@pytest.mark.parametrize("own", ["", "Leest graag voor"], ids=["a number pad", "no function keys"])
def test_on_a_bare_console_no_other_keys_are_needed(own: str, tmp_path: Path) -> None:
    """From the welcome to a sheet in hand and the talk after it; with `own` words, typed where the eye is on a row."""

    def press(*keys: str) -> None:
        for key in keys:
            assert own or key in PAD
            before, end = screen.text, time.monotonic() + 20
            screen.press(key)
            while screen.text == before:
                assert time.monotonic() < end, f"{key} does nothing:\n{before}"
                screen.read(0.2)
            screen.settle()

    with start(tmp_path, "nl", "linux console") as screen:
        screen.wait("Welkom bij Gespreksklaar")
        press("enter")
        screen.wait("Een nieuw gesprek", gone="Welkom")
        press("+")
        for number, step in enumerate(STEPS, 1):
            screen.wait(f"Stap {number} van 5")
            press(*["enter"] * first_list(step), "1")
            if own and number == 2:
                press(own, "enter")
            press("0")
            if not (own and number == 2):
                screen.wait("Druk op enter")
                press("enter")
        screen.wait("Het blad: voor uzelf")
        press("0")
        screen.wait("Hoe wilt u het blad meenemen?")
        press(number_of("Bewaren in een bestand", screen.text), "enter", "enter")
        screen.wait("Het blad: voor uzelf", gone="Hoe wilt u")
        assert list(tmp_path.glob("**/*.txt")), "a sheet in hand"
        press("*")
        screen.wait("minuut")
        (file,) = tmp_path.glob("*.toml")
        assert own in file.read_text("utf-8")
        for _ in talk_items(read_prep(file).prep):
            press(own or "2", "enter")
        screen.wait("De laatste minuten")
        press(*["enter"] * first_list(CLOSE), "0")
        screen.wait("Wat hebt u gehoord?")
        screen.kill()


@pytest.mark.parametrize("language", languages())
async def test_the_help_of_every_place_tells_how_else_to_press_an_f_key(language: str, tmp_path: Path) -> None:
    (tmp_path / "sam.toml").write_bytes(FULL_PREP.read_bytes())
    app = make_app(tmp_path, language=language)
    async with running(app, (160, 60)):
        for place in ("start", *PLACES):
            if place == PLACES[0]:
                app.open_prep("sam")
            if place in PLACES:
                app.show(place)
            await at_rest(app)
            await press_each(app, "f1")
            assert "Ctrl+G" in screen_text(app), place
            await press_each(app, "escape")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80", "40"])
async def test_the_ways_on_back_and_to_an_explanation_are_always_on_the_bar(
    size: tuple[int, int], language: str, tmp_path: Path
) -> None:
    app = make_app(folder_of(tmp_path), language=language)
    async with running(app, size):
        assert " F3 " in screen_text(app).splitlines()[-1], "another language"
        await press_each(app, "3")
        for place in (*STEPS, "review", "talk", "close"):
            app.show(place)
            await at_rest(app)
            following = app.prep_screen.key_words("screen.after") if app.prep_screen else None
            for keys in ((), ("down",), ("1",), ("0",), ("tab",), ("a", "b")):
                if place == "review" and "0" in keys:
                    continue
                if keys == ("0",) and "0,enter" not in screen_text(app):
                    # There it goes on at once.
                    continue
                await press_each(app, *keys)
                bar = f" {screen_text(app).splitlines()[-1]} "
                assert all(f" {key} " in bar for key in ("enter", "esc", "F1", "F2")), (place, keys, bar)
                on = [f" {key} {following} " in bar for key in ("0", "0,enter", "F4", "enter")]
                assert place == "review" or sum(on) == 1, (place, keys, bar)


def test_who_does_not_read_the_language_of_the_welcome_finds_another_from_it(tmp_path: Path) -> None:
    with Terminal(["--data", str(tmp_path), "--config", str(tmp_path / "c"), "--lang", "nl"]) as screen:
        screen.wait("Welkom bij Gespreksklaar", "taal/language")
        screen.press("f3")
        screen.wait("English", gone="Welkom bij")
        screen.press("2")
        screen.wait("Prepare a new meeting")


async def test_each_row_of_the_menu_has_a_number_and_eight_and_nine_show_the_others(tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        await press_each(app, "3", "f2")
        seen: list[str] = []
        for _ in range(9):
            rows = app.screen.query_one(SearchList).rows
            assert all(f"{row.number} {row.text}" in screen_text(app) for row in rows)
            seen += [row.text for row in rows if "keuzes" not in row.text]
            if "8 meer keuzes" not in screen_text(app):
                break
            await press_each(app, "8")
            assert "9 eerdere keuzes" in screen_text(app)
        assert len(seen) == len(list(app.commands())) > 9
        await press_each(app, "9", "1")
        assert "Welke taal wilt u?" in screen_text(app)
        await press_each(app, "escape", "f2", *"stoppen", "escape")
        assert "Stoppen" in screen_text(app), "the page with the row that was found"


async def test_an_f_key_that_does_nothing_here_says_so(tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        await press_each(app, "3")
        app.show(CLOSE)
        await at_rest(app)
        for key in ("f7", "f8", "f9"):
            await press_each(app, key)
            assert f"{key.upper()} doet hier niets." in screen_text(app)
        await press_each(app, "down")
        assert app.prep_screen is not None
        await press_each(app, "home", "f7")
        assert "F7 doet" not in app.prep_screen.said, "it changes the line under the cursor"


async def test_the_start_shows_the_key_of_the_agreements_where_it_works(tmp_path: Path) -> None:
    app = make_app(folder_of(tmp_path))
    async with running(app):
        await at_rest(app)
        assert "/ afspraken" in screen_text(app).splitlines()[-1]
    (tmp_path / "sam.toml").unlink()
    app = make_app(tmp_path)
    async with running(app):
        await at_rest(app)
        assert "/ afspraken" not in screen_text(app)


async def test_the_bar_of_a_window_that_only_reads_has_no_key_that_writes(tmp_path: Path) -> None:
    first, second = make_app(folder_of(tmp_path)), make_app(tmp_path)
    writes = ("spatie", "top 3", "privé", "weg", "hoger", "lager", "wijzig", "terughalen", "ongedaan", "kiezen")

    def shown() -> list[str]:
        bar = screen_text(second).splitlines()[-1]
        assert "verder" in bar
        return [word for word in writes if word in bar]

    async with running(first), running(second, (150, 24)):
        first.open_prep("sam")
        await at_rest(first)
        second.open_prep("sam")
        await at_rest(second)
        for place in (*STEPS, CLOSE):
            second.show(place)
            await at_rest(second)
            for key in ("tab", "home", "tab", "down", "tab"):
                await press_each(second, key)
                assert shown() == [], (place, key)
        first.leave_prep(lambda _: None)
        assert second.session is not None
        second.session.saving.show("free")
        await at_rest(second)
        second.show("ask", "ask.questions")
        await at_rest(second)
        await press_each(second, "tab", "home")
        assert "top 3" in shown(), "what is typed now writes again"
