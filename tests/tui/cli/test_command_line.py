"""The command line: each verb, each mistake, one line and the right exit code; never a traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from gespreksklaar.content.words.texts import languages
from gespreksklaar.tui.cli import command_line, subcommands
from gespreksklaar.tui.cli.command_line import main
from tests.tui.walk import FULL_PREP


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sam.toml").write_bytes(FULL_PREP.read_bytes())
    return tmp_path


def run(folder: Path, words: str) -> int:
    return main(["--data", str(folder), "--config", str(folder / "settings.ini"), *words.split()])


def test_list_tells_the_preps_and_names_a_broken_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "stuk.toml").write_text("format = 1\n[going\n")
    assert run(folder, "--lang nl list") == 0
    out = capsys.readouterr().out
    assert "sam  Sam" in out
    assert "stuk: stuk.toml:2:" in out
    assert run(folder, "list --json") == 0
    by_name = {prep["name"]: prep for prep in json.loads(capsys.readouterr().out)}
    assert by_name["sam"]["day"] == "2026-12-03"
    assert by_name["stuk"]["problem"]


def test_sheet_by_name_and_by_file_to_the_screen_and_to_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "sheet sam --lang nl") == 0
    by_name = capsys.readouterr().out
    assert run(folder, f"sheet {folder}/sam.toml --lang nl --for table") == 0
    assert capsys.readouterr().out == by_name
    assert run(folder, f"sheet sam --lang nl --output {folder}/sheets/blad.txt") == 0
    assert (folder / "sheets/blad.txt").read_text() == by_name
    assert run(folder, "sheet sam --lang en --for own") == 0
    assert "What is Sam good at?" in capsys.readouterr().out


def refuse(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("words", "refused"),
    [("kiosk", "kiosk.start.run_kiosk"), ("", "terminal.terminal_setup.quiet_terminal")],
)
def test_a_screen_that_cannot_start_is_not_told_as_output_that_cannot_be_written(
    folder: Path, words: str, refused: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("gespreksklaar.tui.terminal.terminal_setup.scrub_environment", lambda: None)
    monkeypatch.setattr(f"gespreksklaar.tui.{refused}", refuse)
    assert run(folder, f"--lang nl {words}") == 1
    assert "kan hier niet beginnen (No space left on device)" in capsys.readouterr().err


BROKEN = {
    "no-toml": (b"format = 1\n[going]\nchild = \n", ":3:"),
    "latin": "format = 1\n[going]\nchild = 'é'\n".encode("latin-1"),
    "wrong": (b"format = 1\n[going]\nminutes = 'tien'\n", ":3:", "going.minutes"),
    "too-many": (b"format = 1\n[going]\nminutes = 900\n", ":3:", "going.minutes"),
    "no-format": b"[going]\n",
    "deep": b"a=" + b"[" * 5000,
    "dots": b"format = 1\n" + b".".join([b"a"] * 500) + b" = 1\n",
    "huge": b"#" * 300_000,
    "nul": b"\0\0\0",
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_check_names_file_line_and_key_in_one_line(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, *expected = BROKEN[name] if isinstance(BROKEN[name], tuple) else (BROKEN[name],)
    file = folder / f"{name}.toml"
    file.write_bytes(data)  # type: ignore[arg-type]
    assert run(folder, f"check {file}") == 1
    out = capsys.readouterr().out
    assert out.startswith(str(file))
    assert out.count("\n") == 1
    assert all(part in out for part in expected)
    assert file.read_bytes() == data


def test_check_names_unknown_keys_and_reads_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.toml").write_text('format = 1\n[going]\nchild = "Sam"\nhuisdier = "kat"\n')
    assert run(folder, f"check {folder}/own.toml") == 0
    assert "going.huisdier" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("chek x", 2, "check"),
        ("lsit", 2, "list"),
        ("--dta x list", 2, "--data"),
        ("list --jsn", 2, "--json"),
        ("open", 2, "open NAAM"),
        ("check", 2, "check BESTAND"),
        ("list extra", 2, "list [--json]"),
        ("where --json", 2, "list"),
        ("--lang", 2, ""),
        ("--lang xx list", 1, ", ".join(languages())),
        ("--theme paars list", 1, "contrast"),
        ("sheet sem", 1, "sam"),
        ("sheet sam --for koning", 1, "table"),
        ("sheet /nergens/x.toml", 1, "/nergens/x.toml"),
        ("sheet sam --output /nergens/diep/x.txt", 0, ""),
        ("check /nergens", 1, ""),
        ("open sam", 1, "ssh -t"),
        ("", 1, "ssh -t"),
    ],
)
def test_wishes_that_can_not_be_met(
    words: str, code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    words = words.replace("/nergens/diep", str(folder / "sheets/nieuw"))
    assert run(folder, words) == code
    err = capsys.readouterr()
    text = err.err + err.out
    assert text.count("\n") == 1
    assert said in text


def test_help_and_schema_and_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--help") == 0
    assert "sheet" in capsys.readouterr().out
    assert run(folder, "schema") == 0
    assert "going" in json.loads(capsys.readouterr().out)["properties"]
    assert run(folder, "where") == 0
    assert str(folder / "sheets") in capsys.readouterr().out
    (folder / "settings.ini").write_text('sheet_folder = "/elders/bladen"\n')
    assert run(folder, "where") == 0
    assert "/elders/bladen" in capsys.readouterr().out


def test_a_reader_who_goes_away_hears_no_complaint(folder: Path) -> None:
    program = f"{sys.executable} -m gespreksklaar.tui --data {folder} schema | head -1"
    result = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert result.stderr == ""


def program(words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a shell starts it, with its files in a folder of its own."""
    given = f"{sys.executable} -W error -m gespreksklaar.tui {words.format(folder=folder)}"
    home = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "nl_NL.UTF-8", "TERM": "xterm"}
    return subprocess.run(
        ["bash", "-c", given], capture_output=True, text=True, check=False, env=home | environment, cwd=folder
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("list --data {folder} >/dev/full", 1, "kan niet worden geschreven"),
        ("schema >/dev/full", 1, "kan niet worden geschreven"),
        ("--help >/dev/full", 1, "kan niet worden geschreven"),
        ("schema >&-", 1, "kan niet worden geschreven"),
        ("list >&-", 1, "kan niet worden geschreven"),
        ("where >&- 2>&-", 1, ""),
        ("bla 2>/dev/full", 1, ""),
        ("bla 2>&-", 2, ""),
        ("</dev/null", 1, "ssh -t"),
        ("<&-", 1, "ssh -t"),
        ("check /dev/zero", 1, "/dev/zero: "),
        ("check ''", 1, "map"),
        ("check $'/gone/\\e[31m\\xff.toml'", 1, "/gone/%1B[31m%FF.toml: "),
        ("$'sh\\e[31meet'", 2, "sheet?"),
        ("sheet '~nobody-at-all/x'", 1, "~nobody-at-all/x"),
        ("sheet {folder}/sam.toml --output /dev/null", 1, "/dev/null: "),
        ("sheet {folder}/sam.toml --output {folder}", 1, "map"),
        ("list --data {folder}/sam.toml", 1, "geen map"),
        ("list --lang ''", 0, "nog geen gesprekken"),
        ("--version list", 0, "gespreksklaar "),
    ],
)
def test_nothing_around_us_makes_a_traceback(words: str, code: int, said: str, folder: Path) -> None:
    done = program(words, folder)
    told = done.stdout + done.stderr
    assert done.returncode == code
    assert said in told
    assert told.count("\n") <= 1
    assert not {"\x1b", "\x9b"} & set(told)


