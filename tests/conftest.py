"""How the suite runs as a whole."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

from tests.marks import marks_of

# How long an example takes says how busy the machine is: times are measured in bench/.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two for each core, where half of a worker's time goes to programs in a terminal that it waits for."""
    waits = "not terminal" not in config.option.markexpr
    return (os.cpu_count() or 1) * (2 if waits else 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that `make fast` can leave it out."""
    for item in items:
        for mark in marks_of(item) if isinstance(item, pytest.Function) else ():
            item.add_marker(mark)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it again and again, nor after every 700 objects.

    An app in a test makes and drops whole trees of widgets: a fifth of the time went to collecting.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
