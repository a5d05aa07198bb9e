"""Review: which sheet is shown is chosen by its number."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gespreksklaar.content.form.places.review import review
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.screens.steps.review import ReviewScreen
from tests.content.preps import STORIES
from tests.pressing import at_rest
from tests.screens.host import Host


async def test_a_sheet_is_chosen_by_its_number() -> None:
    app = Host("review")
    async with app.run_test(size=(40, 12)):
        await at_rest(app)
        for number, reader in [*enumerate(SHEETS, 1)][-3:]:
            await app.type("/")
            await at_rest(app)
            assert "Welk blad wilt u zien?" in app.seen
            await app.type(str(number))
            name = app.texts(f"sheet.readers.{reader}.name")
            assert f"Het blad: {name}" in " ".join(app.seen.split()), reader
        await app.type("/", "escape")
        await at_rest(app)
        assert f"Het blad: {name}" in " ".join(app.seen.split()), "escape leaves it as it was"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_it_opens_with_the_finished_sheet_in_sight_and_the_row_that_takes_it_along(size: tuple[int, int]) -> None:
    app = Host("review")
    async with app.run_test(size=size):
        await at_rest(app)
        at = {words: app.seen.find(words) for words in ("Het blad: voor uzelf", "Gesprek op school", "▶ 0")}
        assert list(at.values()) == sorted(at.values())
        assert -1 not in at.values(), app.seen
        await app.type("down")
        assert "▶ · 1" in app.seen
        assert "Het blad: voor uzelf" in app.seen, "it stays"
        first = app.seen
        await app.type("pagedown")
        assert app.seen != first
        assert "▶ · 1" in app.seen


@pytest.mark.parametrize(("size", "least"), [((40, 12), 6), ((80, 12), 6), ((40, 18), 10), ((80, 24), 13)])
async def test_the_sheet_has_the_most_lines_of_every_window(size: tuple[int, int], least: int) -> None:
    app = Host("review")
    async with app.run_test(size=size):
        await at_rest(app)
        lines = app.seen.splitlines()
        first = next(at for at, line in enumerate(lines) if "Gesprek op school" in line)
        after = next(at for at, line in enumerate(lines) if at > first and ("▶ 0" in line or "──" in line))
        assert after - first >= least, app.seen
        assert "bewaard" in lines[0]
        assert isinstance(app.screen, ReviewScreen)
        app.screen.show_message("Een bericht.")
        await at_rest(app)
        assert app.seen.splitlines()[-2].strip() == "Een bericht."
        assert "▶ 0" in app.seen, "the row stays"


async def test_at_80_by_24_the_day_and_the_first_question_are_in_sight_and_no_number_of_a_page() -> None:
    app = Host("review")
    asks = {"own-1": {"text": "Waarom leest ze niet?", "top": True}, "own-2": {"text": "Wie helpt haar?"}}
    going = {"kind": "progress", "child": "Sam", "day": date(2026, 12, 3)}
    app.prep = Prep.model_validate({"short": True, "going": going, "ask": {"questions": asks}})
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        assert "donderdag 3 december 2026" in app.seen
        assert "Waarom leest ze niet?" in app.seen
        assert "pagina" not in app.seen


@pytest.mark.parametrize("size", [(40, 12), (80, 12), (40, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("story", ["full", "only-picked", "after-the-talk"])
async def test_the_first_row_says_how_many_rows_are_below_those_in_sight(story: str, size: tuple[int, int]) -> None:
    app = Host("review")
    app.prep = STORIES[story]
    rows = [row.text[:20] for row in review(app.prep, app.texts, date.today()).rows]
    async with app.run_test(size=size) as pilot:
        for height in (size[1], 70, size[1]):
            await pilot.resize_terminal(size[0], height)
            await at_rest(app)
            lines = app.seen.splitlines()
            at = next(number for number, line in enumerate(lines) if "▶ 0" in line)
            below = sum(not any(row in line for line in lines[at:]) for row in rows)
            said = re.search(r"↓ nog (\d+)", lines[at])
            assert (int(said[1]) if said else 0) == below, app.seen


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_at_80_by_24_the_ways_on_are_in_sight_and_a_row_shows_the_rest_of_what_is_open(
    language: str,
) -> None:
    app = Host("review", language=language)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        *rows, last = review(app.prep, app.texts, date.today()).rows
        for row in rows:
            assert row.text in app.seen
        assert app.texts("ui.review.rest", n=7) in app.seen
        assert last.mark == "-"
        assert app.texts("ui.review.below", n=1) in app.seen
        await app.type("2")
        shown = review(app.prep, app.texts, date.today(), whole=True).rows
        assert f"▶ · 2 {shown[2].text}" in app.seen
        await app.type("8")
        assert app.went == ["agree"]


async def test_rows_that_change_are_counted_anew() -> None:
    app = Host("review")
    async with app.run_test(size=(80, 18)):
        await at_rest(app)
        assert "↓ nog 2" in app.seen
        app.prep = STORIES["full"]
        assert isinstance(app.screen, ReviewScreen)
        app.screen.follow()
        await at_rest(app)
        assert "↓ nog 1" in app.seen
        await app.type("b", "l", "a", "d")
        await at_rest(app)
        assert "Het blad meenemen" in app.seen
        assert "↓ nog" not in app.seen
        await app.type("escape")
        await at_rest(app)
        assert "↓ nog" in app.seen


@pytest.mark.parametrize("size", [(40, 12), (56, 14), (80, 24)])
async def test_its_bar_names_the_keys_that_read_on_and_take_along(size: tuple[int, int]) -> None:
    app = Host("review")
    async with app.run_test(size=size):
        await at_rest(app)
        bar = app.seen.splitlines()[-1]
        assert all(f"{key} {words}" in bar for key, words in {"enter": "kiezen", "PgDn": "", "0": ""}.items()), bar
        assert "0 blad" in bar or "0 meenemen" in bar


async def test_the_sheet_fits_the_window_line_by_line() -> None:
    app = Host("review")
    async with app.run_test(size=(40, 40)) as pilot:
        for width in (40, 80, 50):
            await pilot.resize_terminal(width, 40)
            await at_rest(app)
            assert isinstance(app.screen, ReviewScreen)
            scroller = app.screen.fields_scroll
            scroller.scroll_home(animate=False)
            await at_rest(app)
            rules = re.findall("={9,}", app.seen)
            assert [len(rule) for rule in rules] == [min(72, app.screen._page.content_size.width)], width
