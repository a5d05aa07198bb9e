"""What came of a question: a tick and a line of notes. What the fields that write it share."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from gespreksklaar.content.form.fields.talk_notes import NOTES_LIMIT, TalkNotes
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.line_input import LineInput


class NotedField(StepField):
    """Writes what was noted of an item; a subclass shows it."""

    @property
    def form(self) -> TalkNotes:
        """The field as every front shares it."""
        form = super().form
        assert isinstance(form, TalkNotes)
        return form

    def write(self, name: str, notes: str) -> None:
        """These notes with this item, unless it has them."""
        if change := self.form.written(name, notes):
            self.edit(change.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A tick is taken back by giving it again, and a letter is for the notes."""
        return action != "undo"


class NoteLine(LineInput):
    """A line of notes with one item. Enter goes on at once, so that what is typed next is the next item's."""

    _left = False

    def __init__(self, of: str, notes: str, placeholder: str, *, enter: Callable[[], None]) -> None:
        super().__init__(notes, placeholder=placeholder, limit=NOTES_LIMIT)
        self.of = of
        self._enter = enter

    async def action_submit(self) -> None:
        """Go on."""
        self._enter()
        self._left = self.screen.focused is not self

    def _on_focus(self, event: events.Focus) -> None:
        self._left = False

    async def _on_key(self, event: events.Key) -> None:
        here = self.screen.focused
        if self._left and here is not None and here is not self:
            # It came together with the enter that went on, as over a slow line.
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
