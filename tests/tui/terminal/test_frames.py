"""Sending only what changed shows the same picture: cell by cell through a terminal emulator."""

from __future__ import annotations

import curses
from collections.abc import Sequence

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyte.screens import Char
from rich.cells import cell_len, set_cell_size

from gespreksklaar.tui.terminal.picture.frames import Frames
from gespreksklaar.tui.terminal.picture.looks import ERASING, change, look
from tests.terminal import as_seen

WIDTH, HEIGHT = 20, 6
# The screen is split as widgets split it: here at column 7, so one side can change without the other.
SIDES = {1: 7, 8: WIDTH - 7}
STYLES = st.sampled_from(
    ["", "0", "1;31", "38;5;16;48;5;250", "1;38;5;16;48;5;250", "4;38;5;99;48;5;250", "7;92", "2;3;48;2;1;2;3", "5;104"]
)
TEXT = st.lists(st.sampled_from(["a", "b", " ", "é", "│", "▶", "日", "本", "x", "o\u0308"]), max_size=9).map("".join)
PIECE = st.tuples(STYLES, TEXT)
SPAN = st.tuples(st.integers(1, HEIGHT), st.sampled_from(sorted(SIDES)), st.lists(PIECE, max_size=3))
FRAME = st.lists(SPAN, min_size=1, max_size=6)
Span = tuple[int, int, list[tuple[str, str]]]


def written(frame: list[Span]) -> str:
    """A frame as Textual writes it: place, then styled texts that fill the width of a widget exactly."""
    out = []
    for row, column, pieces in frame:
        out.append(f"\x1b[{row};{column}H")
        left = SIDES[column]
        for style, piece in [*pieces, ("", " " * WIDTH)]:
            text = set_cell_size(piece, min(cell_len(piece), left))
            left -= cell_len(text)
            out.append(f"\x1b[{style}m{text}\x1b[0m" if text else "")
    return "".join(out)


