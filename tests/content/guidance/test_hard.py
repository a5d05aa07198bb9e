"""The pages for a talk that gets hard: each has a title and words, and says where a rule comes from."""

from __future__ import annotations

import pytest

from gespreksklaar.content.guidance.bank import hard, sources
from gespreksklaar.content.guidance.hard import HELPERS, SAFETY, hard_page, hard_titles
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.texts import Texts, languages

NL = Texts("nl")


@pytest.mark.parametrize("language", languages())
def test_each_page_has_the_title_by_which_it_is_offered(language: str) -> None:
    texts = Texts(language)
    titles = hard_titles(texts)
    assert list(titles)[-2:] == [HELPERS, SAFETY]
    for key, title in titles.items():
        page = hard_page(key, texts)
        assert (page.title, bool(page.body)) == (title, True)
        assert "{" not in page.body
        assert not page.body.startswith("\n")


@pytest.mark.parametrize(("key", "theme"), [(HELPERS, "support"), (SAFETY, "safety")])
def test_who_can_help_is_named_with_how_to_reach_them_and_when_that_was_checked(key: str, theme: str) -> None:
    body = hard_page(key, NL).body
    for who in hard(theme):
        assert NL(f"hard.{who.id}.title") in body
        assert who.site in body
        assert who.phone in body
    assert show_day(min(who.checked for who in hard(theme)), NL) in body.split("\n\n")[-1]


@pytest.mark.parametrize("page", hard("talk"), ids=lambda page: page.id)
def test_a_rule_of_somebody_elses_names_its_source(page: object) -> None:
    body = hard_page(page.id, NL).body  # type: ignore[attr-defined]
    named = [source for source in sources().values() if source.name in body]
    assert bool(named) is (page.source != "own")  # type: ignore[attr-defined]
    assert all(NL(f"phrases.{phrase}.text") in body for phrase in page.phrases)  # type: ignore[attr-defined]


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        hard_page("no-such-page", NL)
