"""The documents to take along or send: sheets, messages, the dates for a calendar, and the talks over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final, Literal, get_args

from gespreksklaar.content.agreements.ledger import LedgerLine, ledger, whose_is
from gespreksklaar.content.form.rows import Choice, numbered
from gespreksklaar.content.guidance.wording import picked_words
from gespreksklaar.content.prep.file_names import bare
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.calendar_file import calendar, calendar_words
from gespreksklaar.content.sheets.messages_after import recap, thanks
from gespreksklaar.content.sheets.messages_ahead import TEACHER, message
from gespreksklaar.content.sheets.page import A4, Paper, lay_out
from gespreksklaar.content.sheets.readers import is_bare, own_words_on, render_sheet
from gespreksklaar.content.sheets.timeline import NEW_SCHOOL, OWN, render_history, timeline
from gespreksklaar.content.store.library import Library, slug
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.content.words.time_zone import time_zone

Name = Literal["agreements", "recap", "thanks", "calendar"]
"""A document that goes with what was agreed at a talk."""
AFTER_A_TALK: Final[tuple[Name, ...]] = get_args(Name)
_MISSED: Final = {"child": "child", "other-parent": "agreements", "agreements": "agreements"}
"""What one misses on a sheet with nothing but the appointment, as an id below `take.lacks`; on others the questions."""
_LINE: Final = 60
_LINES: Final = 3
"""The most lines of own words named in a warning, and the most cells of each."""


@dataclass(frozen=True)
class Document:
    """A text with a name, on paper or in a file. It is made each time from the current prep.

    The words for a kind are in `take.toml`.
    """

    kind: Literal["sheet", "message", "calendar", "history"]
    name: str
    """The name of its file, without the ending."""
    pages: Callable[[Paper], str]
    """Lays it out for paper or a screen of this size, with pages parted by a form feed."""
    text: Callable[[], str]
    """Makes the text of its file."""
    ending: str = ".txt"
    warning: str = ""
    """What to know before it leaves the program."""
    reader: str = ""
    """Whom a sheet is for."""


def _now() -> datetime:
    return datetime.now(time_zone())


@dataclass(frozen=True)
class Documents:
    """The documents of one prep. `prep` returns the current one; `name` is its file's, empty while it has none.

    `now` returns the time in the zone where the talk is.
    """

    prep: Callable[[], Prep]
    name: str
    texts: Texts
    now: Callable[[], datetime] = _now

    def sheet(self, reader: str) -> Document:
        """The sheet for this reader."""

        def pages(paper: Paper) -> str:
            return render_sheet(self.prep(), self.texts, reader, paper=paper)

        name, prep = self._file(f"sheet.readers.{reader}.file"), self.prep()
        warning = _lacks(_MISSED.get(reader, "questions"), self.texts) if is_bare(prep, reader) else ""
        warning = warning or _warning(own_words_on(prep, reader), self.texts)
        return Document("sheet", name, pages, partial(pages, A4), warning=warning, reader=reader)

    def choose(self) -> Choice:
        """The question which document to send or keep after a talk. The key of each row is its name."""
        rows = numbered((name, self.texts(f"things.menu.{name}")) for name in AFTER_A_TALK)
        return Choice(self.texts("things.menu.title"), tuple(rows))

    def after_talk(self, name: Name) -> Document | None:
        """The document with this name; None when there is nothing in it, which only the calendar can have."""
        if name == "agreements":
            return self.sheet("agreements")
        return self._dates() if name == "calendar" else self.message(name)

    def nothing_in(self, name: Name) -> tuple[str, str]:
        """The title and the words of the page that reports that the document with this name is empty."""
        return self.texts(f"things.menu.{name}"), self.texts(f"things.{name}.none")

    def message(self, name: str) -> Document:
        """The message with this name to the teacher, in the teacher's language."""
        make = {"recap": recap, "thanks": thanks}.get(name) or partial(message, name)
        file = f"things.files.{name}" if name in AFTER_A_TALK else f"messages.{name}.file"

        def words() -> str:
            return f"{make(self.prep(), TEACHER)}\n"

        is_bare_recap = name == "recap" and words() == f"{thanks(self.prep(), TEACHER)}\n"
        warning = _lacks("agreements", self.texts) if is_bare_recap else ""
        return Document("message", self._file(file), lambda paper: lay_out(words(), paper), words, warning=warning)

    def _dates(self) -> Document | None:
        """The dates: in words on paper and on the screen, as iCalendar in a file; None when there are none."""

        def words() -> str:
            return calendar_words(self.prep(), self.texts, self.now().date())

        def text() -> str:
            return calendar(self.prep(), self.texts, self.now())

        def pages(paper: Paper) -> str:
            return lay_out(words(), paper)

        return Document("calendar", self._file("things.files.calendar"), pages, text, ".ics") if words() else None

    def _file(self, what: str) -> str:
        """A name to find it by: child, kind and day as the prep has them, and what it is, in the user's language."""
        going = self.prep().going
        known = (going.child, picked_words(self.texts, "kinds", going.kind, self.prep()), str(going.day or ""))
        words = " ".join(filter(None, known))
        return f"{slug(words or bare(self.name))}-{self.texts(what)}"


def _lacks(what: str, texts: Texts) -> str:
    """What is not there yet and where to fill it in, and that the user may go on without."""
    return f"{texts(f'take.lacks.{what}')} {texts('take.lacks.how')}"


def _warning(lines: Sequence[str], texts: Texts) -> str:
    """Which of the user's own words others will read, and what to do about it; "" where there are none."""
    if not lines:
        return ""
    shown = [f"· {cut(clean_line(line), _LINE)}" for line in lines[:_LINES]]
    more = [texts("take.own-words.more", n=len(lines) - _LINES)] if len(lines) > _LINES else []
    return "\n".join([texts("take.own-words.there"), *shown, *more, texts("take.own-words.how")])


@dataclass(frozen=True)
class TalksOver:
    """The talks about one child that are over, and the outcomes of their agreements.

    `lines` returns the current agreements of all preps.
    """

    talks: Sequence[Prep]
    lines: Callable[[], Iterable[LedgerLine]]
    texts: Texts
    today: Callable[[], date] = date.today

    @classmethod
    def of(cls, library: Library, child: str, texts: Texts) -> TalksOver:
        """The talks of these preps about one child; `child` is its key from `whose`.

        It leaves out a prep that can't be read: the list of preps shows that one with its problem.
        """
        found = []
        for prep in library.list():
            if whose_is(prep) == child:
                with suppress(Problem):
                    found.append(library.open(prep.name).prep)
        return cls(timeline(found, date.today()), lambda: ledger(library.list()), texts)

    def pages(self, paper: Paper, reader: str = OWN) -> str:
        """The pages as the user may see them, or as this reader may."""
        return render_history(self.talks, self.lines(), self.texts, self.today(), reader=reader, paper=paper)

    def document(self) -> Document:
        """The sheet for a new school."""
        child = self.talks[-1].going.child if self.talks else ""
        pages = partial(self.pages, reader=NEW_SCHOOL)
        return Document("history", slug(f"{child} {self.texts('ledger.history.file')}"), pages, partial(pages, A4))
