"""What was agreed, in words: read aloud at the table, and sent to the teacher. Nothing else of the prep is in it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksklaar.content.agreements.made import made_agreements
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_after import (
    agreement_words,
    contact_words,
    messages_now,
    read_aloud,
    recap,
    thanks,
)
from gespreksklaar.content.sheets.messages_ahead import MESSAGES, TEACHER, message
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES, preps

DAY = date(2026, 12, 17)


def a_prep(**agree: object) -> Prep:
    return Prep.model_validate({"going": {"child": "Sam", "day": date(2026, 12, 3)}, "agree": agree})


def said(language: str = "nl", key: str = "own-1", **agreement: object) -> str:
    prep = a_prep(agreements={key: agreement})
    return agreement_words(key, prep.agree.agreements[key], prep, Texts(language))


def contact(language: str = "nl", who: str = "", **agree: object) -> str:
    prep = a_prep(**agree).edited("talk.contact_who", who)
    return contact_words(prep, Texts(language))


# One agreement.

AGREED = {
    "our words, by who they are for": (
        {"key": "message-how-it-goes", "who": "teacher"},
        "De leerkracht stuurt een bericht over hoe het gaat.",
    ),
    "our words, by the child": ({"key": "talks-with-child", "who": "child"}, "Sam: samen praten over hoe het gaat."),
    "our words, by someone else": ({"key": "message-how-it-goes", "who": "school"},
                                   "De school: een bericht sturen over hoe het gaat."),
    "our words, by nobody yet": ({"key": "message-how-it-goes"}, "Stuurt een bericht over hoe het gaat."),
    "own words": ({"text": "elke dag lezen", "who": "parents"}, "Wij thuis: elke dag lezen."),
    "own words, by nobody": ({"text": "iPad alleen in het weekend"}, "iPad alleen in het weekend."),
    "changed words": ({"key": "message-how-it-goes", "text": "belt mij op", "who": "teacher"},
                      "De leerkracht: belt mij op."),
    "own person": ({"text": "Lezen", "who": "oma Ank"}, "oma Ank: Lezen."),
    "a day": ({"text": "Lezen", "by": DAY}, "Lezen. Uiterlijk donderdag 17 december 2026."),
    "a time in words": ({"text": "Lezen", "by": "vanaf morgen"}, "Lezen. Wanneer: vanaf morgen."),
    "a sign of ours": ({"text": "Lezen", "see": "next-test"}, "Lezen. We zien het aan: de volgende toets."),
    "a sign of their own": ({"text": "Lezen", "see": "Een sticker!"}, "Lezen. We zien het aan: Een sticker!"),
    "a question": ({"text": "Wie belt?"}, "Wie belt?"),
}  # fmt: skip


@pytest.mark.parametrize("name", AGREED)
def test_an_agreement_is_said_in_whole_sentences_with_own_words_as_written(name):
    fields, words = AGREED[name]
    assert said(**fields) == words


def test_what_begins_with_a_capital_keeps_it_in_every_language():
    assert contact("en", contact="i-ask") == "We will speak again: by a message that I will send."
    assert contact(who="child", contact="i-ask").endswith("Wie neemt contact op: Sam.")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", bank("agreements"))
def test_every_agreement_of_ours_reads_with_everyone(key, language):
    for who in ("", *bank("actors")):
        words = said(language, key, who=who, by=DAY, see="own-list")
        assert "{" not in words
        assert "  " not in words
        assert words[0].isupper()


# The next contact.

CONTACTS = {
    "nothing": ({}, ""),
    "how": ({"contact": "phone-call"}, "We spreken elkaar weer: aan de telefoon, over een maand."),
    "a day": ({"contact_day": DAY}, "We spreken elkaar weer: donderdag 17 december 2026."),
    "own words and a day": ({"contact": "Bij de gymzaal", "contact_day": DAY},
                            "We spreken elkaar weer: Bij de gymzaal, donderdag 17 december 2026."),
    "who alone": ({"who": "parents"}, "Wie neemt contact op: wij thuis."),
    "all": ({"contact": "at-the-door", "contact_day": DAY, "who": "juf Anja"},
            "We spreken elkaar weer: even bij de deur, volgende week, donderdag 17 december 2026. "
            "Wie neemt contact op: juf Anja."),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTACTS)
def test_the_next_contact_is_said_as_far_as_it_is_known(name):
    fields, words = CONTACTS[name]
    assert contact(**fields) == words


# The whole texts.

ALOUD = """\
Mag ik herhalen wat we hebben afgesproken?

1. De leerkracht stuurt een bericht over hoe het gaat. Uiterlijk donderdag 17 december 2026. \
We zien het aan: een kruisje op de kalender.

2. Wij thuis: Elke dag een kwartier lezen.

3. Wij thuis: Praten met de huisarts.

We spreken elkaar weer: aan de telefoon, over een maand, donderdag 14 januari 2027. Wie neemt contact op: de leerkracht.

Klopt het zo?"""
MESSAGE = """\
Goedendag,

Bedankt voor het gesprek op donderdag 3 december 2026 over Sam.

Dit hebben we afgesproken:
1. U stuurt een bericht over hoe het gaat. Uiterlijk donderdag 17 december 2026. \
We zien het aan: een kruisje op de kalender.
2. Wij thuis: Elke dag een kwartier lezen.
3. Wij thuis: Praten met de huisarts.

We spreken elkaar weer: aan de telefoon, over een maand, donderdag 14 januari 2027. Wie neemt contact op: u.

Klopt er iets niet? Dan hoor ik het graag.

