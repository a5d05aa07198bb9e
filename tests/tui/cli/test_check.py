"""The verb `check`: each mistake that people make by hand is told with its place, what it is and how to write it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from gespreksklaar.content.store.library import Library
from gespreksklaar.tui.cli.command_line import main
from tests.tui.walk import FULL_PREP


class Made(NamedTuple):
    """The lines below `format = 1` and `[going]`, where the mistake is, and what is said of it in both languages."""

    lines: str
    place: str
    nl: str
    en: str


MISTAKES = {
    "curly quotes": Made("child = “Sam”", "3:9: going.child", "krom aanhalingsteken: “", "curly quote here: “"),
    "a curly quote at the end": Made('child = "Sam”', "3:13: going.child", "aanhalingsteken: ”", "curly quote here: ”"),
    "no quotes": Made("child = Sam", "3:9: going.child", 'zoals child = "zo"', 'such as child = "like this"'),
    "no quote at the begin": Made('child = Sam"', "3:9: going.child", 'child = "zo"', 'child = "like this"'),
    "no quote at the end": Made('child = "Sam\nminutes = 10', "3:13: going.child", 'hoort nog een "', 'should be a "'),
    "a quote in a text": Made("place = 'Zo'n lokaal'", "3:12: going.place", "Zet dan \" om", 'Put " around'),
    "a backslash": Made(r'place = "C:\lokaal"', "3:12: going.place", r"Typ er twee: \\.", r"Type two: \\."),
    "a backslash and hex": Made(r'place = "C:\Users"', "3:12: going.place", r"Typ er twee: \\.", r"Type two: \\."),
    "a long text without its end": Made(
        'place = """een\ntwee\n', "3:9: going.place", 'begint met """', 'begins with """'
    ),
    "a key twice": Made("child = 'a'\nminutes = 10\nchild = 'b'", "5:1: going.child", "op regel 3", "on line 3"),
    "a table twice": Made("child = 'a'\n[ask]\n[going]", "5:1: going", "op regel 2", "on line 2"),
    "a key that is a table too": Made("child = 'a'\n[going.child]", "4:1: going.child", "op regel 3", "on line 3"),
    "a mark of a merge": Made("<<<<<<< HEAD\nchild = 'a'", "3:1: ", "twee versies door elkaar", "Two versions"),
    "the middle of a merge": Made("=======\nchild = 'a'", "3:1: ", "twee versies door elkaar", "Two versions"),
    "30 February": Made("day = 2026-02-30", "3:7: going.day", "bestaat niet", "no such day"),
    "a day as we say it": Made("day = 8-12-2026", "3:7: going.day", "zo: 2026-12-03", "like this: 2026-12-03"),
    "a day with slashes": Made("day = 8/12/2026", "3:7: going.day", "zo: 2026-12-03", "like this: 2026-12-03"),
    "a day in words": Made("day = 8 december 2026", "3:7: going.day", "zo: 2026-12-03", "like this: 2026-12-03"),
    "a day without noughts": Made("day = 2026-2-3", "3:7: going.day", "zo: 2026-12-03", "like this: 2026-12-03"),
    "a time without seconds": Made("start = 9:30", "3:9: going.start", "zo: 15:40:00", "like this: 15:40:00"),
    "a time that is not there": Made("start = 25:00:00", "3:9: going.start", "zo: 15:40:00", "like this: 15:40:00"),
    "a comma in a number": Made("minutes = 7,5", "3:11: going.minutes", "geen komma", "no comma"),
    "a number with words": Made("minutes = 10 min", "3:14: going.minutes", "te veel op de regel", "too much on this"),
    "yes in words": Made("[ask.questions.a]\ntop = ja", "4:7: ask.questions.a.top", "true voor ja", "true for yes"),
    "true with a capital": Made("[ask.questions.a]\ntop = True", "4:7: ask.questions.a.top", "kleine", "small letters"),
    "nothing after the is": Made("child =\nminutes = 10", "3:8: going.child", "staat niets", "nothing after"),
    "no is": Made('child "Sam"', "3:7: ", "hoort een =", "should be an ="),
    "a colon for the is": Made('child: "Sam"', "3:6: ", "hoort een =", "should be an ="),
    "a table that is not closed": Made("[ask\nmind = 'a'", "3:1: ", "begint een [.", "A [ begins here."),
    "a list that is not closed": Made("x = [1, 2\n[ask]\nmind = 'a'", "3:5: going.x", "mist een ]", "Its ] is missing"),
    "a list without commas": Made('x = [\n"a"\n"b"\n]', "3:5: going.x", "of een komma", "or a comma"),
    "a table and a key on a line": Made("[ask] mind = 'a'", "3:7: ask", "eigen regel", "line of its own"),
    "a space in a name": Made("my child = 'Sam'", "3:1: ", "Zo'n naam past alleen", "Such a name"),
    "a letter with a mark in a name": Made("één = 1", "3:1: ", "Zo'n naam past alleen", "Such a name"),
    "a space that does not break": Made("child\u00a0= 'Sam'", "3:6: ", "U+00A0", "U+00A0"),
    "a control sign": Made("child = 'a\x1bb'", "3:11: going.child", "U+001B", "U+001B"),
    "an old line end": Made("child = 'a'\rplace = 'b'", "3:12: going.child", "oude manier (CR)", "old way (CR)"),
    "a wrong type": Made("minutes = 'tien'", "3:11: ", "Bij going.minutes hoort een getal", "going.minutes"),
    "a text that is a number": Made("child = 5", "3:9: ", "Bij going.child hoort tekst", "going.child"),
    "a mark that is none": Made("[ask.questions.a]\nmark = 'geheim'", "4:8: ", '"not-child" or "only-me"', "only-me"),
}  # fmt: skip


