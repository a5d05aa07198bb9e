"""docs/attempts.md: every row of the review is there, and what it says shows it is there to be run."""

from __future__ import annotations

import re

from tests.deploy.machines.__main__ import PARTS
from tests.named_tests import is_there, named_in
from tests.soak.__main__ import modules
from tests.test_layers import ROOT

PAGE = (ROOT / "docs/attempts.md").read_text("utf-8")
ROWS = re.findall(r"^\| (K\d+|p\d+|ok|not tried then) \| (.+) \| (.+) \| (.+) \|$", PAGE, re.M)


def test_every_row_of_the_review_is_there() -> None:
    numbers = [number for number, *_ in ROWS if number[0] in "Kp"]
    assert sorted(numbers) == sorted([f"K{n}" for n in range(1, 19)] + [f"p{n}" for n in range(1, 39)])


def test_what_is_open_is_told_once_more_below() -> None:
    below = PAGE.partition("\n## What is open\n")[2].partition("\n## ")[0]
    short = [number for number, _, now, _ in ROWS if now.startswith(("**Open.**", "**Partly.**"))]
    assert [number for number in short if number[0] in "Kp" and f"**{number}**" not in below] == []


def test_each_test_is_there() -> None:
    named = named_in(PAGE)
    assert len(named) > 100
    assert [node for node in named if not is_there(node)] == []


def test_each_long_test_and_part_of_a_machine_is_there() -> None:
    shown = "".join(row[-1] for row in ROWS)
    assert set(re.findall(r"NAMES=(\w+)", shown)) <= set(modules())
    assert set(re.findall(r"part `(\w+)`", shown)) <= {"sizes", *PARTS, "search", "host"}