Vriendelijke groet,

..."""
THANKS = """\
Goedendag,

Bedankt voor het gesprek op donderdag 3 december 2026 over Sam.

Vriendelijke groet,

..."""


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ({"own-1": {"text": "juf Anna"}}, "Beste juf Anna,"),
        ({"teacher": {}}, "Goedendag,"),
        ({"own-1": {"text": "juf Anna"}, "mentor": {}}, "Goedendag,"),
        ({"own-1": {"text": "juf Anna", "mark": "only-me"}}, "Goedendag,"),
        ({}, "Goedendag,"),
    ],
)
def test_who_is_known_by_name_is_greeted_by_it(people, line):
    prep = STORIES["after-the-talk"].edited("going.people", people)
    for words in (recap(prep, TEACHER), thanks(prep, TEACHER), message("more-time", prep, TEACHER)):
        assert words.startswith(line)


def test_the_texts_after_a_talk():
    prep = STORIES["after-the-talk"]
    assert read_aloud(prep, TEACHER) == ALOUD
    assert recap(prep, TEACHER) == MESSAGE
    assert thanks(prep, TEACHER) == THANKS


def test_with_the_child_at_the_table_nothing_is_read_aloud_that_it_may_not_hear():
    prep = STORIES["after-the-talk"].edited("child.comes", "yes")
    assert "huisarts" not in read_aloud(prep, TEACHER)
    assert "2. Wij thuis: Elke dag een kwartier lezen.\n\nWe spreken" in read_aloud(prep, TEACHER)
    assert "huisarts" in recap(prep, TEACHER)


def test_nothing_agreed_is_said_kindly():
    assert read_aloud(Prep(), TEACHER) == "We hebben nog niets afgesproken."
    assert recap(Prep(), TEACHER) == thanks(Prep(), TEACHER)
    assert "het gesprek over mijn kind." in thanks(Prep(), TEACHER)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("story", STORIES)
def test_every_text_is_whole(story, language):
    for make in (read_aloud, recap, thanks):
        words = make(STORIES[story], Texts(language))
        assert not any(sign in words for sign in ("{", "talk.", "things.", "messages.", "\n\n\n"))


# Nothing else gets in: every other text of a prep is made a word to look for.

_LISTS = {
    "going": ("people", "companions"),
    "child": ("likes", "dislikes", "wishes"),
    "ask": ("questions",),
    "tell": ("tells",),
    "agree": ("phrases",),
}
_MARK = "zqzq"


def _private(prep: Prep) -> Prep:
    """The prep in which whatever is no agreement and no contact is written with a word to look for."""
    for step, names in _LISTS.items():
        for name in names:
            items = {key: item.model_copy(update={"text": _MARK}) for key, item in prep.get(f"{step}.{name}").items()}
            prep = prep.edited(f"{step}.{name}", items | {"own-9": {"text": _MARK}})
    for path in ("child.report", "ask.mind", "talk.went", "talk.tell_child", "agree.goal.sentence", "going.place"):
        prep = prep.edited(path, _MARK)
    wishes = {
        key: item if item.made else item.model_copy(update={"text": _MARK, "by": _MARK, "who": _MARK})
        for key, item in prep.agree.agreements.items()
    }
    noted = {"questions.own-9": {"state": "answered", "notes": _MARK}, "tells.own-9": {"notes": _MARK}}
    return prep.edited("agree.agreements", wishes).edited("talk.noted", noted)


@given(preps, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_notes_mind_or_wishes_is_in_any_of_it(prep, random):
    made = {key: item.model_copy(update={"made": random.random() < 0.5}) for key, item in prep.agree.agreements.items()}
    prep = _private(prep.edited("agree.agreements", made)).edited("going.people", {})
    for make in (read_aloud, recap, thanks):
        assert _MARK not in make(prep, TEACHER)
    assert all(f"\n{number}. " in recap(prep, TEACHER) for number, _ in enumerate(made_agreements(prep), 1))


# The page of messages: which ones, and in which language.


def titles(prep: Prep, today: date, texts: Texts = TEACHER) -> list[str]:
    return [title for _, title, _ in messages_now(prep, texts, today)]


def test_after_a_talk_no_message_says_that_one_cannot_come():
    ahead = [TEACHER(f"messages.{name}.title") for name in MESSAGES]
    after = [TEACHER("things.menu.recap"), TEACHER("things.menu.thanks")]
    before, on_the_day, later = date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 4)
    planned, agreed = a_prep(), a_prep(agreements={"reads-daily": {"made": True}})
    assert sorted(titles(planned, before)) == sorted(titles(planned, on_the_day)) == sorted(ahead)
    assert titles(planned, later)[0] == after[1], "the day is past: it may have been missed"
    assert sorted(titles(planned, later)[1:]) == sorted(ahead)
    assert titles(agreed, on_the_day) == titles(agreed, later) == after
    assert titles(planned.edited("talk.went", "Goed."), on_the_day) == after[1:], "nothing was agreed to repeat"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("held", [False, True])
def test_a_message_is_in_the_language_of_the_school_with_what_it_says_below(language, held):
    prep = a_prep(agreements={"reads-daily": {"made": held}})
    texts, today = Texts(language), date(2026, 12, 1)
    for (_, _, words), (_, _, dutch) in zip(
        messages_now(prep, texts, today), messages_now(prep, TEACHER, today), strict=True
    ):
        sent, _, own = words.partition(f"\n\n{texts('talk.in-your-language')}\n\n")
        assert sent == dutch
        assert bool(own) is (language != TEACHER.language)
        assert own != dutch
