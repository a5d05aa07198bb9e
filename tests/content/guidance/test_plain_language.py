"""The guide speaks plainly, in every language that it has a dictionary for."""

import os
import shutil

import pytest

from gespreksklaar.content.words.texts import languages
from tests.content.guidance.plain_language import (
    DICTIONARIES,
    MOST_SHORT,
    Section,
    forbidden,
    misspelled,
    sections,
    sentences,
    short_runs,
    syllables,
    text_files,
    texts,
    unknown_words,
    words,
)


def read(language):
    """Every text of a language by its file and id."""
    return {f"{file}:{key}": text for file in text_files(language) for key, text in texts(language, file).items()}


def test_every_language_of_the_guide_is_judged():
    assert set(languages()) == set(DICTIONARIES)


@pytest.mark.parametrize("language", DICTIONARIES)
def test_texts_read_easily(language):
    found = [section for file in text_files(language) for section in sections(language, file)]
    hard = {section.name: round(section.ease) for section in found if section.ease < 60}
    long = {section.name: section.words_per_sentence for section in found if section.words_per_sentence > 15}
    assert (hard, long) == ({}, {}), "reading ease below 60, or sentences over 15 words on average"


@pytest.mark.parametrize("language", DICTIONARIES)
def test_no_sentence_is_long(language):
    found = [sentence for text in read(language).values() for sentence in sentences(text)]
    assert len(found) > 1000
    assert [sentence for sentence in found if len(words(sentence)) > 25] == []


@pytest.mark.parametrize("language", DICTIONARIES)
def test_no_text_reads_like_a_telegram(language):
    runs = {key: short_runs(text) for key, text in read(language).items()}
    assert {key: run for key, run in runs.items() if run > MOST_SHORT} == {}


@pytest.mark.parametrize("language", DICTIONARIES)
def test_no_text_has_a_form_that_a_reader_stumbled_over(language):
    found = {key: wrong for key, text in read(language).items() if (wrong := forbidden(language, text))}
    assert found == {}


@pytest.fixture
def speller():
    if not shutil.which("hunspell"):
        assert os.environ.get("CI") != "true", "hunspell is missing: apt-get install hunspell-nl hunspell-en-gb"
        pytest.skip("hunspell is missing: apt-get install hunspell-nl hunspell-en-gb")


@pytest.mark.parametrize("language", DICTIONARIES)
def test_texts_are_spelled_well(speller, language):
    wrong = {
        key: faults
        for key, text in read(language).items()
        if (faults := sorted(set(words(text)) & misspelled(language)))
    }
    assert wrong == {}


# The judge itself.


def test_a_hard_text_scores_low_and_a_plain_one_high():
    plain = Section("nl", "plain", ("Hoe gaat het met mijn kind in de klas", "Wat kan ik thuis doen"))
    hard = Section("nl", "hard", ("De ontwikkelingsperspectieven worden multidisciplinair geëvalueerd",))
    assert plain.ease > 80
    assert hard.ease < 0


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        ("nl", "over", 2),
        ("nl", "leerkracht", 2),
        ("nl", "gezien", 2),
        ("nl", "coördinator", 5),
        ("nl", "moeilijk", 2),
        ("en", "teacher", 2),
        ("en", "write", 1),
        ("en", "asked", 1),
        ("en", "started", 2),
        ("en", "table", 2),
    ],
)
def test_syllables_are_counted(language, word, count):
    assert syllables(language, word) == count


def test_short_sentences_in_a_row_are_counted():
    assert short_runs("Kijk mee. Wat ziet u? Is er iets, zeg het dan gerust aan ons. Goed zo.") == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Vraag school om hulp."), ("nl", "Heeft u een vraag?"), ("en", "Ask school."), ("en", "The talk is over.")],
)
def test_a_forbidden_form_is_found(language, text):
    assert forbidden(language, text)


def test_sentences_end_at_a_stop_or_a_line_and_not_in_a_time():
    text = "Om 15.40 uur is het. Komt u ook mee? Schrijf het maar op\nof niet als u niet wilt"
    assert [len(words(sentence)) for sentence in sentences(text)] == [4, 4, 4, 6]


def test_a_wrong_word_is_found(speller):
    assert unknown_words("nl", ["leerkracht", "leerkragt"]) == {"leerkragt"}
    assert unknown_words("en", ["teacher", "teecher"]) == {"teecher"}