def test_a_terminal_that_can_show_no_screen_hears_so_in_one_line(folder: Path) -> None:
    at_home, far = "Deze terminal kan geen heel scherm tonen.", "TERM=xterm-256color ssh -t naam@computer"
    for terminal, line, words in (("dumb", {}, at_home), ("", {}, at_home), ("dumb", {"SSH_CONNECTION": "x"}, far)):
        done = program("", folder, TERM=terminal)
        assert done.returncode == 1
        around = {name: value for name, value in os.environ.items() if not name.startswith("SSH_")}
        screen = subprocess.run(
            ["script", "-qec", f"{sys.executable} -m gespreksklaar.tui --data {folder}", "/dev/null"],
            capture_output=True, text=True, check=False, env=around | {"TERM": terminal, "LANG": "nl_NL.UTF-8"} | line,
        )  # fmt: skip
        assert screen.returncode == 1
        assert words in screen.stdout
        assert screen.stdout.count("\n") == 1


def test_a_sheet_in_a_file_is_utf_8_whatever_the_system_writes(folder: Path) -> None:
    plain = program("sheet {folder}/sam.toml --lang nl", folder).stdout
    assert "·" in plain
    for around in (
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"LC_ALL": "xx_YY.ISO-8859-15", "PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "tr_TR.UTF-8", "LC_CTYPE": "UTF-8"},
    ):  # fmt: skip
        odd = program("sheet {folder}/sam.toml --lang nl", folder, **around)
        # The shell has a word of its own on a locale that is not there.
        told = [line for line in odd.stderr.splitlines() if not line.startswith("bash: warning: setlocale")]
        assert (odd.stdout, told) == (plain, []), around


