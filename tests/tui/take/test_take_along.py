"""Taking a sheet along: what is offered where, and what comes of each way."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key

from gespreksklaar.content.form.places.delivery import DeliveryOptions, Printing
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.sheets.page import A4, A4_LARGE
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home.crash import STATUS
from gespreksklaar.tui.printer_watch import PrinterWatch
from gespreksklaar.tui.take import printing, stick_file, sticks
from tests.needs import needs
from tests.pressing import at_rest, press_each, until
from tests.print_server import NEEDED, print_server
from tests.sticks import Machine
from tests.tui.walk import FULL_PREP, make_app, number_of, running, screen_text

SHEET = "sam-voortgangsgesprek-2026-12-03-voor-mij"
HOME = DeliveryOptions.at_home()
NOTHING = DeliveryOptions(printer=None, anywhere=False, stick=None, qr=False, large_print=False)
ROW = {
    "print": "Printen",
    "large": "Printen met grote letters",
    "qr": "Kaartje voor uw telefoon",
    "file": "Bewaren in een bestand",
    "stick": "Bewaren op een USB-stick",
    "show": "Op het scherm",
}
OFFERED = {
    "home": (HOME, ["print", "large", "qr", "file", "show"]),
    "kiosk": (DeliveryOptions("laser", anywhere=False, stick=Path("/media"), qr=True, large_print=True),
              ["print", "large", "qr", "stick", "show"]),
    "no large print": (NOTHING._replace(printer="laser"), ["print", "show"]),
    "no printer": (NOTHING._replace(large_print=True, qr=True), ["qr", "show"]),
    "nothing": (NOTHING, ["show"]),
}  # fmt: skip


def a_printer_that(monkeypatch: pytest.MonkeyPatch, state: Printing) -> None:
    """Instead of asking the machine, know this of the printer from now on."""
    monkeypatch.setattr(PrinterWatch, "state", state)
    monkeypatch.setattr(PrinterWatch, "ask", lambda watch, look: None)


@asynccontextmanager
async def at_review(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ways: DeliveryOptions = HOME, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[GuideApp]:
    """The app at the review of the full prep, with these ways, in a terminal that can draw."""
    monkeypatch.setenv("TERM", "xterm-256color")
    data = folder / "data"
    data.mkdir()
    shutil.copy(FULL_PREP, data / "sam.toml")
    app = make_app(data)
    app.delivery = ways
    a_printer_that(monkeypatch, "works")
    async with running(app, size):
        app.open_prep("sam")
        app.show("review")
        await at_rest(app)
        yield app


async def shown(app: GuideApp, words: str) -> str:
    """The screen, once these words are on it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if words in " ".join(screen_text(app).replace("│", " ").split()):
            return screen_text(app)
        await asyncio.sleep(0.01)
    raise AssertionError(screen_text(app))


async def test_the_menu_has_what_is_offered_numbered_from_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_review(tmp_path, monkeypatch) as app:
        for place, (ways, offered) in OFFERED.items():
            app.delivery = ways
            await press_each(app, "0")
            screen = await shown(app, "Hoe wilt u het blad meenemen?")
            rows = [f" {number} {ROW[way]}" for number, way in enumerate(offered, 1)]
            places = [screen.find(row) for row in rows]
            assert places == sorted(places), place
            assert -1 not in places, place
            assert f" {len(offered) + 1} " not in screen, place
            await press_each(app, "escape")


def fake_printer(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], bool]) -> list[tuple[str, str, str, bool]]:
    """Instead of CUPS; gives what is printed."""
    printed: list[tuple[str, str, str, bool]] = []

    def print_text(text: str, queue: str, title: str, *, large: bool = False, **_: object) -> bool:
        printed.append((text, queue, title, large))
        return answer()

    monkeypatch.setattr(printing, "print_text", print_text)
    return printed


async def test_two_keys_print_the_sheet_that_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = fake_printer(monkeypatch, lambda: True)
    async with at_review(tmp_path, monkeypatch, HOME._replace(printer="laser")) as app:
        for key, large, paper in (("1", False, A4), ("2", True, A4_LARGE)):
            await press_each(app, "0", key)
            await shown(app, "Uw blad is naar de printer.")
            assert app.session is not None
            wanted = render_sheet(app.session.prep, app.texts, "own", paper=paper)
            assert printed.pop() == (wanted, "laser", "Blad", large)
            await press_each(app, "enter")
            await shown(app, "Het blad: voor uzelf")


