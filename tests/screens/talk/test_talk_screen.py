"""At the talk by keys: a tick by number, a note by typing, enter goes on; nothing typed lands with another question."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from textual.events import Paste

from gespreksklaar.content.prep.declaration import Item, Noted
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.screens.talk.talk_screen import TalkScreen
from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

PREP = Prep.model_validate(
    {
        "going": {"kind": "progress", "child": "Sam"},
        "child": {"comes": "yes"},
        "ask": {
            "questions": {
                "own-1": {"text": "Durft Sam om hulp te vragen?", "top": True},
                "own-2": {"text": "Is er iets met lezen?"},
                "own-3": {"text": "Is het faalangst?", "mark": "not-child"},
            }
        },
    }
)


class Talk(Host):
    """The talk of one prep."""

    def __init__(self, prep: Prep = PREP, *, language: str = "nl") -> None:
        super().__init__("talk.noted", language=language, place="talk")
        self.prep = prep

    @property
    def noted(self) -> dict[str, Noted]:
        return dict(self.prep.talk.noted)


async def begun(app: Talk, *keys: str) -> None:
    await at_rest(app)
    await press_each(app, *keys)


async def test_a_note_that_is_too_long_once_it_is_cleaned_is_told_and_stays_as_it_was() -> None:
    full = {"plan.teacher": Noted(state="answered", notes="x" * 1_999)}
    app = Talk(PREP.edited("talk.noted", full))
    async with app.run_test():
        # This letter becomes two.
        await begun(app, "\u0958")
        assert app.noted == full
        assert "past niet in dit vak" in app.seen
        await press_each(app, "y")
        assert app.noted["plan.teacher"].notes == "x" * 1_999 + "y"


async def test_zero_goes_on_to_the_close_wherever_it_is_no_text() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app)
        assert "0,enter einde" in app.seen
        assert "cijfer" not in app.seen, "there is nothing to choose with the teacher's turn"
        await press_each(app, "0")
        assert app.went == [], "it may be 0,5 or a phone number"
        assert "Druk op enter" in app.seen
        assert "enter einde" in app.seen
        assert " 0 " not in app.seen.splitlines()[-1]
        await press_each(app, "enter")
        assert (app.went, app.noted) == (["close"], {})
        await press_each(app, "enter", "0", "enter")
        assert (app.went, app.noted) == (["close"] * 2, {}), "from the ticks"
        await press_each(app, "tab", "0", "enter")
        assert (app.went, app.noted) == (["close"] * 3, {}), "from the empty note"
        await press_each(app, *"a0")
        assert app.went == ["close"] * 3
        assert app.noted["questions.own-1"].notes == "a0"
        assert "F4 einde" in app.seen


async def test_a_digit_beside_a_tick_picks_it_from_the_empty_note_too() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter", "tab", "3")
        assert app.noted == {"questions.own-1": Noted(state="later")}
        assert "Typ wat u hoort, of kies een cijfer." in app.seen


async def test_ticks_by_number_notes_by_typing_and_on_with_enter() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app)
        assert "Wat vertelt de leerkracht?" in app.seen
        assert "1. Durft Sam om hulp te vragen?" in app.seen, "in sight while the teacher talks"
        await press_each(app, "g", "o", "e", "d", "enter", "2", "enter", "j", "a", "1", "0", "enter")
        assert app.noted == {
            "plan.teacher": Noted(state="answered", notes="goed"),
            "questions.own-1": Noted(state="answered"),
            "questions.own-2": Noted(state="answered", notes="ja10"),
        }
        assert app.went == ["close"], "after the last item comes the close"


async def test_a_note_goes_on_with_a_space_and_no_tick_changes_by_it() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter", "space", "2", *"een", "enter", "pageup")
        await press_each(app, "space", *"twee")
        assert app.noted["questions.own-1"] == Noted(state="answered", notes="een twee")
        # On a tick it picks that one, as in every list.
        await press_each(app, "enter", "down", "space")
        assert app.noted["questions.own-2"] == Noted(state="asked")


async def test_keys_that_come_faster_than_the_screen_stay_with_their_question() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app)
        await app.type(*"een", "enter", "3", *"twee", "enter", *"drie")
        await at_rest(app)
        assert app.noted["plan.teacher"].notes == "een"
        assert app.noted["questions.own-1"] == Noted(state="later", notes="twee")
        assert app.noted["questions.own-2"].notes == "drie"


async def test_escape_shows_no_other_preps_at_the_table() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "escape")
        assert app.went == ["review"]


async def test_back_and_forth_finds_the_notes_again() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "a", "pagedown", "b", "pageup", "tab", "tab", "c")
        assert app.noted["plan.teacher"].notes == "ac"
        await press_each(app, "pagedown", "2")
        assert app.noted["questions.own-1"] == Noted(notes="b"), "the number of its tick takes it back"


async def test_what_is_not_for_the_child_is_not_on_the_screen_until_the_child_is_gone() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter")
        assert "2 van 3" in app.seen
        await press_each(app, "f8")
        assert "2 van 4" in app.seen
        await press_each(app, "enter", "enter")
        assert "Is het faalangst?" in app.seen
        await press_each(app, "f8")
        assert "faalangst" not in app.seen
        assert "3 van 3" in app.seen


async def test_the_key_for_marked_lines_is_only_there_when_there_are_any() -> None:
    without = PREP.edited("ask.questions", {"own-1": {"text": "a"}})
    app = Talk(without)
    async with app.run_test():
        await begun(app, "enter", "f8")
        assert "F8" not in app.seen
        assert "2 van 2" in app.seen


@pytest.mark.parametrize(("language", "also"), [("nl", False), ("en", True)])
async def test_a_phrase_for_an_example_is_one_key_away_in_the_teachers_language(language: str, also: bool) -> None:
    app = Talk(language=language)
    async with app.run_test():
        await begun(app, "enter", "f6")
        first = " ".join(app.seen.split())
        assert "Kunt u" in first
        assert ("Can you" in first) is also
        await press_each(app, "f6")
        assert " ".join(app.seen.split()) != first, "the next one"


async def test_what_is_meant_by_a_word_is_asked_by_its_number() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter", "f7")
        await at_rest(app)
        assert "Welk woord hoorde u?" in app.seen
        await press_each(app, "2")
        await at_rest(app)
        assert "Zeg: “U zegt" in app.seen


async def test_the_minutes_go_on_after_an_interruption_at_the_same_question() -> None:
    began = datetime.now() - timedelta(minutes=4, seconds=30)
    app = Talk(PREP.edited("talk", {"began": began, "noted": {"plan.teacher": {"notes": "goed"}}}))
    app.path = "questions.own-1"
    async with app.run_test():
        await begun(app)
        assert "minuut 5 van 10" in app.seen
        assert "Durft Sam om hulp te vragen?" in app.seen
        assert isinstance(app.step, TalkScreen)
        assert app.step.place == ("talk", "questions.own-1")
        assert [edit.path for edit in app.edits] == []


async def test_a_talk_that_begins_now_notes_when() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app)
        assert [edit.path for edit in app.edits] == ["talk.began"]
        assert "minuut 1 van 10" in app.seen


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_question_ticks_and_notes_are_in_sight_at_every_size(size: tuple[int, int]) -> None:
    app = Talk()
    async with app.run_test(size=size):
        await begun(app, "enter", "w", "e", "l")
        seen = " ".join(app.seen.split())
        for words in ("minuut 1 van 10", "belangrijke vraag", "Durft Sam om hulp te vragen?", "3 later", "wel"):
            assert words in seen, words


async def test_without_anything_prepared_there_is_still_room_for_what_the_teacher_says() -> None:
    app = Talk(Prep())
    async with app.run_test():
        await begun(app, "h", "o", "i", "enter")
        assert app.noted == {"plan.teacher": Noted(state="answered", notes="hoi")}
        assert app.went == ["close"]


async def test_what_is_pasted_at_the_ticks_is_a_note() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter")
        for words in ("Ze durft wel, ", "soms."):
            app.screen.set_focus(app.screen.query_one(PickList))
            assert app.focused
            app.focused.post_message(Paste(words))
            await app.type()
        assert app.noted["questions.own-1"].notes == "Ze durft wel, soms."


@pytest.mark.parametrize(
    "note",
    [
        "80",
        "10 minuten per dag",
        "2 van de 3",
        "1,5 uur",
        "3x",
        "2-3 keer",
        "06 12 34",
        "0,5",
        "7",
        "12 juf",
        "007",
        "100 keer",
    ],
)
async def test_a_note_can_begin_with_a_number_that_ticks_nothing(note: str) -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter")
        await press_each(app, *note)
        assert app.noted == {"questions.own-1": Noted(state="answered", notes=note)}
        assert app.went == []
        assert "Druk op enter" not in app.seen, "it stays while it is true, and no longer"
        # In one burst, in the line, and after a tick that was given before.
        await begun(app, "pagedown", "3", "tab", "tab")
        await app.type(*note)
        await at_rest(app)
        assert app.noted["questions.own-2"] == Noted(state="later", notes=note)


async def test_a_letter_right_after_a_tick_begins_the_note_and_leaves_the_tick() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter", "3", *"wel")
        assert app.noted["questions.own-1"] == Noted(state="later", notes="wel")


async def test_what_marks_no_row_ticks_nothing() -> None:
    app = Talk()
    async with app.run_test():
        await begun(app, "enter", "insert", "space")
        assert app.noted == {}
        assert "spatie" not in app.seen
        await press_each(app, "down")
        assert "spatie kies" in app.seen
        await press_each(app, "space")
        assert app.noted == {"questions.own-1": Noted(state="asked")}
        assert "spatie weghalen" in app.seen


async def test_a_question_about_an_agreement_that_was_marked_later_does_not_tell_its_words() -> None:
    before = {"a2": {"text": "Naar de huisarts", "mark": "not-child"}}
    asked = {"before-a2": {"top": True}}
    app = Talk(PREP.edited("before.agreements", before).edited("ask.questions", asked))
    async with app.run_test():
        await begun(app)
        assert "huisarts" not in app.seen
        await begun(app, "enter")
        assert "huisarts" not in app.seen
        await begun(app, "f8")
        assert "huisarts" in app.seen


async def test_who_only_reads_along_notes_no_beginning() -> None:
    app = Talk(PREP.edited("going.day", datetime.now().date()))
    app.is_read_only = True
    async with app.run_test():
        await begun(app)
        assert app.edits == []


async def test_a_note_says_that_it_ticks_and_how_to_take_that_back() -> None:
    app = Host("talk.noted", place="talk")
    app.prep = app.prep.edited("ask.questions", {"own-1": Item(text="Hoe gaat lezen?", top=True)})
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, "pagedown", *"goed")
        assert "(•) 2 beantwoord" in app.seen
        assert app.step.said == "Dit staat nu op: beantwoord. Toch niet? Druk op ↑ en dan op 2."
        await press_each(app, "up", "2")
        assert "( ) 2 beantwoord" in app.seen
        assert app.step.said == app.texts("talk.hint")
        await press_each(app, *"hoor")
        assert app.prep.talk.noted["questions.own-1"] == Noted(notes="goedhoor"), "and it stays off"
        await press_each(app, "2")
        assert app.step.said == app.texts("talk.hint")


async def test_after_the_talk_a_note_stands_beside_its_question_as_an_answer() -> None:
    app = Host("talk.noted", place="after")
    app.prep = app.prep.edited("ask.questions", {"own-1": Item(text="Hoe gaat lezen?", top=True)})
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, *"goed")
        assert "Hoe gaat lezen? · beantwoord" in app.seen
        await press_each(app, *["backspace"] * 4)
        assert "beantwoord" not in app.seen


async def test_in_a_low_window_what_one_writes_is_in_sight_below_the_question() -> None:
    words = " ".join([*["Wat doet de school om Sam te helpen?"] * 7, "Slot."])
    app = Talk(PREP.edited("ask.questions", {f"own-{n}": {"text": words, "top": True} for n in range(3)}))
    async with app.run_test(size=(40, 12)) as pilot:
        await begun(app)
        for last_word in ("leerkracht?", "Slot."):
            assert app.texts("talk.own-words") not in app.seen, "it gives way to the words"
            await press_each(app, *"zo", "space", *"gezegd")
            assert "zo gezegd" in app.seen, app.seen
            assert last_word in app.seen, app.seen
            for height in (24, 12):
                await pilot.resize_terminal(40, height)
                await at_rest(app)
            assert "zo gezegd" in app.seen, app.seen
            await press_each(app, "enter")
            assert "zo gezegd" not in app.seen
        await press_each(app, "tab")
        assert app.texts("talk.own-words") in app.seen
        await press_each(app, "pageup", "pagedown", "down", "down", "down", "down")
        assert app.texts("talk.own-words") in app.seen


async def test_in_a_low_window_no_word_stays_of_a_question_that_is_hidden_from_the_child() -> None:
    secret = {"text": "Wat doet de school aan pesten? " * 8 + "Geheim.", "top": True, "mark": "not-child"}
    other = {"text": "Eerst dit. " + "Hoe helpt de school met lezen? " * 8, "top": True}
    app = Talk(PREP.edited("ask.questions", {"own-1": secret, "own-2": other}))
    async with app.run_test(size=(40, 12)):
        await begun(app, "f8", "enter", *"zo")
        assert "Geheim." in app.seen, app.seen
        await press_each(app, "f8")
        assert "Geheim." not in app.seen, app.seen
        assert "Eerst dit." in app.seen, app.seen
