"""Name the mistake in a TOML file that was written by hand: where it is, and what kind it is.

The texts that say how to write it are in `problems.toml`. The parser's own message only tells where it gave up; what is
there tells what the person meant.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import LONGEST_KEY

if TYPE_CHECKING:
    import tomllib

_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_CURLY: Final = frozenset("“”„‟‘’‚‛«»‹›`´")
_MERGE: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
_TABLE: Final = re.compile(r"\[++([^\]]+)\]")
_BARE: Final = re.compile(r"""[\w.\-"' \t]++""", re.ASCII)
_NO_IS: Final = re.compile(r'\s*+[\w-]++\s*+[:"\d“‘]')
_OPENED: Final = re.compile(r"""=[ \t]*+(\"\"\"|'''|\[|\{)""")
_ENDS: Final = {"[": "]", "{": "}"}
_MEANT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"#|$", "toml-no-value"),
        (r"\d{4}-\d\d-\d\d(?!\d)", "toml-no-such-day"),
        (r"\d+[-/.]\d+[-/.]|\d+ +[^\W\d_]{3,} +\d", "toml-day"),
        (r"\d\d?[:.u]\d\d", "toml-clock"),
        (r"[-+]?\d+,\d", "toml-comma"),
        (r"(true|false|ja|nee|yes|no|waar|onwaar)\b", "toml-yes-no"),
        (r"[\d+-]", "toml-after"),
        (r"[^\W_]", "toml-quote"),
    )
)
"""What a value that is no text was meant to be, by its beginning."""


class Mistake(NamedTuple):
    """Where a mistake is, from 1 on; the key it is at, if any; the reason of its Problem, and what goes into that."""

    line: int
    column: int
    key: str
    reason: str
    values: dict[str, object]


class _Line(NamedTuple):
    """The line where the parser gave up: its number, its words, and the column there, from 1 on."""

    number: int
    words: str
    column: int

    @property
    def name(self) -> str:
        return self.words.partition("=")[0].strip()

    @property
    def value(self) -> str:
        return self.words.partition("=")[2].strip()

    @property
    def sign(self) -> str:
        return self.words[self.column - 1 : self.column]

    def starting_at(self, part: str) -> int:
        """The column where this part begins, or the one where the parser gave up."""
        return self.words.find(part) + 1 or self.column


def mistake_in(text: str, error: tomllib.TOMLDecodeError) -> Mistake:
    """The mistake at which reading this text ended."""
    lines = text.replace("\r\n", "\n").split("\n")
    message = str(error)
    at = _AT.search(message)
    if at is None and lines[-1]:
        return _at(lines, _Line(len(lines), lines[-1], len(lines[-1]) + 1), "toml-cut")
    number = int(at[1]) if at else len(lines)
    line = _Line(number, lines[number - 1], int(at[2]) if at else 1)
    if message.startswith("Cannot "):
        return _twice(lines, line)
    if at is None or message.startswith(("Unclosed", "Unterminated")):
        return _never_closed(lines, line)
    column, reason, values = _kind(line, message)
    return _at(lines, line._replace(column=column), reason, **values)


_Kind = tuple[int, str, dict[str, object]]


def _kind(line: _Line, message: str) -> _Kind:
    """The column and kind of a mistake that is on one line, and the values of its sentence."""
    if _MERGE.match(line.words):
        return 1, "toml-merge", {}
    if found := _by_sign(line) or _in_string(line, message):
        return found
    if line.words.lstrip().startswith("["):
        return _in_header(line)
    if message.startswith("Expected '='") and "=" not in line.words:
        return line.column, "toml-no-is" if _NO_IS.match(line.words) else "not-toml", {}
    if not _BARE.fullmatch(line.name) or message.startswith("Expected '='"):
        return line.starting_at(line.name), "toml-name" if "=" in line.words else "not-toml", {}
    return _in_value(line)


def _by_sign(line: _Line) -> _Kind | None:
    """A mistake that shows in the one sign where the parser gave up."""
    if line.sign and line.sign in _CURLY:
        return line.column, "toml-curly", {"sign": line.sign}
    if line.sign == "\r":
        return line.column, "toml-line-end", {}
    if line.sign not in ("", " ", "\t") and unicodedata.category(line.sign)[0] in "CZ":
        return line.column, "toml-unseen", {"code": f"{ord(line.sign):04X}"}
    return None


