"""An agreement: what, who and by when, asked one after the other; and at the close what was made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gespreksklaar.content.form.fields.agreements import KEEP, AgreementPart, Agreements
from gespreksklaar.content.form.fields.agreements_made import GOAL, AgreementsAtTheTable, AgreementsMade
from gespreksklaar.content.form.fields.outcome import agreement_words as remembered_words
from gespreksklaar.content.form.fields.own_line import OwnLine
from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.topics import topics_of
from gespreksklaar.content.guidance.wording import suggestion
from gespreksklaar.content.prep.declaration import Agreement, Carried
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_after import agreement_words
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.talk.items import lacking_words
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from tests.content.form.fields.asking import NL, TODAY, after, asked, keys

PATH = "agree.agreements"
DAY = date(2026, 12, 3)
WORDS = {"own-1": Agreement(text="Lezen", who="teacher", by=DAY)}


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Agreement(text="Lezen"), "Lezen"),
        (Agreement(text="Lezen", who="teacher"), "De leerkracht: Lezen"),
        (Agreement(text="Lezen", who="oma", by=DAY), "oma: Lezen (do 3 december)"),
        (Agreement(text="Lezen", by="elke dag", mark="only-me"), "Lezen (elke dag) · alleen voor mij"),
    ],
)
def test_a_row_has_who_what_and_by_when(item: Agreement, words: str) -> None:
    (row,) = asked(Agreements, PATH, {"own-1": item}).answer_rows()
    assert row.text == words


@pytest.mark.parametrize(("talk", "by"), [(date(2026, 12, 1), date(2026, 12, 15)), (None, ""), (date.max, date.max)])
def test_a_suggestion_brings_who_usually_does_it_and_its_day_counted_from_the_talk(
    talk: date | None, by: date | str
) -> None:
    form = asked(Agreements, PATH, prep=Prep().edited("going.day", talk))
    change = form.picked("extra-explaining")
    assert change
    assert change.value["extra-explaining"] == Agreement(who="teacher", by=by)


ANSWERS: list[tuple[AgreementPart, bool, str, object]] = [
    ("text", False, "Rekenen", "Rekenen"),
    ("text", False, "Lezen", None),
    ("text", False, "", None),
    ("text", False, KEEP, KEEP),
    ("who", False, "child", "child"),
    ("who", False, "teacher", None),
    ("who", False, KEEP, None),
    ("who", True, "oma", "oma"),
    ("who", True, "", None),
    ("by", False, "do 3 december", None),
    ("by", False, "4 dec", date(2026, 12, 4)),
    ("by", False, "morgen", date(2026, 12, 1)),
    ("by", False, "elke dag", "elke dag"),
    ("by", False, KEEP, KEEP),
    ("by", False, "", ""),
    ("see", False, "child-says", "child-says"),
    ("see", True, "een sticker", "een sticker"),
]


@pytest.mark.parametrize(("part", "own_words", "answer", "becomes"), ANSWERS)
def test_an_answer_changes_its_part_alone(part: AgreementPart, own_words: bool, answer: str, becomes: object) -> None:
    form = asked(Agreements, PATH, WORDS)
    change = form.answered(form.question("own-1", part, own_words=own_words), answer)
    expected = WORDS["own-1"].model_copy(update={part: becomes})
    assert (change and change.value) == (None if becomes is None else {"own-1": expected})
    is_day = isinstance(becomes, date)
    assert bool(change and change.message) == is_day, "a day is shown in full: the row has no room for its year"


def test_a_part_is_picked_by_number_starting_where_it_is_or_typed_starting_from_its_words() -> None:
    form = asked(Agreements, PATH, {"own-1": Agreement(text="Lezen", who="teacher", by=DAY, see="een sticker")})
    who, by = form.question("own-1", "who"), form.question("own-1", "by")
    assert (who.at, [row.key for row in who.rows][-2:]) == ("teacher", [OWN, KEEP])
    assert [row.number for row in who.rows] == list(range(1, len(who.rows) + 1))
    assert form.question("own-1", "who", own_words=True).known == "De leerkracht"
    assert (by.rows, by.known, by.note) == ((), "do 3 december", NL("ui.dialog.agreement.by-note"))
    assert form.question("own-1", "see").at == KEEP, "own words are no row"
    assert form.question("own-1", "see", own_words=True).known == "een sticker"


@pytest.mark.parametrize(
    ("place", "order"), [("agree", ["text", "who", "by"]), ("close", ["text", "who", "by", "see"])]
)
def test_the_parts_are_asked_in_this_order(place: str, order: list[AgreementPart]) -> None:
    form = asked(Agreements, PATH, place=place)
    assert [*map(form.next_part, order)] == [*order[1:], None]


@pytest.mark.parametrize(
    ("part", "typed", "holds"),
    [
        ("by", "4 dec", date(2026, 12, 4)),
        ("by", "over", "over"),
        ("by", "do 3 december", DAY),
        ("by", "", DAY),
        ("who", "oma", "oma"),
        ("who", "De leerkracht", "teacher"),
        ("text", " Reke", "Reke"),
        ("text", "", "Lezen"),
    ],
)
def test_what_is_typed_of_a_part_is_held_at_once_and_without_words_it_is_what_it_was(
    part: AgreementPart, typed: str, holds: object
) -> None:
    before = asked(Agreements, PATH, WORDS)
    question = before.question("own-1", part, own_words=True)
    form = asked(Agreements, PATH, {"own-1": WORDS["own-1"].model_copy(update={part: "tussendoor"})})
    change = form.while_typed(question, WORDS["own-1"], typed)
    assert change
    assert getattr(change.value["own-1"], part) == holds
    assert after(form, change).while_typed(question, WORDS["own-1"], typed) is None, "it holds that already"
    assert asked(Agreements, PATH).while_typed(question, WORDS["own-1"], typed) is None, "the line is gone"


def test_an_answer_for_a_line_that_is_gone_from_a_list_that_is_full_is_a_problem() -> None:
    form = asked(Agreements, PATH, {f"own-{n}": Agreement(text="x") for n in range(LIST_LIMIT)})
    with pytest.raises(Problem, match="list-full"):
        form.answered(form.question("gone", "text"), "Rekenen")


def test_a_day_that_has_passed_is_said_to_have() -> None:
    form = asked(Agreements, PATH, WORDS)
    change = form.answered(form.question("own-1", "by"), "3 dec 2020")
    assert change
    assert change.message == NL("ui.field.past-day", day="donderdag 3 december 2020")
    assert date(2020, 12, 3) < TODAY


# At the close.


def test_a_wish_is_ticked_as_an_agreement_and_back_and_keeps_its_identity() -> None:
    form = asked(AgreementsMade, PATH, WORDS, place="after")
    assert [(row.mark, row.tag) for row in form.answer_rows()] == [("[ ]", NL("talk.wish"))]
    change = form.picked("own-1")
    assert change
    made = after(form, change)
    assert (change.message, made.answer_rows()[0].mark) == (NL("talk.agreed-now"), "[x]")
    back = made.picked("own-1")
    assert back
    assert (back.message, back.value["own-1"].made) == (NL("talk.not-agreed"), False)
    assert made.agreement("own-1").id == back.value["own-1"].id == f"{form.prep.id}-own-1"


def test_what_is_picked_or_written_here_is_agreed_as_it_stands() -> None:
    form = asked(AgreementsMade, PATH, place="after")
    picked = form.picked("extra-explaining")
    line, written = form.written(OwnLine(), "Lezen")
    assert picked
    assert (picked.value["extra-explaining"].made, picked.message) == (True, NL("talk.agreed-now"))
    assert (written.value[line.key].made, written.value[line.key].id) == (True, f"{form.prep.id}-{line.key}")


def test_other_words_leave_a_wish_a_wish() -> None:
    form = asked(AgreementsMade, PATH, WORDS, place="after")
    assert not form.written(OwnLine("own-1", is_change=True), "Rekenen")[1].value["own-1"].made


def test_a_full_list_says_so_and_not_that_something_was_agreed() -> None:
    form = asked(AgreementsMade, PATH, {f"own-{n}": Agreement(text="x") for n in range(LIST_LIMIT)}, place="after")
    with pytest.raises(Problem, match="list-full"):
        form.picked("extra-explaining")


@pytest.mark.parametrize(
    ("goal", "agreement"),
    [
        (
            {"sentence": "Samen lezen.", "who": "child", "sign": "child-says"},
            Agreement(text="Samen lezen.", see="child-says"),
        ),
        ({"what": "lezen", "who": "child", "when": "elke dag"}, Agreement(text="lezen", who="child", by="elke dag")),
    ],
)
def test_the_goal_is_the_first_to_agree_until_it_is(goal: dict[str, str], agreement: Agreement) -> None:
    prep = Prep().edited("agree.goal", goal | {"mark": "only-me"})
    form = asked(AgreementsMade, PATH, place="after", prep=prep)
    assert keys(form)[0] == GOAL
    form = after(form, form.picked(GOAL))
    wanted = agreement.model_copy(update={"made": True, "mark": "only-me", "id": f"{prep.id}-goal"})
    assert form.agreement(GOAL) == wanted
    assert keys(form).count(GOAL) == 1
    assert GOAL not in keys(asked(AgreementsMade, PATH, place="after")), "there is no goal"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_goal_of_the_guide_that_is_agreed_is_said_in_the_language_of_who_reads_it(language: str) -> None:
    texts, other = Texts(language), NL if language == "en" else Texts("en")
    goal = {"what": "read-aloud", "who": "parents", "when": "school-day-after-dinner", "sign": "calendar-mark"}
    form = replace(asked(AgreementsMade, PATH, place="after", prep=Prep().edited("agree.goal", goal)), texts=other)
    form = replace(after(form, form.picked(GOAL)), texts=texts)
    item, prep = form.agreement(GOAL), form.prep
    earlier = Carried(text=item.text, who=item.who, by=item.by)
    said = {
        "row": form.row_of(GOAL, item).text,
        "message": agreement_words(GOAL, item, prep, texts),
        "remembered": remembered_words(GOAL, earlier, prep, texts),
        "sheet": " ".join(render_sheet(prep, texts, "agreements").split()),
    }
    for name, words in said.items():
        for part in ("goals.read-aloud.text", "moments.school-day-after-dinner.text"):
            assert texts(part).casefold() in words.casefold(), name
            assert other(part).casefold() not in words.casefold(), name
    quoted = render_sheet(prep, texts, "interpreter").split("“")[1:]
    assert not [words for words in quoted if not words.startswith(" ”")], "words of the guide are not the parent's own"
    question = form.question(GOAL, "text")
    assert form.answered(question, question.known) is None, "words that stay as they are change nothing"


@pytest.mark.parametrize("texts", [NL, Texts("en")])
def test_a_goal_of_the_guide_that_was_agreed_is_never_named_by_its_id(texts: Texts) -> None:
    for goal in bank("goals"):
        form = asked(AgreementsMade, PATH, place="after", prep=Prep().edited("agree.goal", {"what": goal}))
        form = replace(after(form, form.picked(GOAL)), texts=texts)
        words = suggestion(texts, "goals", goal, form.prep)
        assert form.words_of(GOAL) == words
        assert lacking_words(form.prep, texts).startswith(words.rstrip("."))


def test_what_is_agreed_at_the_table_has_no_day_that_nobody_said() -> None:
    talk = Prep().edited("going.day", TODAY)
    for key in bank("agreements"):
        form = asked(AgreementsMade, PATH, place="close", prep=talk)
        assert after(form, form.picked(key)).agreement(key).by == ""
    wishes = [asked(Agreements, PATH, prep=talk).new_item(key) for key in bank("agreements")]
    assert any(item.by for item in wishes), "a wish has the usual one, which its row shows before it is agreed"


def test_a_goal_of_the_guide_agreed_earlier_is_not_taken_for_words_that_were_written() -> None:
    goals = {key: Carried(text=key) for key in bank("goals")}
    assert topics_of(Prep().edited("before.agreements", goals)) == {}


def test_what_an_agreement_lacks_is_said_of_its_row_and_of_a_wish_nothing() -> None:
    items = {"own-1": Agreement(text="Lezen", made=True), "own-2": Agreement(text="Lezen")}
    form = asked(AgreementsMade, PATH, items, place="after")
    assert form.about("own-1") != form.about("own-2") == form.hint
    tags = {row.key: row.tag for row in form.answer_rows()}
    assert (tags["own-1"], tags["own-2"]) == ("", NL("talk.wish")), "only what is not agreed is called a wish"


HIDDEN = {"own-1": Agreement(text="een", mark="not-child"), "own-2": Agreement(text="twee")}


@pytest.mark.parametrize(("child_there", "seen"), [(True, ["own-2"]), (False, ["own-1", "own-2"])])
def test_at_the_table_what_is_not_for_the_child_is_out_of_sight_while_it_is_there(
    child_there: bool, seen: list[str]
) -> None:
    prep = Prep().edited("talk.child_there", child_there).edited("agree.goal", {"what": "lezen", "mark": "not-child"})
    form = asked(AgreementsAtTheTable, PATH, HIDDEN, place="close", prep=prep)
    assert [row.key for row in form.answer_rows()] == seen
    assert [key for key in keys(form) if key.startswith("own-")] == seen
    assert (GOAL in keys(form)) == form.is_suggestion(GOAL) == (not child_there)


def test_at_the_table_no_row_betrays_that_there_is_something_out_of_sight() -> None:
    prep = Prep().edited("talk.child_there", True)
    form = asked(AgreementsAtTheTable, PATH, {"own-1": HIDDEN["own-1"]}, place="close", prep=prep)
    assert form.rows() == asked(AgreementsAtTheTable, PATH, place="close", prep=prep).rows()


@pytest.mark.parametrize(
    ("place", "short", "parts"),
    [
        ("", False, ("who", "by")),
        ("", True, ()),
        ("close", False, ("who", "by", "see")),
        ("after", True, ("who", "by", "see")),
    ],
)
def test_a_new_line_is_asked_from_who_on_but_not_the_short_way(place: str, short: bool, parts: tuple[str, ...]) -> None:
    form = asked(Agreements, "agree.agreements", place=place, prep=Prep(short=short))
    assert form.parts_of_a_new_line == parts
