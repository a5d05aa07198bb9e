"""The last minutes and just after: what was agreed is ticked or typed, checked, read aloud; answers from memory."""

from __future__ import annotations

from datetime import date

from gespreksklaar.content.prep.declaration import Agreement, Noted
from gespreksklaar.content.prep.model import Prep
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

PREP = Prep.model_validate(
    {
        "id": "the-prep",
        "going": {"kind": "progress", "child": "Sam", "day": date(2026, 12, 3)},
        "ask": {
            "questions": {"own-1": {"text": "Hoe gaat lezen?"}, "own-2": {"text": "Is Sam blij?", "top": True}},
        },
        "agree": {
            "goal": {"what": "read-aloud", "who": "child", "when": "tuesday-evening", "sign": "calendar-mark"},
            "agreements": {"own-w": {"text": "belt mij", "who": "teacher"}},
        },
    }
)


class Talk(Host):
    """The end of a talk, or what comes after it."""

    def __init__(self, place: str, path: str = "agree.agreements", prep: Prep = PREP) -> None:
        super().__init__(path, place=place)
        self.prep = prep

    @property
    def agreements(self) -> dict[str, Agreement]:
        return dict(self.prep.agree.agreements)


async def test_a_wish_is_ticked_when_it_is_agreed_and_keeps_its_identity() -> None:
    app = Talk("close")
    async with app.run_test():
        await at_rest(app)
        await press_each(app, "tab", "home")
        assert "wens" in app.seen
        await press_each(app, "space")
        assert (app.agreements["own-w"].made, app.agreements["own-w"].id) == (True, "the-prep-own-w")
        await press_each(app, "space")
        assert (app.agreements["own-w"].made, app.agreements["own-w"].id) == (False, "the-prep-own-w")
        await press_each(app, ".")
        assert "own-w" not in app.agreements, "it can be taken away too"


async def test_a_wish_that_was_picked_before_has_its_number_here_and_is_ticked_by_it() -> None:
    picked = {"message-how-it-goes": Agreement(who="teacher"), "own-w": Agreement(text="belt mij")}
    app = Talk("close", prep=PREP.edited("agree.agreements", picked))
    async with app.run_test(size=(100, 40)):
        await at_rest(app)
        (row,) = (line for line in app.seen.split("\n") if "stuurt een bericht" in line)
        number = row.split("[ ]")[1].split()[0]
        await press_each(app, number)
        assert app.agreements["message-how-it-goes"].made
        assert not app.agreements["own-w"].made


async def test_a_typed_agreement_is_made_and_asks_who_when_and_how_we_see_it() -> None:
    app = Talk("close")
    async with app.run_test():
        await at_rest(app)
        await press_each(app, *"elke dag lezen", "enter")
        assert "Wie doet dit?" in app.seen
        await press_each(app, "1")
        assert "Wanneer is het klaar?" in app.seen
        await press_each(app, *"17 dec", "enter")
        assert "Hoe zien we dat het gelukt is?" in app.seen
        await press_each(app, "1")
        (made,) = [item for item in app.agreements.values() if item.made]
        assert (made.text, made.by) == ("elke dag lezen", date(2026, 12, 17))
        assert made.who
        assert made.see
        assert made.id.startswith("the-prep-own-")


async def test_the_goal_is_agreed_as_it_was_prepared() -> None:
    app = Talk("close")
    async with app.run_test():
        await at_rest(app)
        await press_each(app, "tab", "home", "down")
        assert "▶ [ ] 2 Uw doel: Sam:" in app.seen
        await press_each(app, "2")
        goal = app.agreements["goal"]
        assert (goal.made, goal.who, goal.see) == (True, "child", "calendar-mark")
        assert goal.text
        assert goal.by
        assert "Uw doel:" not in app.seen, "it is in the list now"
        await press_each(app, "1")
        assert app.agreements["own-w"].made
        await press_each(app, "2")
        assert not app.agreements["goal"].made, "its number takes it back"


async def test_what_an_agreement_lacks_is_said_and_a_clear_one_is_called_clear() -> None:
    app = Talk("close", prep=PREP.edited("agree.agreements", {"own-1": {"text": "beter leren", "made": True}}))
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        assert "beter leren: " in app.seen
        await press_each(app, "tab", "end", "home", "space")
        assert "beter leren: " not in app.seen, "of a wish nothing is said"


