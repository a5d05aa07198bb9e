"""What the program builds from parts is right Dutch and right English, whatever is chosen.

`GOLDEN=write pytest tests/content/goal/test_composed.py` writes the shapes anew. Then somebody reads them, whole.
"""

import os
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.goal.composed import agreements, companions, contacts, faults, goals, seen_by_signs, shapes

pytestmark = pytest.mark.parametrize("language", languages())


def doer(language, who):
    return Texts(language)(f"actors.{who}.text") if who else ""


def test_every_goal_with_every_doer_time_and_sign(language):
    found = [
        (made, wrong)
        for _, who, _, _, made in goals(Texts(language))
        if (wrong := faults(language, made, doer(language, who)))
    ]
    assert found == []


def test_every_agreement_with_every_doer(language):
    found = []
    for what, who, deed, question in agreements(Texts(language)):
        wrong = [fault for text in (deed, question) for fault in faults(language, text, doer(language, who))]
        found += [(what, deed, question, wrong)] if wrong else []
    assert found == []


def test_every_agreement_told_to_the_teacher_who_does_it(language):
    found = [
        (deed, wrong)
        for what, who, deed, _ in agreements(Texts(language).for_reader("recap"))
        if who == bank("agreements")[what].actor and (wrong := faults(language, deed, doer(language, who)))
    ]
    assert found == []


def test_every_agreement_is_told_by_the_one_who_does_it_or_by_a_bare_verb(language):
    texts = Texts(language)
    for what, who, deed, _ in agreements(texts):
        usual = bank("agreements")[what].actor == who
        assert (": " in deed) is bool(who and not usual), deed
        assert usual or not who or texts(f"agreements.{what}.do") in deed


def test_every_sign(language):
    assert [(made, wrong) for made in seen_by_signs(Texts(language)) if (wrong := faults(language, made))] == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_who_comes_along(language, number):
    found = [(made, wrong) for made in companions(Texts(language), number) if (wrong := _of_people(language, made))]
    assert found == []


def _of_people(language, made):
    # "Someone from ..." and "a male friend, a female friend" say a word twice, as people do.
    return [fault for fault in faults(language, made) if not fault.startswith("twice")]


def test_speaking_again(language):
    assert [(made, wrong) for made in contacts(Texts(language)) if (wrong := faults(language, made))] == []


@pytest.mark.parametrize("name", ["companions", "roles"])
def test_no_choice_of_a_person_holds_two(language, name):
    texts = Texts(language)
    joined = {" of "} if language == "nl" else {" or "}
    said = {key: texts(f"{name}.{key}.text") for key in bank(name)}
    assert [words for words in said.values() if any(word in words for word in joined)] == []


@pytest.mark.parametrize("name", ["companions", "roles"])
def test_what_is_retired_is_offered_no_more_and_still_read(language, name):
    old = {key for key, entry in bank(name).items() if entry.retired}
    assert old
    assert not old & {entry.id for entry in ranked(name, Prep())}
    assert all(Texts(language)(f"{name}.{key}.text") != f"{name}.{key}.text" for key in old)


def test_the_shapes_are_those_that_were_read(language):
    golden = Path(__file__).with_name(f"composed.{language}.txt")
    made = "\n".join(shapes(Texts(language))) + "\n"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")
