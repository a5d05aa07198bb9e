"""What the user notes at a talk: a tick and a line of notes for each question and each thing to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from gespreksklaar.content.form.fields.form_field import Change, FormField
from gespreksklaar.content.form.fields.pick_one import chosen_mark
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.declaration import Noted
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import NOTED_STATES, NotedState
from gespreksklaar.content.talk.items import TEACHER, TalkItem, with_notes, with_state, words_of
from gespreksklaar.content.talk.plan import questions_in_order, top_questions
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.texts import Texts

NOTES_LIMIT: Final = 2_000
"""The most characters of the notes with one item."""
_TICKS: Final = NOTED_STATES[1:]


class TalkNotes(FormField):
    """Ticks and notes by the name of their item, as `questions.KEY`. Its rows are the questions, to answer from memory.

    An answer here is `ticked` or `written`: it needs the item it is about.
    """

    @property
    def noted(self) -> Mapping[str, Noted]:
        """The ticks and notes of all items, by their names."""
        noted: Mapping[str, Noted] = self.value
        return noted

    def of(self, name: str) -> Noted:
        """The tick and notes of this item."""
        return self.noted.get(name, Noted())

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """Every question by the name of its item, the most important ones first, and what became of it."""
        questions = self.prep.ask.questions
        return tuple(
            Row(name, item_words(self.texts, "questions", key, questions[key], self.prep), tag=self._state_words(name))
            for key in questions_in_order(self.prep)
            for name in (f"questions.{key}",)
        )

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The same: each question stands above its notes."""
        return self.rows()

    def typed(self, text: str) -> Change | None:
        """None: use `written`."""
        return None

    def written(self, name: str, notes: str) -> Change | None:
        """Write these notes with the item; None when it has them already.

        They tick it as answered; the message says so, and how to take that back.
        """
        notes, before = clean_line(notes), self.of(name)
        if notes == before.notes:
            return None
        noted = with_notes(self.noted, name, notes)
        ticks = name in noted and noted[name].state == "answered" != before.state and not name.startswith(TEACHER.bank)
        words = self._state_words(name, "answered")
        return self.change(noted, self.texts("talk.note-ticks", state=words) if ticks else "")

    def _state_words(self, name: str, state: NotedState | None = None) -> str:
        """The tick of this item in words, or another one; empty for none."""
        state = self.of(name).state if state is None else state
        return self.texts(f"talk.{_words_of(name)}.{state}") if state else ""

    def tick_rows(self, item: TalkItem) -> tuple[Row, ...]:
        """The ticks of an item, to pick by number; none for the teacher's turn."""
        return tuple(
            # The item is in the key: a tick that is still on its way is for the item that was shown then.
            Row(
                f"{item.name} {state}",
                self._state_words(item.name, state),
                chosen_mark(self.of(item.name).state == state),
                number=n,
            )
            for n, state in enumerate(() if item.bank == "plan" else _TICKS, 1)
        )

    def picked(self, key: str) -> Change | None:
        """Give the item the tick of this row of `tick_rows`; picked again, take it back."""
        name, _, given = key.rpartition(" ")
        state = next((state for state in _TICKS if state == given), None)
        if state is None:
            return None
        return self.change(with_state(self.noted, name, "" if self.of(name).state == state else state))


def _words_of(name: str) -> str:
    """Where the words for the ticks of this item stand."""
    return "told" if name.startswith("tells.") else "ticks"


@dataclass(frozen=True)
class TalkView:
    """The items of a talk and which one is shown, counted from 0."""

    items: tuple[TalkItem, ...] = (TEACHER,)
    at: int = 0

    @property
    def item(self) -> TalkItem:
        """The item that is shown."""
        return self.items[self.at]

    def with_items(self, items: Sequence[TalkItem], name: str = "") -> Self:
        """The view of these items at the one with this name, else at the same one or, when that is gone, its place."""
        names = [item.name for item in items]
        wanted = name if name in names else self.item.name
        at = names.index(wanted) if wanted in names else min(self.at, len(items) - 1)
        return replace(self, items=tuple(items), at=at)

    def moved(self, direction: int) -> Self:
        """The view at the next item (1) or the one before (-1); at the ends it stays."""
        return replace(self, at=min(max(self.at + direction, 0), len(self.items) - 1))

    @property
    def is_last(self) -> bool:
        """Whether no item comes after this one."""
        return self.at == len(self.items) - 1

    def heading(self, texts: Texts) -> str:
        """The kind of item, and which of how many it is."""
        count = texts("talk.count", n=self.at + 1, total=len(self.items))
        return f"{texts(f'talk.kinds.{self.item.kind}')} · {count}"

    def hint(self, texts: Texts) -> str:
        """What can be done with the item; with the teacher's turn there is nothing to tick."""
        return texts("talk.hint-teacher" if self.item.bank == "plan" else "talk.hint")

    def words(self, seen: Prep, texts: Texts) -> str:
        """The item in words. `seen` is the prep without what may not be read at the table."""
        return words_of(self.item, seen, texts)

    def top_lines(self, seen: Prep, texts: Texts) -> list[str]:
        """The most important questions, to keep an eye on while the teacher tells; none with any other item."""
        shown = {item.key: item.item for item in self.items if item.bank == "questions"}
        keys = [key for key in top_questions(seen) if key in shown and self.item.bank == "plan"]
        words = [item_words(texts, "questions", key, shown[key], seen) for key in keys]
        return [texts("talk.your-top"), *(f"{n}. {line}" for n, line in enumerate(words, 1))] if words else []
