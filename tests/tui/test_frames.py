"""Sending only what changed shows the same picture: cell by cell through a terminal emulator."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.tui.frames import Frames

WIDTH, HEIGHT = 20, 6
TEXT = st.text(st.sampled_from("ab é│▶ 日本x"), min_size=1, max_size=10)
PIECE = st.tuples(
    st.integers(1, HEIGHT), st.integers(1, WIDTH), st.sampled_from(["", "0", "1;31", "38;5;16;48;5;250"]), TEXT
)
FRAME = st.lists(PIECE, min_size=1, max_size=6)


def width(text: str) -> int:
    return sum(2 if character in "日本" else 1 for character in text)


def written(frame: list[tuple[int, int, str, str]]) -> str:
    """A frame as Textual writes it: place, style, text, reset; nothing runs over the edge."""
    parts = []
    for row, column, style, text in frame:
        while width(text) > WIDTH - column + 1:
            text = text[:-1]  # noqa: PLW2901
        parts.append(f"\x1b[{row};{column}H\x1b[{style}m{text}\x1b[0m")
    return "".join(parts)


def picture(screen: pyte.Screen) -> list[list[object]]:
    return [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


@settings(max_examples=150, deadline=None)
@given(frames=st.lists(FRAME, min_size=1, max_size=6))
def test_the_short_form_shows_what_the_long_form_shows(frames: list[list[tuple[int, int, str, str]]]) -> None:
    full, short, sender = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT), Frames()
    for frame in frames:
        data = written(whole_characters(frame))
        pyte.Stream(full).feed(data)
        pyte.Stream(short).feed(sender.shorten(data))
    assert picture(short) == picture(full)


def whole_characters(frame: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Whole rows, as Textual's frames are: a row is never left with half of a wide character."""
    return [(row, 1, style, (" " * (column - 1) + text).ljust(WIDTH)) for row, column, style, text in frame]


def test_the_same_frame_again_sends_nothing() -> None:
    sender, data = Frames(), "\x1b[1;1H\x1b[1mhallo\x1b[0m"
    assert "hallo" in sender.shorten(data)
    assert sender.shorten(data) == ""


def test_one_letter_more_sends_one_letter() -> None:
    sender = Frames()
    sender.shorten("\x1b[3;1Hwaaro          ")
    assert sender.shorten("\x1b[3;1Hwaarom         ") == "\x1b[3;6Hm"


def test_a_new_screen_is_sent_whole() -> None:
    sender, data = Frames(), "\x1b[1;1Hhallo"
    sender.shorten(data)
    assert "hallo" in sender.shorten("\x1b[?1049h" + data)
