"""Words of school: enough of them, found by what is typed, and seen in a parent's own lines."""

import re
import tomllib
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.bank import bank, school_words, sources
from gespreksklaar.content.guidance.check import BANKS
from gespreksklaar.content.guidance.jargon import _spellings, meaning, recognise, search
from gespreksklaar.content.words.texts import Texts, languages

WORDS = school_words()


def terms(typed: str) -> list[str]:
    return [word.term for word in search(typed)]


def test_there_are_enough_words_and_enough_that_are_soft():
    assert len(WORDS) >= 220
    assert sum(word.theme == "soft" for word in WORDS.values()) >= 15


def test_soft_words_are_our_own_and_rules_name_a_source():
    assert {word.source for word in WORDS.values() if word.theme == "soft"} == {"own"}
    assert all(
        WORDS[key].source != "own" for key in ("levels-roman", "levels-letters", "opp", "transfer-test", "level-2f")
    )


@pytest.mark.parametrize("language", languages())
def test_every_word_is_explained_shortly_and_with_a_question(language):
    texts = Texts(language)
    for key in WORDS:
        _, means, trap, ask = meaning(texts, key)
        assert means.endswith("."), key
        assert ask.endswith("?"), key
        assert len(means) <= 130, key
        assert len(trap) <= 130, key
        assert len(ask) <= 80, key


# What the sources do not agree on, or what nobody has confirmed, is no fact to print.
UNSURE = {
    "a telephone number": r"\d[\d -]{6,}\d",
    "a year or a date": r"\b(19|20)\d\d\b|januari|februari|maart|january|february|march",
    "an age": r"\b(12|16|twaalf|zestien|twelve|sixteen)\b",
    "how many tests there are": r"\b(zes|zeven|six|seven) (doorstroom)?(toetsen|tests)",
    "recording a talk": r"\bopnem|\brecord(ing)? (the|a) talk",
}
UNSURE_OF = {
    "levels-letters": r"\d|kwart|vijfde|tien|quarter|fifth|ten\b",
    "hearing": r"\b(recht|wet|verplicht|moet|right|law|must|duty)\b",
    "repeat-year": r"\b(recht|wet|right|law)\b",
}


@pytest.mark.parametrize("language", languages())
def test_nothing_that_is_unsure_is_printed_as_a_fact(language):
    texts = Texts(language)
    for key in WORDS:
        said = " ".join(meaning(texts, key)[1:]).casefold()
        for what, pattern in {**UNSURE, key: UNSURE_OF.get(key, r"(?!)")}.items():
            assert not re.search(pattern, said), (key, what)


# What the words of a rule are, and what has such a word without stating a rule: a person, a form, a name.
RULE = (
    r"leerplicht|verlof|verzuim|schors|verwijder|bijdrage|klacht|dossier|meldcode|studieadvies|startkwal|instem|gezag"
)
NO_RULE = {"roles.attendance-officer", "kinds.absence"}


def test_what_has_the_words_of_a_rule_names_who_says_so():
    texts = Texts("nl")
    unsaid = {
        f"{name}.{entry.id}"
        for name in BANKS
        for entry in bank(name).values()
        if entry.source == "own" and re.search(RULE, _said(texts, name, entry).casefold())
    }
    assert unsaid <= NO_RULE


def _said(texts, name, entry):
    parts = ("text", "more", "name", "also", "about", "meaning", "trap")
    return " ".join([getattr(entry, "term", ""), *(texts.find(f"{name}.{entry.id}.{part}") or "" for part in parts)])


def test_every_rule_says_who_says_so_and_when_it_was_checked():
    for word in WORDS.values():
        assert word.source in sources()
        assert word.checked < word.review_by


def test_no_spelling_is_that_of_two_words():
    spellings = [(spelling, word.id) for word in WORDS.values() for spelling in _spellings(word)]
    assert len({spelling for spelling, _ in spellings}) == len(spellings)


def test_every_word_is_found_by_every_way_to_write_it():
    for word in WORDS.values():
        for spelling in _spellings(word):
            assert word in search(spelling)[:3], spelling