async def test_a_printer_of_a_kiosk_is_counted_on_before_it_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(tmp_path, monkeypatch, HOME._replace(printer="laser")) as app:
        monkeypatch.setattr(PrinterWatch, "state", None)
        await press_each(app, "0")
        assert "1 Printen" in await shown(app, "Hoe wilt u het blad meenemen?")


async def test_a_printer_that_does_not_print_comes_last_and_none_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(tmp_path, monkeypatch) as app:
        a_printer_that(monkeypatch, "troubled")
        await press_each(app, "0")
        screen = await shown(app, "Hoe wilt u het blad meenemen?")
        assert [number_of(ROW[way], screen) for way in ("qr", "file", "print", "large", "show")] == list("12345")
        a_printer_that(monkeypatch, "none")
        await press_each(app, "-", "0")
        screen = await shown(app, "Hoe wilt u het blad meenemen?")
        assert [number_of(ROW[way], screen) for way in ("qr", "file", "show")] == list("123")
        assert "Printen" not in screen


def test_without_a_print_service_there_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none.sock"))
    assert printing.state_now("") == printing.state_now("laser") == "none"


@pytest.mark.parametrize(
    ("queue", "reason", "state"),
    [
        ("", "print-no-printer", "none"),
        ("", "print-no-answer", "none"),
        ("laser", "print-no-queue", "none"),
        ("laser", "print-no-answer", "troubled"),
        ("laser", "print-off", "troubled"),
        ("", "print-closed", "troubled"),
        ("", "", "works"),
    ],
)
def test_what_is_known_of_a_printer(queue: str, reason: str, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(queue: str, patience: float) -> str:
        if reason:
            raise Problem(reason)
        return queue

    monkeypatch.setattr(printing, "_find", find)
    assert printing.state_now(queue) == state


async def test_no_key_waits_for_the_print_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = threading.Event()

    def state_now(queue: str) -> str:
        answers.wait(20)
        return "works"

    monkeypatch.setattr(printing, "state_now", state_now)
    ask = PrinterWatch.ask
    async with at_review(tmp_path, monkeypatch) as app:
        monkeypatch.setattr(PrinterWatch, "ask", ask)
        monkeypatch.setattr(PrinterWatch, "state", None)
        app.show("review")
        await at_rest(app)
        await press_each(app, "0")
        assert "3 Printen" in await shown(app, "Hoe wilt u het blad meenemen?")
        answers.set()
        await until(lambda: app.printer.state == "works")
        await press_each(app, "-", "0")
        assert "1 Printen" in await shown(app, "Hoe wilt u het blad meenemen?")


@needs(*NEEDED)
async def test_from_the_review_to_paper_on_a_real_cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with print_server() as server:
        monkeypatch.setenv("CUPS_SERVER", server.address)
        async with at_review(tmp_path, monkeypatch, HOME._replace(printer="pdf")) as app:
            await press_each(app, "0", "1")
            await shown(app, "Uw blad is naar de printer.")
            assert app.session is not None
            wanted = render_sheet(app.session.prep, app.texts, "own")
        assert "\n\f".join(server.printed()) + "\n" == wanted


async def test_the_screen_goes_on_while_the_printer_thinks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = threading.Event()
    fake_printer(monkeypatch, lambda: not ready.wait(10))
    async with at_review(tmp_path, monkeypatch) as app:
        await press_each(app, "0", "1")
        await shown(app, "Uw blad gaat naar de printer.")
        await press_each(app, "escape", "/", "1")
        await shown(app, "Het blad: voor uzelf")
        ready.set()
        await shown(app, "De printer is nog bezig.")


async def test_while_a_sheet_is_on_its_way_no_other_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = threading.Event()
    printed = fake_printer(monkeypatch, lambda: ready.wait(10))
    async with at_review(tmp_path, monkeypatch) as app:
        await press_each(app, "0", "1")
        await shown(app, "Uw blad gaat naar de printer.")
        for way in ("1", "2", "1"):
            await press_each(app, "escape", "0", way)
            await shown(app, "Er gaat al een blad van u naar de printer.")
        assert len(printed) == 1
        await press_each(app, "escape")
        ready.set()
        await shown(app, "Uw blad is naar de printer.")
        await press_each(app, "0", "1")
        await shown(app, "Uw blad is naar de printer.")
        assert len(printed) == 2


async def test_what_goes_wrong_is_told_above_the_other_ways_with_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = ["print-paper", "print-paper"]

    def fail() -> bool:
        if troubles:
            raise Problem(troubles.pop())
        return True

    fake_printer(monkeypatch, fail)
    async with at_review(tmp_path, monkeypatch) as app:
        await press_each(app, "0", "2")
        for _ in range(2):
            screen = await shown(app, "Het papier is op. Leg papier in de printer, en print opnieuw.")
            assert "Kies een andere manier" in screen
            assert [number_of(ROW[way], screen) for way in ("qr", "file", "show")] == list("125")
            assert "▶ 4 Printen met grote letters" in screen
            await press_each(app, "enter")
        await shown(app, "Uw blad is naar de printer.")
        await press_each(app, "enter")
        await shown(app, "Het blad: voor uzelf")


@pytest.mark.parametrize("size", [(40, 12), (200, 60)])
async def test_every_page_on_the_screen_to_copy_by_hand(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(tmp_path, monkeypatch, NOTHING, size=size) as app:
        await press_each(app, "0", "1")
        first = await shown(app, "Blad 1 van ")
        total = int(first.partition("Blad 1 van ")[2].split()[0])
        seen = [first]
        for number in range(2, total + 1):
            await press_each(app, "space")
            seen.append(await shown(app, f"Blad {number} van {total}"))
        assert app.session is not None
        sheet = "".join(render_sheet(app.session.prep, app.texts, "own").split())
        # Longer words are broken, and lines to write on are as wide as the window.
        assert sum(page.count("Sam") for page in seen) >= sheet.count("Sam")
        assert all(word in " ".join(seen) for word in ("Durft Sam", "Waar is Sam goed", "lokaal 4", "leerkracht"))
        await press_each(app, "space", "left", "escape")
        await shown(app, "Het blad: voor uzelf")


# A file.


async def test_a_path_that_no_file_can_have_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_review(tmp_path, monkeypatch) as app:
        await press_each(app, "0", "4")
        await shown(app, "Waar bewaart u het blad?")
        app.screen.dismiss("/tmp/" + "a" * 3_000)
        await shown(app, "aaa...: Deze map is er niet. Klopt de naam?")


# A memory stick: below a folder of ours, as the system's table of mounts says.


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(sticks, "MOMENT", 0.5)
    return Machine(tmp_path, monkeypatch)


async def test_a_sheet_on_the_one_stick_that_is_there(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.mount("visitor/MIJN STICK")
    async with at_review(tmp_path, monkeypatch, NOTHING._replace(stick=machine.media)) as app:
        for name in (f"{SHEET}.txt", f"{SHEET}-2.txt"):
            await press_each(app, "0", "1")
            screen = await shown(app, f"Het staat op de stick: {name}. U kunt de stick er nu uit halen.")
            assert str(tmp_path) not in screen
            await press_each(app, "enter")
        assert app.session is not None
        wanted = render_sheet(app.session.prep, app.texts, "own")
        files = sorted(machine.media.rglob("*"))
        assert [file.read_text("utf-8") for file in files if file.is_file()] == [wanted, wanted]


async def test_the_visitor_chooses_between_two_sticks_by_what_they_are_called(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, label in enumerate(("KINGSTON", "[red]Foto's")):
        machine.plug(f"8:{n}7", f"sd{n}1")
        machine.known(f"8:{n}7", ID_FS_LABEL_ENC=label)
        machine.mount(f"stick-sd{n}1", f"8:{n}7")
    async with at_review(tmp_path, monkeypatch, NOTHING._replace(stick=machine.media)) as app:
        await press_each(app, "0", "1")
        screen = await shown(app, "1 KINGSTON, 16 GB")
        assert "2 [red]Foto's, 16 GB" in screen
        assert "sd1" not in screen
        await press_each(app, "2")
        await shown(app, "Het staat op de stick")
        assert [file.parent.name for file in machine.media.rglob("*.txt")] == ["stick-sd11"]


async def test_the_chosen_stick_was_pulled_while_the_menu_was_open(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.mount("EEN")
    machine.mount("TWEE")
    async with at_review(tmp_path, monkeypatch, NOTHING._replace(stick=machine.media)) as app:
        await press_each(app, "0", "1")
        await shown(app, "1 USB-stick 1")
        machine.unmount_all()
        await press_each(app, "1")
        screen = await shown(app, "De stick is er niet meer. Het is niet goed bewaard.")
        assert str(tmp_path) not in screen
        assert [file for file in machine.media.rglob("*") if not file.is_dir()] == []


async def test_no_stick_and_one_that_cant_be_read_are_told_apart(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(tmp_path, monkeypatch, NOTHING._replace(stick=machine.media)) as app:
        await press_each(app, "0", "1")
        await shown(app, "Ik zoek uw stick.")
        screen = await shown(app, "Er zit geen USB-stick in de computer.")
        assert number_of(ROW["show"], screen) == "2"
        machine.plug("8:16", "sdb")
        machine.known("8:16", ID_FS_TYPE="ntfs")
        await press_each(app, "enter")
        await shown(app, "Deze computer kan uw stick niet lezen.")
        machine.mount("EEN", "8:16")
        await press_each(app, "enter")
        await shown(app, "Het staat op de stick")


async def test_a_stick_put_in_just_now_is_waited_for(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.plug("8:16", "sdb")
    async with at_review(tmp_path, monkeypatch, NOTHING._replace(stick=machine.media)) as app:
        for on_it in (False, True):
            await press_each(app, "0", "1")
            await shown(app, "Ik zoek uw stick.")
            if on_it:
                app.push_screen(Page("Iets anders", "om te lezen", app.texts))
                await shown(app, "om te lezen")
            machine.mount("EEN", "8:16")
            if on_it:
                # Nothing is put over what is being read.
                await asyncio.sleep(0.5)
                await press_each(app, "enter")
                await shown(app, "De stick is er. Kies nu opnieuw")
                await press_each(app, "enter")
                await shown(app, "Hoe wilt u het blad meenemen?")
                await press_each(app, "enter")
            await shown(app, "Het staat op de stick")
            await press_each(app, "enter")
            await shown(app, "Het blad: voor uzelf")
            machine.unmount_all()
        await press_each(app, "0", "1")
        await shown(app, "Ik zoek uw stick.")
        await press_each(app, "escape")
        machine.mount("EEN", "8:16")
        await asyncio.sleep(0.5)
        await shown(app, "Het blad: voor uzelf")
        assert len(list(machine.media.rglob("*.txt"))) == 2


async def test_a_bug_while_it_is_written_ends_the_program_and_no_page_waits_for_ever(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.mount("EEN")
    ways, apps = NOTHING._replace(stick=machine.media), []
    monkeypatch.setattr(stick_file, "write_on_stick", lambda *_: {}["Sam"])

    async def save() -> None:
        async with at_review(tmp_path, monkeypatch, ways) as app:
            apps.append(app)
            await press_each(app, "0")
            app.post_message(Key("1", "1"))
            async with asyncio.timeout(20):
                while app.is_running:
                    await asyncio.sleep(0.01)

    with pytest.raises(KeyError):
        await save()
    assert apps[0].return_code == STATUS
    noted = next(tmp_path.rglob("problems.log")).read_text()
    assert "KeyError" in noted
    assert "Sam" not in noted


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_before_the_table_sheet_goes_along_own_words_on_it_are_named_and_a_way_is_in_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with at_review(tmp_path, monkeypatch, size=size) as app:
        assert app.session is not None
        app.session.edit("tell.tells", {"own-1": Item(text="Sam plast in bed.")})
        app.session.edit("ask.questions", {})
        await press_each(app, "0")
        assert "plast" not in screen_text(app), "it is on the parent's own sheet"
        await press_each(app, "escape", "/", "2", "0")
        said = screen_text(app)
        assert "Sam plast in bed." in said
        assert "Printen" in said
        await press_each(app, "escape")
        app.session.edit("tell.tells", {"own-1": Item(text="Sam plast in bed.", mark="only-me")})
        await press_each(app, "0")
        assert "plast" not in screen_text(app)
        app.put_away()


# What is not there yet.


async def test_an_empty_sheet_is_told_to_be_so_and_where_to_fill_it_and_can_be_taken_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = make_app(tmp_path)
    app.delivery = NOTHING._replace(qr=True)
    async with running(app):
        app.new_prep()
        app.show("review")
        await at_rest(app)
        for number, where in (("1", "bij stap 3"), ("5", "bij stap 2"), ("7", "als het gesprek is geweest")):
            await press_each(app, "/", number, "0")
            screen = await shown(app, where)
            assert "Zo meenemen mag ook." in " ".join(screen.replace("│", " ").split())
            assert "QR" not in screen, "a card with nothing on it is not offered"
            await press_each(app, "1")
            await shown(app, "Blad 1 van ")
            await press_each(app, "-")
        app.session.edit("ask.questions", {"own-1": Item(text="Hoe gaat lezen?")})
        app.session.edit("going.place", "lokaal 4")
        await press_each(app, "/", "1", "0")
        screen = await shown(app, "Hoe wilt u het blad meenemen?")
        assert "bij stap 3" not in screen
        assert "QR" in screen
