"""The two texts a parent types in: what every key does, what fits, and what undo takes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import textual.document._history
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from gespreksklaar.content.texts import Texts
from gespreksklaar.screens import history
from gespreksklaar.screens.dialogs import Prompt
from gespreksklaar.screens.inputs import LineInput, TooLong
from gespreksklaar.screens.long_input import LongInput
from tests.screens.host import press

Text = LineInput | LongInput
KINDS = [LineInput, LongInput]


class Host(App[None], inherit_bindings=False):
    """One text, with the focus in it."""

    def __init__(self, kind: type[Text], text: str = "", **options: int) -> None:
        super().__init__()
        self.make = partial(kind, text, **options)
        self.too_long: list[int] = []
        self.changes = 0

    def compose(self) -> ComposeResult:
        self.input = self.make()
        yield self.input

    def on_mount(self) -> None:
        self.input.focus()

    def on_too_long(self, event: TooLong) -> None:
        self.too_long.append(event.limit)

    def on_input_changed(self) -> None:
        self.changes += 1

    on_text_area_changed = on_input_changed


@asynccontextmanager
async def typing(kind: type[Text], text: str = "", **options: int) -> AsyncIterator[Host]:
    """The text, with the cursor at its end."""
    app = Host(kind, text, **options)
    async with app.run_test() as pilot:
        await pilot.pause()
        if isinstance(app.input, LongInput):
            app.input.move_cursor(app.input.document.end)
        yield app


def text_of(widget: Text) -> str:
    return widget.value if isinstance(widget, LineInput) else widget.text


def cursor_of(widget: Text) -> int:
    if isinstance(widget, LineInput):
        return widget.cursor_position
    return widget.document.get_index_from_location(widget.cursor_location)


async def paste(app: App[Any], text: str) -> None:
    assert app.focused
    app.focused.post_message(events.Paste(text))
    await press(app)


def keys_of(text: str) -> list[str]:
    return ["space" if c == " " else "enter" if c == "\n" else c for c in text]


# What undo takes back.

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
    for module in (history, textual.document._history):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    async with typing(kind) as app:
        await press(app, "a")
        clock[0] += history.PAUSE + 0.1
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
                char = {"space": " ", "enter": "\n" if self.breaks else ""}.get(key, key)
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


# Nothing disappears unseen.

EVERY_KEY = [
    *(f"{chord}{key}" for chord in ("ctrl+", "ctrl+shift+", "alt+", "super+") for key in "abcdefghijklmnopqrstuvwxyz"),
    *(f"{chord}{key}" for chord in ("", "shift+", "ctrl+", "alt+", "ctrl+shift+", "super+")
      for key in ("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "insert", "backspace", "delete")),
    *(f"f{n}" for n in range(1, 25)), "tab", "shift+tab", "escape", "ctrl+@", "ctrl+underscore",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_no_key_selects_or_removes_more_than_one_character(kind: type[Text]) -> None:
    async with typing(kind, "een twee drie") as app:
        for key in EVERY_KEY:
            app.input.put("een twee drie")
            if isinstance(app.input, LongInput):
                app.input.move_cursor((0, 8))
            else:
                app.input.cursor_position = 8
            app.input.focus()
            await press(app, key)
            assert app.input.selection.is_empty, key
            left = len(text_of(app.input))
            assert left == 13 or (left == 12 and key in ("backspace", "delete")), key


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_can_be_selected_by_the_program_or_the_mouse_either(kind: type[Text]) -> None:
    async with typing(kind, "een twee") as app:
        app.input.select_all()
        assert app.input.selection.is_empty
        for event in (events.MouseDown, events.MouseMove, events.MouseUp):
            at = 0 if event is events.MouseDown else 5
            app.input.post_message(event(app.input, at, 0, 0, 0, 1, False, False, False))
        await press(app)
        assert app.input.selection.is_empty
        await press(app, "x")
        assert len(text_of(app.input)) == 9


@pytest.mark.parametrize("kind", [Input, TextArea])
async def test_textual_would_have_replaced_or_removed_it(kind: type[Input | TextArea]) -> None:
    """What the two are for: Textual's own, with the same key, lose the text."""

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield kind("een twee")

    app = Bare()
    async with app.run_test():
        widget = app.query_one(kind)
        widget.focus()
        await press(app, "ctrl+k", "ctrl+u")
        assert (widget.value if isinstance(widget, Input) else widget.text) == ""


