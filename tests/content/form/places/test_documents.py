"""What can be taken along after a talk, what its file is called, and how it is delivered here."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gespreksklaar.content.form.places.delivery import DeliveryOptions, choose_overwrite, saved_page
from gespreksklaar.content.form.places.documents import AFTER_A_TALK, Document, Documents, Name, TalksOver
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_after import recap, thanks
from gespreksklaar.content.sheets.messages_ahead import TEACHER
from gespreksklaar.content.sheets.page import A4
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.papers import PAPERS
from tests.content.preps import STORIES

NL, EN = Texts("nl"), Texts("en")
AFTER = STORIES["after-the-talk"]
NOW = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


def of(prep: Prep = AFTER, name: str = "sam", texts: Texts = NL) -> Documents:
    return Documents(lambda: prep, name, texts, lambda: NOW)


def known(document: Document | None) -> Document:
    assert document is not None
    return document


def test_whatever_can_be_sent_is_tried_for_lines_that_are_not_for_its_reader() -> None:
    assert set(AFTER_A_TALK) <= set(PAPERS)
    assert set(SHEETS) <= set(PAPERS)


@pytest.mark.parametrize("reader", SHEETS)
@pytest.mark.parametrize("texts", [NL, EN], ids=lambda texts: texts.language)
def test_a_sheet_is_the_same_on_paper_and_in_a_file_and_named_after_prep_and_reader(reader: str, texts: Texts) -> None:
    sheet = of(texts=texts).sheet(reader)
    assert sheet.text() == sheet.pages(A4) == render_sheet(AFTER, texts, reader)
    kind = texts("kinds.progress.name").lower().replace(" ", "-")
    name = f"sam-{kind}-2026-12-03-{texts(f'sheet.readers.{reader}.file')}"
    assert (sheet.kind, sheet.name, sheet.ending) == ("sheet", name, ".txt")
    unnamed = Documents(Prep, "progress", texts).sheet(reader).name
    assert unnamed.startswith("progress-"), "the name of its file, where nothing else is known"


def test_beside_another_sheet_the_card_for_a_phone_is_said_to_be_for_the_parent() -> None:
    for reader in SHEETS:
        rows = DeliveryOptions.at_home().choose(of().sheet(reader), NL).rows
        (words,) = (row.text for row in rows if row.key == "qr")
        assert ("voor uzelf" in words) == (reader != "own"), reader


def test_it_is_made_anew_each_time_from_the_prep_as_it_is_then() -> None:
    held = [AFTER]
    sheet = Documents(lambda: held[0], "sam", NL).sheet("own")
    before = sheet.text()
    held[0] = AFTER.edited("going.child", "Fenna")
    assert "FENNA" not in before.upper()
    assert "FENNA" in sheet.text().upper()


@pytest.mark.parametrize(("name", "make"), [("recap", recap), ("thanks", thanks)])
@pytest.mark.parametrize("texts", [NL, EN], ids=lambda texts: texts.language)
def test_a_message_is_in_the_teachers_language_whoever_sends_it(name: Name, make: object, texts: Texts) -> None:
    message = known(of(texts=texts).after_talk(name))
    assert message.text() == f"{make(AFTER, TEACHER)}\n"  # type: ignore[operator]
    assert message.kind == "message"
    assert " ".join(message.pages(A4).split()) == " ".join(message.text().split())


def test_dates_are_words_on_paper_and_a_calendar_in_a_file() -> None:
    dates = known(of().after_talk("calendar"))
    assert (dates.kind, dates.ending) == ("calendar", ".ics")
    assert dates.text().startswith("BEGIN:VCALENDAR")
    assert "donderdag 17 december 2026" in dates.pages(A4)


def test_a_prep_without_days_has_nothing_for_a_calendar_and_says_so() -> None:
    assert of(Prep()).after_talk("calendar") is None
    title, words = of(Prep()).nothing_in("calendar")
    assert (title, words) == (NL("things.menu.calendar"), NL("things.calendar.none"))
    assert all(of(Prep()).after_talk(name) for name in AFTER_A_TALK if name != "calendar")


@pytest.mark.parametrize("language", languages())
def test_each_document_is_offered_by_name_and_number(language: str) -> None:
    choice = of(texts=Texts(language)).choose()
    assert [(row.key, row.number) for row in choice.rows] == [(name, n) for n, name in enumerate(AFTER_A_TALK, 1)]
    assert not any(row.text.startswith("things.") for row in choice.rows)


# The talks over the years.


def test_the_talks_about_one_child_are_those_that_have_been(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for child, day in (
        ("Sam", date(2025, 1, 10)),
        ("Sam", date(2024, 1, 10)),
        ("Sam", date(2199, 1, 1)),
        ("Noor", date(2025, 2, 2)),
    ):
        library.create(Prep().edited("going.child", child).edited("going.day", day))
    (tmp_path / "stuk.toml").write_bytes(b"\xff")
    history = TalksOver.of(library, "sam", NL)
    assert [talk.going.day for talk in history.talks] == [date(2024, 1, 10), date(2025, 1, 10)]
    document = history.document()
    assert (document.kind, document.name) == ("history", f"sam-{NL('ledger.history.file')}")
    assert document.text() == document.pages(A4)
    assert NL("ledger.history.for", child="Sam") in document.text()
    assert NL("ledger.history.for", child="Sam") not in history.pages(A4), "the user's own page is for no school"
    assert TalksOver.of(library, "bo", NL).document().name == NL("ledger.history.file")


# How it is delivered.

HOME = DeliveryOptions.at_home()
NOTHING = DeliveryOptions(printer=None, anywhere=False, stick=None, qr=False, large_print=False)
SHEET = Document("sheet", "sam", str, str)
MESSAGE = replace(SHEET, kind="message")


@pytest.mark.parametrize(
    ("options", "document", "fits", "offered"),
    [
        (HOME, SHEET, True, ["print", "large", "qr", "file", "show"]),
        (HOME, SHEET, False, ["print", "large", "file", "show"]),
        (HOME, MESSAGE, True, ["print", "large", "file", "show"]),
        (NOTHING, SHEET, True, ["show"]),
        (NOTHING._replace(printer=""), SHEET, True, ["print", "show"]),
        (NOTHING._replace(large_print=True), SHEET, True, ["show"]),
        (NOTHING._replace(printer="laser", large_print=True), SHEET, True, ["print", "large", "show"]),
        (NOTHING._replace(stick=Path("/media")), MESSAGE, True, ["stick", "show"]),
        (NOTHING._replace(qr=True), SHEET, True, ["qr", "show"]),
        (NOTHING._replace(qr=True), MESSAGE, True, ["show"]),
    ],
)
def test_only_what_is_there_is_offered_in_a_fixed_order(
    options: DeliveryOptions, document: Document, fits: bool, offered: list[str]
) -> None:
    choice = options.choose(document, NL, card_fits=fits)
    assert [(row.key, row.number) for row in choice.rows] == [(way, n) for n, way in enumerate(offered, 1)]
    assert choice.title == NL(f"take.{document.kind}.how")


def test_a_file_that_is_there_is_kept_by_the_first_answer() -> None:
    choice = choose_overwrite(Path("/tmp/blad.txt"), "sheet", datetime(2026, 11, 3, 9, 5), NL)
    assert "van dinsdag 3 november 2026, 09:05" in choice.title
    assert [row.key for row in choice.rows] == ["keep", "replace"]
    assert "/tmp/blad.txt" in choice.title


@pytest.mark.parametrize("kind", ["sheet", "message", "calendar", "history"])
@pytest.mark.parametrize("language", languages())
def test_where_it_was_saved_is_said_with_what_to_do_next(kind: str, language: str) -> None:
    document = replace(SHEET, kind=kind)  # type: ignore[arg-type]
    title, words = saved_page(document, Path("/tmp/blad.txt"), Texts(language))
    assert "/tmp/blad.txt" in words
    assert not any("take." in said for said in (title, words))


@pytest.mark.parametrize("name", ["SAM2.TOML", 'vraag? "a:b|c*"', "x" * 250, "con", "sam. "])
def test_a_file_that_is_proposed_has_a_name_that_any_system_can_hold(name: str) -> None:
    for document in (of(name=name).sheet("own"), known(of(name=name).after_talk("calendar"))):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,200}[a-z0-9]", document.name)


# Own words that others will read.


PRIVATE = Prep.model_validate(
    {
        "going": {"child": "Sam"},
        "ask": {"mind": "ZORG", "questions": {"a": {"text": "Wie helpt als hij nat is?"}, "in-class": {}}},
        "tell": {
            "tells": {
                "b": {"text": "Hij plast nog in bed."},
                "c": {"text": "Ik slaap slecht.", "mark": "only-me"},
                "likes-school": {},
            }
        },
    }
)


@pytest.mark.parametrize("reader", SHEETS)
def test_before_others_read_a_sheet_one_is_told_which_own_words_are_on_it(reader: str) -> None:
    sheet = Documents(lambda: PRIVATE, "sam", NL).sheet(reader)
    own = ["Hij plast nog in bed.", "Wie helpt als hij nat is?"]
    if reader in ("table", "interpreter"):
        assert sheet.warning.splitlines()[1:-1] == [f"· {words}" for words in own]
        assert all(words in sheet.text() for words in own)
        assert DeliveryOptions.at_home().choose(sheet, NL).title.startswith(sheet.warning)
    elif reader in ("other-parent", "agreements"):
        assert sheet.warning == f"{NL('take.lacks.agreements')} {NL('take.lacks.how')}"
    else:
        assert not sheet.warning


def test_a_line_that_is_hidden_is_warned_of_no_more_and_many_are_counted() -> None:
    marked = PRIVATE.edited("tell.tells", {"b": {"text": "Hij plast nog in bed.", "mark": "not-child"}})
    assert "plast" not in Documents(lambda: marked, "sam", NL).sheet("table").warning
    many = PRIVATE.edited("tell.tells", {f"own-{n}": {"text": f"Regel {n} {'x' * 200}"} for n in range(7)})
    lines = Documents(lambda: many, "sam", NL).sheet("table").warning.splitlines()
    assert len(lines) == 6
    assert lines[-2] == NL("take.own-words.more", n=5)
    assert max(map(len, lines)) <= 80
    assert NL("take.own-words.there") not in Documents(Prep, "sam", NL).sheet("table").warning


@pytest.mark.parametrize("reader", SHEETS)
def test_a_sheet_with_the_appointment_alone_says_what_it_lacks(reader: str) -> None:
    going = Prep.model_validate({"going": {"child": "Sam", "kind": "progress", "place": "lokaal 4"}})
    lacks = {"child": "child", "other-parent": "agreements", "agreements": "agreements"}.get(reader, "questions")
    warning = Documents(lambda: going, "sam", NL).sheet(reader).warning
    assert warning == f"{NL(f'take.lacks.{lacks}')} {NL('take.lacks.how')}"
    filled = STORIES["after-the-talk"]
    assert NL("take.lacks.how") not in Documents(lambda: filled, "sam", NL).sheet(reader).warning


def test_a_message_about_agreements_says_that_there_are_none() -> None:
    documents = Documents(lambda: PRIVATE, "sam", NL)
    assert documents.message("recap").warning.startswith(NL("take.lacks.agreements"))
    assert not documents.message("thanks").warning
    assert not Documents(lambda: STORIES["after-the-talk"], "sam", NL).message("recap").warning
