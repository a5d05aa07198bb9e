"""Choose a document for after a talk, such as a message to the teacher or the dates, and take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from gespreksklaar.content.form.places.documents import Name
from gespreksklaar.content.form.places.review import messages_to_read
from gespreksklaar.screens.steps.review import MessagePage
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.take.printer_now import ask_printer
from gespreksklaar.tui.take.take_along import documents_of, take

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.documents import Document
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
            _take(app, name, document)
        else:
            app.push_screen(Page(*documents.nothing_in(name), app.texts))

    ask_printer(app)
    app.push_screen(Menu(choice.title, choice.rows, app.texts), chosen)


def _take(app: GuideBase, name: str, document: Document) -> None:
    """Take the document along; a message to school is read first, in the user's language as well."""
    assert app.session is not None
    message = messages_to_read(app.session.prep, app.texts).get(name)
    if message is None:
        take(app, document)
        return
    page = MessagePage(message.title, message.words, app.texts)
    app.push_screen(page, lambda takes: take(app, document) if takes else None)
