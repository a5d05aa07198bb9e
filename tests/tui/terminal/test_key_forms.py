"""Each key in each form that a terminal sends is that key, whole or in parts, on any line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from gespreksklaar.tui.terminal.digit_rows import DIGIT_ROWS
from gespreksklaar.tui.terminal.driver import F_KEYS_BY, KeyNotUnderstood, QuietDriver
from gespreksklaar.tui.terminal.input_stream import ANSWERED_BY, LATE, PAUSE, InputStream
from gespreksklaar.tui.terminal.key_forms import Piece, read_key
from tests.tui.terminal.key_table import BY_PLACE, README_KEYS, REPLIES, ROWS, UNKNOWN, Row

FORMS = {row.sends: row for row in ROWS}
CUT = sorted({*(sends for sends in FORMS if len(sends) > 1), *REPLIES, *BY_PLACE, *UNKNOWN})
GAP = 0.5


class _Driver:
    """The driver's way from a piece to a message, without a terminal."""

    _pass_on = QuietDriver._pass_on
    _parse = QuietDriver._parse
    _tell_unknown = QuietDriver._tell_unknown
    _by_place = QuietDriver._by_place
    _told = False
    _f_key_follows = False

    def __init__(self, digit_row: str = "") -> None:
        self._parser = XTermParser()
        self._app = SimpleNamespace(digit_row=DIGIT_ROWS.get(digit_row, {}))
        self.came: list[Message] = []

    def process_message(self, message: Message) -> None:
        self.came.append(self._by_place(message) if isinstance(message, events.Key) else message)

    def passes(self, pieces: Iterable[Piece]) -> list[events.Key]:
        self.came = []
        for piece in pieces:
            self._pass_on(piece)  # type: ignore[arg-type]
        return [message for message in self.came if isinstance(message, events.Key)]


def pieces(*reads: str) -> list[Piece]:
    stream, found = InputStream(), list[Piece]()
    for read in reads:
        found += stream.feed(read, 0)
    return found + stream.tick(math.inf)


def pressed(*reads: str, digit_row: str = "") -> list[events.Key]:
    return _Driver(digit_row).passes(pieces(*reads))


def names(keys: Iterable[events.Key]) -> list[str]:
    """The names of these keys, without the modifiers and the middle of a number pad, which nothing answers to."""
    return [key.key for key in keys if not key.key.endswith(("_shift", "_control", "_alt", "_lock", "kp_begin"))]


def wanted(row: Row) -> list[str]:
    return [row.key] if row.key not in ("", "(modifier)") else []


@pytest.mark.parametrize("terminal", sorted({row.terminal for row in ROWS}))
def test_each_form_of_each_terminal_is_its_key_and_nothing_else(terminal: str) -> None:
    for row in ROWS:
        if row.terminal == terminal:
            assert row.source
            assert names(pressed(row.sends)) == wanted(row), row
            assert names(pressed("a" + row.sends + "b")) == ["a", *wanted(row), "b"] or row.sends == "\x1b", row


def test_no_form_is_two_keys() -> None:
    seen: dict[str, str] = {}
    for row in ROWS:
        assert seen.setdefault(row.sends, row.key) == row.key, row


@pytest.mark.parametrize("terminal", sorted({row.terminal.partition(",")[0] for row in ROWS} - {"Konsole"}))
def test_every_key_of_the_readme_is_there_for_every_terminal(terminal: str) -> None:
    assert README_KEYS - {row.key for row in ROWS if row.terminal.partition(",")[0] == terminal} == set()


def test_what_types_has_its_character() -> None:
    for row in ROWS:
        for key in pressed(row.sends):
            if key.key == row.key and row.key in ("a", "A", "é", "plus", "7", "full_stop", "space"):
                assert key.character == {"plus": "+", "full_stop": ".", "space": " "}.get(row.key, row.key), row


def test_a_modifier_never_makes_another_key_of_it() -> None:
    plain = {row.key for row in ROWS if "+" not in row.key}
    for row in ROWS:
        if "+" in row.key and row.key.rpartition("+")[2] in plain:
            assert row.key not in plain


@pytest.mark.parametrize("sends", [*UNKNOWN])
def test_an_unknown_form_leaves_nothing_behind_and_is_told(sends: str) -> None:
    driver = _Driver()
    stream = InputStream()
    keys = driver.passes(stream.feed(f"a{sends}b{sends}c", 0))
    assert names(keys) == ["a", "b", "c"]
    assert sum(isinstance(message, KeyNotUnderstood) for message in driver.came) == 1


def test_a_letter_that_is_no_utf_8_is_told() -> None:
    driver = _Driver()
    driver.passes(InputStream().feed("caf\ufffd", 0))
    assert [type(message) for message in driver.came] == [events.Key] * 3 + [KeyNotUnderstood]


NUMBERS = ("", "0", "31", "38", "49", "97", "233", "55296", "57344", "1114111", "1114112", "99999999999")


