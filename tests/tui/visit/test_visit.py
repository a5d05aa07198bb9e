"""A visit as the visitor sees it: the welcome, a helper beside, hiding the screen, nobody there, closing, the staff."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events

from gespreksklaar.content.words.texts import Texts, languages
from gespreksklaar.screens.kiosk.welcome import VisitWanted
from gespreksklaar.tui.kiosk import pin
from gespreksklaar.tui.kiosk.config import KioskConfig
from gespreksklaar.tui.kiosk.protocol import ALIVE, PIN_MISSED, PIN_RIGHT, Briefing
from gespreksklaar.tui.terminal.driver import KeyNotUnderstood
from gespreksklaar.tui.visit import inactivity
from gespreksklaar.tui.visit.app import KioskApp
from tests.pressing import at_rest, press_each
from tests.tui.walk import screen_text

PIN = "2468"


class Clock:
    """In place of the time."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.now_is = datetime(2026, 11, 23, 12, 0)

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.now_is


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(inactivity, "time", clock)
    monkeypatch.setattr(pin, "time", clock)
    monkeypatch.setattr(inactivity, "datetime", clock)
    return clock


class Visit:
    """A running kiosk app, and the supervisor's end of its line."""

    def __init__(self, app: KioskApp, line: socket.socket) -> None:
        self.app = app
        self.line = line

    async def press(self, *keys: str) -> str:
        await press_each(self.app, *keys)
        return await self.text()

    async def text(self) -> str:
        await at_rest(self.app)
        return " ".join(screen_text(self.app).replace("│", " ").split())

    async def look(self) -> str:
        """As once a second."""
        self.app._tick()
        return await self.text()

    def signs(self) -> bytes:
        """What it told the supervisor, but that it is alive: that comes every few seconds."""
        try:
            return self.line.recv(64, socket.MSG_DONTWAIT).replace(ALIVE, b"")
        except BlockingIOError:
            return b""

    @property
    def is_over(self) -> bool:
        return self.app._exit


@asynccontextmanager
async def visit(
    folder: Path, /, *, begin: bool = True, size: tuple[int, int] = (80, 24), **config: Any
) -> AsyncIterator[Visit]:
    briefing = {name: config.pop(name) for name in ("once", "note", "misses", "pin_wait") if name in config}
    ours, theirs = socket.socketpair()
    with ours, theirs:
        app = KioskApp(Briefing(str(folder), KioskConfig(**config), 1, **briefing), theirs)
        async with app.run_test(size=size):
            await at_rest(app)
            here = Visit(app, ours)
            if begin:
                await here.press("1")
            yield here


async def test_the_welcome_says_who_what_and_that_nothing_is_kept(tmp_path: Path) -> None:
    config = {"organisation": "De Schakel", "welcome": {"nl": "Dag!"}, "idle_seconds": 100, "warning_seconds": 30}
    async with visit(tmp_path, begin=False, **config) as here:
        text = await here.text()
        assert text.startswith("De Schakel Dag! ▶ 1 Beginnen 2 Beginnen, alleen het nodigste 3 Beginnen, samen")
        assert "Niets blijft bewaard" in text
        assert "3 minuten geen toets" in text
        text = await here.press("4")
        assert "Welcome. Here you prepare" in text
        assert "4 Nederlands" in text
        assert "Step 1 of 5" in await here.press("1")


async def test_on_a_keyboard_whose_digits_need_shift_the_kiosk_takes_them_without(tmp_path: Path) -> None:
    async with visit(tmp_path, keyboard="azerty", pin=pin.make_hash(PIN)) as here:
        assert here.app.digit_row["é"] == "2"
        assert "pincode" in await here.press("f12")
        for digit, sign in zip(PIN, "é'§!", strict=True):
            here.app.post_message(events.Key(digit, sign))
        await here.press("enter")
        assert here.is_over
    async with visit(tmp_path) as here:
        assert not here.app.digit_row


async def test_on_such_a_keyboard_a_letter_of_the_digit_row_begins_no_search(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False, keyboard="azerty") as here:
        here.app.post_message(events.Key("3", '"'))
        assert "u beslist en u typt" in await here.text()


async def test_on_the_welcome_a_stray_letter_hides_no_choice(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False) as here:
        assert "Beginnen" in await here.press("k", "z")
        assert "Nothing is kept" in await here.press("4")


