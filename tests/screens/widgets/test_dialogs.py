"""A dialog takes one answer, and only while it is on top, however fast the keys come."""

from __future__ import annotations

from textual.app import App

from gespreksklaar.content.form.rows import numbered
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Menu, Page, Prompt
from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest, press

NL = Texts("nl")


async def test_words_after_a_bullet_stay_clear_of_it() -> None:
    app = App[None]()
    async with app.run_test(size=(40, 20)):
        app.push_screen(Page("Tips", "Tips:\n• " + "woord " * 12 + "\n\nEinde " + "x" * 50, NL))
        await at_rest(app)
        strips = [strip.text for strip in app.screen._compositor.render_strips()]
    at = next(n for n, line in enumerate(strips) if "•" in line)
    assert strips[at].index("woord") == strips[at + 1].index("woord")
    assert any("Einde" in line for line in strips)


async def test_a_menu_below_another_dialog_takes_no_answer_until_it_is_on_top_again() -> None:
    answers: list[object] = []
    app = App[None]()
    menu = Menu("Welke?", numbered([("a", "eerste"), ("b", "tweede")]), NL)
    async with app.run_test():
        app.push_screen(menu, answers.append)
        await at_rest(app)
        app.push_screen(Prompt("Wat?", NL), answers.append)
        await at_rest(app)
        # A number that was on its way when the line came over the menu.
        menu.post_message(PickList.Picked(menu.query_one(PickList), "a"))
        await at_rest(app)
        assert isinstance(app.screen, Prompt)
        assert answers == []
        await press(app, "x", "enter")
        await at_rest(app)
        await press(app, "2", "1")
        await at_rest(app)
        assert answers == ["x", "b"]


async def test_a_menu_closes_with_a_key_of_the_number_pad_that_its_bar_shows_unless_one_searches() -> None:
    answers: list[object] = []
    app = App[None]()
    async with app.run_test(size=(40, 12)):
        app.push_screen(Menu("Welke?", numbered([("a", "eerste"), ("b", "twee-drie")]), NL), answers.append)
        await at_rest(app)
        assert any("- sluit" in strip.text for strip in app.screen._compositor.render_strips())
        await press(app, "e", "-")
        await at_rest(app)
        assert answers == []
        await press(app, "escape")
        await at_rest(app)
        await press(app, "-")
        await at_rest(app)
        assert answers == [None]
