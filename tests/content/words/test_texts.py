"""Which text is found: in which language, and in which of the words that somebody is told instead."""

import pytest
from babel import Locale

from gespreksklaar.content.words import texts
from gespreksklaar.content.words.texts import Texts
from tests.small_guide import speak_from

GUIDE = {
    "nl/ui": 'bye = "tot ziens"\nhello = "dag"\nwhen = "morgen"',
    "nl/sheet": '[instead.child.ui]\nbye = "doei"\nhello = "hoi"\nwhen = "straks"',
    "en/ui": 'bye = "goodbye"\nhello = "good day"',
    "en/sheet": '[instead.child.ui]\nhello = "hi"',
}


@pytest.fixture
def _no_id_stands_for_words() -> None:
    """Here an id does, which tests/conftest.py forbids everywhere else."""


@pytest.mark.parametrize(
    ("key", "words", "to_a_child"),
    [
        ("ui.hello", "good day", "hi"),
        ("ui.bye", "goodbye", "goodbye"),
        ("ui.when", "morgen", "straks"),
        ("ui.none", "ui.none", "ui.none"),
    ],
)
def test_the_own_language_goes_before_what_fits_better_in_dutch(
    monkeypatch: pytest.MonkeyPatch, key: str, words: str, to_a_child: str
) -> None:
    speak_from(monkeypatch, GUIDE)
    assert Texts("en")(key) == words
    assert Texts("en").for_reader("child")(key) == to_a_child


def test_what_is_left_empty_on_purpose_says_nothing_in_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"nl/ui": 'aside = "(let op)"\n[days]\none = "dag"\nother = "{n} dagen"'}
    files["en/ui"] = 'aside = ""\n[days]\none = ""\nother = "{n} days"'
    speak_from(monkeypatch, files)
    english = Texts("en")
    assert english("ui.aside") == ""
    assert [english.count("ui.days", number) for number in (1, 2)] == ["", "2 days"]


def test_a_reader_can_be_told_nothing_in_place_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_from(monkeypatch, {"nl/ui": 'hello = "dag"', "nl/sheet": '[instead.child.ui]\nhello = ""'})
    assert Texts("nl").for_reader("child")("ui.hello") == ""


# Babel knows the plural rules of every language.


def wrong_plurals(language: str) -> list[int]:
    """The numbers of which the form is not that of this language."""
    of_language = Locale(language).plural_form
    rule = texts._PLURALS.get(language, texts._one_other)
    return [number for number in range(200) if rule(number) != of_language(number)]


@pytest.mark.parametrize("language", texts.languages())
def test_a_language_of_the_guide_has_its_own_plurals(language: str) -> None:
    assert wrong_plurals(language) == [], "it needs a rule in _PLURALS"


def test_were_a_language_given_the_plurals_of_another_this_would_see_it() -> None:
    assert wrong_plurals("pl")