def _in_string(line: _Line, message: str) -> _Kind | None:
    if message.startswith(("Unescaped", "Invalid hex", "Escaped")):
        return line.words.rfind("\\", 0, line.column - 1) + 1 or line.column, "toml-backslash", {}
    if message.startswith("Illegal character '\\n'"):
        if line.value[-1:] in _CURLY:
            return line.words.rfind(line.value[-1]) + 1, "toml-curly", {"sign": line.value[-1]}
        # Without a value it is the key that was begun.
        return line.column, "toml-quote-end", {"sign": (line.value or line.words.lstrip())[:1]}
    return None


def _in_header(line: _Line) -> _Kind:
    if "]" not in line.words:
        return line.starting_at("["), "toml-bracket", {"sign": "[", "end": "]"}
    after = line.column > line.words.index("]") + 1
    return line.column, "toml-after" if after else "toml-name", {}


def _in_value(line: _Line) -> _Kind:
    value, begins = line.value, line.starting_at(line.value)
    if (quote := value[:1]) in ("'", '"'):
        inside = value[-1:] == quote
        other = '"' if quote == "'" else "'"
        column = line.words.rfind(quote, 0, line.column - 1) + 1 if inside else line.column
        return column, "toml-quote-inside" if inside else "toml-after", {"sign": quote, "other": other}
    if quote in _ENDS:
        return begins, "toml-bracket", {"sign": quote, "end": _ENDS[quote]}
    reason = next((reason for pattern, reason in _MEANT if pattern.match(value)), "not-toml")
    return (line.column if reason in ("toml-after", "toml-no-value") else begins), reason, {"name": _last(line.name)}


def _twice(lines: list[str], line: _Line) -> Mistake:
    """A key or table that is there already; of a long text the parser tells where it ends."""
    while "=" not in line.words and "[" not in line.words and line.number > 1:
        line = _Line(line.number - 1, lines[line.number - 2], 1)
    first, _ = place_of(lines[: line.number - 1], _keys(lines, line))
    return _at(lines, line._replace(column=line.starting_at(line.words.strip()[:1])), "toml-twice", first=first or "?")


def _never_closed(lines: list[str], line: _Line) -> Mistake:
    """A long text or a bracket, at the line where it begins."""
    for number in range(min(line.number, len(lines)), 0, -1):
        if opened := _OPENED.search(lines[number - 1]):
            begin = _Line(number, lines[number - 1], opened.start(1) + 1)
            sign = opened[1]
            reason = "toml-bracket" if sign in _ENDS else "toml-long-end"
            return _at(lines, begin, reason, sign=sign, end=_ENDS.get(sign, sign))
    return _at(lines, line, "not-toml")


def _at(lines: list[str], line: _Line, reason: str, **values: object) -> Mistake:
    key = clean_line(".".join(_keys(lines, line)))[:LONGEST_KEY]
    return Mistake(line.number, line.column, key, reason, values)


def _keys(lines: list[str], line: _Line) -> list[str]:
    """The keys that lead to this line; none when it names none that can be read."""
    if line.words.lstrip().startswith("["):
        return _parts(header[1]) if (header := _TABLE.match(line.words.strip())) else []
    if "=" not in line.words or not _BARE.fullmatch(line.name):
        return []
    above = (_TABLE.match(words.strip()) for words in reversed(lines[: line.number - 1]))
    table = next(filter(None, above), None)
    return [*(_parts(table[1]) if table else []), *_parts(line.name)]


def _parts(name: str) -> list[str]:
    return re.sub(r"[\s\"']", "", name).split(".")


def _last(name: str) -> str:
    return clean_line(_parts(name)[-1])[:LONGEST_KEY]


def place_of(lines: list[str], keys: list[str]) -> tuple[int, int]:
    """The line and column of the value at these keys, else of the nearest table around it; zeros without either."""
    places: dict[str, tuple[int, int]] = {}
    table = ""
    for number, words in enumerate(lines, 1):
        line = words.strip()
        column = len(words) - len(words.lstrip()) + 1
        if header := _TABLE.match(line):
            table = ".".join(_parts(header[1]))
            # Without a table of its own, "ask" begins at a table such as "ask.questions.q1".
            for end in range(table.count(".") + 1):
                places.setdefault(".".join(table.split(".")[: end + 1]), (number, column))
            places[table] = number, column
        elif "=" in line:
            before, _, value = words.partition("=")
            key = before.strip(" \t\"'")
            column = len(before) + 2 + len(value) - len(value.lstrip())
            places.setdefault(f"{table}.{key}".lstrip("."), (number, column))
    found = (places[at] for end in range(len(keys), 0, -1) if (at := ".".join(keys[:end])) in places)
    return next(found, (0, 0))
