"""docs/trouble.md: every row of the review is there, with a test that is there to be run."""

from __future__ import annotations

import re

from tests.named_tests import is_there, named_in
from tests.test_layers import ROOT

PAGE = (ROOT / "docs/trouble.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", PAGE, re.M)


def test_every_row_of_the_review_is_there_once_and_names_a_test() -> None:
    assert sorted(int(number) for number, *_ in ROWS) == [*range(1, 40)]
    assert [number for number, _, _, shown in ROWS if not named_in(shown)] == []


def test_each_test_is_there() -> None:
    named = named_in(PAGE)
    assert len(named) > 50
    assert [node for node in named if not is_there(node)] == []
