"""The command line: each verb, each mistake, one line and the right exit code; never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gespreksklaar.tui.cli import main

from .walk import FULL_PREP


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
    assert run(folder, f"sheet sam --lang nl --output {folder}/blad.txt") == 0
    assert (folder / "blad.txt").read_text() == by_name
    assert run(folder, "sheet sam --lang en --for own") == 0
    assert "What is Sam good at?" in capsys.readouterr().out


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
        ("list extra", 2, "list [--json]"),
        ("where --json", 2, "list"),
        ("--lang", 2, ""),
        ("--lang xx list", 1, "nl, en"),
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
    words = words.replace("/nergens/diep", str(folder / "nieuw"))
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
    assert str(folder) in capsys.readouterr().out


def test_a_reader_who_goes_away_hears_no_complaint(folder: Path) -> None:
    program = f"{sys.executable} -m gespreksklaar.tui --data {folder} schema | head -1"
    result = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert result.stderr == ""
