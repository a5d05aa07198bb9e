"""A guide of a few texts, to test which of them is found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import pytest

from gespreksklaar.content.words import texts


def speak_from(monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]) -> None:
    """Let the guide hold these files alone, each by its language and name: `{"en/ui": 'hello = "hi"'}`."""
    tables = {name: dict(texts.flatten(tomllib.loads(text))) for name, text in files.items()}
    monkeypatch.setattr(texts, "read_texts", lambda language, file: tables.get(f"{language}/{file}", {}))