def test_numbers_of_any_size_are_a_key_or_none() -> None:
    for code, other, text in product(NUMBERS, NUMBERS, NUMBERS):
        for codes, modifiers in product((code, f"{code}:{other}", f"{code}::{other}"), ("", "2", "3", other)):
            piece = read_key(f"\x1b[{codes};{modifiers};{text}u")
            assert piece is None or piece.kind != "text" or piece.text, (codes, modifiers, text)


def test_what_is_no_unknown_key_is_not_told() -> None:
    for sends in (*REPLIES, *FORMS, "\x1b[201~", "\x1b[M !!", "\x1b[O"):
        driver = _Driver()
        driver.passes(InputStream().feed(sends, 0))
        assert not [message for message in driver.came if isinstance(message, KeyNotUnderstood)], sends


def test_every_key_that_textual_knows_is_known() -> None:
    lost = {"\x1b[1;5u", "\x1b[1;6u", "\x1b[1;7u", "\x1b[1;8u", "\x1b[1;2R", "\x1b[1;5R", "\x1b[1;6R"}
    for known, keys in ANSI_SEQUENCES_KEYS.items():
        if known.startswith("\x1b") and known.strip("\x1b") and keys is not IGNORE_SEQUENCE and known not in lost:
            piece = read_key(known)
            assert piece is None or piece.kind != "unknown", repr(known)
    for name in FUNCTIONAL_KEYS:
        for modifiers in ("", ";5", ";129", ";1:1"):
            if not name.endswith("R"):
                piece = read_key(f"\x1b[{name[:-1]}{modifiers}{name[-1]}")
                assert piece, name
                assert piece.kind != "unknown", name


def test_what_two_terminals_send_alike_is_the_key_that_more_people_have() -> None:
    # Alt with an arrow, as rxvt sends it, and escape with an arrow right after it.
    assert names(pressed("\x1b\x1b[A")) == ["escape", "up"]
    # F4 to F7 of PuTTY in its SCO mode, and F1 to F4 of kitty.
    assert [names(pressed(f"\x1b[{final}")) for final in "PQRS"] == [["f1"], ["f2"], ["f3"], ["f4"]]
    # Its F1, F3, Page Up and Page Down: the mouse, the focus twice, and the middle of a number pad.
    assert names(pressed(*(f"\x1b[{final}" for final in "MOIG"))) == []


# A line on which a sequence comes in parts. The time is not waited for.


class Line:
    """A terminal that sends at these times, at the end of a line, and answers what it is asked after that."""

    def __init__(self, *, answers: bool, escape_delay: float | None = None) -> None:
        self.stream = InputStream(escape_delay)
        self.now = 0.0
        self._answers = answers
        self._asked = False
        self.pieces: list[Piece] = []
        if answers:
            self._read("\x1b[0n")

    def _read(self, text: str) -> None:
        self.pieces += self.stream.feed(text, self.now)
        self._asked = self._asked or (self._answers and self.stream.asks)

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.stream.deadline is not None and self.stream.deadline <= end:
            self.now = self.stream.deadline
            self.pieces += self.stream.tick(self.now)
        self.now = end

    def send(self, *parts: str, gap: float) -> None:
        """All of this was sent at once, so an answer comes after it."""
        self._read(parts[0])
        for part in parts[1:]:
            self.wait(gap)
            self._read(part)
        if self._asked:
            self._asked = False
            self.wait(0.001)
            self._read("\x1b[0n")

    def came(self) -> list[Piece]:
        self.wait(10)
        pieces, self.pieces = self.pieces, []
        return pieces

    def keys(self) -> list[events.Key]:
        return _Driver().passes(self.came())


def cuts(sequence: str) -> Iterator[tuple[str, str]]:
    return ((sequence[:at], sequence[at:]) for at in range(1, len(sequence)))


def same(one: list[Piece], other: list[Piece]) -> bool:
    """Whether these pieces are the same keys. Mostly they are the same pieces, and then a driver makes no other."""

    def told(pieces: list[Piece]) -> list[tuple[str, str | None]]:
        return [(key.key, key.character) for key in _Driver().passes(pieces)]

    return one == other or told(one) == told(other)


@pytest.mark.parametrize("gap", [0.0, 0.04, 0.08, 0.3, GAP])
def test_a_sequence_cut_anywhere_is_the_same_key(gap: float) -> None:
    for sequence in CUT:
        whole = pieces(sequence) + pieces("z")
        for parts in cuts(sequence):
            line = Line(answers=True)
            line.send(*parts, gap=gap)
            line.wait(1)
            line.send("z", gap=0)
            assert same(line.came(), whole), parts


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(CUT), min_size=1, max_size=4), st.data())
def test_any_keys_cut_anywhere_twice_are_the_same(sequences: list[str], data: st.DataObject) -> None:
    line = Line(answers=True)
    for sequence in sequences:
        one, two = sorted(data.draw(st.tuples(*[st.integers(1, len(sequence))] * 2)))
        line.send(*filter(None, (sequence[:one], sequence[one:two], sequence[two:])), gap=data.draw(st.floats(0, GAP)))
        line.wait(1)
    # One driver for all of them: Ctrl+G changes what the next one means.
    assert same(line.came(), [piece for sequence in sequences for piece in pieces(sequence)])


