"""Last time's agreements on the screen: told with two keys, passed by with one, and asked about in step 3."""

from __future__ import annotations

from datetime import date

from gespreksklaar.content.prep.declaration import Carried, Item
from gespreksklaar.content.prep.model import Prep
from tests.pressing import press_each
from tests.screens.host import Host

BEFORE = {
    "a1": Carried(suggestion="message-how-it-goes", who="teacher", by=date(2026, 12, 17)),
    "a2": Carried(text="Elke dag lezen", who="parents", mark="not-child"),
    "a3": Carried(text="De juf belt", state="kept", state_day=date(2026, 12, 3)),
}


NARROW = (60, 40)
"""Without the sidebar beside what is read."""


def told(app: Host) -> list[tuple[str, bool]]:
    return [(item.state, item.state_day is not None) for item in app.prep.before.agreements.values()]


async def test_each_agreement_is_told_by_its_number_and_what_is_not_known_yet_comes_next() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test(size=NARROW):
        assert "▶ 1 De leerkracht stuurt een bericht" in app.seen
        assert "Elke dag lezen · niet waar mijn kind" in app.seen
        await press_each(app, "1")
        assert "Hoe is het gegaan?" in app.seen
        await press_each(app, "2")
        assert told(app) == [("not-kept", True), ("", False), ("kept", True)]
        await press_each(app, "space", "3")
        assert told(app) == [("not-kept", True), ("unknown", True), ("kept", True)]
        await press_each(app, "3", "4")
        assert told(app)[2] == ("", True), "still open is an answer too"
        assert all(edit.undoable for edit in app.edits)


async def test_enter_and_escape_pass_it_by_and_leaving_the_question_tells_nothing() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test(size=(40, 12)):
        await press_each(app, "1", "escape")
        await press_each(app, "enter", "escape")
        assert (app.went, app.edits) == (["going", "going"], [])
        await press_each(app, "f3", "f4")
        assert app.went[2:] == ["start", "going"]


async def test_a_line_can_be_marked_here() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test():
        await press_each(app, "/", "/")
        assert [item.mark for item in app.prep.before.agreements.values()] == ["only-me", "not-child", ""]


# Step 3.


async def test_what_is_not_known_is_the_first_to_choose_from_and_then_an_ordinary_question() -> None:
    app = Host("ask.questions", {"own-1": Item(text="Mijn vraag")})
    async with app.run_test(size=NARROW):
        app.prep = app.prep.edited("before.agreements", BEFORE)
        await app.come_back()
        seen = " ".join(app.seen.split())
        assert "[ ] 1 Vorige keer spraken we af: de leerkracht" in seen
        assert "[ ] 2 Vorige keer spraken we af:" in seen
        assert "De juf belt" not in seen, "it was kept"
        await press_each(app, "tab", "1", "2")
        questions = Prep.model_validate(app.prep.tables()).ask.questions
        assert list(questions) == ["own-1", "before-a1", "before-a2"]
        assert (questions["before-a1"].mark, questions["before-a2"].mark) == ("", "not-child")
        await press_each(app, "home", "down", "*")
        assert questions_top(app) == ["before-a1"]
        await press_each(app, ".")
        assert "before-a1" not in app.prep.ask.questions
        await press_each(app, "home", "down", "=", *"!", "enter")
        assert app.prep.ask.questions["before-a2"].text.endswith("Hoe is dat gegaan?!"), "its words can be changed"


def questions_top(app: Host) -> list[str]:
    return [key for key, item in app.prep.ask.questions.items() if item.top]
