"""Choose a document for after a talk, such as a message to the teacher or the dates, and take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from gespreksklaar.content.form.places.documents import Name
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.take.printer_now import ask_printer
from gespreksklaar.tui.take.take_along import documents_of, take

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


def choose_document(app: GuideBase) -> None:
    """Choose between the messages, thanks, dates and agreements of the open prep, and take one along."""
    if app.session is None:
        return
    documents = documents_of(app)
    choice = documents.choose()

    def chosen(key: str | None) -> None:
        if key is None:
            return
        name = cast("Name", key)
        if document := documents.after_talk(name):
            take(app, document)
        else:
            app.push_screen(Page(*documents.nothing_in(name), app.texts))

    ask_printer(app)
    app.push_screen(Menu(choice.title, choice.rows, app.texts), chosen)
