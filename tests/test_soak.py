"""The short form of every long test in tests/soak; `make soak` runs the long form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.__main__ import modules


@pytest.mark.parametrize("name", list(modules()))
def test_short_form(name: str, tmp_path: Path) -> None:
    module = modules()[name]
    assert module.run(module.SHORT, tmp_path)
