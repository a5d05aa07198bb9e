"""What undo takes back in a line and in a longer text, and that both say what a plain model says."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
import textual.document._history
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.screens.widgets import text_undo
from gespreksklaar.screens.widgets.long_input import LongInput
from tests.pressing import at_rest, press
from tests.screens.text_host import KINDS, Host, Text, cursor_of, keys_of, paste, text_of, typing

WORDS = "waarom is rekenen"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("start", "keys", "after_each_undo"),
    [
        ("", keys_of(WORDS), ["waarom is ", "waarom ", ""]),
        ("een", keys_of(" twee"), ["een ", "een"]),
        ("een twee", ["backspace"] * 8, ["een", "een twee"]),
        ("een twee", ["backspace"] * 4 + ["x"], ["een ", "een twee"]),
        ("een", ["x", "left", "y"], ["eenx", "een"]),
        ("een", ["home", "delete", "delete", "end", "s"], ["n", "een"]),
    ],
)
async def test_undo_goes_back_by_words_and_by_kind_of_key(
    kind: type[Text], start: str, keys: list[str], after_each_undo: list[str]
) -> None:
    async with typing(kind, start) as app:
        await press(app, *keys)
        typed = text_of(app.input)
        for expected in after_each_undo:
            await press(app, "ctrl+u")
            assert text_of(app.input) == expected
        await press(app, "ctrl+u", *["ctrl+y"] * (len(after_each_undo) + 1))
        assert text_of(app.input) == typed


@pytest.mark.parametrize("kind", KINDS)
async def test_a_paste_is_one_step(kind: type[Text]) -> None:
    async with typing(kind, "een ") as app:
        await paste(app, "heel lang verhaal")
        await press(app, "s")
        for expected in ("een heel lang verhaal", "een "):
            await press(app, "ctrl+u")
            assert text_of(app.input) == expected


@pytest.mark.parametrize("kind", KINDS)
async def test_a_pause_begins_a_step(kind: type[Text], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    for module in (text_undo, textual.document._history):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    async with typing(kind) as app:
        await press(app, "a")
        clock[0] += text_undo.PAUSE + 0.1
        await press(app, "b", "ctrl+u")
        assert text_of(app.input) == "a"


@pytest.mark.parametrize("kind", KINDS)
async def test_a_text_from_elsewhere_is_no_change_and_can_not_be_undone(kind: type[Text]) -> None:
    async with typing(kind) as app:
        await press(app, *"abc")
        await press(app)
        before = app.changes
        app.input.put("anders")
        await press(app, "ctrl+u", "ctrl+y")
        assert text_of(app.input) == "anders"
        assert app.changes == before


@pytest.mark.parametrize("kind", KINDS)
async def test_the_keys_are_offered_only_when_there_is_something(kind: type[Text]) -> None:
    async with typing(kind, "een") as app:

        def offered() -> set[str]:
            active = app.screen.active_bindings
            return {k for k in ("ctrl+u", "ctrl+y") if k in active and active[k].enabled}

        assert offered() == set()
        await press(app, "s")
        assert offered() == {"ctrl+u"}
        await press(app, "ctrl+u")
        assert offered() == {"ctrl+y"}
        await press(app, "ctrl+y")
        assert offered() == {"ctrl+u"}


class Model:
    """A text as anyone would expect it, with every text it was and, after undo, will be again."""

    def __init__(self, text: str, limit: int, breaks: bool) -> None:
        self.limit, self.breaks = limit, breaks
        self.text, self.cursor = text, len(text)
        self.past: list[str] = []
        self.future: list[str] = []

    def press(self, key: str) -> None:
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        match key:
            case "left" | "right":
                self.cursor = max(self.cursor - 1, 0) if key == "left" else min(self.cursor + 1, len(self.text))
            case "backspace":
                self._become(before[:-1] + after, len(before[:-1]))
            case "delete":
                self._become(before + after[1:], self.cursor)
            case _:
                # On a line without text enter goes on to the next field.
                line = before.rpartition("\n")[2] + after.partition("\n")[0]
                char = {"space": " ", "enter": "\n" if self.breaks and line.strip() else ""}.get(key, key)
                if len(self.text) < self.limit:
                    self._become(before + char + after, self.cursor + len(char))

    def _become(self, text: str, cursor: int) -> None:
        if text != self.text:
            self.past.append(self.text)
            self.future.clear()
        self.text, self.cursor = text, cursor

    def went(self, text: str, cursor: int, *, back: bool) -> None:
        """Undo or redo came to this text: it must be one that was there before, or after."""
        there, left = (self.past, self.future) if back else (self.future, self.past)
        if not there:
            assert text == self.text
            return
        assert text in there
        left.append(self.text)
        while (last := there.pop()) != text:
            left.append(last)
        self.text, self.cursor = text, cursor


KEYS = ["a", "b", "é", "字", "space", "enter", "backspace", "delete", "left", "right", "ctrl+u", "ctrl+y"]


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=25)
@given(start=st.sampled_from(["", "een", "een twee  drie"]), keys=st.lists(st.sampled_from(KEYS), max_size=40))
def test_any_keys_do_what_a_plain_model_says(kind: type[Text], start: str, keys: list[str]) -> None:
    async def run() -> None:
        model = Model(start, 18, breaks=kind is LongInput)
        async with typing(kind, start, limit=18) as app:
            for key in keys:
                await press(app, key)
                text, cursor = text_of(app.input), cursor_of(app.input)
                if key in ("ctrl+u", "ctrl+y"):
                    model.went(text, cursor, back=key == "ctrl+u")
                else:
                    model.press(key)
                assert (text, cursor) == (model.text, model.cursor)
                assert app.input.selection.is_empty
            last = text_of(app.input)
            undone = 0
            while app.input.check_action("undo", ()):
                await press(app, "ctrl+u")
                undone += 1
            assert text_of(app.input) == start
            for _ in range(undone):
                await press(app, "ctrl+y")
            assert text_of(app.input) == last

    asyncio.run(run())


async def test_undo_of_lines_that_made_the_text_scroll() -> None:
    """Textual's own undo looks for the cursor in a line that is gone by then."""
    app = Host(LongInput)
    async with app.run_test(size=(40, 4)):
        await at_rest(app)
        for key in keys_of("a\nb\nc\nd\ne\nf"):
            await press(app, key)
        await at_rest(app)
        while app.input.check_action("undo", ()):
            await press(app, "ctrl+u")
        assert text_of(app.input) == ""
        while app.input.check_action("redo", ()):
            await press(app, "ctrl+y")
        assert (text_of(app.input), cursor_of(app.input)) == ("a\nb\nc\nd\ne\nf", 11)
