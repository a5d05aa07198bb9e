"""A minimal front without a screen: it answers each field of each place through the form alone."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from gespreksklaar.content.form.fields.agreements import OWN, Agreements
from gespreksklaar.content.form.fields.form_field import Change, FormField
from gespreksklaar.content.form.fields.pick_many import PickMany
from gespreksklaar.content.form.fields.pick_one import PickOne
from gespreksklaar.content.form.fields.registry import fields_asked, form_field
from gespreksklaar.content.form.fields.talk_notes import TalkNotes
from gespreksklaar.content.form.fields.when import When
from gespreksklaar.content.form.places.documents import AFTER_A_TALK, Documents
from gespreksklaar.content.form.places.order import FIRST, place_beside
from gespreksklaar.content.form.places.talk_flow import BEGAN, begins_now
from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.declaration import all_fields, fields_at
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AFTER, CLOSE, REVIEW, STEPS, TALK
from gespreksklaar.content.sheets.page import A4
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.talk.items import talk_items
from tests.content.sessions import QuietFront


class LineFront(QuietFront):
    """A front whose user answers field after field."""

    def __init__(self, folder: Path, language: str = "nl") -> None:
        super().__init__(language)
        self.session = Session.begin(self, Library(folder), Prep())

    # What a user does.

    def field(self, path: str, place: str = "") -> FormField:
        """The field as it is now."""
        return form_field(all_fields()[path], self.session.prep, self.texts, place)

    def make(self, change: Change | None) -> None:
        """Answer a field."""
        assert change is not None
        assert self.session.edit(change.path, change.value, undoable=True), self.said
        if change.message:
            self.show_message(change.message)

    def answer(self, path: str, place: str) -> None:
        """Answer a field as a user who takes the first suggestion, and adds words of their own."""
        field = self.field(path, place)
        assert field.label, path
        if isinstance(field, TalkNotes):
            for row in field.rows():
                self.make(self.notes(place).written(row.key, "dat ging goed"))
        elif isinstance(field, When | PickOne):
            self.make(field.picked(field.rows()[0].key))
        elif isinstance(field, PickMany):
            first = next(row.key for row in field.rows() if field.is_suggestion(row.key) and row.key not in field.items)
            self.make(field.picked(first))
            self.make(self.field(path, place).typed(f"Mijn eigen regel bij {field.label}"))
        else:
            self.make(field.typed("Sam" if path == "going.child" else f"Mijn woorden bij {field.label}"))

    def notes(self, place: str) -> TalkNotes:
        """The field with the notes of the talk."""
        field = self.field("talk.noted", place)
        assert isinstance(field, TalkNotes)
        return field

    def agree_on_parts(self) -> None:
        """Ask for each part of the first agreement, one question after another."""
        agreements = self.field("agree.agreements", CLOSE)
        assert isinstance(agreements, Agreements)
        key = next(iter(agreements.items))
        answers = {"text": "elke avond tien minuten lezen", "who": OWN, "by": "17 dec", "see": ""}
        for part in agreements.parts:
            question = agreements.question(key, part)
            answer = answers[part] or question.rows[0].key
            if answer == OWN:
                question, answer = agreements.question(key, part, own_words=True), "wij samen"
            self.make(agreements.answered(question, answer))
            agreements = self.field("agree.agreements", CLOSE)
            assert isinstance(agreements, Agreements)


def whole_prep(front: LineFront) -> dict[str, str]:
    """Make a prep from nothing, hold the talk, and return every sheet and document by its name."""
    prepare(front)
    talk(front)
    assert front.session.save()
    return documents(front)


def prepare(front: LineFront) -> None:
    """Answer the five steps, from the first to review."""
    place = FIRST
    while place != REVIEW:
        answered: set[str] = set()
        # An answer can bring more to ask.
        while left := [f for f in fields_asked(place, front.session.prep) if f.path not in answered]:
            front.answer(left[0].path, place)
            answered.add(left[0].path)
        front.session.save()
        place = place_beside(place, 1)
    questions = front.field("ask.questions")
    assert isinstance(questions, PickMany)
    front.make(questions.topped(next(iter(questions.items))))
    assert place_beside(place, 1) == TALK


def talk(front: LineFront) -> None:
    """Hold the talk and its close, and fill in the notes afterwards."""
    front.make(Change(BEGAN, begins_now(front.session.prep, datetime.now())))
    for item in talk_items(front.session.prep):
        for row in front.notes(TALK).tick_rows(item)[:1]:
            front.make(front.notes(TALK).picked(row.key))
    agreements = front.field("agree.agreements", CLOSE)
    assert isinstance(agreements, Agreements)
    front.make(agreements.picked(next(iter(agreements.items))))
    front.agree_on_parts()
    for place in (CLOSE, AFTER):
        for field in fields_at(place):
            if field.asks.kind == "noted" or not front.field(field.path, place).value:
                front.answer(field.path, place)


def documents(front: LineFront) -> dict[str, str]:
    """Every sheet, and every document for after a talk, by its name."""
    session = front.session
    found = Documents(lambda: front.session.prep, session.name, front.texts)
    made = {reader: found.sheet(reader).pages(A4) for reader in SHEETS}
    for name in AFTER_A_TALK:
        document = found.after_talk(name)
        assert document is not None, name
        made[name] = document.text()
    return made


if __name__ == "__main__":
    front = LineFront(Path(sys.argv[1]))
    sheets = whole_prep(front)
    front.session.close()
    print(len(STEPS), *sorted(sheets))
