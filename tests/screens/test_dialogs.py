"""A dialog takes one answer, and only while it is on top, however fast the keys come."""

from __future__ import annotations

from textual.app import App

from gespreksklaar.content.texts import Texts
from gespreksklaar.screens.choices import Choices, numbered
from gespreksklaar.screens.dialogs import Menu, Prompt
from tests.screens.host import press

NL = Texts("nl")


async def test_a_menu_below_another_dialog_takes_no_answer_until_it_is_on_top_again() -> None:
    answers: list[object] = []
    app = App[None]()
    menu = Menu("Welke?", numbered([("a", "eerste"), ("b", "tweede")]), NL)
    async with app.run_test() as pilot:
        app.push_screen(menu, answers.append)
        await pilot.pause()
        app.push_screen(Prompt("Wat?", NL), answers.append)
        await pilot.pause()
        # A number that was on its way when the line came over the menu.
        menu.post_message(Choices.Picked(menu.query_one(Choices), "a"))
        await pilot.pause()
        assert isinstance(app.screen, Prompt)
        assert answers == []
        await press(app, "x", "enter")
        await pilot.pause()
        await press(app, "2", "1")
        await pilot.pause()
        assert answers == ["x", "b"]