def picture(screen: pyte.Screen) -> list[list[Char]]:
    return [[as_seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@settings(max_examples=100, deadline=None)
@given(frames=st.lists(FRAME, min_size=1, max_size=8), erases=st.booleans())
def test_the_short_form_shows_what_the_long_form_shows(frames: list[list[Span]], erases: bool) -> None:
    full, short, sender = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT), Frames(erases=erases)
    sender.resize(WIDTH, HEIGHT)
    for screen in (full, short):
        pyte.Stream(screen).feed("\x1b[?7l")  # Textual turns line wrap off
    for frame in frames:
        data = written(frame)
        pyte.Stream(full).feed(data)
        pyte.Stream(short).feed(sender.shorten(data))
        assert picture(short) == picture(full)


def test_the_same_frame_again_sends_nothing() -> None:
    sender, data = Frames(), "\x1b[1;1H\x1b[1mhallo\x1b[0m"
    assert "hallo" in sender.shorten(data)
    assert sender.shorten(data) == ""


def test_one_letter_more_sends_one_letter() -> None:
    sender = Frames()
    sender.shorten("\x1b[3;1Hwaaro          ")
    assert sender.shorten("\x1b[3;1Hwaarom         ") == "\x1b[10Dm"


@pytest.mark.parametrize("emoji", ["👩\u200d👧", "❤\ufe0f", "👍🏽", "日"])
def test_a_joined_character_takes_the_two_cells_that_textual_gives_it(emoji: str) -> None:
    sender = Frames()
    sender.shorten(f"\x1b[1;1H{emoji} Sam   ")
    assert sender.shorten(f"\x1b[1;1H{emoji} Sams  ") == "\x1b[3Ds"


ROW = "38;5;254;48;5;16", "38;5;16;48;5;153"
"""The looks of a row of a list, and of the one under the cursor."""


def rows(cursor: int, words: Sequence[str], width: int = 56) -> str:
    """A list at the 24th column as Textual writes it, and the terminal's cursor at one of its rows."""
    lines = (
        f"\x1b[{y + 10};24H\x1b[{ROW[y == cursor]}m{('▶ ' if y == cursor else '  ') + each:{width}}\x1b[0m"
        for y, each in enumerate(words)
    )
    return "".join([*lines, f"\x1b[{cursor + 10};24H"])


def test_an_arrow_in_a_list_takes_at_most_120_bytes() -> None:
    sender, words = Frames(erases=True), ["[ ] 1 Hoe gaat het met rekenen?", "[ ] 2 Hoe leert u Sam deze sommen?"]
    sender.resize(80, 24)
    sender.shorten(rows(0, words))
    there, back = (len(sender.shorten(rows(cursor, words)).encode()) for cursor in (1, 0))
    assert there + back <= 2 * 120


def test_a_letter_takes_at_most_50_bytes() -> None:
    field, cursor, sender = "4;38;5;255;48;5;23", "4;38;5;16;48;5;254", Frames()
    sender.resize(80, 24)

    def typed(text: str) -> str:
        shown = f"\x1b[{field}m{text}\x1b[0m\x1b[{cursor}m \x1b[0m\x1b[{field}m{' ' * (40 - len(text))}\x1b[0m"
        return f"\x1b[10;26H{shown}\x1b[10;{26 + len(text)}H"

    sender.shorten(typed(""))
    assert max(len(sender.shorten(typed("waarom"[:end]))) for end in range(1, 7)) <= 50


@pytest.mark.parametrize(
    ("before", "now", "sent"),
    [
        ("1;38;5;16;48;5;153", "38;5;16;48;5;153", "\x1b[22m"),
        ("38;5;16;48;5;153", "1;38;5;16;48;5;153", "\x1b[1m"),
        ("1;2;31", "2;31", "\x1b[22;2m"),
        ("4;97;40", "97;41", "\x1b[24;41m"),
        ("4;31", "", "\x1b[0m"),
        ("31;42", "31", "\x1b[0;31m"),
        ("21;31", "31", "\x1b[0;31m"),
        ("31", "31", ""),
    ],
)
def test_a_look_is_sent_as_what_changes_in_it(before: str, now: str, sent: str) -> None:
    assert change(look(before), look(now)) == sent


def test_where_it_is_not_known_what_erased_cells_look_like_blanks_are_sent() -> None:
    data = f"\x1b[1;1H\x1b[44mx{' ' * 30}y\x1b[0m"
    assert " " * 30 in Frames().shorten(data)
    assert Frames(erases=True).shorten(data) == "\x1b[0;44m\x1b[1;1Hx\x1b[30X\x1b[30Cy"
    underlined = data.replace("44m", "4;44m")
    assert " " * 30 in Frames(erases=True).shorten(underlined)


@pytest.mark.parametrize("term", sorted(ERASING))
def test_these_terminals_erase_with_the_background(term: str) -> None:
    try:
        curses.setupterm(term, 1)
    except curses.error:
        pytest.skip(f"this machine has no description of {term}")
    assert curses.tigetflag("bce") == 1
    assert curses.tigetstr("ech") == b"\x1b[%p1%dX"


def test_half_a_wide_character_is_not_taken_for_known() -> None:
    sender = Frames()
    sender.shorten("\x1b[1;1Ha日b")
    sender.shorten("\x1b[1;2Hx")
    assert " " in sender.shorten("\x1b[1;3H ")
    sender.shorten("\x1b[2;1Ha日b")
    sender.shorten("\x1b[2;3Hx")
    assert " " in sender.shorten("\x1b[2;2H ")


@pytest.mark.parametrize("unknown", ["\x1b[?1049h", "\x1b[2J", "\x1bc", "\x1b[5A", "zomaar tekst", "\x1bP1$r\x1b\\"])
def test_after_what_it_does_not_know_the_screen_is_sent_whole(unknown: str) -> None:
    sender, data = Frames(), "\x1b[1;1Hhallo"
    sender.shorten(data)
    assert sender.shorten(unknown) == unknown
    assert "hallo" in sender.shorten(data)


@pytest.mark.parametrize("harmless", ["\x07", "\x1b[?25l", "\x1b[?2026$p", "\x1b[?2026h", "\x1b[>25u", "\x1b]0;x\x07"])
def test_what_touches_no_cell_passes_and_nothing_is_forgotten(harmless: str) -> None:
    sender, data = Frames(), "\x1b[1;1Hhallo"
    sender.shorten(data)
    assert sender.shorten(harmless) == harmless
    assert sender.shorten(data) == ""


def screenful(width: int, height: int, letter: str) -> str:
    return "\n".join(f"\x1b[{row};1H{letter * width}" for row in range(1, height + 1))


def test_after_a_resize_all_is_sent_until_a_whole_frame_has_come() -> None:
    sender = Frames()
    sender.resize(8, 2)
    sender.shorten(screenful(8, 2, "a"))
    sender.resize(6, 2)
    # A frame for the old size, on its way when the window changed: nothing is learned from it, or wrapped.
    assert sender.shorten(screenful(8, 2, "a")).count("a") == 12
    assert sender.shorten(screenful(6, 2, "a")).count("a") == 12
    assert sender.shorten(screenful(6, 2, "a")) == ""
