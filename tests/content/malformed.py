"""Malformed prep files by name, each with the Problem that reading it must raise."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gespreksklaar.content.files.reading import LARGEST

WHOLE = (Path(__file__).parents[1] / "tui" / "full_prep.toml").read_bytes()

Maker = Callable[[Path], object]


class Kind(NamedTuple):
    """The file's bytes or how to make it, and the reason, line and key to report; without a reason it opens."""

    holds: bytes | Maker
    reason: str = ""
    line: int = 0
    key: str = ""
    name: str = "kind.toml"

    def make(self, folder: Path) -> Path:
        """Make the file in this folder; returns its path."""
        file = folder / self.name
        if isinstance(self.holds, bytes):
            file.write_bytes(self.holds)
        else:
            self.holds(file)
        return file


def prep(toml: str) -> bytes:
    return f"format = 1\n{toml}\n".encode()


def items(number: int, line: str = 'text = "x"') -> bytes:
    return prep("\n".join(f"[ask.questions.q{n}]\n{line}" for n in range(number)))


def cut(after: str) -> bytes:
    """A full prep cut off right after these words, as if its writer was killed there."""
    return WHOLE[: WHOLE.index(after.encode()) + len(after.encode())]


def lines(data: bytes) -> int:
    return data.count(b"\n") + 1


def sparse(size: int) -> Maker:
    def make(file: Path) -> None:
        file.touch()
        os.truncate(file, size)

    return make


def closed(file: Path) -> None:
    file.write_bytes(WHOLE)
    file.chmod(0)


def loop(file: Path) -> None:
    file.symlink_to(file.name)