async def test_the_cursor_is_in_sight_at_the_end_of_a_long_line() -> None:
    app = Host(LineInput, "x" * 150 + " slot")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.input.cursor_position == 155
        assert "slot" in "".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("kind", KINDS)
async def test_joiners_of_emoji_and_scripts_are_typed_and_controls_are_not(kind: type[Text]) -> None:
    async with typing(kind) as app:
        for char in ("م", "\u200c", "ن", "👩", "\u200d", "👧", "\u202e", "\u200b", "\x07", "\U000e0041"):
            app.input.post_message(events.Key("key", char))
        await press(app)
        assert text_of(app.input) == "م\u200cن👩\u200d👧"


# What does not fit.


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("start", "pasted", "expected", "told"),
    [
        ("", "123456789", "123456789", False),
        ("", "1234567890", "1234567890", False),
        ("", "1234567890abc", "1234567890", True),
        ("12345678", "abc", "12345678ab", True),
        ("1234567890", "abc", "1234567890", True),
        ("1234567890abc", "def", "1234567890abc", True),
        ("", "", "", False),
        ("", "\x1b[31ma\u202eb\x00", "[31mab", False),
    ],
)
async def test_a_paste_too_long_is_cut_and_says_so(
    kind: type[Text], start: str, pasted: str, expected: str, told: bool
) -> None:
    async with typing(kind, start, limit=10) as app:
        await paste(app, pasted)
        assert text_of(app.input) == expected
        assert app.too_long == [10] * told
        await press(app, "ctrl+u")
        assert text_of(app.input) == start


async def test_breaks_of_a_paste_stay_in_a_text_and_become_spaces_in_a_line() -> None:
    for kind, expected in ((LineInput, "een twee drie"), (LongInput, "een\ntwee\ndrie")):
        async with typing(kind) as app:
            await paste(app, "een\r\ntwee\rdrie\n")
            assert text_of(app.input) == expected


@pytest.mark.parametrize("kind", KINDS)
async def test_typing_on_past_the_limit_says_so_and_moves_nothing(kind: type[Text]) -> None:
    async with typing(kind, "12345", limit=5) as app:
        await press(app, "left", "a", "é", "space")
        assert (text_of(app.input), cursor_of(app.input)) == ("12345", 4)
        assert app.too_long == [5, 5, 5]
        await press(app, "backspace", "a")
        assert text_of(app.input) == "123a5"


async def test_a_dialog_says_too_what_did_not_fit() -> None:
    texts = Texts("nl")
    app: App[None] = App()
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        await app.push_screen(Prompt("Wat?", texts, value="12345", limit=8, note="Kort."), answers.append)
        await paste(app, "abcdef")
        seen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "12345abc" in seen
        assert "te lang" in seen
        await press(app, "enter")
        await pilot.pause()
        assert answers == ["12345abc"]


async def test_undo_of_lines_that_made_the_text_scroll() -> None:
    """Textual's own undo looks for the cursor in a line that is gone by then."""
    app = Host(LongInput)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        for key in keys_of("a\nb\nc\nd\ne\nf"):
            await press(app, key)
        await pilot.pause()
        while app.input.check_action("undo", ()):
            await press(app, "ctrl+u")
        assert text_of(app.input) == ""
        while app.input.check_action("redo", ()):
            await press(app, "ctrl+y")
        assert (text_of(app.input), cursor_of(app.input)) == ("a\nb\nc\nd\ne\nf", 11)
