"""Review: which sheet is shown is chosen by its number."""

from __future__ import annotations

from gespreksklaar.content.sheets import SHEETS
from tests.screens.host import Host


async def test_a_sheet_is_chosen_by_its_number() -> None:
    app = Host("review")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        for number, reader in [*enumerate(SHEETS, 1)][-3:]:
            await app.type(pilot, "b")
            await pilot.pause()
            assert "Welk blad wilt u zien?" in app.seen
            await app.type(pilot, str(number))
            name = app.texts(f"sheet.readers.{reader}.name")
            assert f"Het blad: {name}" in " ".join(app.seen.split()), reader
        await app.type(pilot, "b", "escape")
        await pilot.pause()
        assert f"Het blad: {name}" in " ".join(app.seen.split()), "escape leaves it as it was"