def test_without_an_answer_only_the_escape_itself_can_be_taken_for_a_key() -> None:
    for sequence in CUT:
        whole = pieces(sequence)
        for parts in cuts(sequence):
            line = Line(answers=False)
            line.send(*parts, gap=GAP)
            if parts[0] == "\x1b":
                rest_is_text = sequence == "\x1b\t"
                assert names(line.keys()) == ["escape", *(["tab"] if rest_is_text else [])], parts
            else:
                assert same(line.came(), whole), parts


@pytest.mark.parametrize("gap", [0.08, 0.3, GAP])
def test_the_escape_delay_of_the_user_is_heeded(gap: float) -> None:
    for sequence in CUT:
        whole = pieces(sequence)
        for parts in cuts(sequence):
            line = Line(answers=False, escape_delay=GAP + 0.1)
            line.send(*parts, gap=gap)
            assert same(line.came(), whole), parts


def test_a_lone_escape_waits_for_as_long_as_the_user_says() -> None:
    line = Line(answers=True, escape_delay=0.25)
    line.send("\x1b", gap=0)
    assert not line.stream.asks
    line.wait(0.24)
    assert not line.pieces
    line.wait(0.02)
    assert names(line.keys()) == ["escape"]


@pytest.mark.parametrize("answers", [True, False])
def test_a_lone_escape_is_answered_within_a_tenth_of_a_second(answers: bool) -> None:
    line = Line(answers=answers)
    for _ in range(3):
        line.send("\x1b", gap=0)
        line.wait(0.06)
        assert [piece.kind for piece in line.pieces] == ["escape"]
        line.pieces = []


def test_a_terminal_that_stops_answering_costs_one_slow_escape() -> None:
    line = Line(answers=True)
    line._answers = False
    line.send("\x1b", gap=0)
    line.wait(ANSWERED_BY)
    assert names(line.keys()) == ["escape"]
    line.send("\x1b", gap=0)
    line.wait(PAUSE)
    assert [piece.kind for piece in line.pieces] == ["escape"]


def test_on_a_slow_line_a_key_after_escape_is_a_key_of_its_own() -> None:
    line = Line(answers=True)
    line._read("\x1b")
    line.wait(0.2)
    line._read("q")
    assert names(_Driver().passes(line.pieces)) == ["escape", "q"]


@pytest.mark.parametrize("begun", ["\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX"])
def test_who_presses_alt_and_a_sign_can_go_on_typing(begun: str) -> None:
    line = Line(answers=True)
    for typed in (begun, *"hallo"):
        line._read(typed)
        line.wait(0.1)
    assert names(line.keys())[-5:] == list("hallo")


def test_a_reply_without_an_end_does_not_eat_for_long_what_is_typed() -> None:
    line = Line(answers=True)
    line._read("\x1b]11;rgb:00")
    for _ in range(40):
        line.wait(0.15)
        line._read("a")
    assert len(line.keys()) >= 15


def test_escape_and_then_words_are_words() -> None:
    line = Line(answers=False)
    line._read("\x1b")
    line.wait(0.2)
    for typed in ("O", "p", "[", "D", "Ook zo", "[x] ja"):
        line._read(typed)
        line.wait(LATE / 4)
    assert "".join(key.character or "" for key in line.keys()[1:]) == "Op[DOok zo[x] ja"


# The digit row of other keyboards.


@pytest.mark.parametrize("sends", list(BY_PLACE))
def test_the_base_key_gives_the_digit_and_the_sign_is_still_typed(sends: str) -> None:
    digit, sign = BY_PLACE[sends]
    [key] = pressed(sends)
    assert (key.key, key.character) == (digit, sign)
    assert key.is_printable


def test_the_keyboard_of_a_kiosk_gives_the_digit_and_the_sign_is_still_typed() -> None:
    keys = pressed("&é\"'(§è!çà_-a", digit_row="azerty")
    assert "".join(key.key for key in keys[:-2]) == "12345678908"
    assert "".join(key.character or "" for key in keys) == "&é\"'(§è!çà_-a"
    assert [key.key for key in keys[-2:]] == ["minus", "a"]


# The F-keys in two strokes.


def test_each_f_key_can_be_pressed_in_two_strokes() -> None:
    for n, sign in enumerate("1234567890-=", 1):
        assert names(pressed("\x07" + sign)) == [F_KEYS_BY, f"f{n}"]
    assert names(pressed("\x07" + "&", digit_row="azerty")) == [F_KEYS_BY, "f1"]
    assert names(pressed("\x1b[103;5u\x1b[49;;49u")) == [F_KEYS_BY, "f1"]
    assert names(pressed("\x07a11")) == [F_KEYS_BY, "a", "1", "1"]
    assert names(pressed("\x0711")) == [F_KEYS_BY, "f1", "1"]
