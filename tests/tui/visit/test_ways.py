"""Both ways through the five steps at a kiosk, which opens each step at what can be chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from gespreksklaar.content.words.texts import languages
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.widgets.option_list import PickList
from tests.tui.visit.test_visit import visit
from tests.tui.walk import screen_text

WAYS = {"all": "1", "only what is needed": "2"}
SIZES = [(80, 24), (100, 30)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("picks", [(), ("1",), ("1", "2")], ids=["0 alone", "a pick", "two picks"])
@pytest.mark.parametrize("way", WAYS)
async def test_every_step_opens_at_a_list_that_it_asks(
    way: str, picks: tuple[str, ...], size: tuple[int, int], tmp_path: Path
) -> None:
    async with visit(tmp_path, begin=False, size=size) as here:
        text = await here.press(WAYS[way])
        for number in range(1, 6):
            assert f"Stap {number} van 5" in text
            step = here.app.screen
            assert isinstance(step, StepScreen)
            assert isinstance(step.focused, PickList)
            assert step.here in step.fields
            text = await here.press(*picks, "0")
            if f"Stap {number} van 5" in text:
                # Right after a digit, zero may be part of a number.
                text = await here.press("enter")
        assert "nakijken" in text.lower()
        for number in (5, 4, 3, 2, 1):
            assert f"Stap {number} van 5" in await here.press("f3")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("way", WAYS)
async def test_every_key_of_the_bar_keeps_its_word_in_a_window_of_80(way: str, language: str, tmp_path: Path) -> None:
    async with visit(tmp_path, begin=False, languages=(language,)) as here:
        await here.press(WAYS[way])
        for _ in range(5):
            step = here.app.screen
            assert isinstance(step, StepScreen)
            for _ in step.fields:
                for pick in ("", "1"):
                    # On the row that was picked too, whose key has another word; in a line the digit is text.
                    await here.press(*pick)
                    bar = screen_text(here.app).splitlines()[-1]
                    # Right after a digit there are two keys to the next step, and no room for this word.
                    assert (" F2 " if "0,enter" in bar else " F2 menu ") in bar, bar
                await here.press("enter")
                if here.app.screen is not step:
                    break
            else:
                await here.press("f4")
