"""What a parent is offered first fits the kind of talk and what the parent expects of it."""

import os
from itertools import combinations, product
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.ages import ages_at
from gespreksklaar.content.guidance.bank import bank, kinds
from gespreksklaar.content.guidance.check import BANKS
from gespreksklaar.content.guidance.ranking import FEW, ranked
from gespreksklaar.content.guidance.wording import suggestion
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts

EXPECTATIONS = ("ordinary", "well", "bad-news")


RANKED = ("questions", "tells", "wishes", "phrases", "agreements", "goals")


def prep(kind="", expect="", group=""):
    return Prep().edited("going.kind", kind).edited("going.expect", expect).edited("going.group", group)


def first(kind, expect, name="questions", group=""):
    return [entry.id for entry in ranked(name, prep(kind, expect, group))[:FEW]]


@pytest.mark.parametrize("expect", EXPECTATIONS)
@pytest.mark.parametrize("kind", list(kinds()))
def test_every_talk_starts_with_a_few_fitting_questions_on_several_themes(kind, expect):
    offered = ranked("questions", prep(kind, expect))[:FEW]
    assert 5 <= len(offered) <= 7
    assert all(not entry.kinds or kind in entry.kinds for entry in offered)
    assert all(not entry.expects or expect in entry.expects for entry in offered)
    assert len({entry.theme for entry in offered}) >= 3


@pytest.mark.parametrize("kind", list(kinds()))
def test_what_the_parent_expects_adds_two_and_never_takes_the_kinds_own_away(kind):
    own = set(first(kind, "ordinary")[:5])
    for expect in ("well", "bad-news"):
        assert own <= set(first(kind, expect))
        assert len(set(first(kind, expect)) - set(first(kind, "ordinary"))) <= 2
    different = [set(first(kind, one)) != set(first(kind, other)) for one, other in combinations(EXPECTATIONS, 2)]
    # A serious talk is what it is, and at a first one the teacher does not know the child yet.
    assert all(different) or (not any(different) and (kinds()[kind].serious or kind == "start"))


@pytest.mark.parametrize("kind", [key for key, kind in kinds().items() if kind.serious])
def test_a_serious_talk_has_no_cheerful_set(kind):
    for name, group in product(RANKED, ages_at(kind)):
        assert not any(entry.expects == ("well",) for entry in ranked(name, prep(kind, "well", group))[:FEW])


def test_a_first_talk_asks_nothing_that_a_teacher_cannot_know_yet():
    later = {
        "strong-points",
        "can-be-better",
        "level-compared",
        "asks-for-help",
        "why-so-well",
        "school-plan",
        "effort",
    }
    for expect in EXPECTATIONS:
        assert not later & set(first("start", expect))


def test_the_questions_of_the_public_advice_are_the_first_seven_of_a_progress_talk():
    source = {
        "strong-points",
        "can-be-better",
        "school-does",
        "do-at-home",
        "in-class",
        "likes-doing",
        "place-in-group",
    }
    assert set(first("progress", "ordinary")) == source


ONLY_WHEN_TOLD = {
    "grief": "mijn schoonvader is overleden",
    "parents-split": "sinds de scheiding is hij stil",
    "both-parents": "wij zijn gescheiden",
    "apart-or-together": "wij zijn gescheiden",
    "interpreter": "kan er een tolk bij zijn",
    "medicine": "ze is vaak ziek en slikt medicijnen",
    "money": "wij kunnen de schoolreis niet betalen",
    "own-language": "thuis spreken we geen nederlands",
    "dutch": "haar nederlands is nog zwak",
    "dutch-help": "haar nederlands is nog zwak",
    "dyslexia-help": "hij heeft dyslexie",
    "gifted": "misschien is ze hoogbegaafd",
    "eating": "hij eet bijna niks op school",
    "handwriting": "zijn handschrift kan niemand lezen",
    "harm-today": "ze heeft krassen op haar arm",
    "harm-who": "ze doet zichzelf pijn",
    "photo-safe": "er gaat een foto van haar rond",
    "photo-school": "er gaat een foto van haar rond op snap",
    "lost-things": "hij is elke week iets kwijt",
    "prejudice": "ze lachen om haar hoofddoek",
    "punished": "hij moet steeds nablijven",
    "scared-of-teacher": "hij is bang voor de meester",
    "stop-school": "ze wil stoppen met school",
    "transport": "het taxibusje is altijd te laat",
    "anger": "hij wordt snel boos in de klas",
    "called-name": "ons kind wil een andere naam",
    "changes-ahead": "hij heeft autisme en opeens is alles anders",
    "dyscalculia": "misschien heeft ze dyscalculie",
    "dyslexia": "misschien heeft ze dyslexie",
    "hear-see": "hij hoort slecht",
    "home-known": "mijn zoon woont bij oma",
    "hurt-other": "hij heeft een jongen geslagen",
    "make-right": "hij heeft een jongen geslagen",
    "smoking-drugs": "ik vond een vape in zijn tas",
    "who-teaches": "weer een invaljuf",
    "young-carer": "zij zorgt thuis voor haar broertje",
}
"""Questions that suppose what few families have: they come first when the parent wrote of it, and not before."""


