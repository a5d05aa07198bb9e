"""The kiosk's config: an example that says all, and mistakes that are told by file, line and key."""

from __future__ import annotations

import os
import re
import syslog
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages
from gespreksklaar.tui.kiosk import memory_folder, pin
from gespreksklaar.tui.kiosk.config import KioskConfig, config_of
from gespreksklaar.tui.kiosk.config_file import ConfigFile
from gespreksklaar.tui.kiosk.memory_folder import PREFIX, file_system_of, find_memory, private_folder, remove_leftovers
from gespreksklaar.tui.take import mounts
from gespreksklaar.tui.visit.idle_clock import Idle, minutes_until, next_closing

EXAMPLE = Path(__file__).parents[3] / "deploy" / "kiosk.toml"


def read(file: Path) -> KioskConfig:
    return config_of(file.read_text("utf-8"), file)


def test_the_example_has_every_key_with_its_default_and_a_word_on_it() -> None:
    assert read(EXAMPLE) == KioskConfig()
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for key in fields(KioskConfig):
        (number,) = [n for n, line in enumerate(lines) if re.match(rf"\[?{key.name}\b", line)]
        assert lines[number - 1].startswith("# "), key.name


def test_what_the_example_only_shows_is_right_too(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    shown = {
        "printer": '"zaal-2"', "stick": '"/media"', "closing": '["12:30", "17.30", "9:05"]', "theme": '"contrast"',
        "pin": f'"{pin.make_hash("2468")}"', "languages": '["en"]', "large_print": "false",
        "font": '"Uni2-Terminus32x16"',
    }  # fmt: skip
    text = EXAMPLE.read_text("utf-8")
    for key, value in shown.items():
        text = re.sub(rf"^{key} = .*$", lambda _, k=key, v=value: f"{k} = {v}", text, flags=re.MULTILINE)  # type: ignore[misc]
    file.write_text(re.sub(r"^# ([a-z]{2}) = ", r"\1 = ", text, flags=re.MULTILINE))
    config = read(file)
    assert (config.printer, config.languages, config.theme) == ("zaal-2", ("en",), "contrast")
    assert config.welcome.keys() == set(languages())
    ways = config.delivery()
    assert (ways.printer, ways.stick, ways.anywhere, ways.large_print) == ("zaal-2", Path("/media"), False, False)
    assert ways.print_limit is not None
    assert KioskConfig().delivery().printer is None
    assert KioskConfig().delivery().stick is None


MISTAKES = {
    "an unknown key": ('qr = true\nprinetr = "x"', 2, "prinetr"),
    "an unknown table": ("[printers]\na = 1", 1, "printers"),
    "text for a number": ('idle_seconds = "3"', 1, "idle_seconds"),
    "yes for a number": ("idle_seconds = true", 1, "idle_seconds"),
    "no time at all": ("warning_seconds = 0", 1, "warning_seconds"),
    "more than an hour": ("idle_seconds = 3601", 1, "idle_seconds"),
    "text for yes": ('qr = "yes"', 1, "qr"),
    "a language there is not": ('languages = ["nl", "xx"]', 1, "languages"),
    "no language": ("languages = []", 1, "languages"),
    "one language without a list": ('languages = "nl"', 1, "languages"),
    "a welcome for all": ('welcome = "Hallo"', 1, "welcome"),
    "a welcome in no language": ('[welcome]\nnl = "a"\nxx = "b"', 3, "welcome.xx"),
    "a welcome of two": ('\n\n[welcome]\nnl = ["a"]', 4, "welcome.nl"),
    "a time there is not": ('closing = ["17:30", "24:00"]', 1, "closing"),
    "a time without a list": ('closing = "17:30"', 1, "closing"),
    "a queue that is an option": ('printer = "-o raw"', 1, "printer"),
    "a queue that is a path": ('printer = "../x"', 1, "printer"),
    "a font that is a path": ('font = "../x"', 1, "font"),
    "a font of before": ('qr = true\nhelper_font = "Uni2-Terminus32x16"', 2, "helper_font"),
    "a folder from nowhere": ('stick = "media"', 1, "stick"),
    "colours there are not": ('theme = "pink"', 1, "theme"),
    "a PIN as it is": ('pin = "1234"', 1, "pin"),
    "a name too long": (f'organisation = "{"x" * 401}"', 1, "organisation"),
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_a_line(name: str, language: str, tmp_path: Path) -> None:
    text, line, key = MISTAKES[name]
    file = tmp_path / "kiosk.toml"
    file.write_text(text + "\n")
    with pytest.raises(Problem) as caught:
        read(file)
    said = caught.value.message(Texts(language))
    assert re.match(rf"{re.escape(str(file))}:{line}:\d+: ", said)
    assert re.search(rf"\b{re.escape(key)}\b", said.removeprefix(str(file)))
    assert "\n" not in said
    assert "{" not in said


def words_logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(syslog, "syslog", lambda _, words: said.append(words))
    return said


def make_broken(file: Path, kind: str) -> None:
    """Put this kind of trouble where the settings are."""
    file.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(file)
    elif kind in {"loop", "zero"}:
        file.symlink_to(file if kind == "loop" else "/dev/zero")
    elif kind != "gone":
        file.write_bytes({"large": b"#" * 300_000}.get(kind, kind.encode("latin-1")))


BROKEN = ("[", 'printetr = "x"', "\xff", "gone", "large", "loop", "fifo", "zero")


@pytest.mark.parametrize("kind", BROKEN)
def test_a_kiosk_that_starts_with_a_mistake_tells_it_once_and_has_the_defaults(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_logged(monkeypatch)
    file = tmp_path / "kiosk.toml"
    make_broken(file, kind)
    settings = ConfigFile(file)
    assert not settings.read()
    assert settings.config == KioskConfig()
    (words,) = said
    assert words.startswith(str(file))
    assert words.endswith("The kiosk uses the defaults.")
    # It is no prep.
    assert "prep" not in words.removeprefix(str(file))


@pytest.mark.parametrize("kind", BROKEN)
def test_a_running_kiosk_takes_changes_over_and_keeps_the_last_config_that_was_right(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_logged(monkeypatch)
    file = tmp_path / "kiosk.toml"
    file.write_text('organisation = "Bieb"\n')
    settings = ConfigFile(file)
    make_broken(file, kind)
    for _ in range(2):
        assert not settings.read()
        assert settings.config.organisation == "Bieb"
    (words,) = said
    assert words.endswith("The kiosk uses the settings that were right last.")
    file.unlink(missing_ok=True)
    file.write_text('languages = ["en"]\n')
    assert settings.read()
    assert settings.config.languages == ("en",)


@pytest.mark.parametrize("kind", BROKEN)
def test_what_was_right_last_outlives_a_restart_where_the_service_has_a_folder(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_logged(monkeypatch)
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path / "kept"))
    file = tmp_path / "kiosk.toml"
    for name in ("Een", "Twee"):
        file.write_text(f'organisation = "{name}"\n')
        ConfigFile(file)
    make_broken(file, kind)
    settings = ConfigFile(file)
    assert settings.config.organisation == "Twee"
    (words,) = said
    assert words.endswith("The kiosk uses the settings that were right last.")
    (copy,) = (tmp_path / "kept").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600, "it holds the hash of a PIN"
    make_broken(copy, "[")
    assert ConfigFile(file).config == KioskConfig()


def test_a_copy_that_can_not_be_kept_is_told_and_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_logged(monkeypatch)
    monkeypatch.setenv("STATE_DIRECTORY", "/proc")
    file = tmp_path / "kiosk.toml"
    file.write_text('organisation = "Bieb"\n')
    assert ConfigFile(file).config.organisation == "Bieb"
    (words,) = said
    assert words.startswith("No copy of the settings can be kept.")


def test_a_file_that_everybody_can_write_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = words_logged(monkeypatch)
    file = tmp_path / "kiosk.toml"
    file.write_text("")
    for mode in (0o640, 0o642):
        file.chmod(mode)
        ConfigFile(file)
    (words,) = said
    assert words == f"{file}: {Texts('en')('problems.settings-open')}"


def test_a_mistake_that_comes_back_is_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = words_logged(monkeypatch)
    file = tmp_path / "kiosk.toml"
    settings = ConfigFile(file)
    for text in ("", "[", "[", "", "["):
        file.write_text(text)
        settings.read()
    assert len([words for words in said if ":1:" in words]) == 2


# The PIN.


def test_a_pin_that_is_typed_otherwise_the_second_time_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in (("1234", "1235"), ("12", "12")):
        answers = iter(typed)
        monkeypatch.setattr("getpass.getpass", lambda _, answers=answers: next(answers))
        with pytest.raises(Problem, match="bad-pin"):
            pin.make_pin(Texts("nl"))


def test_a_pin_is_kept_as_a_salted_hash() -> None:
    kept = pin.make_hash("2468")
    assert pin.is_hash(kept)
    assert "2468" not in kept
    assert kept != pin.make_hash("2468")
    assert pin.fits("2468", kept)
    assert not any(pin.fits(other, kept) for other in ("2469", "", "24680", "２４６８"))
    assert not pin.fits("2468", "")


def test_what_can_be_a_pin() -> None:
    assert all(map(pin.is_pin, ("1234", "123456789012")))
    assert not any(map(pin.is_pin, ("", "123", "1" * 13, "12a4", "１２３４", " 1234")))


def test_after_three_misses_each_next_waits_longer_up_to_a_quarter_of_an_hour() -> None:
    assert [pin.wait_after(misses) for misses in range(7)] == [0, 0, 0, 30, 60, 120, 240]
    assert pin.wait_after(1_000_000) == 900


# The clocks.


def test_nobody_is_there_before_the_first_key_and_each_key_counts_anew() -> None:
    idle = Idle(180, 60)
    assert idle.left(1_000) is None
    idle.key(1_000)
    assert not idle.warns(1_179)
    assert idle.warns(1_180)
    assert idle.left(1_180) == 60
    idle.key(1_239)
    assert not idle.warns(1_400)
    assert idle.left(1_479) == 0


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("08:00", "23T12:30"), ("12:30", "23T17:30"), ("17:29:59", "23T17:30"), ("17:30", "24T12:30"),
        ("23:59", "24T12:30"),
    ],
)  # fmt: skip
def test_the_next_closing_time(now: str, closes: str) -> None:
    moment = datetime.fromisoformat(f"2026-11-23T{now}")
    assert next_closing(moment, ["17:30", "12.30"]) == datetime.fromisoformat(f"2026-11-{closes}")
    assert next_closing(moment, []) is None


@pytest.mark.parametrize(("now", "left"), [("17:25", 5), ("17:25:01", 5), ("17:29:59", 1), ("17:30", 0)])
def test_minutes_are_rounded_up(now: str, left: int) -> None:
    closes = datetime(2026, 11, 23, 17, 30)
    assert minutes_until(closes, datetime.fromisoformat(f"2026-11-23T{now}")) == left


# The folder in memory.


def test_the_file_system_is_that_of_the_nearest_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = {"/": "ext4", str(tmp_path): "tmpfs", f"{tmp_path}/on\\040disk": "ext4"}
    (tmp_path / "table").write_text("".join(f"1 0 8:1 / {at} rw - {kind} disk rw\n" for at, kind in places.items()))
    (tmp_path / "on disk" / "deep").mkdir(parents=True)
    (tmp_path / "deep").mkdir()
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "table")
    assert file_system_of(tmp_path / "deep") == "tmpfs"
    assert file_system_of(tmp_path / "on disk" / "deep") == "ext4"
    assert file_system_of(Path("/usr")) == "ext4"
    assert file_system_of(Path("/no/such/folder")) == ""


