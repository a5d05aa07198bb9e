"""The two texts a parent types in: what every key does, and what fits."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Prompt
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from tests.pressing import at_rest, press
from tests.screens.text_host import KINDS, Host, Text, cursor_of, paste, text_of, typing

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
    async with app.run_test(size=(40, 12)):
        await at_rest(app)
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


async def test_empty_lines_above_a_paste_take_no_room_of_a_line() -> None:
    async with typing(LineInput, "", limit=20) as app:
        await paste(app, "\n" * 100 + "Sam leest graag")
        assert text_of(app.input) == "Sam leest graag"


async def test_breaks_of_a_paste_stay_in_a_text_and_become_spaces_in_a_line() -> None:
    for kind, expected in ((LineInput, "een twee drie"), (LongInput, "een\ntwee\ndrie\n")):
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
    async with app.run_test():
        await app.push_screen(Prompt("Wat?", texts, value="12345", limit=8, note="Kort."), answers.append)
        await paste(app, "abcdef")
        seen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "12345abc" in seen
        assert "te lang" in seen
        await press(app, "backspace")
        await at_rest(app)
        assert "Kort." in "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        await press(app, "enter")
        await at_rest(app)
        assert answers == ["12345ab"]
