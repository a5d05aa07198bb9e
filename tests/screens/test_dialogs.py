"""A dialog takes one answer, however fast the keys come."""

from __future__ import annotations

from textual.app import App

from gespreksklaar.content.texts import Texts
from gespreksklaar.screens.choices import numbered
from gespreksklaar.screens.dialogs import Menu, Page, Prompt
from gespreksklaar.screens.frame import TranslatedModal
from tests.screens.host import press


class Asked(App[None]):
    """Asks at once, and writes down every answer."""

    def __init__(self, dialog: TranslatedModal[str] | TranslatedModal[bool]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


async def answers(dialog: TranslatedModal[str] | TranslatedModal[bool], *keys: str) -> list[object]:
    app = Asked(dialog)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(app, *keys)
        await pilot.pause()
    return app.answers


async def test_the_first_of_two_numbers_that_come_together_is_the_answer() -> None:
    rows = numbered([("a", "eerste"), ("b", "tweede")])
    assert await answers(Menu("Welke?", rows, Texts("nl")), "2", "1") == ["b"]


async def test_a_page_that_is_left_twice_and_a_line_that_is_entered_twice_give_one_answer() -> None:
    assert await answers(Page("Titel", "Woorden", Texts("nl")), "enter", "enter", "escape") == [True]
    assert await answers(Prompt("Wat?", Texts("nl")), "a", "enter", "enter", "escape") == ["a"]
