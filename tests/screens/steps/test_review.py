"""Review: which sheet is shown is chosen by its number."""

from __future__ import annotations

from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.screens.steps.review import ReviewScreen
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


async def test_the_sheet_fits_the_window_line_by_line() -> None:
    app = Host("review")
    async with app.run_test(size=(40, 40)) as pilot:
        for width in (40, 80, 50):
            await pilot.resize_terminal(width, 40)
            await at_rest(app)
            assert isinstance(app.screen, ReviewScreen)
            scroller = app.screen.fields_scroll
            scroller.scroll_end(animate=False)
            await at_rest(app)
            rules = [line.strip() for line in app.seen.split("\n") if set(line.strip()) == {"="}]
            assert [len(rule) for rule in rules] == [min(72, app.screen._page.content_size.width)], width
