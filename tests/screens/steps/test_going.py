"""Step 1 asks the child's age only where the kind of talk does not say it."""

from __future__ import annotations

from gespreksklaar.screens.steps.going import GoingScreen
from tests.pressing import press_each
from tests.screens.host import Host

GROUP = "going.group"


async def test_the_age_is_one_key_after_the_name_and_not_asked_where_the_kind_of_talk_says_it() -> None:
    app = Host("going.child", "Sam")
    async with app.run_test(size=(80, 40)):
        screen = app.screen
        assert isinstance(screen, GoingScreen)
        await press_each(app, "enter", "4")
        assert (screen.place, app.prep.going.group) == (("going", GROUP), "upper-primary")
        await press_each(app, *["up"] * 4)
        assert screen.place[1] == "going.child"
        app.edit("going.kind", "mbo")
        screen.follow()
        await press_each(app, "enter")
        assert screen.place[1] == "going.expect"
        await press_each(app, "shift+tab")
        assert screen.place[1] == "going.child"
        app.edit("going.kind", "mentor")
        screen.follow()
        await press_each(app, "enter", "2")
        assert (screen.place[1], app.prep.going.group) == (GROUP, "lower-secondary")
