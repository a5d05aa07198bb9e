"""Where a document may land: never on what is ours or what exists unasked, and without a shell among its own sheets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.tui.cli.command_line import main
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home.folders import NO_SHELL, Folders, find_folders
from gespreksklaar.tui.home.settings import Settings
from gespreksklaar.tui.take import landing
from gespreksklaar.tui.take.landing import InTheWay, find_landing, in_the_way, land
from tests.pressing import at_rest, press_each
from tests.tui.take.test_take_along import a_printer_that
from tests.tui.walk import FULL_PREP, running, screen_text

OLD = datetime(2026, 11, 3, 9, 5)
ONLY_OWN = "U kunt alleen bewaren in uw eigen map: "


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one prep, as the program finds it without any option, and what a user may have beside it."""
    home = tmp_path / "home"
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    for folder in (".local/share/gespreksklaar/.states", ".local/state/gespreksklaar", ".config/gespreksklaar", "Map"):
        (home / folder).mkdir(parents=True)
    (home / ".config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
    shutil.copy(FULL_PREP, home / ".local/share/gespreksklaar/sam.toml")
    shutil.copy(FULL_PREP, home / "Map/elders.toml")
    monkeypatch.chdir(home / "Map")
    return home


def contents(folder: Path) -> dict[str, object]:
    """All that is below a folder, with the contents of each file and where each link leads."""
    paths = sorted(folder.rglob("*"))
    return {
        str(path): os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        for path in paths
    }


def link_to_data(home: Path) -> None:
    (home / "Map/snel").symlink_to(home / ".local/share")


def linked_settings(home: Path) -> None:
    kept = home / "Map/dotfiles.toml"
    (home / ".config/gespreksklaar/config.toml").rename(kept)
    (home / ".config/gespreksklaar/config.toml").symlink_to(kept)


def second_name(home: Path) -> None:
    os.link(home / ".local/share/gespreksklaar/sam.toml", home / "Map/ook.txt")


def no_state_yet(home: Path) -> None:
    (home / ".local/state/gespreksklaar").rmdir()


def links(home: Path) -> None:
    (home / "doel.txt").write_text("van iemand anders")
    (home / "Map/koppeling.txt").symlink_to(home / "doel.txt")
    (home / "Map/leeg.txt").symlink_to(home / "nergens")
    (home / "Map/rond.txt").symlink_to("rond.txt")


DATA = "~/.local/share/gespreksklaar"
OURS = "van het programma zelf"


@pytest.mark.parametrize(
    ("named", "said", "planted"),
    [
        (f"{DATA}/sam.toml", OURS, None),
        (f"{DATA}/nieuw.txt", OURS, None),
        (f"{DATA}/.states/sam/000001.toml", OURS, None),
        (f"{DATA}/.sam.journal", OURS, None),
        (f"{DATA}/", OURS, None),
        ("../.local/../.local/share/./gespreksklaar/sam.toml", OURS, None),
        ("snel/gespreksklaar/blad.txt", OURS, link_to_data),
        ("~/.config/gespreksklaar/config.toml", OURS, None),
        ("~/.config/gespreksklaar/blad.txt", OURS, None),
        ("dotfiles.toml", OURS, linked_settings),
        ("~/.local/state/gespreksklaar/problems.log", OURS, None),
        ("~/.local/state/Gespreksklaar/blad.txt", OURS, no_state_yet),
        ("elders.toml", "Dit is een gesprek.", None),
        ("ook.txt", "ook ergens anders een naam", second_name),
        ("koppeling.txt", "een ander bestand. Kies een andere naam.", links),
        ("leeg.txt", "een ander bestand. Kies een andere naam.", links),
        ("rond.txt", "een ander bestand. Kies een andere naam.", links),
        ("rond.txt/blad.txt", "", links),
        ("", "Er staat geen naam.", None),
        ("  ", "Er staat geen naam.", None),
        ("~nobody-here/x", "niemand die ~nobody-here heet", None),
        (".", "Dit is een map", None),
        ("nieuw/", "Dit is een map", None),
        ("/dev/null", "geen gewoon bestand", None),
        ("x" * 300, "", None),
    ],
)
def test_a_sheet_lands_nowhere_it_may_not_even_with_force(
    named: str, said: str, planted: Callable[[Path], None] | None, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if planted:
        planted(home)
    before = contents(home)
    assert main(["sheet", "sam", "--output", named, "--force"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1
    assert contents(home) == before


@pytest.mark.parametrize("before", ["a sheet", "a calendar", "a letter", "nothing to read"])
def test_what_exists_stays_until_force_and_is_told_for_what_it_is(
    before: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "Map/blad.txt"
    assert main(["sheet", "sam"]) == 0
    sheet = capsys.readouterr().out
    text = {"a sheet": sheet, "a calendar": "BEGIN:VCALENDAR\r\nPRODID:-//Gespreksklaar\r\n"}.get(before, "Lieve oma")
    file.write_bytes(text.encode())
    os.utime(file, (OLD.timestamp(), OLD.timestamp()))
    file.chmod(0o444 if before == "nothing to read" else 0o644)
    assert main(["sheet", "sam", "--output", "blad.txt"]) == 1
    told = capsys.readouterr().err
    kind = {"a sheet": "een blad van Gespreksklaar", "a calendar": "een agenda van"}.get(before, "een ander bestand")
    assert f"Hier staat al {kind}" in told
    assert "dinsdag 3 november 2026, 09:05" in told
    assert "--force" in told
    assert file.read_bytes() == text.encode()
    assert main(["sheet", "sam", "--output", "blad.txt", "--force"]) == 0
    assert file.read_text() == sheet
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("named", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_has_its_names(named: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "sam"]) == 0
    sheet = capsys.readouterr().out
    before = contents(home)
    assert main(["sheet", "sam", "--output", named]) == 0
    assert capsys.readouterr().out == sheet
    assert contents(home) == before


def test_force_belongs_to_a_sheet(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--force"]) == 2
    assert "sheet" in capsys.readouterr().err


def test_the_folder_of_sheets_is_open_also_inside_the_folder_of_preps(home: Path) -> None:
    folders = find_folders(str(home / "Map"))
    assert find_landing(str(home / "Map/sheets/diep/blad.txt"), folders).name == "blad.txt"
    for named in ("sheets", "blad.txt", ".state/blad.txt", "sheets/../blad.txt"):
        with pytest.raises(Problem) as caught:
            find_landing(str(home / "Map" / named), folders)
        assert caught.value.reason == "own-place", named


def test_the_settings_of_a_kiosk_are_ours_too(home: Path) -> None:
    # Not by a command that writes: of a fault the system's own folder would keep a sheet.
    with pytest.raises(Problem) as caught:
        find_landing("/etc/gespreksklaar/kiosk.toml", find_folders())
    assert caught.value.reason == "own-place"


@pytest.mark.parametrize("setting", [DATA, f"{DATA}/.bin", "~/.config/gespreksklaar", "~"])
def test_a_setting_opens_no_folder_of_ours(setting: str, home: Path) -> None:
    folders = find_folders(sheets=setting)
    for named in (f"{DATA}/sam.toml", f"{DATA}/.bin/x.toml", "~/.config/gespreksklaar/config.toml"):
        with pytest.raises(Problem) as caught:
            find_landing(named, folders)
        assert caught.value.reason == "own-place", named


def test_what_came_there_since_it_was_told_stays(home: Path) -> None:
    file = home / "Map/blad.txt"
    file.write_text("nieuw van iemand anders")
    for replace in (None, InTheWay("file", OLD)):
        with pytest.raises(Problem) as caught:
            land(file, "blad", replace=replace)
        assert caught.value.reason == "already-there"
        assert file.read_text() == "nieuw van iemand anders"
    land(file, "blad", replace=in_the_way(file))
    assert file.read_text() == "blad"
    assert sorted(path.name for path in file.parent.iterdir()) == ["blad.txt", "elders.toml"]


# The screen: the same rule, and it asks.


@pytest.fixture(autouse=True)
def a_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """On every machine the menu is in the same order."""
    a_printer_that(monkeypatch, "works")


def app_of(folders: Folders) -> GuideApp:
    return GuideApp(folders, Settings(language="nl", first_run_done=True), Texts("nl"))


async def save_as(app: GuideApp, named: str) -> str:
    """At the review, or where the path is asked, answer with this path; returns what is on the screen then."""
    if "Waar bewaart u het blad?" not in screen_text(app):
        await press_each(app, "0", "4")
    line = app.screen.query_one(LineInput)
    assert "Waar bewaart u het blad?" in screen_text(app)
    line.value = named
    await press_each(app, "enter")
    return " ".join(screen_text(app).replace("│", " ").split())


def flat(text: str) -> str:
    return "".join(text.split())


async def test_the_screen_refuses_what_is_ours_and_asks_about_the_rest(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = app_of(find_folders())
    async with running(app, (120, 40)):
        app.open_prep("sam")
        app.show("review")
        await at_rest(app)
        kept = {path: path.read_bytes() for path in home.rglob("*.toml")}
        for named, said in (
            (f"{DATA}/sam.toml", OURS),
            ("~/.config/gespreksklaar/config.toml", OURS),
            ("elders.toml", "Dit is een gesprek."),
            ("", "Er staat geen naam."),
            ("-", "geen gewoon bestand"),
            ("~nobody-here/x", "niemand die ~nobody-here heet"),
        ):
            assert said in await save_as(app, named), named
        file = home / "Map/blad.txt"
        file.write_text("Lieve oma")
        os.utime(file, (OLD.timestamp(), OLD.timestamp()))
        said = await save_as(app, "blad.txt")
        assert "Hier staat al een ander bestand, van dinsdag 3 november 2026, 09:05" in said
        await press_each(app, "2")
        assert "Uw blad is bewaard" in screen_text(app)
        assert str(file) in flat(screen_text(app).replace("│", "")), "in full: a name alone says no place"
        assert file.read_text().startswith("Gespreksklaar")
        await press_each(app, "enter")
        assert "Hier staat al een blad van Gespreksklaar" in await save_as(app, "blad.txt")
        await press_each(app, "1")
        assert "blad-2.txt" in screen_text(app)
        await press_each(app, "escape")
        assert OURS in await save_as(app, f"{DATA}/sam.toml")
        await press_each(app, "escape")
        assert "▶ 4 Bewaren in een bestand" in screen_text(app), (
            "who can't type another path chooses another way by number"
        )
        await press_each(app, "escape")
        assert {path: path.read_bytes() for path in home.rglob("*.toml")} == kept


# A login without a shell.


async def test_without_a_shell_all_outside_the_own_sheets_is_one_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv(NO_SHELL, "1")
    (tmp_path / "ander").mkdir()
    (tmp_path / "ander/geheim.txt").write_text("van iemand anders")
    sheets = home / "gespreksklaar"
    sheets.mkdir()
    (sheets / "uit").symlink_to(tmp_path / "ander")
    app = app_of(find_folders())
    assert app.folders.no_shell
    async with running(app, (120, 40)):
        app.open_prep("sam")
        app.show("review")
        await at_rest(app)
        before = contents(tmp_path)
        outside = (
            f"{tmp_path}/ander/geheim.txt", f"{tmp_path}/ander/nieuw.txt", f"{tmp_path}/nergens/x.txt", "/tmp/x.txt",
            "/dev/shm/x.txt", "/dev/null", "/root/x", "/etc/passwd/x", "../x.txt", "uit/x.txt", "uit/geheim.txt",
            "~", "~/x.txt", "~root/x.txt", "~nobody-here/x.txt", ".", "..", f"{DATA}/sam.toml", "/" + "x" * 300,
            "~/.config/gespreksklaar/config.toml", "/dev/stdout", "~/gespreksklaar", "~/gespreksklaar/../x",
        )  # fmt: skip
        for named in outside:
            said = await save_as(app, named)
            assert ONLY_OWN in said, named
            assert flat(f"{ONLY_OWN}{sheets}.") in flat(said), named
        assert contents(tmp_path) == before
        for named in ("blad.txt", "~/gespreksklaar/twee.txt", f"{sheets}/diep/drie.txt", "-"):
            assert "Uw blad is bewaard" in await save_as(app, named), named
            await press_each(app, "enter")
        assert sorted(path.name for path in sheets.rglob("*") if path.is_file()) == [
            "-", "blad.txt", "drie.txt", "twee.txt",
        ]  # fmt: skip


def test_the_login_of_an_account_says_that_it_has_no_shell() -> None:
    login = (Path(__file__).parents[3] / "deploy/ssh/login-account").read_text()
    assert f" {NO_SHELL}=1 " in login.replace("\n", " ")


@pytest.mark.parametrize("language", languages())
def test_a_calendar_and_a_sheet_are_known_in_every_language(language: str, home: Path) -> None:
    assert main(["sheet", "sam", "--lang", language, "--for", "child", "--output", f"{language}.txt"]) == 0
    there = in_the_way(home / f"Map/{language}.txt")
    assert there
    assert there.kind == "sheet"
    assert landing.in_the_way(home / "Map/elders.toml") is not None
