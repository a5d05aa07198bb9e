"""The talks about a child over the years, and the sheet of them for a new school."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gespreksklaar.content.agreements.carry_over import brought, save_outcome
from gespreksklaar.content.agreements.ledger import ledger
from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.page import A4, A4_LARGE, Paper
from gespreksklaar.content.sheets.timeline import NEW_SCHOOL, OWN, render_history, timeline
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.measure import cells
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

TODAY = date(2027, 7, 1)
NL = Texts("nl")


def talk(day: date, **parts: object) -> Prep:
    tables = {"going": {"child": "Sam", "kind": "progress", "day": day, "people": {"teacher": {}}}, **parts}
    prep = Prep.model_validate(tables)
    for key in prep.agree.agreements:
        prep = prep.edited("agree.agreements", {**prep.agree.agreements, key: agreed(prep, key)})
    return prep


def agreements(**items: dict[str, object]) -> dict[str, object]:
    return {"agreements": items}


FIRST = talk(
    date(2025, 10, 6),
    agree={"goal": {"sentence": "Sam leest elke dinsdag."}, **agreements(a={"text": "Elke dag lezen"})},
)
SECOND = talk(date(2026, 12, 3), agree=agreements(b={"text": "De juf belt"}, c={"text": "ZORG", "mark": "not-child"}))
LATER = talk(date(2027, 12, 3))


def sheet(*preps: Prep, reader: str = NEW_SCHOOL, paper: Paper = A4, texts: Texts = NL) -> str:
    return render_history(timeline(preps, TODAY), [], texts, TODAY, reader=reader, paper=paper)


def test_the_talks_that_have_been_stand_in_their_order_with_goal_and_agreements() -> None:
    text = sheet(LATER, SECOND, FIRST)
    wanted = ["6 oktober 2025", "Sam leest elke dinsdag.", "Elke dag lezen", "3 december 2026", "De juf belt"]
    assert sorted(wanted, key=text.index) == wanted
    assert "2027 ·" not in text


@pytest.mark.parametrize("who", ["parents", "together"])
def test_a_new_school_reads_who_is_meant_by_us(who: str) -> None:
    goal = {"what": "read-aloud", "who": who, "when": "tuesday-evening"}
    prep = talk(date(2025, 10, 6), agree={"goal": goal, **agreements(a={"text": "Elke dag lezen", "who": who})})
    for reader, is_said in ((NEW_SCHOOL, False), (OWN, True)):
        said = sheet(prep, reader=reader).lower()
        assert ("wij" in said) is is_said
        assert said.count("de ouders") == (0 if is_said else 2)


def test_a_copy_of_a_file_is_no_other_talk() -> None:
    assert sheet(FIRST, SECOND, FIRST).count("6 oktober 2025") == 1


def test_for_whom_it_is_is_the_first_line_of_every_page() -> None:
    many = [talk(date(2020, 1, n), agree=agreements(a={"text": "Elke dag lezen " * 40})) for n in range(1, 29)]
    pages = sheet(*many).split("\f")
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        first = page.split("\n")[0]
        assert first.startswith("Voor de nieuwe school van Sam")
        assert first.endswith(f"pagina {number} van {len(pages)}")


def test_what_became_of_an_agreement_comes_from_all_preps(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.create(FIRST)
    nxt = Prep().edited("going.child", "Sam")
    library.create(nxt.edited("before.agreements", brought(nxt, library.list(), TODAY)))
    (line,) = ledger(library.list())
    save_outcome(library, line, "kept", date(2026, 2, 1))
    text = render_history([FIRST], ledger(library.list()), NL, TODAY)
    assert "Elke dag lezen. Gelukt (zondag 1 februari 2026)." in text


def test_nothing_marked_no_notes_and_nothing_of_the_child_is_on_it() -> None:
    private = talk(
        date(2026, 3, 3),
        child={"report": "KINDZEGT", "likes": {"own-1": {"text": "KINDVINDT"}}, "wishes": {"own-1": {"text": "WENS"}}},
        ask={"mind": "PIEKER", "questions": {"own-1": {"text": "VRAAG"}}},
        tell={"tells": {"own-1": {"text": "THUIS"}}},
        agree=agreements(a={"text": "ALLEENIK", "mark": "only-me"}, b={"text": "NIETKIND", "mark": "not-child"}),
        talk={"went": "GING", "tell_child": "VERTEL", "noted": {"questions.own-1": {"notes": "NOTITIE"}}},
    )
    text = sheet(private, SECOND)
    for word in ("KINDZEGT", "KINDVINDT", "WENS", "PIEKER", "VRAAG", "THUIS", "ALLEENIK", "NIETKIND", "GING",
                 "VERTEL", "NOTITIE", "ZORG"):  # fmt: skip
        assert word not in text
    assert "De juf belt" in text
    assert "ZORG. (niet waar mijn kind bij is)" in " ".join(sheet(SECOND, reader=OWN).split())


def test_a_mark_of_a_later_talk_hides_an_agreement_too(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.create(FIRST)
    nxt = Prep().edited("going.child", "Sam")
    ((name, item),) = brought(nxt, library.list(), TODAY).items()
    held = {name: item.model_copy(update={"mark": "only-me"})}
    library.create(nxt.edited("before.agreements", held))
    assert "Elke dag lezen" not in render_history([FIRST], ledger(library.list()), NL, TODAY)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("paper", [A4, A4_LARGE, Paper(40, 11)])
def test_it_fits_on_paper_whatever_was_written(language: str, paper: Paper) -> None:
    preps = [prep.edited("going.day", date(2026, 1, 5)) for prep in STORIES.values()]
    for page in sheet(*preps, paper=paper, texts=Texts(language)).split("\f"):
        lines = page.removesuffix("\n").split("\n")
        assert len(lines) <= paper.lines
        assert max(map(cells, lines)) <= paper.width


def test_without_a_talk_it_says_so() -> None:
    assert "Er is nog geen gesprek geweest." in sheet(LATER)
