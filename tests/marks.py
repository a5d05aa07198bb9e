"""Marks for tests that start a terminal, another process or the app, found by what the tests use."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

OUTSIDE = {
    "subprocess", "pty", "pexpect", "multiprocessing", "tests.terminal", "tests.print_server", "tests.deploy.host",
    "gespreksklaar.tui.take.printing",
}  # fmt: skip
"""Modules that start something outside the process of the tests."""
RUNS_APP = "run_test"
"""Textual's method that runs an app without a terminal, which is slower than any test of `content`."""


def marks_of(item: pytest.Function) -> frozenset[str]:
    """`terminal` and `app`, if this test, its fixtures or the helpers that they call start one."""
    fixtures = (each.func for name in item.fixturenames for each in item._fixtureinfo.name2fixturedefs.get(name, ()))
    return _marks(item.function, *fixtures)


@cache
def _marks(*things: object) -> frozenset[str]:
    """Of a test with its fixtures, once for all its cases."""
    found: set[str] = set()
    seen: set[int] = set()
    for each in things:
        _look(each, found, seen)
    return frozenset(found)


def _look(thing: Any, found: set[str], seen: set[int]) -> None:
    thing = inspect.unwrap(thing) if callable(thing) else thing
    module = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
    if module in OUTSIDE:
        found.add("terminal")
    is_ours = isinstance(module, str) and module.startswith("tests.") and isinstance(thing, FunctionType | type)
    if not is_ours or id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, FunctionType) and RUNS_APP in _names(thing.__code__):
        found.add("app")
    for each in _used_by(thing):
        _look(each, found, seen)


def _used_by(thing: FunctionType | type) -> Iterator[object]:
    """The globals that a function names, or the methods and bases of a class."""
    if isinstance(thing, type):
        yield from thing.__bases__
        yield from vars(thing).values()
        return
    for name in _names(thing.__code__):
        if name in thing.__globals__:
            yield thing.__globals__[name]


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