NO_TEXT = {
    "nul bytes, as after a power cut": Kind(bytes(512), "toml-unseen", 1),
    "a whole prep, then nul bytes": Kind(WHOLE + bytes(64), "toml-unseen", lines(WHOLE)),
    "utf-16 with its mark": Kind(WHOLE.decode().encode("utf-16"), "not-utf8"),
    "utf-16 without": Kind(WHOLE.decode().encode("utf-16-le"), "toml-unseen", 1),
    "utf-32": Kind(WHOLE.decode().encode("utf-32"), "not-utf8"),
    "latin-1": Kind("format = 1\n[going]\nchild = 'Zoë'\n".encode("latin-1"), "not-utf8"),
    "half a character at the end": Kind(prep("[going]\nchild = 'Zoë'")[:-3], "not-utf8"),
    "half an emoji, as a pair of surrogates": Kind(prep("") + b"id = '\xed\xa0\xbd'", "not-utf8"),
    "gzip": Kind(gzip.compress(WHOLE), "not-utf8"),
    "a picture": Kind(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-utf8"),
    "two byte order marks": Kind(b"\xef\xbb\xbf" * 2 + WHOLE, "toml-unseen", 1),
}

OTHER_PROGRAMS = {
    "json": Kind(b'{\n  "format": 1,\n  "going": {}\n}\n', "not-toml", 1),
    "html": Kind(b"<!DOCTYPE html>\n<html><title>gesprek</title></html>\n", "not-toml", 1),
    "yaml": Kind(b"---\nformat: 1\ngoing:\n  child: Sam\n", "not-toml", 1),
    "ini": Kind(b"format = 1\n[going]\nchild = Sam\n", "toml-quote", 3, "going.child"),
    "a letter": Kind(b"Beste juf,\n\nSam is ziek.\n", "not-toml", 1),
    "toml of another program": Kind(b'[project]\nname = "iets"\nversion = "1"\n', "no-format"),
    "marks of a git conflict": Kind(
        WHOLE.replace(b"[ask]\n", b"[ask]\n<<<<<<< HEAD\nmind = 'a'\n=======\nmind = 'b'\n>>>>>>> noor\n"),
        "toml-merge",
        lines(cut("[ask]\n")),
    ),
}

HALF_WRITTEN = {
    "empty": Kind(b"", "no-format"),
    "only spaces and lines": Kind(b"  \n\t\n\n", "no-format"),
    "only a byte order mark": Kind(b"\xef\xbb\xbf", "no-format"),
    "cut in the first key": Kind(cut("form"), "toml-cut", 1),
    "cut after an is": Kind(cut("format ="), "toml-cut", 1, "format"),
    "cut in a string": Kind(cut('child = "Sa'), "toml-cut", lines(cut('child = "Sa')), "going.child"),
    "cut in a day": Kind(cut("2026-12-"), "toml-day", lines(cut("2026-12-")), "going.day"),
    "cut in a table's name": Kind(cut("[ask.questions.own-"), "toml-cut", lines(cut("[ask.questions.own-"))),
    "one quote and no more": Kind(prep('"\nx = 1'), "toml-quote-end", 2),
    "cut in a long text": Kind(prep('[ask]\nmind = """een\ntwee'), "toml-long-end", 3, "ask.mind"),
    "the same part twice": Kind(WHOLE + WHOLE, "toml-twice", lines(WHOLE) + 4, "going"),
    "a key twice": Kind(prep("[going]\nchild = 'a'\nchild = 'b'"), "toml-twice", 4, "going.child"),
    "a table twice": Kind(prep("[going]\nchild = 'a'\n[ask]\n[going]"), "toml-twice", 5, "going"),
    "a key that is a table too": Kind(prep("[going]\nchild = 'a'\n[going.child]"), "toml-twice", 4, "going.child"),
}

SIZES = {
    "one byte over the limit": Kind(b"#" * (LARGEST + 1), "too-large"),
    "ten megabytes": Kind(sparse(10_000_000), "too-large"),
    "a terabyte": Kind(sparse(2**40), "too-large"),
    "100,000 dotted keys": Kind(prep(".".join("a" * 100_000) + " = 1"), "not-toml", 2),
    "lists in lists": Kind(prep("x = " + "[" * 50_000), "too-complex"),
    "tables in tables": Kind(prep("x = " + "{x = " * 40_000), "too-complex"),
    "a number of 250,000 digits": Kind(prep("[going]\nminutes = " + "9" * 250_000), "too-complex"),
    "a number of 400 digits": Kind(prep("[going]\nminutes = " + "9" * 400), "wrong-value", 3, "going.minutes"),
    "20,000 wrong lines": Kind(
        prep("[ask.questions]\n" + "\n".join(f"q{n} = 1" for n in range(20_000))), "wrong-value", 3, "ask.questions.q0"
    ),
    "a key of 100,000 letters": Kind(
        prep(f"[ask.questions]\n{'k' * 100_000} = 1"), "wrong-value", 3, f"ask.questions.{'k' * 66}"
    ),
    "lists in 300 lists": Kind(prep("x = " + "[" * 300 + "]" * 300), "too-complex"),
    "a key of 90 words in a table of 90": Kind(
        prep(f"[{'.'.join('a' * 90)}]\n{'.'.join('b' * 90)} = 1"), "too-complex"
    ),
    "a huge number in hexadecimal": Kind(prep("x = 0x" + "f" * 5_000), "too-complex"),
}

FORMATS = {
    "format missing": Kind(b"[going]\nchild = 'Sam'\n", "no-format"),
    "format in a table": Kind(b"[going]\nformat = 1\n", "no-format"),
    **{
        f"format {value}": Kind(f"format = {value}\n".encode(), "no-format")
        for value in ('"1"', "1.5", "1.0", "true", "0", "-1", "[1]", "{}", "nan", "2026-12-03")
    },
    "a newer format that is no prep to us": Kind(b"format = 2\ngoing = 'elsewhere'\n", "too-new"),
}

VALUES = {
    f"{key} = {value}": Kind(prep(f"[{table}]\n{key} = {value}"), f"wrong-{kind}", 3, f"{table}.{key}")
    for table, key, value, kind in (
        ("going", "minutes", "'tien'", "number"), ("going", "minutes", "10.5", "number"),
        ("going", "minutes", "-10", "value"), ("going", "minutes", "481", "value"),
        ("going", "minutes", "inf", "value"), ("going", "minutes", "nan", "value"),
        ("going", "minutes", "[10]", "number"), ("going", "minutes", "2026-12-03", "number"),
        ("going", "child", "5", "text"), ("going", "child", "['Sam']", "text"), ("going", "child", "true", "text"),
        ("going", "kind", "{a = 1}", "text"), ("going", "place", "15:40:00", "text"),
        ("going", "day", "'ooit'", "day"), ("going", "day", "2026-12-03T15:40:00", "day"),
        ("going", "day", "true", "day"), ("going", "day", "nan", "day"),
        ("going", "start", "'straks'", "clock"), ("going", "start", "'25:00'", "clock"),
        ("going", "start", "2026-12-03", "clock"), ("going", "start", "90000", "clock"),
        ("going", "people", "'juf'", "value"), ("going", "people", "['juf']", "value"),
        ("ask", "mind", "5", "text"), ("ask", "questions", "3", "value"), ("ask.questions.q", "top", "'ja'", "yes-no"),
        ("ask.questions.q", "top", "2", "yes-no"), ("ask.questions.q", "text", "1", "text"),
        ("tell", "tells", "[]", "value"), ("agree", "goal", "'lezen'", "value"), ("agree.goal", "what", "1", "text"),
        ("agree", "contact_day", "'gauw'", "day"), ("agree.agreements.a", "by", "true", "day"),
        ("agree.agreements.a", "by", "2026-12-03T15:40:00", "day"), ("agree.agreements.a", "who", "[]", "text"),
    )
}  # fmt: skip
VALUES |= {
    "going is no table": Kind(prep("going = 3"), "wrong-value", 2, "going"),
    "a list of tables": Kind(prep("[[going]]\nchild = 'a'"), "wrong-value", 2, "going"),
    "an id that is a number": Kind(prep("id = 7"), "wrong-text", 2, "id"),
    "created once": Kind(prep("created = 'ooit'"), "wrong-value", 2, "created"),
    "a day that is not there": Kind(prep("[going]\nday = 2026-02-30"), "toml-no-such-day", 3, "going.day"),
    "a year of five digits": Kind(prep("[going]\nday = 12026-02-03"), "toml-day", 3, "going.day"),
    "a time that is not there": Kind(prep("[going]\nstart = 24:00:00"), "toml-clock", 3, "going.start"),
    "half past without a nought": Kind(prep("[going]\nstart = 9:30"), "toml-clock", 3, "going.start"),
    "a control sign in a string": Kind(prep("[going]\nchild = 'a\x1b[31mb'"), "toml-unseen", 3, "going.child"),
    "a control sign as a key": Kind(prep("\x9b31m = 1"), "toml-unseen", 2),
    "a control sign in a key": Kind(
        prep('[going.people."\\u001b[31m\\n"]\ntext = 1'), "wrong-text", 2, "going.people.[31m .text"
    ),
    "a lone carriage return": Kind(prep("[going]\rchild = 'a'"), "toml-line-end", 2, "going"),
    "a lone surrogate": Kind(prep('[going]\nchild = "\\ud83d"'), "toml-backslash", 3, "going.child"),
}

LIMITS = {
    "a line over its limit": Kind(prep(f"[going]\nkind = 'x'\nchild = '{'x' * 61}'"), "too-long", 4, "going.child"),
    "a long text over its limit": Kind(prep(f"[child]\n[ask]\nmind = '{'x' * 20_001}'"), "too-long", 4, "ask.mind"),
    "501 lines": Kind(items(501), "too-many", 2, "ask.questions"),
    "four top questions": Kind(items(4, "top = true"), "too-many-top", 2, "ask.questions"),
    "a question over its limit": Kind(items(1, f"text = '{'x' * 2_001}'"), "too-long", 3, "ask.questions.q0.text"),
    "a goal over its limit": Kind(
        prep(f"[agree.goal]\nsentence = '{'x' * 501}'"), "too-long", 3, "agree.goal.sentence"
    ),
    "a sign that ends lines elsewhere": Kind(
        prep("[going]\nplace = 'a\u2028b\x85'\nminutes = 'tien'"), "wrong-number", 4, "going.minutes"
    ),
}

NO_FILES = {
    "a folder": Kind(Path.mkdir, "is-folder"),
    "a pipe": Kind(os.mkfifo, "no-file"),
    "a link to a device": Kind(lambda file: file.symlink_to("/dev/zero"), "is-link"),
    "a link to nothing": Kind(lambda file: file.symlink_to("gone"), "is-link"),
    "a link to itself": Kind(loop, "is-link"),
    "a file that is closed to us": Kind(closed, "unreadable-denied"),
}

NAMES = {
    f"the name {name!r}": Kind(b"format = 1\n[going\n", "toml-bracket", 2, name=f"{name}.toml")
    for name in (
        "regel\néén", "\x1b[31mrood", "\x9b31m", "\u202egnirts", "nul\u200bbreed", "geen utf-8 \udcff", "🎈👩‍👧",
        "x" * 250, "[b]vet", "{where} %s $name", " ", "-rf", "~", "*", "a.toml", "con", "\t", "\u2028",
    )
}  # fmt: skip

FINE = {
    "whole": Kind(WHOLE),
    "cut between two lines": Kind(cut("minutes = 10\n")),
    "a byte order mark": Kind(b"\xef\xbb\xbf" + WHOLE),
    "windows line ends": Kind(WHOLE.replace(b"\n", b"\r\n")),
    "tabs and no last line end": Kind(b"\tformat\t=\t1\t\n\t[going]\n\t\tchild\t=\t'Sam'\t"),
    "a newer format": Kind(b"format = 2\n[going]\nchild = 'Sam'\n"),
    "a far newer format": Kind(f"format = {2**70}\n".encode()),
    "a copy of syncthing": Kind(WHOLE, name="sam.sync-conflict-20261203-154000-ABCDEFG.toml"),
    "a copy of dropbox": Kind(WHOLE, name="sam (conflicted copy of Noor 2026-12-03).toml"),
    "unknown keys": Kind(prep("x = [1, nan]\n[going]\nhuisdier = 'kat'\n[later.y]\nz = 2026-12-03")),
    "keys that mean something to python": Kind(
        prep("__class__ = 1\nself = 2\nmodel_extra = 3\ntables = 4\n__proto__ = 5")
    ),
    "suggestions we do not know": Kind(prep("[going]\nkind = 'later'\n[ask.questions.later]\ntop = true")),
    "an id that would lead elsewhere": Kind(prep("id = '../../etc/passwd'\n[going.people.'../../x']\ntext = 'x'")),
    "a very long line that is a comment": Kind(prep("#" * 250_000)),
    "exactly as large as it may be": Kind(WHOLE + b"\n#" + b"x" * (LARGEST - len(WHOLE) - 2)),
    "a text of as many characters as fit": Kind(prep(f"[ask]\nmind = '{'é' * 20_000}'")),
    "as many lines as fit": Kind(items(500)),
    "600 texts of 199 words with dots": Kind(prep(f"x = '''{('a.' * 198 + '! ') * 600}'''")),
    "a time with a zone, and one in seconds": Kind(prep("[going]\nstart = '15:40:00Z'\n[later]\nstart = 3600")),
    "a name of 255 bytes": Kind(WHOLE, name="é" * 125 + ".toml"),
}

SLOW = {
    "a line of 20,000 spaces, and a wrong value": Kind(
        prep(f"[ask]\nmind = '''\n{' ' * 19_000}'''\n[going]\nminutes = 'x'"), "wrong-number", 6, "going.minutes"
    ),
    "an empty line of 200,000 spaces, and a wrong value": Kind(
        prep(f"{' ' * 200_000}\n[going]\nminutes = 'x'"), "wrong-number", 4, "going.minutes"
    ),
    "100,000 brackets in a text, and a wrong value": Kind(
        prep(f"x = '''\n{'[' * 100_000}'''\n[going]\nminutes = 'x'"), "wrong-number", 5, "going.minutes"
    ),
    "600 keys of 90 words": Kind(prep("\n".join(f"{'a.' * 90}k{n} = 1" for n in range(600))), "too-complex"),
}
"""Files that take a careless reader long."""

REFUSED = NO_TEXT | OTHER_PROGRAMS | HALF_WRITTEN | SIZES | FORMATS | VALUES | LIMITS | SLOW | NO_FILES | NAMES
"""The files that can't be read as a prep."""