def test_every_word_that_is_not_silent_is_seen_in_a_line():
    for word in WORDS.values():
        for spelling in _spellings(word):
            seen = recognise(f"Wat is {spelling}?")
            assert (word.id not in seen) if word.silent else seen == [word.id], spelling


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("opp", "OPP"),
        ("OPP", "OPP"),
        ("ib", "IB'er"),
        ("ib'er", "IB'er"),
        ("ib’er", "IB'er"),
        ("intern", "IB'er"),
        ("kwaliteitscoordinator", "KC"),
        ("coordinator", "pestcoördinator"),
        ("extra ond", "extra ondersteuning"),
        ("extraond", "extra ondersteuning"),
        (" Doorstroom ", "doorstroomtoets"),
        ("iii", "I tot en met V"),
        ("2f", "2F"),
        ("gaten", "we houden het in de gaten"),
    ],
)
def test_what_begins_with_what_was_typed_comes_first(typed, first):
    assert terms(typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["doorstoomtoets", "doorstroomtoest", "dorstroom", "doorstroomtoetss", "doortsroom", "dooorstroom"]
)
def test_one_letter_may_be_wrong(typed):
    assert terms(typed) == ["doorstroomtoets"]


@pytest.mark.parametrize("typed", ["dorstoomtoest", "qq", "zz top", "xyzzy"])
def test_more_wrong_letters_find_nothing(typed):
    assert terms(typed) == []


def test_short_letters_are_no_slip_for_another_word_nor_found_inside_one():
    assert terms("opp") == ["OPP"]
    for typed, wrong in (("rt", "jeugdarts"), ("tos", "A tot en met E"), ("pta", "blijft achter")):
        assert wrong not in terms(typed)


def words_met():
    """Words that parents meet, and the entry that each should find."""
    return tomllib.loads(Path(__file__).with_name("words_met.toml").read_text("utf-8"))["words"]


def is_found(typed, key):
    return key in [word.id for word in search(typed)][:3]


def test_nine_in_ten_of_the_words_that_parents_meet_are_found_and_none_is_wrong():
    met = words_met()
    assert len(met) >= 150
    missing = [typed for typed, key in met.items() if not is_found(typed, key)]
    assert not [typed for typed in missing if search(typed)]
    assert len(missing) * 10 <= len(met), missing


@pytest.mark.parametrize("typed", ["", "  ", "'"])
def test_nothing_typed_gives_all_words(typed):
    assert len(terms(typed)) == len(WORDS)


SEEN = {
    "Wat staat er in het OPP?": ["opp"],
    "wat staat er in het opp": ["opp"],
    "(OPP)": ["opp"],
    "het ontwikkelingsperspectief": ["opp"],
    "de IB’er en de ib'er": ["ib"],
    "Eerst het MDO, dan de IB'er": ["mdo", "ib"],
    "extra   ondersteuning": ["extra-support"],
    "extra\nondersteuning": ["extra-support"],
    "hij zit net onder het gemiddelde": ["just-below"],
    "De kwaliteitscoo\u0308rdinator": ["kc"],
    "DE KWALITEITSCOÖRDINATOR": ["kc"],
    "een III voor rekenen": ["levels-roman"],
    "de MR en het SO": ["mr", "so"],
}
NOT_SEEN = [
    "de oppas komt",
    "stopper",
    "OPPAS",
    "xOPP OPPx OPP_x 1OPP",
    "so what, mr Jansen, vo",
    "I think V is nice",
    "extra. Ondersteuning",
    "extra, ondersteuning",
    "vrij op woensdag, vrij goed",
    "netniet",
    "",
    "...",
    "'’-",
]


@pytest.mark.parametrize("text", SEEN)
def test_words_are_seen_in_a_text(text):
    assert recognise(text) == SEEN[text]


@pytest.mark.parametrize("text", NOT_SEEN)
def test_only_whole_words_are_seen(text):
    assert recognise(text) == []


def test_what_is_no_word_of_ours_is_called_by_its_id_alone():
    assert meaning(Texts("nl"), "later\nversion") == ("later version", "", "", "")
