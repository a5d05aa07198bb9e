"""Last time's agreements on the screen: told with two keys, passed by with one, and asked about in step 3."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from gespreksklaar.content.prep import Prep
from gespreksklaar.content.steps import Carried, Item
from tests.screens.host import Host

BEFORE = {
    "a1": Carried(suggestion="message-how-it-goes", who="teacher", by=date(2026, 12, 17)),
    "a2": Carried(text="Elke dag lezen", who="parents", mark="not-child"),
    "a3": Carried(text="De juf belt", state="kept", state_day=date(2026, 12, 3)),
}


NARROW = (60, 40)
"""Without the sidebar beside what is read."""


async def keys(app: Host, pilot: Pilot[None], *names: str) -> None:
    """One key after the other has done its work."""
    for name in names:
        await app.type(pilot, name)


def told(app: Host) -> list[tuple[str, bool]]:
    return [(item.state, item.state_day is not None) for item in app.prep.before.agreements.values()]


async def test_each_agreement_is_told_by_its_number_and_what_is_not_known_yet_comes_next() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test(size=NARROW) as pilot:
        assert "▶ 1 De leerkracht stuurt een bericht" in app.seen
        assert "Elke dag lezen · niet waar mijn kind" in app.seen
        await keys(app, pilot, "1")
        assert "Wat is ervan gekomen?" in app.seen
        await keys(app, pilot, "2")
        assert told(app) == [("not-kept", True), ("", False), ("kept", True)]
        await keys(app, pilot, "space", "3")
        assert told(app) == [("not-kept", True), ("unknown", True), ("kept", True)]
        await keys(app, pilot, "3", "4")
        assert told(app)[2] == ("", True), "still open is an answer too"
        assert all(edit.undoable for edit in app.edits)


async def test_enter_and_escape_pass_it_by_and_leaving_the_question_tells_nothing() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test(size=(40, 12)) as pilot:
        await keys(app, pilot, "1", "escape")
        await keys(app, pilot, "enter", "escape")
        assert (app.went, app.edits) == (["going", "going"], [])
        await keys(app, pilot, "f3", "f4")
        assert app.went[2:] == ["start", "going"]


async def test_a_line_can_be_marked_here() -> None:
    app = Host("before.agreements", BEFORE)
    async with app.run_test() as pilot:
        await keys(app, pilot, "p", "p")
        assert [item.mark for item in app.prep.before.agreements.values()] == ["only-me", "not-child", ""]


# Step 3.


async def test_what_is_not_known_is_the_first_to_choose_from_and_then_an_ordinary_question() -> None:
    app = Host("ask.questions", {"own-1": Item(text="Mijn vraag")})
    async with app.run_test(size=NARROW) as pilot:
        app.prep = app.prep.edited("before.agreements", BEFORE)
        await app.come_back(pilot)
        seen = " ".join(app.seen.split())
        assert "[ ] 1 Wat is er gekomen van onze afspraak: De leerkracht" in seen
        assert "[ ] 2 Wat is er gekomen van onze afspraak: Wij thuis" in seen
        assert "De juf belt" not in seen, "it was kept"
        await keys(app, pilot, "tab", "1", "2")
        questions = Prep.model_validate(app.prep.tables()).ask.questions
        assert list(questions) == ["own-1", "before-a1", "before-a2"]
        assert (questions["before-a1"].mark, questions["before-a2"].mark) == ("", "not-child")
        await keys(app, pilot, "home", "down", "t")
        assert questions_top(app) == ["before-a1"]
        await keys(app, pilot, "x")
        assert "before-a1" not in app.prep.ask.questions
        await keys(app, pilot, "home", "down", "e", *"!", "enter")
        assert app.prep.ask.questions["before-a2"].text.endswith("Elke dag lezen?!"), "its words can be changed"


def questions_top(app: Host) -> list[str]:
    return [key for key, item in app.prep.ask.questions.items() if item.top]
