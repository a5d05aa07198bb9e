"""Seven suggestions at a time, the best first, and what is said of each."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.fields import suggestions
from gespreksklaar.content.form.fields.pick_many import PickMany, Questions
from gespreksklaar.content.form.fields.pick_one import PickOne
from gespreksklaar.content.form.fields.suggestions import Suggestions
from gespreksklaar.content.form.rows import EARLIER, MORE, PAGE
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.declaration import Carried, all_fields
from gespreksklaar.content.prep.model import Prep
from tests.content.form.fields.asking import NL, asked, keys

WITH_BANK = [path for path, field in all_fields().items() if field.asks.bank and field.asks.kind != "before"]


@pytest.mark.parametrize("path", WITH_BANK)
def test_the_pages_show_each_suggestion_once_and_8_and_9_turn_them(path: str) -> None:
    form = asked(Suggestions, path)
    seen, page = list(form.shown(0)), 0
    while (following := form.turned(page, MORE)) != page:
        assert len(form.shown(page)) == PAGE, "only the last page can be shorter"
        assert form.turned(following, EARLIER) == page
        page = following
        seen += form.shown(page)
        assert {row.key: row.number for row in form.turning_rows(page)}[EARLIER] == 9
    assert seen == list(form.suggestions())
    assert set(seen) == {key for key, entry in bank(form.field.asks.bank).items() if not entry.retired}
    assert [(row.key, row.number) for row in form.turning_rows(0)] == [(MORE, 8)] * (len(seen) > PAGE + 1)
    assert MORE not in [row.key for row in form.turning_rows(page)], "there is no page after the last"


def test_a_bank_that_just_fills_a_page_has_no_row_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    form = asked(PickMany, "child.likes")
    monkeypatch.setattr(suggestions, "PAGE", len(form.suggestions()))
    assert MORE not in keys(form)


def test_a_suggestion_is_explained_where_the_guide_does_else_the_hint_stands() -> None:
    form = asked(Questions, "ask.questions")
    explained = [key for key in form.suggestions() if NL.find(f"questions.{key}.more") is not None]
    assert explained
    assert all(form.about(key) != form.hint for key in explained)
    assert form.about("") == form.about(MORE) == form.hint != ""


def test_questions_about_last_time_come_first_with_the_mark_of_their_agreement() -> None:
    prep = Prep().edited(
        "before.agreements", {"one": Carried(text="Lezen", mark="only-me"), "two": Carried(state="kept")}
    )
    form = asked(Questions, "ask.questions", prep=prep)
    assert form.shown(0)[0] == "before-one"
    assert "before-two" not in form.suggestions(), "what was kept is settled"
    change = form.picked("before-one")
    assert change
    assert change.value["before-one"].mark == "only-me"
    assert not asked(PickMany, "tell.tells", prep=prep).is_suggestion("before-one")


def test_a_number_picks_the_same_suggestion_also_when_others_of_the_page_are_on_the_list() -> None:
    form = asked(PickMany, "child.likes")
    first, second, *_ = form.shown(0)
    rows = asked(PickMany, "child.likes", {first: {}}).rows()
    assert [(row.key, row.number) for row in rows][:1] == [(first, 1)], "it takes the line off again"
    assert next(row.number for row in rows if row.key == second) == 2


def test_one_answer_has_its_own_words_after_the_suggestions_and_before_more() -> None:
    form = asked(PickOne, "going.kind")
    own, more = form.rows()[-2:]
    assert (own.key, own.number, more.key, more.number) == ("own-words", None, MORE, 8)
    assert asked(PickOne, "going.attend").rows()[-1].number, "where the page leaves a number, own words have one too"