async def test_what_was_agreed_is_read_aloud_and_what_was_not_reached_stands_there() -> None:
    app = Talk("close")
    async with app.run_test(size=(60, 50)):
        await at_rest(app)
        assert "Dit is niet aan bod gekomen: · Is Sam blij? · Hoe gaat lezen?" in " ".join(app.seen.split())
        await press_each(app, "tab", "home", "space", "f6")
        words = " ".join(app.seen.split())
        assert "Mag ik herhalen wat we hebben afgesproken?" in words
        assert "1. De leerkracht: belt mij." in words
        assert "Klopt het zo?" in words


async def test_what_was_told_of_the_child_at_the_talk_holds_at_the_close_and_can_be_told_there() -> None:
    private = PREP.edited(
        "agree.agreements", {"own-p": {"text": "naar de huisarts", "mark": "not-child", "made": True}}
    )
    app = Talk("close", prep=private.edited("talk.child_there", True))
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        assert "huisarts" not in app.seen
        await press_each(app, "f6")
        assert "huisarts" not in app.seen, "nor is it read aloud"
        await press_each(app, "escape", "f8")
        assert "naar de huisarts" in app.seen
        assert app.prep.talk.child_there is False
        assert app.prep.agree.agreements["own-p"].made


async def test_a_goal_that_is_not_for_the_child_is_not_offered_before_its_eyes() -> None:
    app = Talk("close", prep=PREP.edited("agree.goal.mark", "not-child").edited("talk.child_there", True))
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        assert "Uw doel" not in app.seen
        await press_each(app, "f8")
        assert "Uw doel" in app.seen


async def test_who_can_only_read_hides_what_is_not_for_the_child_all_the_same() -> None:
    marked = {"own-p": {"text": "naar de huisarts", "mark": "not-child"}}
    app = Talk("close", prep=PREP.edited("agree.agreements", marked).edited("talk.child_there", False))
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        app.is_read_only = True
        assert "huisarts" in app.seen
        await press_each(app, "f8")
        assert "huisarts" not in app.seen
        assert app.prep.talk.child_there is False, "nothing was changed"


async def test_answers_from_memory_the_top_question_first() -> None:
    app = Talk("after", "talk.noted")
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await press_each(app, *"ja", "enter", *"goed", "enter")
        assert app.prep.talk.noted == {
            "questions.own-2": Noted(state="answered", notes="ja"),
            "questions.own-1": Noted(state="answered", notes="goed"),
        }
        await app.type(*"bellen")
        assert [item.text for item in app.agreements.values() if item.made] == ["bellen"], "enter went on to the next"


async def test_answers_typed_faster_than_the_screen_stay_apart() -> None:
    app = Talk("after", "talk.noted")
    async with app.run_test():
        await at_rest(app)
        await app.type(*"een", "enter", *"twee")
        await at_rest(app)
        assert [noted.notes for noted in app.prep.talk.noted.values()] == ["een", "twee"]


async def test_after_the_last_field_comes_review() -> None:
    app = Talk("after", "talk.tell_child")
    async with app.run_test(size=(60, 50)):
        await at_rest(app)
        assert "Met F6 maakt u een bericht" in " ".join(app.seen.split())
        await press_each(app, "f4")
        assert app.went == ["review"]


async def test_what_is_not_for_the_child_is_not_in_sight_while_it_sits_there_and_is_kept() -> None:
    marked = {
        "own-c": {"text": "praten met de huisarts", "mark": "not-child", "made": True},
        "reads-daily": {"mark": "only-me"},
        "own-w": {"text": "belt mij", "who": "teacher"},
    }
    for comes, place, hidden in (("yes", "close", True), ("no", "close", False), ("yes", "after", False)):
        app = Talk(place, prep=PREP.edited("agree.agreements", marked).edited("child.comes", comes))
        async with app.run_test(size=(80, 50)):
            await at_rest(app)
            if place == "close":
                await press_each(app, "tab", "home")
            for words in ("huisarts", "een kwartier samen"):
                assert (words not in app.seen) is hidden, (comes, place, words)
            assert "belt mij" in app.seen
            if hidden:
                await press_each(app, "space")
                assert app.agreements["own-w"].made
        assert set(app.agreements) == set(marked)
