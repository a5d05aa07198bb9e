"""From one talk to the next: what comes along, what is asked of it, and that an agreement never becomes two."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksklaar.content.agreements.carry_over import brought, copy_for_next_talk, questions_before, save_outcome
from gespreksklaar.content.agreements.ledger import LedgerLine, ledger
from gespreksklaar.content.agreements.made import agreed, made_agreements
from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.declaration import Agreement, Item, Talk
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

TODAY = date(2027, 1, 4)
BEFORE_TODAY = date(2026, 12, 3)
NL = Texts("nl")


def talk(library: Library, *items: Agreement, child: str = "Sam", day: date = BEFORE_TODAY) -> Prep:
    """A talk that was held, with these agreements."""
    prep = Prep().edited("going.child", child).edited("going.day", day)
    prep = prep.edited("agree.agreements", {f"own-{n}": item for n, item in enumerate(items, 1)})
    for key in prep.agree.agreements:
        prep = prep.edited("agree.agreements", {**prep.agree.agreements, key: agreed(prep, key)})
    library.create(prep)
    return prep


def start(library: Library, child: str = "Sam", day: date | None = None, today: date = TODAY) -> Prep:
    """The prep for the next talk, as it is when it opens."""
    prep = Prep().edited("going.child", child).edited("going.day", day)
    return prep.edited("before.agreements", brought(prep, library.list(), today))


READ = Agreement(text="Elke dag lezen", who="parents", by=date(2026, 12, 17), mark="not-child")
CALL = Agreement(text="De juf belt", state="kept", state_day=BEFORE_TODAY)


def test_what_is_open_comes_along_with_its_words_mark_and_day_and_what_was_kept_does_not(library: Library) -> None:
    made = talk(library, READ, CALL)
    (item,) = start(library, " sam ").before.agreements.values()
    assert (item.text, item.who, item.by, item.mark) == (READ.text, READ.who, READ.by, READ.mark)
    assert (item.state, item.day) == ("", BEFORE_TODAY)
    assert list(start(library).before.agreements) == [made.agree.agreements["own-1"].id]


def test_nothing_comes_to_another_child_to_a_prep_without_a_name_or_to_a_talk_that_has_been(library: Library) -> None:
    talk(library, READ)
    for child in ("", "Noor"):
        assert start(library, child).before.agreements == {}
    assert start(library, day=TODAY - timedelta(days=1)).before.agreements == {}
    over = Prep().edited("going.child", "Sam").edited("talk", Talk(went="Goed."))
    assert brought(over, library.list(), TODAY) == {}


STATES: list[tuple[AgreementState, date | None, bool]] = [
    ("", None, True),
    ("unknown", BEFORE_TODAY, True),
    ("kept", TODAY, False),
    ("not-kept", TODAY, True),  # told at home: the talk about it is still to come
    ("not-kept", BEFORE_TODAY, False),  # told at a talk that has been
    ("not-kept", None, False),
]


@pytest.mark.parametrize(("state", "told", "comes"), STATES)
def test_what_is_settled_does_not_come_back(
    library: Library, state: AgreementState, told: date | None, comes: bool
) -> None:
    talk(library, READ.model_copy(update={"state": state, "state_day": told}))
    assert bool(start(library).before.agreements) is comes


def test_what_came_along_stays_and_hears_what_was_told_elsewhere(library: Library) -> None:
    made = talk(library, READ)
    prep = start(library)
    (name,) = prep.before.agreements
    assert brought(prep, library.list(), TODAY) == prep.before.agreements
    (line,) = ledger(library.list())
    save_outcome(library, line, "kept", TODAY)
    assert brought(prep, library.list(), TODAY)[name].state == "kept"
    library.delete(library.list()[0].name)
    assert brought(prep, library.list(), TODAY) == prep.before.agreements, f"{made.id} is gone"


def test_another_name_takes_away_what_was_of_the_first_child_and_hides_what_was_told_of_it(library: Library) -> None:
    talk(library, READ, Agreement(text="De juf kijkt mee"))
    prep = start(library)
    first, second = prep.before.agreements
    told = prep.before.agreements[second].model_copy(update={"state": "kept", "state_day": TODAY})
    prep = prep.edited("before.agreements", {**prep.before.agreements, second: told}).edited("going.child", "Noor")
    left = brought(prep, library.list(), TODAY)
    assert first not in left
    assert (left[second].state, left[second].mark) == ("kept", "only-me")


def test_the_questions_ask_what_became_of_what_was_not_kept_and_take_its_mark_along(library: Library) -> None:
    talk(library, READ, Agreement(text="De juf belt."))
    prep = start(library)
    asked = questions_before(prep)
    assert [item.mark for item in asked.values()] == ["not-child", ""]
    assert [item_words(NL, "questions", key, item, prep) for key, item in asked.items()] == [
        "Vorige keer spraken we af: Elke dag lezen (wij thuis). Hoe is dat gegaan?",
        "Vorige keer spraken we af: De juf belt. Hoe is dat gegaan?",
    ]
    kept = {name: item.model_copy(update={"state": "kept"}) for name, item in prep.before.agreements.items()}
    assert questions_before(prep.edited("before.agreements", kept)) == {}


def test_a_question_is_short_however_long_the_agreement(library: Library) -> None:
    talk(library, Agreement(text="lang " * 400))
    prep = start(library)
    ((key, item),) = questions_before(prep).items()
    assert len(item_words(NL, "questions", key, item, prep)) < 300


def test_a_question_is_asked_in_the_language_of_who_reads_it_and_names_no_agreement_that_is_gone(
    library: Library,
) -> None:
    talk(library, Agreement(who="teacher"))
    prep = start(library)
    (name,) = prep.before.agreements
    item = prep.before.agreements[name].model_copy(update={"suggestion": "sends-report"})
    prep = prep.edited("before.agreements", {name: item}).edited("ask.questions", {QUESTION + name: Item(top=True)})
    assert "1. Vorige keer spraken we af: het verslag" in render_sheet(prep, Texts("en"), "teacher")
    assert "1. Last time we agreed: send the notes" in render_sheet(prep, Texts("en"), "table")
    gone = prep.edited("before.agreements", {})
    assert "1. Hoe is het gegaan met de afspraken van de vorige keer?" in render_sheet(gone, NL, "table")
    hidden = prep.edited("before.agreements", {name: item.model_copy(update={"mark": "only-me"})})
    assert "leerkracht" not in render_sheet(hidden, NL, "table")


def test_a_copy_for_the_next_talk_has_nothing_of_what_was_asked_about_the_one_before(library: Library) -> None:
    talk(library, READ)
    prep = start(library, day=TODAY)
    prep = prep.edited("ask.questions", {**questions_before(prep), "friends": {}})
    copy = library.open(library.copy(library.create(prep))).prep
    assert list(copy.ask.questions) == ["friends"]
    assert copy.before.agreements == {}
    assert brought(copy, library.list(), TODAY) == prep.before.agreements


# Telling what became of one.


def line_of(library: Library) -> LedgerLine:
    (line,) = ledger(library.list())
    return line


def test_it_is_told_in_the_newest_prep_that_holds_it_and_nowhere_else(library: Library) -> None:
    talk(library, READ)
    old = {entry.name: library.path(entry.name).read_bytes() for entry in library.list()}
    library.create(start(library, day=date(2027, 2, 1)))
    assert save_outcome(library, line_of(library), "not-kept", TODAY) is None
    line = line_of(library)
    assert (line.state, line.told, line.newest.prep.day) == ("not-kept", TODAY, date(2027, 2, 1))
    assert all(library.path(name).read_bytes() == text for name, text in old.items())
    save_outcome(library, line, "", TODAY + timedelta(days=1))
    assert (line_of(library).state, line_of(library).is_open) == ("", True)


def test_what_another_session_has_open_is_said_and_stays(library: Library) -> None:
    talk(library, READ)
    line = line_of(library)
    other = Library(library.folder).write(line.newest.prep.name)
    with pytest.raises(Problem) as caught:
        save_outcome(library, line, "kept", TODAY)
    assert caught.value.reason == "in-use"
    other.close()
    save_outcome(library, line, "kept", TODAY)
    assert line_of(library).state == "kept"


def test_an_agreement_that_has_gone_since_it_was_seen_is_said_and_nothing_is_written(library: Library) -> None:
    made = talk(library, READ)
    line = line_of(library)
    name = line.newest.prep.name
    file = library.write(name)
    file.save(made.edited("agree.agreements", {}))
    file.close()
    before = library.path(name).read_bytes()
    with pytest.raises(Problem) as caught:
        save_outcome(library, line, "kept", TODAY)
    assert caught.value.reason == "agreement-gone"
    assert library.path(name).read_bytes() == before
    library.write(name).close()


def test_an_agreement_without_an_identity_can_be_told_of_too(library: Library) -> None:
    library.folder.mkdir()
    library.path("hand").write_text('format = 1\n[agree.agreements.a]\nmade = true\ntext = "lezen"\n')
    save_outcome(library, line_of(library), "kept", TODAY)
    assert (line_of(library).state, bool(line_of(library).id)) == ("kept", True)


# One agreement is one, whatever is done to the files over three talks.

DEEDS = ("copy file", "rename", "import", "words", "order", "tell", "remove", "child's case", "key", "copy", "restart")


def _by_hand(library: Library, name: str, deed: str, number: int) -> None:
    """What an editor could do to a file."""
    tables = tomllib.loads(library.path(name).read_text("utf-8"))
    for part in ("agree", "before"):
        items = tables.get(part, {}).get("agreements", {})
        if deed == "words":
            for item in items.values():
                item["text"] = f"andere woorden {number}"
        elif deed == "key" and part == "agree":
            # Its identity is in it: what it is called in the file says nothing.
            items = {f"{key}-anders": item for key, item in items.items()}
        elif deed == "order":
            items = dict(reversed(items.items()))
        if items:
            tables[part]["agreements"] = items
    if deed == "child's case":
        tables["going"]["child"] = tables["going"]["child"].swapcase()
    library.path(name).write_text(tomli_w.dumps(tables), "utf-8")


def _do(library: Library, deed: str, number: int) -> None:
    preps = library.list()
    name = preps[number % len(preps)].name
    if deed == "copy file":
        library.path(f"kopie-{number}-{len(preps)}").write_bytes(library.path(name).read_bytes())
    elif deed == "rename":
        library.rename(name, f"anders {number}")
    elif deed == "import":
        library.import_file(library.path(name))
    elif deed == "copy":
        library.copy(name)
    elif deed == "tell":
        lines = ledger(preps)
        save_outcome(library, lines[number % len(lines)], ("kept", "not-kept", "unknown", "")[number % 4], TODAY)
    elif deed == "remove":
        # One that is not the last to hold what it holds.
        held = {entry.name: {item.id for item in entry.agreements} for entry in preps}
        others = set().union(*(ids for other, ids in held.items() if other != name))
        if held[name] <= others:
            library.delete(name)
    elif deed == "restart":
        library.create(start(library))
    else:
        _by_hand(library, name, deed, number)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    done=st.lists(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 40)), max_size=6), min_size=3, max_size=3)
)
def test_over_three_talks_an_agreement_never_becomes_two(
    done: list[list[tuple[str, int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = Library(tmp_path_factory.mktemp("family"))
    known: set[str] = set()
    for number, deeds in enumerate(done):
        prep = talk(library, READ, CALL, day=BEFORE_TODAY - timedelta(days=90 * (3 - number)))
        known |= {item.id for item in made_agreements(prep).values()}
        library.create(start(library, day=TODAY + timedelta(days=number)))
        for deed, which in deeds:
            _do(library, deed, which)
            lines = ledger(library.list())
            assert {line.id for line in lines} == known
            assert len(lines) == len(known)
            for entry in library.list():
                ids = [held.id for held in entry.agreements]
                assert len(ids) == len(set(ids)), "each once in a prep"


def test_a_talk_of_a_child_without_a_name_hands_its_open_agreements_on(tmp_path) -> None:
    library = Library(tmp_path)
    talk(library, Agreement(text="bellen"), Agreement(text="oefenen"), child="")
    (first,) = library.list()
    save_outcome(library, next(line for line in ledger([first]) if line.words.text == "oefenen"), "kept", TODAY)
    (first,) = library.list()
    copied = library.open(copy_for_next_talk(library, first.name)).prep
    assert [item.text for item in copied.before.agreements.values()] == ["bellen"], "what was kept is settled"
    named = copied.edited("going.child", "Sam")
    assert brought(named, library.list(), TODAY) == copied.before.agreements, "also once the child has a name"


def test_a_talk_of_a_child_with_a_name_leaves_that_to_the_next_one(tmp_path) -> None:
    library = Library(tmp_path)
    talk(library, Agreement(text="bellen"))
    (first,) = library.list()
    copied = library.open(copy_for_next_talk(library, first.name)).prep
    assert copied.before.agreements == {}
    assert [item.text for item in brought(copied, library.list(), TODAY).values()] == ["bellen"]
