"""Every private name of Textual and asyncio that we rest on is there as it was, and stands in docs/textual.md."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import textual
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Selection

from gespreksklaar.tui.terminal import textual_caches
from tests.pressing import at_rest
from tests.tui.private_names import ROOT, Rest, is_private, is_theirs, rests

PAGE = (ROOT / "docs" / "textual.md").read_text("utf-8")
THINGS: dict[str, Callable[[], object]] = {
    "App": App,
    "MessagePump": App,
    "DOMNode": App,
    "BaseEventLoop": asyncio.get_running_loop,
    "Driver": lambda: LinuxDriver(App()),
    "LinuxDriver": lambda: LinuxDriver(App()),
    "Input": Input,
    "Screen": Screen,
    "Compositor": Compositor,
}
"""How to make one of each class whose private names we use."""


@pytest.fixture(scope="module")
def found() -> list[Rest]:
    """What we rest on: not found while tests are collected, which each of pytest's processes does for itself."""
    return sorted(set(rests()), key=lambda rest: (rest.file, str(rest)))


@pytest.fixture(scope="module")
def overridden(found: list[Rest]) -> list[Rest]:
    return [rest for rest in found if rest.ours]


def test_the_pin_the_page_and_what_is_installed_are_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pin = next(needed for needed in project["dependencies"] if needed.startswith("textual"))
    assert pin == f"textual=={version('textual')}"
    assert f"Textual {version('textual')}" in PAGE


def test_the_page_names_all_of_them_and_nothing_else(found: list[Rest]) -> None:
    rows = re.findall(r"^\| `([\w.]+\.\w+)` \| `([\w/]+\.py)`", PAGE, re.MULTILINE)
    named = {(name, file) for name, file in rows if any(map(is_private, name.split(".")))}
    there = {(str(rest), rest.file) for rest in found}
    assert there - named == set(), "to be added to docs/textual.md"
    assert named - there == set(), "no longer in the code"


def test_every_file_and_test_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:tui|screens|tests|docs|bench)/[\w/]+\.\w+)`", PAGE))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_what_we_override_is_a_method_with_the_same_arguments(overridden: list[Rest]) -> None:
    assert overridden
    for rest in overridden:
        theirs = next(vars(base)[rest.name] for base in rest.bases if is_theirs(base) and rest.name in vars(base))
        ours = vars(rest.ours)[rest.name]
        if isinstance(theirs, property):
            assert isinstance(ours, property), rest
        else:
            assert _arguments(ours) == _arguments(theirs), rest


def _arguments(method: Callable[..., object]) -> list[tuple[str, object]]:
    return [(p.name, p.kind) for p in inspect.signature(method).parameters.values()]


def test_what_we_override_is_still_called(overridden: list[Rest]) -> None:
    # Put together from the name of an event or a reactive; test_line_input.py in tests/screens presses the keys.
    by_name = ("_on_", "_validate_", "_watch_")
    sources = "".join(file.read_text("utf-8") for file in Path(textual.__file__).parent.rglob("*.py"))
    for rest in overridden:
        is_property = isinstance(vars(rest.ours)[rest.name], property)
        assert rest.name.startswith(by_name) or f".{rest.name}{'.' if is_property else '('}" in sources, rest


async def test_what_we_use_is_there(found: list[Rest]) -> None:
    used = [rest for rest in found if not rest.ours and not rest.owner.startswith(("textual.", "rich."))]
    assert used
    for rest in used:
        thing = THINGS[rest.owner]()
        assert hasattr(type(thing), rest.name) or hasattr(thing, rest.name), rest


async def test_an_error_in_a_handler_comes_to_the_method_we_override_and_ends_by_the_other() -> None:
    came: list[object] = []

    class Broken(App[None]):
        def on_mount(self) -> None:
            raise LookupError

        def _handle_exception(self, error: Exception) -> None:
            came.append(type(error))
            super()._handle_exception(error)

        def _fatal_error(self) -> None:
            came.append("fatal")
            self._return_code = 70
            self._close_messages_no_wait()

    app = Broken()
    with pytest.raises(LookupError):
        async with app.run_test():
            pass
    assert came == [LookupError, "fatal"]
    assert app.return_code == 70


def test_what_is_left_to_print_is_printed_by_the_method_we_override() -> None:
    told: list[list[Any]] = []

    class Ending(App[None]):
        def on_mount(self) -> None:
            self._exit_renderables.append("words")
            self.exit()

        def _print_error_renderables(self) -> None:
            told.append(list(self._exit_renderables))

    Ending().run(headless=True)
    assert told == [["words"]]


async def test_a_filter_sees_every_line() -> None:
    seen: list[str] = []

    class Look(LineFilter):
        def apply(self, segments: list[Any], background: object) -> list[Any]:
            seen.extend(segment.text for segment in segments)
            return segments

    class Words(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("woord")

    app = Words()
    app._filters.append(Look())
    async with app.run_test():
        pass
    assert "woord" in "".join(seen)


async def test_a_new_selection_is_checked_by_the_method_we_override() -> None:
    class Still(TextArea):
        def _validate_selection(self, selection: Selection) -> Selection:
            return Selection.cursor(super()._validate_selection(selection).end)

    class Fields(App[None]):
        def compose(self) -> ComposeResult:
            yield Still("een twee")

    async with Fields().run_test() as pilot:
        field = pilot.app.query_one(Still)
        field.selection = Selection((0, 0), (0, 3))
        assert field.selection == Selection.cursor((0, 3))


async def test_what_a_widget_that_is_gone_drew_is_gone_too() -> None:
    def drawn() -> int:
        gc.collect()
        return sum(isinstance(thing, StylesCache) for thing in gc.get_objects())

    class Words(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("blijft")

    textual_caches.let_go()
    counts = []
    async with Words().run_test() as pilot:
        for word in ("een", "twee", "drie"):
            await pilot.app.mount(Static(word))
            await at_rest(pilot.app)
            await pilot.app.query(Static).last().remove()
            await at_rest(pilot.app)
            counts.append(drawn())
    assert len(set(counts)) == 1, "one more stays for each that went"