async def test_what_the_driver_makes_of_keys_is_told(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        assert "1 is F1" in await here.press("ctrl+g")
        here.app.post_message(KeyNotUnderstood())
        assert "Die toets kent dit programma niet" in await here.text()


@pytest.mark.parametrize("config", [{"languages": ("en",)}, {"helper": False}, {"languages": ("en", "nl")}])
async def test_only_what_is_offered_is_on_the_welcome(config: dict[str, Any], tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False, **config) as here:
        text = await here.text()
        assert ("Nederlands" in text) == ("nl" in config.get("languages", ()))
        assert "2 Begin" in text
        assert ("3 Begin" in text) == config.get("helper", True)
        assert ("Welcome" in text) == ("languages" in config)


@pytest.mark.parametrize("language", languages())
async def test_with_a_helper_both_are_told_how_and_each_step_has_a_cue(language: str, tmp_path: Path) -> None:
    nl = language == "nl"
    async with visit(tmp_path, begin=False, languages=(language,)) as here:
        text = await here.press("3")
        assert ("u beslist en u typt" if nl else "you decide and you type") in text
        assert ("Geef geen advies" if nl else "Give no advice") in text
        # It says what it thinks of a line, and what helps in a hard moment.
        assert ("stelt alleen" if nl else "only asks") not in text
        cues = [await here.press(key) for key in (("enter", *"00000") if nl else ("enter",))]
        assert all(("Voor de helper." if nl else "For the helper.") in cue for cue in cues)
    async with visit(tmp_path, languages=(language,)) as here:
        assert "helper" not in (await here.text())


async def test_with_a_helper_the_program_asks_and_gives_no_tips(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False) as here:
        assert "Tips:" not in await here.press("3", "enter", "end")
        assert "Tips:" not in await here.press("f1")
    async with visit(tmp_path) as here:
        assert "Tips:" in await here.press("f1")


@pytest.mark.parametrize("language", languages())
async def test_the_header_does_not_say_that_all_goes_now(language: str, tmp_path: Path) -> None:
    async with visit(tmp_path, languages=(language,)) as here:
        line = screen_text(here.app).splitlines()[0]
        assert line.rstrip().endswith({"nl": "gewist als u klaar bent", "en": "wiped when you are done"}[language])


@pytest.mark.parametrize("language", languages())
def test_no_word_about_a_stick_or_a_printer_names_a_place_that_a_kiosk_has_not(language: str) -> None:
    texts = Texts(language)
    for reason in ("gone", "full", "locked", "broken", "unreadable", "not-ready"):
        words = texts(f"problems.stick-{reason}")
        assert not any(other in words for other in ("plek", "map", "place", "folder")), words


async def test_in_a_low_window_the_cue_for_the_helper_is_in_the_help(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False, size=(40, 12)) as here:
        assert "Voor de helper. Vraag" not in await here.press("3", "enter", "0")
        assert "Voor de helper. Vraag: wat zegt uw kind zelf" in await here.press("f1")


async def test_a_bug_is_told_to_the_next_visitor(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False, note="crashed") as here:
        assert "het lag niet aan u. Alles is gewist." in await here.text()


async def test_done_asks_once_and_no_key_but_yes_wipes(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        for leave in ("f10", "escape"):
            assert "Bent u klaar?" in await here.press(leave, "f10")
            assert "Stap 1 van 5" in await here.press("enter")
            assert not here.is_over
        await here.press("f10", "2")
        assert here.is_over
        assert here.app.return_code == 0


async def test_the_menu_leads_to_steps_and_to_nothing_else(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        text = await here.press("f2")
        assert [f" {n} " in text for n in range(1, 9)] == [True] * 8
        assert not any(word in text for word in ("kleuren", "prullenbak", "versie", "Stoppen", "gesprekken"))
        assert "Hello" not in await here.press("7", "2")
        assert "Step 1 of 5" in await here.text()
        for action in ("choose('theme')", "choose('states')", "choose('bin')", "quit", "suspend_process"):
            await here.app.run_action(action)
        for action in ("command_palette", "screenshot", "change_theme", "simulate_key('ctrl+q')"):
            await here.app.run_action(action)
        assert "Step 1 of 5" in await here.text()
    assert not (tmp_path / "settings").exists()


async def test_any_key_ends_the_warning_and_does_nothing_else(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:
        for key in ("2", "f10", "escape", "ctrl+q", "paste"):
            clock.seconds += 179
            assert "Bent u er nog?" not in await here.look()
            clock.seconds += 1
            assert "gewist over 60 seconden" in await here.look()
            for later, left in ((1, 60), (9, 50), (1, 50), (39, 10), (1, 9)):
                clock.seconds += later
                assert f"gewist over {left} seconden" in await here.look()
            clock.seconds += 8
            assert "gewist over 1 seconde." in await here.look()
            if key == "paste":
                here.app.post_message(events.Paste("x"))
            else:
                await here.press(key)
            text = await here.text()
            assert "Stap 1 van 5" in text
            assert "Startgesprek (" not in text
            assert "Bent u klaar" not in text
        clock.seconds += 240
        await here.look()
        assert here.is_over


async def test_on_the_welcome_nobody_is_asked_and_once_it_ends_by_itself(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path, begin=False) as here:
        clock.seconds += 10_000
        assert "Beginnen" in await here.look()
        assert not here.is_over
    async with visit(tmp_path, begin=False, once=True) as here:
        clock.seconds += 180
        await here.look()
        assert here.is_over


async def test_who_came_over_a_line_leaves_from_the_welcome_by_f10_and_on_a_kiosk_nobody_does(tmp_path: Path) -> None:
    for once in (True, False):
        async with visit(tmp_path, begin=False, once=once) as here:
            assert ("F10 klaar" in await here.text()) == once
            await here.press("f10")
            assert here.is_over == once


async def test_the_bar_has_the_keys_of_a_kiosk_on_every_step(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        for on in (*(f"0 stap {n}" for n in range(2, 6)), "0 nakijken", "0 blad"):
            (*_, bar) = screen_text(here.app).splitlines()
            assert all(key in bar for key in (on, "F1", "F2", "F9 verberg", "F10 klaar")), bar
            await here.press("0")


async def test_no_talk_is_held_at_a_kiosk(tmp_path: Path) -> None:
    async with visit(tmp_path, size=(80, 60)) as here:
        at_review = await here.press(*"00000")
        assert here.app.texts("ui.review.messages") in at_review
        assert here.app.texts("talk.begin") not in at_review
        assert here.app.texts("talk.over") not in at_review


HIDDEN = "Dit scherm is even leeg. Met uw eigen toets gaat u verder. Met F10 wist u alles."


async def test_the_screen_is_hidden_until_the_visitors_own_key(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:
        assert "Welke toets" in await here.press("f9")
        assert "Stap 1" in await here.press("escape")
        for keys in (("f9", "tab", "f9", "k"), ("f9",)):
            assert await here.press(*keys) == HIDDEN
            assert await here.press("x", "escape", "enter", "f12", "f9", "1", "space") == HIDDEN
            assert "Stap 1 van 5" in await here.press("k")
        await here.press("f9")
        clock.seconds += 200
        assert "Bent u er nog?" in await here.look()
        assert await here.press("k") == HIDDEN
        clock.seconds += 100
        # Somebody else's keys are no sign of the visitor.
        await here.press("x")
        clock.seconds += 100
        assert "Bent u er nog?" in await here.look()
        clock.seconds += 60
        await here.look()
        assert here.is_over


@pytest.mark.parametrize(("chosen", "pressed"), [("k", "K"), ("K", "k"), ("é", "É"), ("7", "7")])
async def test_capitals_are_no_other_key(chosen: str, pressed: str, tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:
        assert await here.press("f9", chosen) == HIDDEN
        assert "Stap 1 van 5" in await here.press(pressed)


async def test_guessing_the_key_gets_slower_and_slower(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:
        assert await here.press("f9", "k") == HIDDEN
        # The same again is no other guess.
        assert await here.press("a", "a", "a", "b", "b") == HIDDEN
        signs = iter("cdefghijlmnopq")
        for seconds in (5, 10, 20, 40, 80, 160, 300, 300):
            shown = seconds if seconds <= 10 else -10 * (-seconds // 10)
            assert f"Wacht {shown} seconden. Met F10 wist u alles." in await here.press(next(signs))
            # All keys of the keyboard at once, and the right one: none counts until the wait is over.
            assert f"Wacht {shown} seconden" in await here.press(*"klmnopqrstuvwxyz0123456789k")
            clock.seconds += seconds - 1
            # The visitor is there, for this test.
            here.app._inactivity.somebody_is_there()
            assert "Wacht 1 seconde." in await here.look()
            clock.seconds += 1
            assert await here.look() == HIDDEN
        assert "Stap 1 van 5" in await here.press("k")
        assert await here.press("f9", "a", "b") == HIDDEN
        assert "Stap 1 van 5" in await here.press("k")


async def test_from_the_hidden_screen_all_can_be_wiped_by_f10_and_enter(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:
        await here.press("f9", "k")
        for other in ("x", "escape", "f9"):
            # IndexedAgreement down, as by a hand that rests on it, it only asks.
            assert "Alles wissen? Druk dan op enter." in await here.press("f10", "f10", "f10")
            assert await here.press(other) == HIDDEN
        await here.press("f10")
        assert "Stap 1 van 5" in await here.press("k")
        assert await here.press("f9", "enter") == HIDDEN
        await here.press("a", "b", "c", "f10")
        assert not here.is_over
        await here.press("enter")
        assert here.is_over


@pytest.mark.parametrize("pace", [0.03, 0.5, 1.0])
async def test_a_key_that_is_held_down_is_nobody(pace: float, tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path) as here:

        def hold(seconds: float, every: float = pace) -> None:
            until = clock.seconds + seconds
            while clock.seconds < until:
                clock.seconds += every
                here.app._inactivity.accepts(events.Key("down", None))

        hold(170)
        assert "Bent u er nog?" not in await here.look()
        hold(15)
        assert "Bent u er nog?" in await here.look()
        # It does not answer the question either; another key does.
        clock.seconds += pace
        assert "Bent u er nog?" in await here.press("down")
        assert "Stap 1 van 5" in await here.press("x")
        # Whoever presses it time and again is somebody.
        hold(300, every=1.5)
        assert "Bent u er nog?" not in await here.look()
        hold(250)
        await here.look()
        assert here.is_over


async def test_a_line_says_that_it_closes_and_stays_while_one_types_on(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path, closing=("11:00", "12:30")) as here:
        await here.press("tab")
        for minute, left in ((24, 0), (25, 5), (26, 4), (28, 2)):
            clock.now_is = datetime(2026, 11, 23, 12, minute)
            assert (f"We sluiten over {left} minuten." in await here.look()) == bool(left)
            await here.press("S", "a", "m", "space")
        assert here.app.session
        assert here.app.session.prep.going.child.split() == ["Sam"] * 4
        # On every screen, also one that opens later, and over a dialog.
        for keys in (("f4",), ("f1",), ("escape", "f2"), ("escape", "f10"), ("escape", "f9", "k"), ("k", "f5")):
            assert "We sluiten over 2 minuten." in await here.press(*keys), keys
        await here.press("escape")
        assert not here.app.screen.query_one("#standing").has_class("-urgent")
        clock.now_is = datetime(2026, 11, 23, 12, 29, 1)
        assert "We sluiten over 1 minuut." in await here.look()
        assert here.app.screen.query_one("#standing").has_class("-urgent")
        clock.now_is = datetime(2026, 11, 23, 12, 30)
        await here.look()
        assert here.is_over


async def test_the_line_hides_nothing_of_a_sheet_but_its_head_and_nothing_of_a_code(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with visit(tmp_path, closing=("12:30",)) as here:
        # A question, for a card is offered with a line on it only.
        await here.press(*"0010", "enter", *"00")
        shown = {}
        for minute in (20, 27):
            clock.now_is = datetime(2026, 11, 23, 12, minute)
            await here.look()
            for way in ("1", "2"):
                await here.press("0", way)
                shown[minute, way] = screen_text(here.app).splitlines()
                await here.press("escape")
        assert shown[27, "1"] == shown[20, "1"], "the code"
        assert shown[27, "2"][1:] == shown[20, "2"][1:], "the sheet"
        assert "Gespreksklaar" in shown[20, "2"][0]
        assert "We sluiten over 3 minuten." in shown[27, "2"][0]
        assert "We sluiten over 3 minuten." in await here.text()


@pytest.mark.parametrize("size", [(80, 24), (80, 25), (100, 30), (160, 50), (240, 67)])
async def test_the_bar_of_a_step_begins_with_the_same_keys_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    async with visit(tmp_path, size=size) as here:
        for step in ("going", "child", "ask", "tell", "agree"):
            here.app.show(step)
            await here.text()
            bar = next(line for line in reversed(screen_text(here.app).splitlines()) if "F1 " in line).split()
            assert bar[:1] == ["spatie"], (step, bar)
            assert bar.index("enter") < bar.index("esc") < bar.index("0") < bar.index("F1"), (step, bar)
            assert {"F2", "F9", "F10"} <= {*bar}, (step, bar)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
async def test_the_line_leaves_the_keys_and_what_one_is_at_in_sight(
    size: tuple[int, int], tmp_path: Path, clock: Clock
) -> None:
    async with visit(tmp_path, size=size, closing=("12:30",)) as here:
        clock.now_is = datetime(2026, 11, 23, 12, 29)
        await here.look()
        await here.press("tab", "S", "a", "m")
        lines = screen_text(here.app).splitlines()
        assert lines[0].strip().startswith("We sluiten over 1 minuut.")
        assert len(lines) <= size[1]
        assert any("F1" in line for line in lines[-1 if size[1] <= 40 else -8 :])
        assert any("Sam" in line for line in lines[1:])
        # Of a menu the keys too.
        await here.press("f2")
        assert any("esc terug" in line for line in screen_text(here.app).splitlines())


async def test_the_closing_time_of_yesterday_does_not_end_the_first_visit_of_today(
    tmp_path: Path, clock: Clock
) -> None:
    async with visit(tmp_path, begin=False, closing=("17:30",)) as here:
        clock.now_is = datetime(2026, 11, 24, 9, 0)
        await here.look()
        await here.press("1")
        assert "Stap 1" in await here.look()
        clock.now_is = datetime(2026, 11, 24, 17, 26)
        assert "We sluiten over 4 minuten." in await here.look()


async def test_done_is_asked_over_a_menu_too(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        assert "Waar wilt u heen?" in await here.press("f2")
        text = await here.press("f10")
        assert "Waar wilt u heen?" not in text
        assert text == await here.press("f10")
        await here.press("2")
        assert here.is_over


async def test_staff_leave_with_the_pin_and_wait_after_three_misses(tmp_path: Path, clock: Clock) -> None:
    async with visit(tmp_path, begin=False, pin=pin.make_hash(PIN), misses=1) as here:
        assert here.line.recv(64, socket.MSG_DONTWAIT) == ALIVE
        assert "Voor medewerkers" in await here.press("f12")
        assert "klopt niet" in await here.press(*"9999", "enter")
        text = await here.press(*"99", "backspace", "x", "enter")
        assert "te vaak mis. Wacht 30 seconden" in text
        assert here.signs() == PIN_MISSED * 2
        assert "Wacht 30 seconden" in await here.press(*PIN, "enter")
        clock.seconds += 30
        assert "****" in await here.press(*PIN)
        assert not here.is_over
        await here.press("enter")
        assert here.is_over
        assert here.signs() == PIN_RIGHT


@pytest.mark.parametrize("config", [{}, {"pin": pin.make_hash(PIN), "once": True}])
async def test_without_a_pin_or_over_ssh_there_is_no_door(config: dict[str, Any], tmp_path: Path) -> None:
    async with visit(tmp_path, **config) as here:
        assert "Voor medewerkers" not in await here.press("f12")


async def test_zero_is_a_number_where_somebody_types(tmp_path: Path) -> None:
    async with visit(tmp_path) as here:
        text = await here.press("tab", "1", "0")
        assert "Stap 1 van 5" in text
        assert here.app.session is not None
        assert here.app.session.prep.going.child == "10"


async def test_a_visit_begins_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False) as here:
        for _ in range(2):
            here.app.post_message(VisitWanted(helper=False, short=False))
        await here.text()
        begun = here.app.session
        await here.press("tab", "S", "a", "m")
        here.app.post_message(VisitWanted(helper=False, short=False))
        assert "Sam" in await here.text()
        assert here.app.session is begun


async def test_before_a_visit_there_is_nothing_to_be_done_with_or_hidden(tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False) as here:
        before = await here.text()
        assert not any(key in before for key in ("F9", "F10")), before
        after = await here.press("f10", "f9", "f2")
        assert after.replace(" F2 doet hier niets.", "") == before


async def test_a_frozen_terminal_is_no_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with visit(tmp_path) as here:
        here.line.recv(64, socket.MSG_DONTWAIT)
        monkeypatch.setattr(here.app, "_takes_output", lambda: False)
        monkeypatch.setattr(here.app, "_next_sign", 0.0)
        await here.look()
        with pytest.raises(BlockingIOError):
            here.line.recv(64, socket.MSG_DONTWAIT)


async def test_nothing_goes_to_a_clipboard_or_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with visit(tmp_path) as here:
        opened: list[str] = []
        monkeypatch.setattr(type(here.app._driver), "open_url", lambda _, url, **__: opened.append(url))
        here.app.copy_to_clipboard("Sam")
        here.app.open_url("https://example.org")
        assert (here.app.clipboard, opened) == ("", [])


async def test_enter_without_a_pin_is_no_wrong_one(tmp_path: Path) -> None:
    async with visit(tmp_path, pin=pin.make_hash(PIN)) as here:
        await here.press("f12", "enter", "enter", "enter", "enter")
        assert here.signs() == b""
        await here.press(*PIN, "enter")
        assert here.is_over