def test_who_presses_ctrl_c_is_not_told_that_it_is_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_run", stopped)
    assert run(folder, "list") == 1


def test_a_name_with_control_signs_is_text_in_every_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "\x1b[31m\x9bm\x7f\udcff.toml").write_text('format = 1\n[going]\nchild = "Ro\\u001b[31m"\n')
    assert run(folder, "list") == 0
    assert run(folder, "list --json") == 0
    assert run(folder, "open x") == 1
    told = capsys.readouterr()
    assert not {"\x1b", "\x9b", "\x7f", "\udcff"} & set(told.out + told.err)


def test_mistakes_are_told_in_the_language_asked_for_then_that_of_the_settings(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    for settings, words, said in [
        ("", "lst", "Bedoelt u list?"),
        ("", "lst --lang en", "Did you mean list?"),
        ("", "--lang=en lst", "Did you mean list?"),
        ("language = 'en'", "lst", "Did you mean list?"),
        ("language = 'en'", "lst --lang nl", "Bedoelt u list?"),
        ("language = 'xx'", "lst", "Bedoelt u list?"),
    ]:
        (folder / "settings.ini").write_text(settings)
        assert run(folder, words) == 2
        assert said in capsys.readouterr().err


def test_a_prep_goes_before_a_file_that_happens_to_have_its_name(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "sam").write_text("no prep")
    monkeypatch.chdir(elsewhere)
    assert run(folder, "sheet sam") == 0
    assert run(folder, "sheet ./sam") == 1
    assert capsys.readouterr().err.startswith("sam:1:4: ")


def test_common_options_may_stand_before_or_after_the_verb(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for words in ("--lang en --theme dark list", "list --lang en --theme dark", "--lang=en list --theme=dark"):
        assert run(folder, words) == 0
        told.append(capsys.readouterr().out)
    assert len(set(told)) == 1


def test_no_value_of_a_child_is_in_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "prep.toml").write_text('format = 1\n[going]\nchild = ["Geheim"]\nminutes = "Geheim"\n')
    assert run(folder, f"check {folder}/prep.toml") == 1
    assert run(folder, "sheet prep") == 1
    told = capsys.readouterr()
    assert "going.child" in told.out
    assert "Geheim" not in told.out + told.err


@pytest.mark.parametrize("words", ["sheet sam", "list", "check {folder}/sam.toml", "where"])
def test_a_bug_is_told_in_words_and_noted_without_a_value(
    words: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> int:
        child = "GEHEIM"
        raise ValueError(child)

    monkeypatch.setattr(subcommands, "VERBS", dict.fromkeys(subcommands.VERBS, fails))
    assert run(folder, "--lang nl " + words.format(folder=folder)) == 70
    out, wrong = capsys.readouterr()
    assert (out, wrong.count("\n")) == ("", 1)
    assert "het lag niet aan u" in wrong
    noted = (folder / ".state" / "problems.log").read_text()
    assert "ValueError cli/test_command_line.py" in noted
    assert "GEHEIM" not in out + wrong + noted
