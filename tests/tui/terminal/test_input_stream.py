"""What the terminal sends is cut into whole pieces, the same however it is split over reads."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.tui.terminal.input_stream import FLOOD, PASTE_PAUSE, PAUSE, InputStream
from gespreksklaar.tui.terminal.key_forms import Piece

LATER = PASTE_PAUSE + PAUSE
PARSED = ("text", "sequence")


def pieces(*reads: str, after: float = LATER) -> list[tuple[str, str]]:
    """What comes of these reads, one right after the other, and then silence; texts that touch are one."""
    stream, found = InputStream(), list[Piece]()
    for read in reads:
        found += stream.feed(read, 0)
    return merged(found + stream.tick(after))


def merged(found: list[Piece]) -> list[tuple[str, str]]:
    """Kind and text of these pieces, without keys that are not known; texts that touch are one."""
    merged: list[tuple[str, str]] = []
    for kind, text, _ in found:
        if kind == "unknown":
            continue
        if merged and kind == "text" == merged[-1][0]:
            merged[-1] = kind, merged[-1][1] + text
        else:
            merged.append((kind, text))
    return merged


def text(typed: str) -> tuple[str, str]:
    return "text", typed


def key(sequence: str) -> tuple[str, str]:
    return "sequence", sequence


def paste(pasted: str) -> tuple[str, str]:
    return "paste", pasted


ESCAPE = ("escape", "\x1b")
PIECES = {
    "letters": ("Zoë 丏 👩‍👧", [text("Zoë 丏 👩‍👧")]),
    "control keys": ("\x01\t\r\x7f\x11", [text("\x01\t\r\x7f\x11")]),
    "an arrow": ("a\x1b[Ab", [text("a"), key("\x1b[A"), text("b")]),
    "a function key": ("\x1bOP", [key("\x1bOP")]),
    "a function key with a modifier": ("\x1b[1;5P", [key("\x1b[1;5P")]),
    "a function key of the console": ("\x1b[[A", [key("\x1b[[A")]),
    "a key of rxvt": ("\x1b[3$\x1b[3^", [key("\x1b[3;2~"), key("\x1b[3;5~")]),
    "a kitty key": ("\x1b[113;5u", [key("\x1b[113;5u")]),
    "a kitty key with its text": ("\x1b[97;2;65u", [text("A")]),
    "a kitty key with alternates": ("\x1b[97:65:113;;97u", [text("a")]),
    "escape": ("\x1b", [ESCAPE]),
    "escape twice": ("\x1b\x1b", [ESCAPE, ESCAPE]),
    "escape, then an arrow": ("\x1b\x1b[B", [ESCAPE, key("\x1b[B")]),
    "alt": ("\x1bé\x1bq", [("alt", "é"), ("alt", "q")]),
    "alt that Textual knows": ("\x1bf", [key("\x1bf")]),
    "alt with enter": ("\x1b\r", [text("\r")]),
    "alt with a bracket": ("\x1b[", [("alt", "[")]),
    "alt with O": ("\x1bO", [("alt", "O")]),
    "a paste": ("a\x1b[200~b\r\nc\x1b[201~d", [text("a"), paste("b\nc"), text("d")]),
    "a paste of one empty line": ("\x1b[200~\r\n\x1b[201~", [paste("\n")]),
    "a flood that ends with enter": ("regel " * 20 + "\r", [paste("regel " * 20 + "\n")]),
    "a paste that breaks out": ("\x1b[200~abc\x1b\x11def\x1b[A\x1b[201~", [paste("abcdef[A")]),
    "a paste in a paste": ("\x1b[200~a\x1b[200~b\x1b[201~c", [paste("a[200~b"), text("c")]),
    "a paste without an end": ("\x1b[200~abc", [paste("abc")]),
    "a paste with half an end": ("\x1b[200~abc\x1b[20", [paste("abc")]),
    "an end without a paste": ("a\x1b[201~b", [text("ab")]),
    "synchronized output": ("\x1b[?2026;2$y", [key("\x1b[?2026;2$y")]),
    "another mode": ("a\x1b[?2048;1$yb", [text("ab")]),
    "a size": ("a\x1b[48;9999;9999;0;0tb", [text("ab")]),
    "another size": ("a\x1b[8;24;80tb", [text("ab")]),
    "a mouse": ("a\x1b[<0;3;2Mb\x1b[<0;3;2m", [text("ab")]),
    "an old mouse": ("a\x1b[M !!b", [text("ab")]),
    "an old mouse far to the right": ("a\x1b[M \ufffd\ufffdb", [text("ab")]),
    "an old mouse, cut off": ("a\x1b[M !\x1b[A", [text("a"), key("\x1b[A")]),
    "a mouse of urxvt": ("a\x1b[32;3;2Mb", [text("ab")]),
    "focus": ("a\x1b[I\x1b[O\x1b[Ib", [text("ab")]),
    "focus lost": ("a\x1b[O", [text("a")]),
    "PuTTY's rxvt mode": ("a\x1b[Owb", [text("a"), key("\x1b[F"), text("b")]),
    "what the terminal is": ("a\x1b[?1;2c\x1b[>0;276;0cb", [text("ab")]),
    "where the cursor is": ("a\x1b[12;40Rb\x1b[1;2R", [text("ab")]),
    "a colour": ("a\x1b]11;rgb:0000/0000/0000\x1b\\b\x1b]11;rgb:0/0/0\x07c", [text("abc")]),
    "a name and a version": ("a\x1bP>|xterm(390)\x1b\\b\x1b_Gi=1;OK\x1b\\c\x1b^x\x1b\\d\x1bXy\x1b\\e", [text("abcde")]),
    "a title that presses keys": ("a\x1b]l\x11\r\x1b\\b", [text("ab")]),
    "a colour, cut off": ("a\x1b]11;rgb\x1b[A", [text("a"), key("\x1b[A")]),
    "a colour without an end": ("a\x1b]11;rgb:00", [text("a")]),
    "an unknown sequence": ("a\x1b[999999;1~b\x1b[5zc\x1bOzd", [text("abcd")]),
    "a letter as a sequence": ("a\x1b[113~b", [text("ab")]),
    "a giant character": ("a\x1b[99999999999ub\x1b[1114112uc", [text("abc")]),
    "half a character": ("a\x1b[55296ub\x1b[97;;56320uc", [text("abc")]),
    "no character": ("a\x1b[ub\x1b[97:65:1:2uc\x1b[97;5:3ud\x1b[;;ue", [text("abcde")]),
    "an endless sequence": (f"a\x1b[{'1;' * 5000}mb", [text("ab")]),
    "a sequence with many letters": (f"a\x1b[97;;{':'.join(['97'] * 20)}ub", [text("ab")]),
    "a sequence that is broken off": ("a\x1b[12éb\x1b[[\x1b[A", [text("aéb"), key("\x1b[A")]),
    "what was no UTF-8": ("caf\ufffd\x9b\x80", [text("caf")]),
}  # fmt: skip


@pytest.mark.parametrize("name", list(PIECES))
def test_pieces(name: str) -> None:
    given_text, wanted = PIECES[name]
    assert pieces(given_text) == wanted


@pytest.mark.parametrize("name", [name for name in PIECES if len(PIECES[name][0]) < 100])
def test_the_same_however_it_is_split(name: str) -> None:
    given_text, wanted = PIECES[name]
    for at in range(1, len(given_text)):
        assert pieces(given_text[:at], given_text[at:]) == wanted, given_text[:at]
    assert pieces(*given_text) == wanted


_PARTS = st.sampled_from([given_text for given_text, _ in PIECES.values() if len(given_text) < 100])
_SIGNS = st.text("\x1b[O]P\\M<>?;:0129$ ~umRtcaé\x07\x11\r\ufffd", max_size=8)
_STREAM = st.lists(_PARTS | _SIGNS, max_size=6).map("".join)


@settings(max_examples=300, deadline=None)
@given(_STREAM, st.data())
@example("\x1b[M\x1b[[", None)
def test_any_stream_is_the_same_however_it_is_split(stream: str, data: st.DataObject | None) -> None:
    if len(stream) >= FLOOD:
        # One long read of letters only is a paste, and two short ones are not.
        stream = "\x01" + stream
    whole = pieces(stream)
    at = data.draw(st.integers(0, len(stream))) if data else 2
    assert pieces(*filter(None, (stream[:at], stream[at:]))) == whole
    assert pieces(*stream) == whole


@settings(max_examples=300, deadline=None)
@given(_STREAM)
def test_the_parser_is_never_left_waiting_nor_chokes(stream: str) -> None:
    parser = XTermParser()
    for kind, piece in pieces(stream):
        assert piece
        if kind in PARSED:
            assert "\ufffd" not in piece
            found = list(parser.feed(piece))
            assert not any(isinstance(event, events.MouseEvent | events.Resize | events.Paste) for event in found)
            assert parser._timeout_time is None
    assert not list(parser.tick())


def test_nothing_waits_that_is_whole() -> None:
    stream = InputStream()
    for typed in ("a", "\x1b[A", "\x1b[200~a\x1b[201~", "\x1b]11;x\x07", "\x1b[Mabc", "\x1bq"):
        stream.feed(typed, 0)
        assert stream.deadline is None, typed


def test_nothing_is_held_for_ever() -> None:
    for begun in ("\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b]11;", "\x1bPabc", "\x1b[M", "\x1b[M ", "\x1b[200~a"):
        stream = InputStream()
        stream.feed(begun, 10)
        assert stream.deadline
        assert not stream.tick(10 + PAUSE / 2)
        stream.tick(stream.deadline)
        assert stream.deadline is None, begun
        assert merged(stream.feed("a", 20)) == [text("a")], begun


@pytest.mark.parametrize("begun", ["\x1b]0;", "\x1bP", "\x1b[", "\x1b[200~"])
def test_what_has_no_end_takes_no_memory(begun: str) -> None:
    stream = InputStream()
    stream.feed(begun, 0)
    for _ in range(1000):
        stream.feed("1;" * 500, 0)
    assert len(stream._held) + len(stream._paste or "") <= 4 * LONG_LIMIT


def test_a_long_paste_is_cut_just_above_what_fits() -> None:
    for long in ("a" * 10 * LONG_LIMIT, "a\r\n" * LONG_LIMIT):
        [(kind, pasted)] = pieces(f"\x1b[200~{long}\x1b[201~")
        assert kind == "paste"
        assert len(pasted) == LONG_LIMIT + 1


@pytest.mark.parametrize("letters", ["a" * FLOOD, "Zoë zegt:\r\n\tniet\u00a0nu " * 4, "👩‍👧" * FLOOD])
def test_what_nobody_types_is_a_paste(letters: str) -> None:
    assert [kind for kind, _ in pieces(letters)] == ["paste"]
    assert [kind for kind, _ in pieces(letters, "and more\x11\x1b[A, really")] == ["paste"]
    assert pieces(letters, "\x1b[200~b\x1b[201~c")[1:] == [paste("b"), text("c")]


@pytest.mark.parametrize("letters", ["a" * (FLOOD - 1), "\t" * FLOOD, "\r" * FLOOD, "a\x11" * FLOOD])
def test_held_keys_and_fast_hands_are_no_paste(letters: str) -> None:
    assert pieces(letters) == [text(letters)]


@pytest.mark.parametrize("rest", ["weg\x11\r" * FLOOD, "en zo\x11\x1b[201~", "x" * FLOOD])
def test_the_rest_of_a_paste_that_stalled_is_no_key(rest: str) -> None:
    stream = InputStream()
    stream.feed("\x1b[200~het begin", 0)
    assert merged(stream.tick(LATER)) == [paste("het begin")]
    found = stream.feed(rest, 5) + stream.tick(5 + LATER)
    assert [kind for kind, *_ in found] == ["paste"]


def test_after_a_paste_without_an_end_keys_and_pastes_work() -> None:
    for typed, wanted in (("a\x11", text("a\x11")), ("\x1b[200~nieuw\x1b[201~", paste("nieuw"))):
        stream = InputStream()
        stream.feed("\x1b[200~het begin", 0)
        stream.tick(LATER)
        assert merged(stream.feed(typed, 5)) == [wanted]


def test_a_flood_is_over_after_a_moment() -> None:
    stream = InputStream()
    assert stream.feed("a" * FLOOD, 0) == []
    assert stream.feed("b", PAUSE / 2) == []
    assert merged(stream.tick(PAUSE * 2)) == [paste("a" * FLOOD + "b")]
    assert merged(stream.feed("c", 1)) == [text("c")]
