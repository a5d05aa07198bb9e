"""The base of the fields for what came of a question: a tick and a line of notes."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from gespreksklaar.content.form.fields.talk_notes import NOTES_LIMIT, TalkNotes
from gespreksklaar.screens.fields.field import FormOf, StepField
from gespreksklaar.screens.widgets.line_input import LineInput


class NoteField(StepField):
    """Changes the notes of talk items; a subclass shows them."""

    form = FormOf(TalkNotes)

    def write(self, name: str, notes: str) -> str:
        """Give the item with this name these notes, unless it has them already. Returns what to say of that, if any."""
        change = self.form.written(name, notes)
        if change:
            self.edit(change.value)
        return change.message if change else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Never offer undo: picking a tick again removes it, and its key is a letter for the notes."""
        return action != "undo"


class NoteLine(LineInput):
    """A line for one item's notes. Enter goes on at once, so that the next keys go to the next item."""

    _left = False

    def __init__(
        self,
        of: str,
        notes: str,
        placeholder: str,
        *,
        enter: Callable[[], None],
        first: Callable[[str], bool] = lambda _: False,
    ) -> None:
        super().__init__(notes, placeholder=placeholder, limit=NOTES_LIMIT, first=first)
        self.of = of
        self._enter = enter

    async def action_submit(self) -> None:
        """Go on to the next item."""
        self._enter()
        self._left = self.screen.focused is not self

    def _on_focus(self, event: events.Focus) -> None:
        self._left = False

    async def _on_key(self, event: events.Key) -> None:
        here = self.screen.focused
        if self._left and here is not None and here is not self:
            # The key came in one burst with the Enter before it, as over a slow line.
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
