"""What a step shows beside its questions: hint and tips of the field with the focus, and advice where it belongs."""

from __future__ import annotations

import pytest

from gespreksklaar.content.prep.declaration import all_fields
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

SIZE = (80, 24)
WISH = "Dat is een mooie wens."


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("going.day", ""),
        ("child.comes", "Tip: Mag een kind mee op uw school?"),
        ("ask.questions", "Tip: Vraag ook hoe het is in de klas en met vrienden."),
        ("agree.contact", "Tip: Ging niet alles goed?"),
    ],
)
async def test_whoever_comes_to_a_field_reads_its_own_hint_and_tips(path: str, words: str) -> None:
    app = Host(path)
    # Without a sidebar beside the words.
    async with app.run_test(size=(69, 30)):
        await at_rest(app)
        seen = " ".join(app.seen.split())
        *_, message, _ = app.seen.splitlines()
        assert message.strip() == app.field.hint
        assert words in seen
        await press_each(app, "shift+tab")
        if words:
            assert words not in " ".join(app.seen.split()), "only where one is"


@pytest.mark.parametrize("place", ["going", "child", "ask", "tell", "agree", "close", "after", "before"])
def test_each_tip_is_of_a_field_that_is_asked_there_or_of_the_place(place: str) -> None:
    app = Host("going.kind")
    there = {path.partition(".")[2] for path in all_fields()}
    for key in app.texts.section(f"steps.{place}.tips"):
        field = key.removeprefix(f"steps.{place}.tips.").rpartition(".")[0]
        assert not field or field in there, key


async def test_a_wish_gets_its_advice_where_it_is_written_and_before_more_is_built_on_it() -> None:
    app = Host("agree.goal.what")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, *"beter leren rekenen")
        assert WISH in app.seen
        assert "sommen oefenen." in app.seen, "all of it, below the line"
        await press_each(app, "enter", "1")
        assert app.seen.count(WISH) == 1, "not once more at the sentence"
        assert " klaar" not in app.seen


async def test_a_goal_that_was_picked_gets_no_advice_before_it_is_whole() -> None:
    app = Host("agree.goal.what")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "1")
        assert WISH not in app.seen


async def test_an_agreement_to_choose_says_who_does_it() -> None:
    app = Host("agree.agreements")
    # Without a sidebar beside the words.
    async with app.run_test(size=(69, 30)):
        await at_rest(app)
        seen = " ".join(app.seen.replace("│", " ").split())
        assert "1 De leerkracht stuurt een bericht over hoe het gaat" in seen
        await press_each(app, "1")
        seen = " ".join(app.seen.replace("│", " ").split())
        assert "[x] 1 De leerkracht stuurt een bericht over hoe het gaat" in seen


async def test_the_cursor_that_a_screen_reader_follows_is_at_the_row() -> None:
    app = Host("child.likes")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "tab")
        for _ in range(3):
            await press_each(app, "down")
            (line,) = (n for n, words in enumerate(app.seen.split("\n")) if "▶ [ ]" in words)
            assert app.cursor_position.y == line


@pytest.mark.parametrize(("path", "label"), [("going.child", "Over wie gaat"), ("ask.mind", "Wat houdt u bezig?")])
async def test_a_line_to_write_on_is_underlined_so_that_it_shows_without_colours(path: str, label: str) -> None:
    app = Host(path)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        rows = app.screen._compositor.render_strips()
        line = next(n for n, strip in enumerate(rows) if label in strip.text) + 1
        underlined = [segment for segment in rows[line] if segment.style and segment.style.underline]
        assert sum(len(segment.text) for segment in underlined) > 30