def test_every_question_is_among_the_first_seven_of_some_kind_age_and_expectation():
    shown = {
        key
        for kind in ("", *kinds())
        for age in ("", *ages_at(kind))
        for expect in EXPECTATIONS
        for key in first(kind, expect, group=age)
    }
    assert sorted(set(bank("questions")) - shown) == sorted(ONLY_WHEN_TOLD)


@pytest.mark.parametrize(("key", "said"), ONLY_WHEN_TOLD.items())
def test_what_few_families_have_comes_first_when_the_parent_wrote_of_it(key, said):
    asked = prep("progress").edited("ask.mind", said)
    assert key in [entry.id for entry in ranked("questions", asked)[:FEW]]


def test_the_first_seven_are_those_that_were_read():
    """Write the table anew with GOLDEN=write, and read it whole."""
    golden = Path(__file__).with_name("first_seven.txt")
    made = "\n".join(line for kind in kinds() for line in _table(kind, Texts("nl"))) + "\n"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def _table(kind, texts):
    """What comes first of each bank: what is the same at every age and expectation, then what each has besides."""
    yield f"# {texts(f'kinds.{kind}.name')}"
    for name in RANKED:
        columns = {}
        for expect, age in product(EXPECTATIONS, ages_at(kind)):
            keys, asked = first(kind, expect, name, age), prep(kind, expect, age)
            column = tuple(suggestion(texts, name, key, asked) for key in keys)
            columns.setdefault(column, {}).setdefault(age, []).append(expect)
        always = [words for words in next(iter(columns)) if all(words in column for column in columns)]
        yield f"## {name}"
        yield from (f"  {words}" for words in always)
        for column, shown in columns.items():
            if len(columns) > 1:
                yield f"  -- {_named(shown, ages_at(kind))}"
                yield from (f"     {words}" for words in column if words not in always)
    yield ""


def _named(shown, ages):
    """The ages and expectations of one column in a few words."""
    by_expects = {}
    for age, expects in shown.items():
        by_expects.setdefault(() if len(expects) == len(EXPECTATIONS) else tuple(expects), []).append(age)
    parts = [(["every age"] if found == list(ages) else found, expects) for expects, found in by_expects.items()]
    return "; ".join(f"{', '.join(found)} {' '.join(expects)}".rstrip() for found, expects in parts)


def test_kinds_of_talk_start_with_different_questions():
    offered = {kind: tuple(first(kind, "ordinary")) for kind in kinds()}
    assert len(set(offered.values())) == len(kinds())


def test_a_progress_talk_starts_with_what_the_public_advice_names():
    assert {"strong-points", "in-class", "do-at-home"} <= set(first("progress", "ordinary"))


def test_after_an_incident_the_facts_come_first():
    assert first("incident", "bad-news")[0] == "incident-facts"


@pytest.mark.parametrize(("kind", "talk"), kinds().items())
def test_who_usually_sits_there_and_what_to_bring_come_first(kind, talk):
    for name, named in (("roles", talk.roles), ("bring", talk.bring)):
        offered = [entry.id for entry in ranked(name, prep(kind))]
        assert set(offered[: len(named)]) == set(named)


def test_a_talk_without_an_expectation_is_an_ordinary_one():
    assert first("progress", "") == first("progress", "ordinary")


def test_a_kind_in_own_words_gets_the_questions_for_any_talk():
    offered = ranked("questions", prep("Koffie met juf Els"))[:FEW]
    assert [entry.id for entry in offered] == first("", "")
    assert not any(entry.kinds for entry in offered)


@pytest.mark.parametrize("name", sorted(BANKS))
def test_nothing_is_left_out_and_the_order_is_always_the_same(name):
    ask = prep("support", "bad-news")
    entries = ranked(name, ask)
    assert sorted(entry.id for entry in entries) == sorted(
        key for key, entry in bank(name).items() if not entry.retired
    )
    assert ranked(name, ask) == entries


@pytest.mark.parametrize("name", ["kinds", "expectations"])
def test_a_bank_that_fits_every_talk_keeps_the_order_of_its_file(name):
    assert [entry.id for entry in ranked(name, prep("mdo", "well"))] == list(bank(name))


def test_the_list_is_the_callers_own():
    ranked("questions", prep()).clear()
    assert ranked("questions", prep())


@pytest.mark.parametrize("group", ages_at("suspension"))
def test_a_suspension_is_asked_about_without_a_word_typed_and_only_there(group):
    asked = {"suspended-long", "suspended-work", "suspended-disagree"}
    assert asked <= set(first("suspension", "", group=group))
    assert not asked & set(first("absence", "", group=group))