def test_leftovers_go_but_never_what_is_in_use_or_of_another_name(tmp_path: Path) -> None:
    for name in (PREFIX + "old", "other"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "text").write_text("x")
    (tmp_path / (PREFIX + "link")).symlink_to(tmp_path / "other")
    (tmp_path / (PREFIX + "file")).write_text("x")
    with private_folder(tmp_path) as folder:
        assert not (tmp_path / (PREFIX + "old")).exists()
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "text").write_text("x")
        remove_leftovers(tmp_path)
        assert (folder / "text").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"other", PREFIX + "link", PREFIX + "file"}
    assert (tmp_path / "other" / "deep" / "text").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_left_over_of_another_account_stays(tmp_path: Path) -> None:
    theirs = tmp_path / (PREFIX + "theirs")
    theirs.mkdir()
    os.chown(theirs, 12_345, 12_345)
    remove_leftovers(tmp_path)
    assert theirs.exists()


def test_a_folder_that_is_not_in_memory_is_refused_though_it_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "table").write_text("1 0 8:1 / / rw - ext4 disk rw\n")
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "table")
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    with pytest.raises(Problem, match="not-in-memory"):
        find_memory()
    (tmp_path / "table").write_text("1 0 8:1 / / rw - tmpfs memory rw\n")
    assert find_memory() == tmp_path


def test_a_folder_goes_also_where_a_dying_process_is_still_at_work_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "visit").mkdir()
    really, tries = memory_folder.shutil.rmtree, list[Path]()

    def once_too_early(path: Path) -> None:
        tries.append(path)
        if len(tries) == 1:
            raise FileNotFoundError
        really(path)

    monkeypatch.setattr(memory_folder.shutil, "rmtree", once_too_early)
    memory_folder.remove(folder)
    assert not folder.exists()
