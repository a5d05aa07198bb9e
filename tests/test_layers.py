"""What each part may load: the guide no terminal, the quick commands no screen and no more than they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTENT = sorted(f"gespreksklaar.content.{file.stem}" for file in (ROOT / "content").glob("[!_]*.py"))
START_SCREEN = ["texts", "dates", "glance", "shelf", "problems"]


def loaded_by(code: str) -> set[str]:
    """The top-level packages a fresh interpreter has loaded after this code."""
    code += "\nimport sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


def test_no_module_of_content_loads_a_terminal() -> None:
    assert len(CONTENT) > 15
    assert not loaded_by("\n".join(f"import {name}" for name in CONTENT)) & {"textual", "rich"}


@pytest.mark.parametrize("name", START_SCREEN)
def test_what_the_start_screen_needs_does_without_pydantic(name: str) -> None:
    assert "pydantic" not in loaded_by(f"import gespreksklaar.content.{name}")


def test_the_start_screen_itself_does_without_pydantic() -> None:
    assert "pydantic" not in loaded_by("import gespreksklaar.tui.app")


@pytest.mark.parametrize("words", ["list --json", "check prep.toml", "schema", "sheet prep.toml", "where", "--help"])
def test_quick_commands_do_without_textual(words: str, tmp_path: Path) -> None:
    prep = tmp_path / "prep.toml"
    prep.write_text('format = 1\n[going]\nchild = "Sam"\n')
    given = ["--data", str(tmp_path), *words.replace("prep.toml", str(prep)).split()]
    code = f"from gespreksklaar.tui.cli import main\nassert main({given!r}) == 0"
    assert not loaded_by(code) & {"textual", "rich"}