def checked(file: Path, language: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["--lang", language, "--config", str(file.parent / "none"), "check", str(file)])
    told = capsys.readouterr()
    assert told.err == ""
    return code, told.out


def test_there_are_enough_mistakes() -> None:
    assert len(MISTAKES) >= 20


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_line_column_key_and_how_to_write_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = MISTAKES[name]
    file = tmp_path / "prep.toml"
    file.write_text(f"format = 1\n[going]\n{made.lines}\n", "utf-8", newline="")
    before = file.read_bytes()
    for language, words in (("nl", made.nl), ("en", made.en)):
        code, out = checked(file, language, capsys)
        assert (code, out.count("\n")) == (1, 1)
        assert out.startswith(f"{file}:{made.place}")
        assert words in out
        assert "{" not in out.replace("{}", "")
    assert file.read_bytes() == before


def test_a_file_that_was_cut_says_that_its_end_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prep.toml"
    for cut in ('child = "Sa', "child =", "chi", "[goi"):
        file.write_text(f"format = 1\n{cut}")
        assert f"{file}:2:{len(cut) + 1}" in checked(file, "nl", capsys)[1]
        assert "Er mist iets aan het eind" in checked(file, "nl", capsys)[1]


READ_ALL_THE_SAME = {
    "a byte order mark": b"\xef\xbb\xbfformat = 1\n[going]\nchild = 'Sam'\n",
    "line ends of Windows": b"format = 1\r\n[going]\r\nchild = 'Sam'\r\n",
    "line ends of both": b"format = 1\r\n[going]\nchild = 'Sam'\r\n",
    "a tab in a text": b"format = 1\n[going]\nplace = 'a\tb'\nchild = 'Sam'\n",
    "tabs before a key": b"format = 1\n[going]\n\tchild\t= 'Sam'\n",
    "a decimal that is whole": b"format = 1\n[going]\nchild = 'Sam'\nminutes = 10.0\n",
}


@pytest.mark.parametrize("name", READ_ALL_THE_SAME)
def test_what_does_no_harm_is_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prep.toml"
    file.write_bytes(READ_ALL_THE_SAME[name])
    assert checked(file, "nl", capsys) == (0, f"{file}: goed te lezen.\n")
    assert Library(tmp_path).open("prep").prep.going.child == "Sam"


DOUBTS = {
    "a key that is nearly one": ("[going]\nchidl = 'Sam'", "3:9", "Bedoelt u going.child?"),
    "a key without its table": ("child_ = 1\nplace = 'lokaal 3'", "3:9", "Bedoelt u going.place?"),
    "a key in another table": ("[ask]\nminutes = 10", "3:11", "Bedoelt u going.minutes?"),
    "a table that is nearly one": ("[goin]\nchild = 'Sam'", "2:1", "Bedoelt u going?"),
    "a key of two other tables": (
        "[child]\nagreements = 1",
        "3:14",
        "Het woord child.agreements kent dit programma niet. Het blijft wel bewaard.",
    ),
    "a key like none": ("[going]\nhuisdier = 'kat'", "3:12", "Het woord going.huisdier kent dit programma niet."),
    "a choice that is nearly one": ("[going]\nkind = 'progres'", "3:8", "Bedoelt u progress?"),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_may_not_be_meant_is_told_with_what_may_be(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml, place, words = DOUBTS[name]
    file = tmp_path / "prep.toml"
    file.write_text(f"format = 1\n{toml}\n")
    code, out = checked(file, "nl", capsys)
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith(f"{file}:{place}: ") and words in line]


def test_what_this_program_writes_is_never_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(FULL_PREP, "nl", capsys) == (0, f"{FULL_PREP}: goed te lezen.\n")


def test_own_words_are_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prep.toml"
    file.write_text("format = 1\n[going]\nkind = 'over de verhuizing'\n[ask.questions.own-1]\ntext = 'Hoe gaat het?'\n")
    assert checked(file, "nl", capsys) == (0, f"{file}: goed te lezen.\n")
