"""Three talks about one child in one school year: agreed, brought along, told of, kept; and halfway another teacher.

What each reader gets of the third talk, and what a new school gets of all three, is in `school_year/`.
"""

import os
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from gespreksklaar.content.agreements.carry_over import answered, brought, questions_before
from gespreksklaar.content.agreements.ledger import LedgerLine, due, ledger
from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.sheets.timeline import render_history, timeline
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.talk.items import with_notes, with_state
from gespreksklaar.content.words.texts import Texts, languages

GOLDEN = Path(__file__).parent / "school_year"
SEPTEMBER, NOVEMBER, MARCH = date(2026, 9, 10), date(2026, 11, 26), date(2027, 3, 11)
JUF, MEESTER = {"own-1": {"text": "juf Noor"}}, {"own-1": {"text": "meester Ali"}}


class Year:
    """One family's folder of preps, through the year."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(folder)

    def begin(self, prep: Prep) -> str:
        """A prep for a first talk; gives its name."""
        return self.library.create(prep)

    def next(self, name: str, today: date, **going: object) -> str:
        """A prep for the next talk, from the one before, with what is still open of all of them."""
        new = self.library.copy(name)
        prep = self.library.open(new).prep
        for key, value in going.items():
            prep = prep.edited(f"going.{key}", value)
        return self.write(new, prep.edited("before.agreements", brought(prep, self.library.list(), today)))

    def write(self, name: str, prep: Prep) -> str:
        file = self.library.write(name)
        file.save(prep)
        file.close()
        return name

    def change(self, name: str, path: str, value: object) -> None:
        self.write(name, self.prep(name).edited(path, value))

    def prep(self, name: str) -> Prep:
        return self.library.open(name).prep

    def save_outcome(self, name: str, what: str, state: Any, today: date) -> None:
        """What became of an agreement of before, told in this prep."""
        items = dict(self.prep(name).before.agreements)
        key = next(key for key, item in items.items() if item.text == what)
        self.change(name, "before.agreements", {**items, key: answered(items[key], state, today)})

    def agree(self, name: str, key: str, **agreement: object) -> None:
        """Agreed at the table."""
        items = self.prep(name).agree.agreements
        self.change(name, "agree.agreements", {**items, key: agreement})
        prep = self.prep(name)
        self.change(name, "agree.agreements", {**prep.agree.agreements, key: agreed(prep, key)})

    def lines(self) -> Mapping[str, LedgerLine]:
        """The agreements of the child so far, by their words."""
        lines = ledger(self.library.list())
        assert len({line.words.text for line in lines}) == len(lines), "none is there twice"
        return {line.words.text: line for line in lines}


READ, CALL, DOCTOR, SUMS = (
    "elke avond een kwartier voorlezen",
    "belt hoe het gaat",
    "met Sam naar de huisarts gaan",
    ("maakt elke dinsdag de sommen af"),
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, str]:
    """The whole year, and the name of its third prep."""
    year = Year(tmp_path_factory.mktemp("year"))
    first = year.begin(
        Prep.model_validate(
            {
                "created": datetime(2026, 9, 1, 20, 0),
                "going": {"kind": "start", "child": "Sam", "day": SEPTEMBER, "start": time(15, 30), "people": JUF},
                "child": {"comes": "no"},
                "ask": {"questions": {"strong-points": {"top": True}}},
                "tell": {"tells": {"likes-school": {}}},
            }
        )
    )
    year.agree(first, "own-read", text=READ, who="parents", by=date(2026, 11, 1), see="calendar-mark")
    year.agree(first, "own-call", text=CALL, who="teacher", by=date(2026, 9, 24))
    year.agree(first, "own-doctor", text=DOCTOR, who="parents", mark="only-me")
    assert {line.words.text for line in due(year.lines().values(), date(2026, 9, 20))} == {CALL}

    second = year.next(first, date(2026, 11, 20), kind="progress", day=NOVEMBER, start=time(15, 40), people=JUF)
    assert {item.text for item in year.prep(second).before.agreements.values()} == {READ, CALL, DOCTOR}
    year.save_outcome(second, CALL, "kept", date(2026, 11, 20))
    year.save_outcome(second, READ, "not-kept", date(2026, 11, 20))
    texts = Texts("nl")
    prep = year.prep(second)
    asked = {item_words(texts, "questions", key, item, prep): key for key, item in questions_before(prep).items()}
    (about_reading,) = [key for words, key in asked.items() if READ in words]
    assert not any(CALL in words for words in asked), "what was kept is no question any more"
    questions = {about_reading: {"top": True}, "own-1": {"text": "Waarom is rekenen zo moeilijk?", "top": True}}
    year.change(second, "ask.questions", questions)
    noted = with_notes({}, "plan.teacher", "Het gaat beter met lezen.")
    noted = with_state(noted, f"questions.{about_reading}", "answered")
    year.change(second, "talk.noted", noted)
    year.agree(second, "own-sums", text=SUMS, who="child", by=date(2027, 2, 1), see="calendar-mark")

    third = year.next(second, date(2027, 3, 1), day=MARCH, start=time(16, 0), people=MEESTER)
    assert {item.text for item in year.prep(third).before.agreements.values()} == {DOCTOR, SUMS}, (
        "what was kept is over, and what was not kept was talked about in November"
    )
    year.save_outcome(third, SUMS, "kept", date(2027, 3, 1))
    year.change(third, "ask.questions", {"place-in-group": {"top": True}, "own-2": {"text": "Is Sam blij?"}})
    year.change(third, "child.comes", "no")
    year.change(third, "talk.noted", with_notes({}, "questions.place-in-group", "Sam speelt met Noa en Bram."))
    year.agree(
        third, "own-write", text="schrijft elke vrijdag een stukje in het schrift", who="teacher", by="tot de zomer"
    )
    year.change(third, "agree.contact", "message-two-weeks")
    return year, third


def test_what_became_of_everything_that_was_agreed(year):
    lines = year[0].lines()
    assert {text: line.state for text, line in lines.items()} == {
        READ: "not-kept",
        CALL: "kept",
        DOCTOR: "",
        SUMS: "kept",
        "schrijft elke vrijdag een stukje in het schrift": "",
    }
    assert {line.child for line in lines.values()} == {"Sam"}
    assert lines[SUMS].day == NOVEMBER, "the day of the talk where it was agreed"
    assert lines[SUMS].told == date(2027, 3, 1)


def test_another_teacher_changes_who_is_at_the_table_and_nothing_that_was_agreed(year):
    preps = [year[0].prep(summary.name) for summary in year[0].library.list()]
    people = [[item.text for item in prep.going.people.values()] for prep in timeline(preps, date(2027, 4, 1))]
    assert people == [["juf Noor"], ["juf Noor"], ["meester Ali"]]


def as_reviewed(name: str, text: str) -> None:
    """Write the files anew with GOLDEN=write, and read the diff."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(text, "utf-8", newline="")
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reader", SHEETS)
def test_the_third_talk_for_each_reader(year, reader, language):
    years, third = year
    as_reviewed(f"{reader}.{language}", render_sheet(years.prep(third), Texts(language), reader, MARCH))


@pytest.mark.parametrize("language", languages())
def test_all_three_talks_for_a_new_school_in_the_language_of_the_school(year, language):
    years, _ = year
    talks = timeline([years.prep(summary.name) for summary in years.library.list()], date(2027, 4, 1))
    text = render_history(talks, years.lines().values(), Texts(language), date(2027, 4, 1))
    assert DOCTOR not in text
    assert "Noa" not in text, "no notes"
    as_reviewed("new-school.nl", text)
