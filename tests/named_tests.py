"""The tests that a page or a table names, by file and name."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from tests.test_layers import ROOT


def named_in(page: str) -> list[str]:
    """The tests that a page names, each as pytest takes it."""
    return sorted(set(re.findall(r"`(tests/[^`]+)`", page)) - {"tests/…::test_…"})


def is_there(node: str) -> bool:
    """Whether this test, or class or function of one, is defined where it is said to be."""
    file, _, name = node.partition("::")
    return name.partition("[")[0] in _defined(file)


@lru_cache
def _defined(file: str) -> set[str]:
    return {each.name for each in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))) if hasattr(each, "name")}
