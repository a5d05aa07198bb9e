"""Nothing typed is lost, in a real terminal: two windows, a full disk, a file changed elsewhere, earlier versions."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.store.versions import versions_of
from gespreksklaar.tui.home.bookmarks import Bookmarks
from gespreksklaar.tui.home.crash import STATUS
from tests.soak._bomb import SECRET
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c").write_text("first_run_done = true\n")
    (tmp_path / "sam.toml").write_text(FULL_PREP.read_text())
    go_to(tmp_path, "ask", "ask.mind")
    return tmp_path


def go_to(folder: Path, step: str, field: str) -> None:
    prep = prep_toml.load(folder / "sam.toml").prep
    Bookmarks(folder / ".state" / "places.json").put(prep.id, step, field)


def start(folder: Path, *words: str, program: tuple[str, ...] = PROGRAM) -> Terminal:
    arguments = ["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", *words]
    return Terminal(arguments, program=program)


@contextmanager
def two_windows(folder: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """One that writes in a prep, and one that reads along."""
    with start(folder, "open", "sam") as first, start(folder) as second:
        first.wait("Stap 3 van 5")
        second.wait("Sam")
        second.settle()
        second.press("enter")
        second.wait("Stap 3 van 5", "al open in een ander venster", "alleen lezen")
        yield first, second


def written(folder: Path, name: str = "sam") -> str:
    return read_prep(folder / f"{name}.toml").prep.ask.mind


def choose(screen: Terminal, words: str) -> None:
    """From the menu, by a search."""
    screen.press("f2")
    screen.wait("Waar wilt u heen?")
    screen.press(words)
    screen.wait(f"Zoeken: {words}", "▶")
    screen.press("enter")
    screen.settle()


def test_a_second_window_reads_along_and_takes_over(folder: Path) -> None:
    with two_windows(folder) as (first, second):
        first.press("Eerste")
        first.wait("Eerste")
        second.wait("Eerste")
        second.press("x", "f2")
        second.wait("Hier verder schrijven")
        second.press("escape")
        second.wait("Eerste", gone="xEerste")
        first.press("escape")
        first.wait("Een nieuw gesprek")
        second.wait("Het andere venster is klaar")
        second.press("T")
        second.wait("U kunt hier nu schrijven", gone="alleen lezen")
        second.press("weede")
        second.wait("Tweede")
        second.press("ctrl+q")
        assert second.wait_end() == 0
    assert "Eerste" in written(folder)
    assert "Tweede" in written(folder), "the key that took it over counts"


def test_a_reader_follows_on_when_the_other_window_comes_back_and_is_told_when_the_prep_is_gone(folder: Path) -> None:
    with two_windows(folder) as (first, second):
        first.press("escape")
        first.wait("Een nieuw gesprek")
        second.wait("Het andere venster is klaar")
        first.settle()
        first.press("enter")
        first.wait("Stap 3 van 5")
        second.wait("Het andere venster schrijft weer in dit gesprek")
        first.press("Terug")
        second.wait("Terug", "alleen lezen")
        first.press("escape")
        first.wait("Een nieuw gesprek")
        first.settle()
        first.press(".")
        first.wait("Weggehaald")
        second.wait("Dit gesprek is weggehaald. U ziet hier nog")
        second.press("N")
        second.wait("weggehaald", "alleen lezen", gone="TerugN")
        second.press("ctrl+q")
        assert second.wait_end() == 0
    assert not (folder / "sam.toml").exists()


def test_whoever_takes_over_after_a_full_disk_is_told_what_may_be_missing(folder: Path) -> None:
    with two_windows(folder) as (first, second):
        resource.prlimit(first.pid, resource.RLIMIT_FSIZE, (500, resource.RLIM_INFINITY))
        first.press("Verloren")
        first.wait("NIET bewaard: schijf vol")
        first.kill()
        first.wait_end()
        second.wait("Het andere venster is klaar")
        second.press("x")
        second.wait("kon niet alles worden bewaard", gone="alleen lezen")


def test_what_is_told_at_the_opening_is_whole_and_stays(folder: Path) -> None:
    with start(folder, "open", "sam") as first:
        first.wait("F1 uitleg")
        for field, on in (("", "f4"), ("going.day", "f4"), ("ask.mind", "f3"), ("agree.agreements", "f3")):
            go_to(folder, field.partition(".")[0] or "going", field)
            with start(folder, "open", "sam") as second:
                second.wait("U kunt het hier lezen")
                second.settle(0.5)
                assert second.shows("al open in een ander venster"), field
                assert second.shows("U kunt het hier lezen"), field
                second.press(on)
                second.wait("alleen lezen", "enter verder", gone="U kunt het hier lezen")


def test_a_full_disk_is_told_typing_goes_on_and_is_saved_later(folder: Path) -> None:
    before = (folder / "sam.toml").read_bytes()
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        screen.press("Nog niet")
        screen.wait("NIET bewaard: schijf vol", "Nog niet", "ik probeer steeds opnieuw te bewaren")
        screen.press("f4")
        screen.wait("Stap 4 van 5", "NIET bewaard: schijf vol")
        assert (folder / "sam.toml").read_bytes() == before
        # The sheet can still be taken to another disk.
        screen.press("f4", "f4")
        screen.wait("Het blad meenemen")
        screen.settle()
        screen.press("0")
        screen.wait("Hoe wilt")
        screen.press("2")
        screen.wait("Waar")
        screen.press("escape")
        screen.settle()
        screen.press("f3", "f3")
        screen.wait("Stap 4 van 5")
        screen.settle()
        screen.press("escape")
        screen.wait("kan nu niet worden bewaard", "Toch weggaan. Wat niet bewaard is, raakt u kwijt.")
        # Asked again as long as it does not help.
        screen.press("1")
        screen.wait("▶ 1 Nog eens proberen")
        screen.press("ctrl+q", "1", "ctrl+q", "escape")
        screen.wait("Stap 4 van 5", gone="Toch weggaan")
        screen.press("tab")
        screen.wait("Stap 4 van 5", gone="ik probeer steeds opnieuw")
        screen.press("ctrl+s")
        screen.wait("ik probeer steeds opnieuw te bewaren")
        resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        screen.press("ctrl+s")
        screen.wait("bewaard", gone="NIET")
        assert "Nog niet" in prep_toml.load(folder / "sam.toml").prep.ask.mind


def test_a_folder_that_is_gone_is_told_and_saved_in_when_it_is_back(folder: Path) -> None:
    away = folder.with_name("weg")
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        folder.rename(away)
        # The folder is not to be made anew.
        folder.touch()
        screen.press("Nog niet")
        screen.wait("NIET bewaard: map weg", "Zit de stick er nog in?", "Nog niet")
        # Back in one step: between two the program would make it anew.
        back = folder.with_name("terug")
        back.symlink_to(away)
        back.replace(folder)
        screen.press("ctrl+s")
        screen.wait("bewaard", gone="NIET")
    assert "Nog niet" in written(folder)


def test_where_nothing_can_be_written_no_word_says_that_it_is_saved(folder: Path) -> None:
    bomb = (sys.executable, "-m", "tests.soak._bomb", "gespreksklaar.tui.full.app:GuideApp.action_choose", str(folder))
    with start(folder, "open", "sam", program=bomb) as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        screen.press("Nog niet")
        screen.wait("NIET bewaard: schijf vol", "Sluit dit venster nog niet")
        screen.press("ctrl+z")
        while b"sluit dit venster niet" not in screen.raw:
            screen.read(0.02)
        (folder / "armed").touch()
        # What comes before it is back is for the shell.
        while screen.status is None:
            screen.press("f2")
            screen.settle(0.2)
        assert screen.wait_end() == STATUS
    told = screen.raw.decode()
    assert "Bewaren lukt nog niet: sluit dit venster niet." in told
    assert "wat u het laatst typte, kan weg zijn" in told
    assert "is bewaard" not in told.rpartition("NIET bewaard")[2]


@pytest.mark.parametrize("part", ["QuietDriver._pass_on", "QuietDriver.process_message", "QuietDriver._is_answered"])
def test_a_bug_where_keys_are_read_ends_it_as_any_other(part: str, folder: Path) -> None:
    bomb = (sys.executable, "-m", "tests.soak._bomb", f"gespreksklaar.tui.terminal.driver:{part}", str(folder))
    with start(folder, "open", "sam", program=bomb) as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("Zuiver")
        screen.wait("Zuiver")
        while "Zuiver" not in written(folder):
            # Its last letter is on the screen before it is anywhere else.
            screen.read(0.02)
        (folder / "armed").touch()
        screen.press("x")
        assert screen.wait_end() == STATUS
        assert "het lag niet aan u" in screen.raw.decode()
    assert "Zuiver" in read_prep(folder / "sam.toml").prep.ask.mind
    assert (folder / ".sam.journal").exists(), "by which the next start offers to go on"
    noted = (folder / ".state" / "problems.log").read_text()
    assert "ValueError soak/_bomb.py" in noted
    assert "terminal/driver.py" in noted
    assert SECRET not in noted + screen.raw.decode()


def test_what_a_sync_tool_changes_is_taken_in_and_the_same_field_stays_apart(folder: Path) -> None:
    file = folder / "sam.toml"
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        prep_toml.save(file, prep_toml.load(file).prep.edited("going.place", "lokaal 12"))
        screen.press("Hier")
        screen.wait("ook ergens anders veranderd", "Die veranderingen staan er nu bij")
        assert prep_toml.load(file).prep.going.place == "lokaal 12"
        prep_toml.save(file, prep_toml.load(file).prep.edited("ask.mind", "van de ander"))
        screen.press(" en daar")
        screen.wait("Wat u hier schrijft, heet nu sam-2")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    assert written(folder) == "van de ander"
    assert "Hier en daar" in written(folder, "sam-2")


@pytest.mark.parametrize(
    ("key", "place"), [("ctrl+s", "Stap 3 van 5"), ("f3", "Stap 2 van 5"), ("escape", "nieuw gesprek")]
)
def test_what_came_from_outside_is_told_wherever_the_parent_goes(key: str, place: str, folder: Path) -> None:
    file = folder / "sam.toml"
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        prep_toml.save(file, prep_toml.load(file).prep.edited("ask.mind", "van de ander"))
        screen.press("van mij", key)
        screen.wait(place, "Wat u hier schrijft, heet nu sam-2")


def test_ctrl_q_saves_and_leaves_also_with_a_dialog_open(folder: Path) -> None:
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("Getypt", "f2", "ctrl+q")
        assert screen.wait_end() == 0
    assert "Getypt" in written(folder)


@contextmanager
def choosing_an_earlier_version(folder: Path) -> Iterator[Terminal]:
    """After something was typed since the last one."""
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("Later ")
        screen.wait("Later")
        choose(screen, "Een eerdere versie terughalen")
        screen.wait("Welke eerdere versie wilt u terug?", "5 van 5 stappen")
        yield screen


def test_an_earlier_version_comes_back_and_so_does_the_later_one(folder: Path) -> None:
    with choosing_an_earlier_version(folder) as screen:
        screen.press("1")
        screen.wait("De eerdere versie staat er weer", gone="Later ")
        choose(screen, "Een eerdere versie terughalen")
        screen.press("1")
        screen.wait("De eerdere versie staat er weer", "Later")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    assert "Later" in written(folder)


def test_what_came_from_outside_before_an_earlier_version_is_told(folder: Path) -> None:
    file = folder / "sam.toml"
    with choosing_an_earlier_version(folder) as screen:
        file.write_text(newer := file.read_text().replace("format = 1", "format = 2"))
        screen.press("1")
        screen.wait("Wat u hier schrijft, heet nu sam-2", gone="Later ")
    assert file.read_text() == newer


def test_what_is_sound_by_now_is_not_repaired(folder: Path) -> None:
    sound = (folder / "sam.toml").read_text()
    versions_of(folder, "sam").keep(sound)
    (folder / "sam.toml").write_text("half ges")
    with start(folder) as screen:
        screen.wait("sam: sam.toml:1")
        screen.settle()
        screen.press("enter")
        screen.wait("Dit gesprek kan niet open")
        (folder / "sam.toml").write_text(sound.replace('place = "lokaal 4"', 'place = "lokaal 12"'))
        screen.press("1")
        screen.wait("Stap 3 van 5", "Er is niets teruggezet")
    assert prep_toml.load(folder / "sam.toml").prep.going.place == "lokaal 12"
    assert not list(folder.glob("*.damaged-*"))


def test_a_damaged_file_is_repaired_from_its_last_good_version(folder: Path) -> None:
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.press("Later ")
        screen.wait("Later")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    (folder / "sam.toml").write_text("half ges")
    with start(folder) as screen:
        screen.wait("sam: sam.toml:1")
        screen.settle()
        screen.press("enter")
        screen.wait("Dit gesprek kan niet open", "De versie van")
        screen.press("1")
        screen.wait("Stap 3 van 5", "De versie van eerder staat er weer")
    assert (folder / "sam.toml.damaged-1").read_text() == "half ges"


def test_the_bin_gives_back_and_is_emptied_after_a_question(folder: Path) -> None:
    with start(folder) as screen:
        screen.wait("Sam")
        screen.settle()
        screen.press(".")
        screen.wait("Weggehaald")
        choose(screen, "De prullenbak")
        screen.wait("Na 30 dagen")
        screen.press("1")
        screen.wait("Teruggehaald: sam", "Sam ·")
        screen.press(".")
        screen.wait("Weggehaald")
        choose(screen, "De prullenbak")
        screen.press("9")
        screen.wait("Dit kunt u niet terughalen")
        screen.press("2")
        screen.wait("De prullenbak is geleegd. Voorgoed weg: 1.")
    assert not list((folder / ".bin").iterdir())


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_is_saved_and_says_nothing_the_next_time(number: int, folder: Path) -> None:
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.press("Tot hier")
        screen.wait("Tot hier")
        screen.kill(number)
        assert screen.status == 128 + number
    assert "Tot hier" in prep_toml.load(folder / "sam.toml").prep.ask.mind
    assert not list(folder.glob(".*.journal"))
    with start(folder) as screen:
        assert "niet gewoon afsluiten" not in screen.wait("Sam")


def test_what_was_cut_off_is_told_of_the_same_prep_by_another_name(folder: Path) -> None:
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.press("Later")
        screen.wait("Later")
        screen.kill()
    with start(folder) as screen:
        screen.wait("niet gewoon afsluiten")
        screen.settle()
        screen.press("=")
        screen.wait("Hoe moet dit gesprek heten?")
        screen.press("x", "enter")
        screen.wait("Heet nu samx")
        screen.press("enter")
        screen.wait("Stap 3 van 5", "Een eerdere versie vindt u met F2")


def test_killed_the_next_start_says_so_and_goes_on(folder: Path) -> None:
    with start(folder, "open", "sam") as screen:
        screen.wait("Stap 3 van 5")
        screen.press("Tot hier")
        screen.wait("Tot hier")
        # The last letter is on the screen a moment before it is anywhere else.
        while "Tot hier" not in written(folder):
            screen.read(0.02)
        screen.kill()
    with start(folder) as screen:
        screen.wait("kon het programma niet gewoon afsluiten", "Alles wat u typte, is er nog. Met enter gaat u verder.")
        screen.settle()
        screen.press("enter")
        screen.wait("Stap 3 van 5", "Tot hier", "Een eerdere versie vindt u met F2.")
        choose(screen, "Een eerdere versie terughalen")
        screen.wait("Welke eerdere versie")
        screen.press("1")
        screen.wait("Stap 3 van 5", gone="Tot hier")
    assert "Tot hier" not in written(folder)


def test_suspended_in_a_shell_and_back(folder: Path) -> None:
    with Terminal([], program=("bash", "--norc", "-i"), env={"PS1": "shell> "}) as screen:
        screen.wait("shell>")
        words = " ".join(
            [*PROGRAM, "--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", "open", "sam"]
        )
        screen.press(words, "enter")
        screen.wait("Stap 3 van 5")
        screen.press("Even weg")
        screen.wait("Even weg")
        screen.press("f2")
        screen.wait("Waar wilt u heen?")
        screen.press("ctrl+z")
        # The emulator has no second screen: the words come where the cursor was, and may go on at the next line.
        screen.wait("Alles is bewaard.", "Stopped")
        screen.press("echo hier is $((40 + 2))", "enter")
        screen.wait("hier is 42")
        assert "Even weg" in prep_toml.load(folder / "sam.toml").prep.ask.mind
        screen.press("fg", "enter")
        screen.wait("Waar wilt u heen?", gone="Stopped")
        screen.press("escape")
        screen.wait("Stap 3 van 5", "Even weg", gone="Waar wilt u heen?")
        screen.press("!")
        screen.wait("Even weg!")
        screen.press("ctrl+q")
        screen.wait("shell>")


def test_without_a_shell_to_go_back_to_it_goes_on(folder: Path) -> None:
    # As `ssh -t host gespreksklaar`: the program leads the session, and nobody could say fg.
    with Terminal(["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", "open", "sam"]) as screen:
        screen.wait("Stap 3 van 5")
        screen.press("ctrl+z")
        screen.settle(0.5)
        screen.press(*"Nog even")
        screen.wait("Nog even", "Stap 3 van 5")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    assert "Nog even" in prep_toml.load(folder / "sam.toml").prep.ask.mind


def test_a_half_typed_line_is_half_typed_again_after_a_kill_and_an_entered_one_is_not(folder: Path) -> None:
    go_to(folder, "child", "child.likes")
    half, whole = "Met blokken bo", "Voetbal"
    for typed, keys in ((whole, (whole, "enter")), (half, (half,)), (half, ())):
        with start(folder, "open", "sam") as screen:
            screen.wait("Stap 2 van 5")
            if not keys:
                screen.press("uwen")
                screen.wait(f"{half}uwen", gone="[x]   Met")
                screen.press("enter")
                screen.wait(f"[x]   {half}uwen")
                break
            screen.settle()
            screen.press(*keys)
            screen.wait(typed)
            while typed not in (folder / "sam.toml").read_text("utf-8"):
                screen.read(0.02)
            screen.kill()
    words = [item.text for item in read_prep(folder / "sam.toml").prep.child.likes.values()]
    assert [word for word in words if word] == [whole, f"{half}uwen"]
