"""The child's age is asked once, understood in own words, and keeps away what cannot be."""

import re

import pytest

from gespreksklaar.content.form.fields.registry import fields_asked, form_field
from gespreksklaar.content.guidance.ages import GROUP, PRIMARY, SECONDARY, SPECIAL, UNSAID, age_of, ages_at
from gespreksklaar.content.guidance.bank import bank, kinds
from gespreksklaar.content.guidance.check import BANKS
from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.guidance.wording import group_words, suggestion
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words.texts import Texts

NL = Texts("nl")
ELSEWHERE = {"kinds", "hard", "jargon", "bring", "groups"}
"""Not offered by age: the kind is asked first, and help and words are looked up."""


def prep(group, kind="progress"):
    return Prep().edited("going.kind", kind).edited(GROUP, group)


@pytest.mark.parametrize(
    ("words", "kind", "age"),
    [
        ("lower-primary", "progress", "lower-primary"),
        (UNSAID, "progress", ""),
        ("", "progress", ""),
        ("groep 1", "progress", "infants"),
        ("Groep 3B", "progress", "lower-primary"),
        ("gr. 5/6", "progress", "lower-primary"),
        ("8", "progress", "upper-primary"),
        ("groep 12", "progress", ""),
        ("kleuters", "start", "infants"),
        ("brugklas", "progress", "lower-secondary"),
        ("havo 4", "mentor", "upper-secondary"),
        ("4 vwo", "progress", "upper-secondary"),
        ("H4c", "mentor", "upper-secondary"),
        ("2", "mentor", "lower-secondary"),
        ("klas 2", "progress", "lower-secondary"),
        ("vmbo-tl 3", "progress", "lower-secondary"),
        ("mbo niveau 2", "support", "mbo"),
        ("sbo groep 6", "progress", SPECIAL),
        ("vso klas 2", "mentor", SPECIAL),
        ("groep 7", "mbo", "mbo"),
        ("lower-primary", "mentor", ""),
        ("de Zonnebloemen", "progress", ""),
        ("class 4", "mentor", "upper-secondary"),
    ],
)
def test_the_age_is_understood(words, kind, age):
    assert age_of(prep(words, kind)) == age


@pytest.mark.parametrize("kind", [*kinds(), "", "Koffie"])
def test_it_is_asked_unless_the_kind_of_talk_says_it(kind):
    paths = [field.path for field in fields_asked("going", prep("", kind))]
    assert (GROUP in paths) == (kind not in ("mbo", "provisional-advice", "final-advice"))
    assert paths[1] == "going.child"
    assert paths[2] == (GROUP if GROUP in paths else "going.expect")


def test_one_key_answers_it_and_the_first_row_skips_it():
    rows = form_field(all_fields()[GROUP], prep(""), NL).rows()
    assert rows[0].key == UNSAID
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert len(form_field(all_fields()[GROUP], Prep(), NL).rows()) == 9


def test_only_what_can_be_at_this_kind_of_talk_is_on_offer():
    assert [entry.id for entry in ranked("groups", prep("", "mentor"))] == [UNSAID, *ages_at("mentor")]
    assert not set(ages_at("mentor")) & set(PRIMARY)


# What cannot be.

NEVER = {
    "nl": {
        PRIMARY: r"\b(mentor|decaan|vakdocent|docent|profiel|stage|studieadvies|klasgenoot|brugklas)\b",
        SECONDARY: r"\b(juf|meester|groep 3|plassen|speelt|speelgoed|knuffel|buiten spelen|prentenboek|leerkracht)\b",
        "infants": r"\b(huiswerk|cijfers?|toets(en)?|sommen|dyslexie|agenda)\b",
    },
    "en": {
        PRIMARY: r"\b(mentor|careers|subject teacher|placement|study advice|classmate)\b",
        SECONDARY: r"\b(groep 3|toilet|toys?|play outside|soft toy|plays? at home)\b",
        "infants": r"\b(homework|marks|tests?|sums|dyslexia|diary)\b",
    },
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("age", [*PRIMARY, *SECONDARY])
def test_nothing_about_a_mentor_in_groep_3_and_nothing_about_the_juf_in_havo_4(age, language):
    texts, never = Texts(language), NEVER[language]
    patterns = [pattern for ages, pattern in never.items() if age in ages or age == ages]
    asked = [prep(age, kind) for kind in kinds() if age in ages_at(kind)]
    offered = {words for each in asked for name in BANKS - ELSEWHERE for words in _offered(name, each, texts)}
    assert {words for words in offered if any(re.search(each, words, re.IGNORECASE) for each in patterns)} == set()


def _offered(name, asked, texts):
    for entry in ranked(name, asked):
        yield suggestion(texts, name, entry.id, asked)
        yield texts.find(f"{name}.{entry.id}.more") or ""


def test_an_unknown_age_leaves_nothing_out():
    for name in BANKS - {"groups"}:
        every = {key for key, entry in bank(name).items() if not entry.retired}
        assert {entry.id for entry in ranked(name, prep("", "absence"))} == every


def test_a_special_school_has_what_is_for_every_age_or_named_for_it():
    for name in BANKS - {"groups", "kinds"}:
        offered = ranked(name, prep(SPECIAL, "absence"))
        assert offered
        assert all(not entry.groups or SPECIAL in entry.groups for entry in offered)


def test_what_was_picked_before_stays():
    asked = prep("lower-primary").edited("ask.questions", {"marks-to-move": {}})
    rows = form_field(all_fields()["ask.questions"], asked, NL).rows()
    assert rows[0].key == "marks-to-move"


# On paper.


@pytest.mark.parametrize(
    ("group", "kind", "words"),
    [
        ("groep 6b", "progress", "Groep of klas   groep 6b"),
        ("upper-primary", "progress", "Groep of klas   Groep ____"),
        ("upper-secondary", "mentor", "Groep of klas   Klas ____"),
        (UNSAID, "progress", "Groep of klas   ____"),
        ("lower-primary", "mentor", "Groep of klas   ____"),
    ],
)
def test_the_note_to_the_teacher_says_the_group_or_leaves_room(group, kind, words):
    assert words in render_sheet(prep(group, kind), NL, "teacher")


def test_the_parents_own_sheet_says_what_was_picked():
    assert "groep 3, 4 of 5" in render_sheet(prep("lower-primary"), NL).lower()
    assert "Groep of klas" not in render_sheet(prep(UNSAID), NL)
    assert group_words(NL, prep("lower-primary", "mentor")) == ""
