"""What goes to the teacher or into a calendar after a talk: choose one by number, then how to take it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.sheets.calendar_file import calendar, calendar_words
from gespreksklaar.content.sheets.messages_after import TEACHER, recap, thanks
from gespreksklaar.content.sheets.page import lay_out
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.take.document import Thing, file_name, open_prep
from gespreksklaar.tui.take.take_along import take, take_along

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.tui.full.app import GuideApp


def choose_thing(app: GuideApp) -> None:
    """A message, a word of thanks, the dates or the agreements: which of them."""
    if app.session is None:
        return

    def chosen(name: str | None) -> None:
        if name:
            _THINGS[name](app)

    rows = [Row(name, app.texts(f"things.menu.{name}"), number=n) for n, name in enumerate(_THINGS, 1)]
    app.push_screen(Menu(app.texts("things.menu.title"), rows, app.texts), chosen)


def _take_message(app: GuideApp, name: str, make: Callable[[Prep, Texts], str]) -> None:
    """To the teacher, so in the teacher's language."""

    def words() -> str:
        return f"{make(open_prep(app), TEACHER)}\n"

    file = file_name(app, app.texts(f"things.files.{name}"))
    take(app, Thing("message", file, lambda paper: lay_out(words(), paper), words))


def _take_dates(app: GuideApp) -> None:
    """On paper and on the screen as words; in a file as a calendar reads them."""

    def words() -> str:
        return calendar_words(open_prep(app), app.texts, datetime.now().date())

    def text() -> str:
        return calendar(open_prep(app), app.texts, datetime.now(UTC))

    if words():
        file = file_name(app, app.texts("things.files.calendar"))
        take(app, Thing("calendar", file, lambda paper: lay_out(words(), paper), text, ending=".ics"))
    else:
        app.push_screen(Page(app.texts("things.menu.calendar"), app.texts("things.calendar.none"), app.texts))


_THINGS: Final[Mapping[str, Callable[[GuideApp], None]]] = {
    "recap": partial(_take_message, name="recap", make=recap),
    "thanks": partial(_take_message, name="thanks", make=thanks),
    "calendar": _take_dates,
    "agreements": partial(take_along, reader="agreements"),
}
