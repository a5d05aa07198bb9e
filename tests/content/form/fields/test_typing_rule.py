"""Whatever was pressed before, a sentence that begins with a number comes out whole, and chooses and leaves nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.form.fields import typing_rule
from gespreksklaar.content.form.fields.typing_rule import SIGNS, SoFar
from gespreksklaar.content.form.rows import Row

ROWS = tuple(Row(f"r{n}", f"row {n}", number=n) for n in range(1, 8))


@dataclass
class Pressed:
    """What a list with a line above it makes of keys, by the rule alone."""

    chosen: frozenset[str] = frozenset()
    line: str = ""
    left: bool = False
    so_far: SoFar = field(default_factory=SoFar)
    in_line: bool = True
    """Whether the caret is in the empty line; else the cursor is on a row."""
    before_line: SoFar = field(default_factory=SoFar)

    def press(self, *keys: str) -> Pressed:
        for key in keys:
            self._press(key)
        return self

    def _press(self, key: str) -> None:
        if key == "enter":
            self.left |= self.so_far.waits
            self.so_far = SoFar()
        elif len(key) > 1:
            self.so_far, self.in_line = SoFar(), False
        elif self.line:
            self.line += key
            if self.before_line.keys and typing_rule.is_ordinal(self.line):
                self.chosen, self.line = self.before_line.before, self.before_line.keys + self.line
                self.before_line = SoFar()
        else:
            self._act(key)

    def _act(self, key: str) -> None:
        keys = self.so_far.keys
        if self.in_line and not keys:
            meaning = typing_rule.in_empty_line(key, ROWS)
        else:
            meaning = typing_rule.in_list(key, ROWS, keys)
        before, self.so_far = self.so_far, self.so_far.followed_by(key, self.chosen)
        match meaning:
            case "pick":
                self.chosen ^= {key}
                self.in_line = False
            case "text":
                self.chosen, self.line = before.before, before.keys + key
            case "write":
                self.line, self.before_line = key, before
            case "next":
                self.left = True
            case "act":
                self.chosen ^= {key}


MOVES = ("down", "tab")
numbers = st.one_of(
    st.integers(1, 99_999).map(str),
    st.sampled_from(
        ("1,5", "15.00", "2-3", "2 - 3", "1/2", "10+", "18+", "3 + 4", "1.000", "2 x 10", "2x10", "10:30", "3.", "4,")
    ),
)
ends = st.sampled_from(
    (" woorden", " of 3 kinderen", "% goed", "-jarige zus", "e rapport", "ste keer", "x per week", "km lopen", ": dat")
)
earlier = st.lists(st.sampled_from("1234567"), max_size=4)


def is_sentence(number: str, end: str) -> bool:
    """A sign takes only a space after it: right before a letter it acted on the row."""
    return number[-1] not in SIGNS or end[0] == " "


@given(earlier, st.sampled_from(MOVES), numbers, ends)
def test_a_sentence_that_begins_with_a_number_is_whole(picks: list[str], move: str, number: str, end: str) -> None:
    sentence = number + end
    if not is_sentence(number, end):
        return
    for before in ([], [move], [*picks, move]):
        pressed = Pressed().press(*before)
        chosen = pressed.chosen
        pressed.press(*sentence)
        assert (pressed.line, pressed.chosen, pressed.left) == (sentence, chosen, False), before


@given(earlier, st.integers(1, 3))
def test_a_choice_and_then_0_and_enter_go_on_with_all_choices(picks: list[str], zeros: int) -> None:
    pressed = Pressed().press(*picks, "7")
    chosen = pressed.chosen
    pressed.press(*"0" * zeros)
    assert not pressed.left
    pressed.press("enter")
    assert (pressed.left, pressed.line) == (True, "")
    assert pressed.chosen == chosen


def test_0_goes_on_at_once_where_it_can_be_no_number() -> None:
    assert Pressed().press("0").left
    assert Pressed().press("3", "down", "0").left


@pytest.mark.parametrize("words", ["voetbal", "*top", "de juf"])
def test_a_letter_right_after_a_choice_leaves_it(words: str) -> None:
    pressed = Pressed().press("3", *words)
    assert "3" in pressed.chosen
    assert pressed.line == words.lstrip("*")


def test_a_space_ends_a_number_so_that_the_next_does_not_take_it_along() -> None:
    pressed = Pressed().press("3", " ", *"20 pages")
    assert pressed.line == "20 pages"
    assert "3" in pressed.chosen
