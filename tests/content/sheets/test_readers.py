"""What each reader's sheet is for: what the teacher, the interpreter, the child and the other parent get to read."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.interpreter import spoken
from gespreksklaar.content.sheets.page import LINES
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words import texts
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES, preps

NL = Texts("nl")
PAPER = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@PAPER
@given(prep=preps)
def test_the_note_to_the_teacher_is_at_most_half_a_page(prep):
    paper = render_sheet(prep, NL, "teacher", date(2026, 11, 23))
    assert "\f" not in paper
    assert len(paper.rstrip("\n").split("\n")) <= LINES // 2


def test_the_note_to_the_teacher_is_in_the_language_of_school():
    assert render_sheet(STORIES["full"], Texts("en"), "teacher") == render_sheet(STORIES["full"], NL, "teacher")


@pytest.mark.parametrize("length", [10, 100, 110, 150, 200, 2_000])
def test_the_note_to_the_teacher_says_of_a_long_question_too_that_it_is_not_for_the_child(length):
    words = ("lees " * 400)[:length]
    prep = Prep().edited("ask.questions", {"own-1": {"text": words, "top": True, "mark": "not-child"}})
    paper = " ".join(render_sheet(prep, NL, "teacher").split())
    assert f"({NL('sheet.marks.not-child')})" in paper


def test_the_interpreter_is_told_that_the_goal_is_not_for_the_child():
    goal = {"sentence": "elke dag lezen", "mark": "not-child"}
    prep = Prep().edited("agree.goal", goal).edited("child.comes", "no")
    assert NL("sheet.marks.not-child") in " ".join(render_sheet(prep, NL, "interpreter").split())


@pytest.mark.parametrize("kind", [*(key for key, kind in kinds().items() if kind.serious), "progress"])
def test_a_serious_talk_is_not_looked_forward_to(kind):
    prep = Prep.model_validate({"going": {"kind": kind, "child": "Sam"}, "ask": {"questions": {"in-class": {}}}})
    paper = render_sheet(prep, NL, "teacher")
    assert ("Ik kijk uit naar" in paper) is (kind == "progress")
    assert "beginnen met iets wat goed gaat" in render_sheet(prep, NL, "own") or kind != "progress"
    assert "beginnen met iets wat goed gaat" not in render_sheet(prep, NL, "own") or kind == "progress"


@pytest.mark.parametrize("name", ["Sam de Vries", ""])
def test_the_note_to_the_teacher_says_whose_child_it_is_and_has_a_line_for_who_writes(name):
    last = render_sheet(Prep.model_validate({"going": {"child": name}}), NL, "teacher").rstrip().split("\n")[-3:]
    assert [line[:16].strip() for line in last] == ["Mijn naam", "Mijn kind", "Groep of klas"]
    assert [line[16:].strip("_") for line in last] == ["", name, ""]


def test_the_note_to_the_teacher_holds_the_top_questions_and_no_more():
    paper = render_sheet(STORIES["full"], NL, "teacher")
    assert re.findall(r"^\d\. .*", paper, re.M) == [
        "1. Waarom is rekenen ineens zo moeilijk?",
        "2. Waar is Sam goed in?",
        "3. Wat doet de school om Sam te helpen?",
    ]
    assert "Met wie gaat Sam graag om?" not in paper
    assert "mijn zus Anna" in paper, "who comes along is good to know ahead"


def test_the_interpreter_finds_the_same_number_in_each_language():
    paper = render_sheet(STORIES["only-picked"], Texts("en"), "interpreter")
    pairs = re.findall(r"^(\d+)\. +nl +(.+(?:\n {8}.+)*)\n +en +(.+)", paper, re.M)
    assert [int(number) for number, _, _ in pairs] == list(range(1, len(pairs) + 1))
    assert ("3", "Waar is mijn kind goed in?", "What is my child good at?") in pairs


def test_own_words_stand_once_and_as_written_for_the_interpreter():
    paper = render_sheet(STORIES["full"], NL, "interpreter")
    assert re.search(r"^\d+\.      “Waarom is rekenen ineens zo moeilijk\?”$", paper, re.M)
    assert paper.count("Waarom is rekenen") == 1
    assert "“vanaf morgen”" in paper


def test_what_became_of_last_time_is_said_to_the_interpreter_in_each_language():
    words = " ".join(render_sheet(STORIES["next-time"], Texts("en"), "interpreter").split())
    assert "4. nl Wij thuis: “Elke dag een kwartier lezen”. Gelukt? Nee, nog niet. en We at home:" in words
    assert "nl Vorige keer spraken we af: de leerkracht praat met Sam" in words
    assert "en Last time we agreed: the teacher talks with Sam" in words


@pytest.fixture
def three_languages(tmp_path, monkeypatch):
    for language in ("nl", "de", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "ui.toml").touch()
    with monkeypatch.context() as patch:
        patch.setattr(texts, "GUIDE", tmp_path)
        texts.languages.cache_clear()
        yield texts.languages()
    texts.languages.cache_clear()


def test_the_interpreter_gets_two_languages_however_many_the_guide_speaks(three_languages):
    both = {language: spoken(language) for language in three_languages}
    assert both == {"nl": ["nl", "en"], "de": ["nl", "de"], "en": ["nl", "en"]}


def test_the_child_reads_what_it_is_about_and_not_what_the_parent_wrote():
    prep = Prep.model_validate(
        {
            "ask": {"questions": {"friends": {}, "own-1": {"text": "GEHEIM"}, "effort": {"text": "GEHEIM"}}},
            "tell": {"tells": {"x": {"text": "GEHEIM"}}},
            "child": {"wishes": {"own-1": {"text": "Mag ik naast Noor?"}}, "likes": {"sports": {}}},
        }
    )
    paper = render_sheet(prep, NL, "child")
    assert "GEHEIM" not in paper
    assert "- Of je het fijn hebt in de klas\n- Vragen die ik zelf heb" in paper
    assert "- Mag ik naast Noor?" in paper
    assert "Streep weg wat niet mag." in paper


def test_a_child_that_stays_at_home_can_give_something_along():
    home, there = (
        render_sheet(Prep.model_validate({"child": {"comes": comes}}), NL, "child") for comes in ("no", "yes")
    )
    assert "Dan neem ik het mee." in home
    assert "Dit geef jij mij mee" in home
    assert "Dan neem ik het mee." not in there
    assert "- Daar wil ik nu niet over praten." in there


MADE = {
    "going": {"child": "Sam", "day": date(2026, 12, 3), "companions": {"own-1": {"text": "GEHEIM"}}},
    "ask": {"questions": {"own-1": {"text": "GEHEIM", "top": True}}},
    "tell": {"tells": {"own-1": {"text": "GEHEIM"}}},
    "agree": {
        "phrases": {"own-1": {"text": "GEHEIM"}},
        "goal": {"sentence": "GEHEIM"},
        "agreements": {
            "own-1": {"text": "Samen lezen", "who": "parents", "by": date(2026, 12, 17), "made": True, "state": "kept"},
            "own-2": {"text": "GEHEIM", "who": "school"},
        },
        "contact": "phone-call",
    },
    "talk": {"went": "GEHEIM", "tell_child": "GEHEIM", "contact_who": "teacher"},
}


@pytest.mark.parametrize("reader", ["other-parent", "agreements"])
def test_after_the_talk_only_what_was_agreed_is_passed_on(reader):
    paper = render_sheet(Prep.model_validate(MADE), NL, reader)
    assert "GEHEIM" not in paper
    assert "    Wat         Samen lezen\n    Wanneer     donderdag 17 december 2026\n    Gelukt?     Ja." in paper
    assert "Door wie        De leerkracht" in paper


def test_the_other_parent_is_told_no_wish_as_if_it_were_agreed():
    wish = {**MADE, "talk": {}, "agree": {**MADE["agree"], "agreements": {}}}
    paper = render_sheet(Prep.model_validate(wish), NL, "other-parent")
    assert "Er is nog niets afgesproken." in paper
    assert "telefoon" not in paper


def test_the_other_parent_has_nothing_to_fill_in():
    assert "___" not in render_sheet(Prep.model_validate(MADE), NL, "other-parent")


def test_the_own_sheet_holds_what_came_of_the_talk():
    noted = {
        "questions.gone": {"notes": "Wat ik nog opschreef"},
        "questions.effort": {"state": "answered", "notes": "Goed."},
    }
    talk = {"noted": noted, "went": "Het ging goed.", "tell_child": "Juf is trots."}
    prep = Prep.model_validate({"ask": {"questions": {"effort": {}}}, "talk": talk})
    paper = render_sheet(prep, NL, "own")
    assert "Doet mijn kind goed mee in de les? (beantwoord)\nGoed." in paper
    assert all(words in paper for words in ("Wat ik nog opschreef", "Het ging goed.", "Juf is trots."))


def test_the_child_is_spoken_to_in_its_own_words():
    prep = Prep.model_validate({"going": {"child": "Sam", "people": {"teacher": {}, "own-1": {"text": "Meester Jan"}}}})
    paper = render_sheet(prep, NL, "child")
    assert "Voor Sam\nDit blad is voor jou. Lees het samen met mij.\n" in paper
    assert "Wie zijn er?    Je juf of meester\n                Meester Jan\n" in paper
    assert "Gesprek over" not in paper


def test_the_other_parent_reads_nothing_from_one_side():
    agreements = {
        "talks-with-child": {"who": "parents", "made": True},
        "own-1": {"text": "Naar de huisarts", "who": "parents", "made": True, "mark": "not-child"},
    }
    tables = {"agree": {"agreements": agreements, "contact": "i-ask"}, "talk": {"contact_who": "parents"}}
    prep = Prep.model_validate(tables)
    for language, one_side in (("nl", r"\b(ik|mijn|wij|we|uw)\b"), ("en", r"\b(I|my|we|your)\b")):
        said = render_sheet(prep, Texts(language), "other-parent")
        assert re.findall(one_side, re.sub(r"(We zien|We see) ", "", said), re.I) == []
    paper = render_sheet(prep, NL, "other-parent")
    assert "1.  Wie         Thuis\n    Wat         Samen praten over hoe het gaat\n" in paper
    assert "Naar de huisarts (niet waar ons kind bij is)" in paper


def test_what_was_not_agreed_says_so_once_something_was():
    wishes = {"own-1": {"text": "Samen lezen"}, "own-2": {"text": "Een briefje"}}
    before = Prep.model_validate({"agree": {"agreements": wishes}})
    after = before.edited("agree.agreements", {**wishes, "own-1": {**wishes["own-1"], "made": True}})
    assert "nog niet afgesproken" not in render_sheet(before, NL)
    paper = render_sheet(after, NL)
    assert "Wat         Samen lezen\n" in paper
    assert "Wat         Een briefje (nog niet afgesproken)\n" in paper


def test_before_the_talk_the_sheet_of_agreements_has_room_for_them_and_tells_no_wish():
    paper = render_sheet(STORIES["full"], NL, "agreements")
    assert "telefoon" not in paper
    assert "nog niets afgesproken" not in paper
    assert f"Hoe{' ' * 13}{'_' * 56}\nDag{' ' * 13}{'_' * 56}\n" in paper


def test_own_words_with_a_mark_stand_once_for_the_interpreter_with_the_mark_in_each_language():
    items = {"own-1": {"text": "Kan hij mee?", "mark": "not-child"}, "friends": {"mark": "not-child"}}
    prep = Prep.model_validate({"ask": {"questions": items}, "child": {"comes": "no"}})
    paper = re.sub(r"\n {8}", " ", render_sheet(prep, NL, "interpreter"))
    assert "1.      “Kan hij mee?” (niet waar mijn kind bij is) / (not in front of my child)\n" in paper
    assert "2.  nl  Met wie gaat mijn kind graag om? (niet waar mijn kind bij is)\n" in paper
