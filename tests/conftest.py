"""Settings for the whole test suite."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest

# What pytest makes of each test file, and of Hypothesis, is kept, also where Python is told to keep nothing: it is half
# of collecting. So this comes before any of them.
sys.dont_write_bytecode = False

from hypothesis import settings

from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.texts import Texts, fill
from tests.marks import marks_of

# The time of an example depends on how busy the machine is: bench/ measures times.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two for each core if the tests wait for programs in a terminal, which takes half of a worker's time."""
    waits = "not terminal" not in config.option.markexpr
    return (os.cpu_count() or 1) * (2 if waits else 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests, so that `make fast` can leave them out."""
    for item in items:
        for mark in marks_of(item) if isinstance(item, pytest.Function) else ():
            item.add_marker(mark)


@pytest.fixture(autouse=True)
def _no_id_stands_for_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that no language has is shown by its id: in a test that is a fault, whatever it is about."""
    find = Texts.find

    def found(texts: Texts, key: str, /, **values: object) -> str:
        template = find(texts, key)
        assert template is not None, f"no language has the text {key}"
        return fill(template, values)

    monkeypatch.setattr(Texts, "__call__", found)


def pytest_collection_finish() -> None:
    """Exempt all that is loaded by now from garbage collection, and collect less often than Python does.

    An app in a test creates and drops whole trees of widgets, and collecting took a fifth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose folder is not there yet."""
    return Library(tmp_path / "preps")
