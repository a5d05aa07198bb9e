"""What goes to the teacher or into a calendar: from the menu to paper, to a file, to a stick, to the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
import vobject

from gespreksklaar.content.form.places.delivery import DeliveryOptions
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_after import recap, thanks
from gespreksklaar.content.sheets.messages_ahead import TEACHER
from gespreksklaar.content.sheets.page import A4, A4_LARGE, lay_out
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words.time_zone import time_zone
from gespreksklaar.tui.full.app import GuideApp
from tests.content.preps import STORIES
from tests.pressing import at_rest, press_each
from tests.sticks import Machine
from tests.tui.take.test_take_along import HOME, NOTHING, a_printer_that, fake_printer, shown
from tests.tui.walk import make_app, running, screen_text

TITLE = "Wat wilt u meenemen of versturen?"
AFTER = STORIES["after-the-talk"].edited("going.day", date(2099, 12, 3))
NAME = "sam-voortgangsgesprek-2099-12-03"
AGREEMENTS, RECAP, THANKS, DATES = "1234"


@pytest.fixture(autouse=True)
def a_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """On every machine the menu is in the same order."""
    a_printer_that(monkeypatch, "works")


@asynccontextmanager
async def at_menu(
    folder: Path,
    prep: Prep = AFTER,
    ways: DeliveryOptions = HOME,
    *,
    language: str = "nl",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[GuideApp]:
    """The app after this talk, with the menu open."""
    app = make_app(folder, language=language)
    app.delivery = ways
    async with running(app, size):
        app.begin_prep(prep)
        app.show("agree")
        await at_rest(app)
        app.action_choose("documents")
        await at_rest(app)
        yield app


async def again(app: GuideApp, *wanted: str) -> None:
    """Open the menu anew and press these keys."""
    app.action_choose("documents")
    await press_each(app, *wanted)


async def test_the_menu_is_one_of_the_things_f2_offers_and_no_day_is_one_clear_line(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        assert "documents" not in "".join(command.action for command in app.commands())
        app.action_choose("documents")
        await at_rest(app)
        assert TITLE not in screen_text(app)
        app.begin_prep(AFTER)
        app.show("agree")
        await at_rest(app)
        await press_each(app, "f2", "8", "2")
        screen = await shown(app, TITLE)
        rows = ("1 Het blad met de afspraken", "2 Een bericht aan de leerkracht", "3 Een bedankje", "4 De datums")
        assert all(row in screen for row in rows)
        app.begin_prep(Prep())
        await press_each(app, DATES)
        await shown(app, "Er staat nog geen dag in.")
        await press_each(app, "enter")
        await shown(app, "Stap 5 van 5")


async def test_on_paper_is_the_message_in_the_teachers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = fake_printer(monkeypatch, lambda: True)
    async with at_menu(tmp_path, language="en") as app:
        for thing, make in ((RECAP, recap), (THANKS, thanks)):
            for way, paper in (("1", A4), ("2", A4_LARGE)):
                await press_each(app, thing, "enter", way)
                await shown(app, "Your sheet is at the printer.")
                assert printed.pop()[0] == lay_out(make(AFTER, TEACHER), paper)
                await press_each(app, "enter")
                await again(app)
        await press_each(app, AGREEMENTS, "1")
        await shown(app, "Your sheet is at the printer.")
        assert printed.pop()[0] == render_sheet(AFTER, app.texts, "agreements")


async def test_a_message_is_read_first_also_in_the_language_of_the_screen(tmp_path: Path) -> None:
    async with at_menu(tmp_path, language="en", size=(80, 60)) as app:
        for thing, make in ((RECAP, recap), (THANKS, thanks)):
            await press_each(app, thing)
            words = " ".join(screen_text(app).replace("│", "").split())
            assert "In your language:" in words
            assert all(" ".join(make(AFTER, texts).split()) in words for texts in (TEACHER, app.texts))
            await press_each(app, "-")
            await again(app)


# Files.


async def test_a_file_is_for_its_owner_alone_told_by_name_and_never_over_another(tmp_path: Path) -> None:
    async with at_menu(tmp_path) as app:
        await press_each(app, RECAP, "enter", "3", "enter")
        screen = await shown(app, "Uw bericht is bewaard")
        assert f"{NAME}-bericht.txt" in "".join(screen.replace("│", "").split())
        first, second = (app.folders.sheets / f"{NAME}-bericht{number}.txt" for number in ("", "-2"))
        assert first.read_text("utf-8") == recap(AFTER, TEACHER) + "\n"
        assert first.stat().st_mode & 0o777 == 0o600
        first.write_text("van iemand anders")
        await press_each(app, "enter")
        await again(app, RECAP, "enter", "3", "enter")
        await shown(app, "Hier staat al een ander bestand")
        await press_each(app, "enter", "enter")
        await shown(app, "Uw bericht is bewaard")
        assert first.read_text("utf-8") == "van iemand anders"
        assert second.read_text("utf-8") == recap(AFTER, TEACHER) + "\n"
        await press_each(app, "enter")
        await again(app, DATES, "3", "enter")
        await shown(app, "Het bestand voor uw agenda is bewaard")
        file = app.folders.sheets / f"{NAME}-agenda.ics"
        assert file.stat().st_mode & 0o777 == 0o600
        events = vobject.readOne(file.read_bytes().decode()).vevent_list
        days, talk = [event.dtstart.value for event in events[:2]], events[2].dtstart
        assert days == [date(2026, 12, 17), date(2027, 1, 14)]
        assert talk.value.replace(tzinfo=None) == datetime(2099, 12, 3, 15, 40)
        assert talk.params["X-VOBJ-ORIGINAL-TZID"] == [time_zone().key]


# A public place.

OFFERED = {
    "home": (HOME, ["Printen", "Printen met grote letters", "Bewaren in een bestand", "Op het scherm"]),
    "kiosk": (
        DeliveryOptions("laser", anywhere=False, stick=Path("/media"), qr=True, large_print=True),
        ["Printen", "Printen met grote letters", "Bewaren op een USB-stick", "Op het scherm"],
    ),
    "nothing": (NOTHING, ["Op het scherm"]),
}


async def test_only_what_is_offered_here_and_the_screen_always(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = Machine(tmp_path, monkeypatch).mount("STICK")
    async with at_menu(tmp_path / "data", size=(40, 12)) as app:
        for place, (ways, rows) in OFFERED.items():
            app.delivery = ways
            await press_each(app, *((RECAP, "enter") if place == "kiosk" else (DATES,)))
            screen = await shown(app, "Hoe wilt u ")
            assert [n for n, row in enumerate(rows, 1) if f" {n} {row}" not in screen] == [], place
            assert f" {len(rows) + 1} " not in screen, place
            await press_each(app, "escape")
            await again(app)
        await press_each(app, THANKS, "enter", "1")
        await shown(app, "Bedankt voor het gesprek op")
        await press_each(app, "escape")
        await again(app, DATES, "1")
        await shown(app, "donderdag 17 december 2026")
        await press_each(app, "escape")
        app.delivery = NOTHING._replace(stick=stick.parent)
        for name in (f"{NAME}-agenda.ics", f"{NAME}-agenda-2.ics"):
            await again(app, DATES, "1")
            await shown(app, "Het staat op de stick:")
            assert (stick / name).exists()
            await press_each(app, "enter")
        assert len(list(stick.glob("*.ics"))) == 2


async def test_the_messages_before_a_talk_are_read_one_by_one_and_taken_along_from_there(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.delivery = NOTHING
    async with running(app, (80, 24)):
        app.begin_prep(STORIES["full"].edited("going.day", date(2099, 12, 3)))
        app.show("review")
        await at_rest(app)
        await press_each(app, "+")
        screen = await shown(app, "Berichten aan de school")
        assert "2 " in screen
        title = next(line for line in screen.splitlines() if " 2 " in line).partition(" 2 ")[2].strip(" │")
        assert "Goedendag" not in screen
        await press_each(app, "2")
        screen = await shown(app, title)
        assert "enter meenemen" in screen
        assert "- sluiten" in screen
        await press_each(app, "-")
        assert f"▶ 2 {title}" in await shown(app, "Berichten aan de school"), "back among them, at that one"
        await press_each(app, "enter", "enter")
        await shown(app, "Hoe wilt u het bericht meenemen?")
        await press_each(app, "1")
        await shown(app, "Blad 1 van 1")


async def test_a_single_message_is_shown_at_once(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    thanked = STORIES["full"].edited("talk.went", "Goed.").edited("agree.agreements", {})
    async with running(app, (40, 12)):
        app.begin_prep(thanked.edited("agree.contact", "").edited("agree.contact_day", None))
        app.show("review")
        await at_rest(app)
        await press_each(app, "+")
        screen = await shown(app, "Een bedankje")
        assert "enter meenemen" in screen
        await press_each(app, "-")
        await shown(app, "Het blad:")
