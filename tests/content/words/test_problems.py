"""Every problem the code can raise has a sentence in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages, read_texts

ROOT = Path(__file__).parents[3]
CODE = "\n".join(file.read_text() for part in ("content", "screens", "tui") for file in (ROOT / part).rglob("*.py"))
REASONS = sorted(set(re.findall(r'(?:Problem|cannot)\(\s*"([\w-]+)"', CODE)))


@pytest.mark.parametrize("language", languages())
def test_every_reason_has_its_sentence(language: str) -> None:
    assert len(REASONS) > 20
    assert set(REASONS) <= set(read_texts(language, "problems"))


def test_what_is_told_has_the_place_first() -> None:
    problem = Problem("wrong-number", where="sam.toml:3", key="going.minutes")
    assert problem.message(Texts("nl")) == "sam.toml:3: Bij going.minutes hoort een getal, zoals 10."
    assert Problem("no-day").message(Texts("en")) == Texts("en")("problems.no-day")
