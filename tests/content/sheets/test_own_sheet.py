"""The parent's own sheet: nothing on it that nobody chose, a page for a short prep, and no lines left to write on."""

import re
from datetime import date

import pytest

from gespreksklaar.content.form.places.advice import PlaceAdvice
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.guidance.wording import bring_words, suggestion
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import own, picked, top

NL = Texts("nl")
TODAY = date(2026, 11, 23)
RULE = re.compile("_{10,}")
LAST_TIME = {"a1b2": {"suggestion": "message-how-it-goes", "who": "teacher"}}


def prep_of(kind="progress", **parts):
    return Prep.model_validate({"going": {"kind": kind, "child": "Sam", "day": date(2026, 12, 8)}, **parts})


def lines_between(paper, first, last):
    return paper.partition(f"\n{first}\n")[2].partition(f"\n{last}\n")[0].splitlines()


@pytest.mark.parametrize("kind", kinds())
def test_the_short_way_has_nothing_to_bring_on_paper(kind):
    assert NL("sheet.labels.bring") not in render_sheet(prep_of(kind, short=True), NL)
    assert NL("sheet.labels.bring") in render_sheet(prep_of(kind), NL) or not bring_words(prep_of(kind), NL)


@pytest.mark.parametrize("kind", [key for key, kind in kinds().items() if "agreements-last-time" in kind.bring])
def test_agreements_of_last_time_are_to_bring_only_where_there_are_any(kind):
    without, with_some = prep_of(kind), prep_of(kind, before={"agreements": LAST_TIME})
    words = suggestion(NL, "bring", "agreements-last-time", without)
    assert words not in render_sheet(without, NL)
    assert words in render_sheet(with_some, NL)
    advice = PlaceAdvice("going", NL)
    assert words.lower() not in advice.of(without)["going.kind"].lower()
    assert words.lower() in advice.of(with_some)["going.kind"].lower()


def test_the_sheet_does_not_name_itself_as_a_thing_to_bring():
    assert suggestion(NL, "bring", "own-questions", prep_of()) not in render_sheet(prep_of(), NL)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", kinds())
def test_a_usual_short_prep_is_a_page(kind, language):
    """Three questions, and of each other list two lines, one of them the parent's own."""
    prep = prep_of(
        kind,
        short=True,
        child={"likes": {**picked("sports"), **own("samen bouwen met de blokken")}},
        ask={"questions": picked("strong-points", "do-at-home", "in-class")},
        tell={"tells": {**picked("likes-school"), **own("Hij vertelt thuis veel over de andere kinderen.")}},
        agree={"goal": {"what": "read-aloud"}},
    )
    for reader in ("own", "table"):
        assert "\f" not in render_sheet(prep, Texts(language), reader, TODAY)


def test_lines_to_write_on_give_way_before_a_second_page():
    questions = top("strong-points", "do-at-home", "in-class") | picked("friends", "effort", "happy")
    rules = {}
    for more in ({}, own(*"abcdef"), own(*map(str, range(60)))):
        paper = render_sheet(prep_of(ask={"questions": questions | more}), NL, "table")
        rules.setdefault(paper.count("\f"), []).append(len(RULE.findall(paper)))
    assert rules[0][0] > rules[0][1], "a fuller page has fewer lines to write on"
    assert rules[1] == rules[0][:1], "a sheet of two pages has them all"


@pytest.mark.parametrize("language", languages())
def test_the_sheet_to_write_on_is_not_forbidden_at_the_table(language):
    paper = render_sheet(prep_of(ask={"questions": picked("strong-points")}), Texts(language))
    assert RULE.search(paper)
    assert not re.search(r"\btafel\b|\btable\b", Texts(language)("sheet.readers.own.for"))


@pytest.mark.parametrize("reader", ["own", "table"])
@pytest.mark.parametrize(("state", "is_open"), [("", True), ("later", True), ("asked", False), ("answered", False)])
def test_there_is_room_to_write_below_what_has_no_answer(reader, state, is_open):
    noted = {"questions.strong-points": {"state": state, "notes": "veel"}}
    prep = prep_of(ask={"questions": picked("strong-points")}, talk={"noted": noted})
    said = lines_between(
        render_sheet(prep, NL, reader), NL("sheet.headings.questions"), NL("sheet.headings.agreements")
    )
    assert bool(RULE.search("\n".join(said))) is is_open


@pytest.mark.parametrize("reader", ["own", "table"])
def test_after_the_talk_no_lines_wait_for_more_agreements_and_no_minutes_for_a_talk(reader):
    agreed = {"reads-daily": {"who": "parents", "by": "vanaf morgen", "made": True}}
    paper = render_sheet(prep_of(agree={"agreements": agreed}), NL, reader)
    said = lines_between(paper, NL("sheet.headings.agreements"), NL("sheet.headings.contact"))
    assert not RULE.search("\n".join(said))
    assert NL("sheet.headings.minutes") not in paper
    assert NL("sheet.labels.bring") not in paper
