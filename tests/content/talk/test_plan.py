"""The minutes plan adds up, gives the top questions their time, and says what does not fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.talk.plan import Plan, make_plan, plan_lines
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import preps

NL = Texts("nl")


def a_prep(kind: str = "", minutes: int | None = None, top: int = 0, questions: int = 0, tells: int = 0) -> Prep:
    """A prep with so many top questions, other questions and tells: T1, Q1, V1 and so on."""
    asked = {f"Q{n}": {"text": f"Q{n}"} for n in range(1, questions + 1)}
    asked |= {f"T{n}": {"text": f"T{n}", "top": True} for n in range(1, top + 1)}
    told = {f"V{n}": {"text": f"V{n}"} for n in range(1, tells + 1)}
    return Prep.model_validate(
        {"going": {"kind": kind, "minutes": minutes}, "ask": {"questions": asked}, "tell": {"tells": told}}
    )


def minutes_of(plan: Plan) -> dict[str, int]:
    return {block.id: block.minutes for block in plan.blocks}


@pytest.mark.parametrize("kind", ["", "in eigen woorden", *kinds()])
def test_the_blocks_add_up_to_the_minutes_exactly(kind):
    for minutes in range(1, 481):
        plan = make_plan(a_prep(kind, minutes, top=3, questions=2, tells=4))
        assert sum(minutes_of(plan).values()) == plan.minutes == minutes
        assert min(minutes_of(plan).values()) > 0


@settings(max_examples=100, deadline=None)
@given(prep=preps)
def test_every_line_is_in_the_plan_or_dropped_once(prep):
    plan = make_plan(prep)
    assert sum(minutes_of(plan).values()) == plan.minutes
    planned = [(b.id, key) for b in plan.blocks for key in b.items]
    planned = [({"questions": "questions", "tell": "tells"}[block], key) for block, key in planned]
    noted = [("questions", key) for key in prep.ask.questions] + [("tells", key) for key in prep.tell.tells]
    assert sorted([*planned, *plan.dropped]) == sorted(noted)
    assert (plan.short_by > 0) == bool(plan.dropped)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["", *kinds()]), minutes=st.integers(1, 480), top=st.integers(0, 3), more=st.integers(0, 5))
def test_a_top_question_is_never_dropped_before_another(kind, minutes, top, more):
    dropped = [key for _, key in make_plan(a_prep(kind, minutes, top, more)).dropped]
    assert dropped == sorted(dropped, key=lambda key: (key[0] == "T", -int(key[1:])))
    if any(key[0] == "T" for key in dropped):
        assert len([key for key in dropped if key[0] == "Q"]) == more


@pytest.mark.parametrize(
    ("kind", "minutes", "blocks"),
    [
        ("progress", None, {"opening": 1, "teacher": 3, "questions": 3, "tell": 1, "close": 2}),
        ("start", None, {"opening": 1, "teacher": 2, "questions": 4, "tell": 6, "close": 2}),
        ("", 1, {"questions": 1}),
        ("", 2, {"questions": 1, "close": 1}),
        ("", 5, {"opening": 1, "teacher": 1, "questions": 1, "tell": 1, "close": 1}),
        ("", 8, {"opening": 1, "teacher": 2, "questions": 2, "tell": 1, "close": 2}),
    ],
)
def test_who_speaks_most_and_the_real_minutes_decide(kind, minutes, blocks):
    assert minutes_of(make_plan(a_prep(kind, minutes))) == blocks


@pytest.mark.parametrize("kind", kinds())
def test_one_top_question_fits_in_the_usual_minutes_of_every_kind(kind):
    assert make_plan(a_prep(kind, top=1)).dropped == ()


def test_three_top_questions_fit_ten_minutes_when_nothing_else_is_noted():
    plan = make_plan(a_prep("progress", top=3))
    assert plan.dropped == ()
    assert minutes_of(plan)["teacher"] == 2, "the teacher always keeps time"


def test_what_does_not_fit_is_dropped_from_the_end_below_the_line():
    plan = make_plan(a_prep("progress", top=2, questions=2, tells=2))
    assert plan.dropped == (("questions", "Q2"), ("questions", "Q1"), ("tells", "V2"))
    assert plan.short_by == 5


@pytest.mark.parametrize("language", languages())
def test_the_plan_is_said_in_plain_lines(language):
    prep = a_prep("progress", top=3, questions=8)
    lines = plan_lines(make_plan(prep), prep, Texts(language))
    assert [int(line.split()[0]) for line in lines[1:5]] == [1, 2, 5, 2]
    assert "16" in lines[5]
    assert lines[6] == "  · Q8"
    assert "3" in lines[-2]
    assert not any("{" in line or "plan." in line for line in lines)


def test_the_child_speaks_where_the_talk_is_the_childs():
    prep = Prep.model_validate({"going": {"kind": "triangle", "child": "Noor"}})
    assert any("Noor" in line for line in plan_lines(make_plan(prep), prep, NL))
