"""What each part may load: the guide no terminal, the quick commands no screen and no more than they need."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(file.relative_to(ROOT) for part in ("content", "screens", "tui") for file in (ROOT / part).rglob("*.py"))
CONTENT = [
    ".".join(("gespreksklaar", *file.with_suffix("").parts))
    for file in FILES
    if file.parts[0] == "content" and file.stem != "__init__"
]
START_SCREEN = [
    "words.texts",
    "words.dates",
    "prep.summary",
    "prep.vocabulary",
    "guidance.word_offer",
    "form.places.order",
    "form.places.start_list",
    "form.places.menu",
    "form.places.delivery",
    "store.library",
    "words.problems",
]
MOST = 13
"""Files that a folder holds, so that somebody new can read their names at a glance."""


def loaded_by(code: str) -> set[str]:
    """The top-level packages a fresh interpreter has loaded after this code."""
    code += "\nimport sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


def test_every_folder_says_what_lives_there_and_holds_few_files() -> None:
    folders = Counter(file.parent for file in FILES if file.name != "__init__.py")
    assert len(folders) > 20
    assert not {str(folder) for folder, files in folders.items() if files > MOST}
    for folder in folders:
        (said,) = ast.parse((ROOT / folder / "__init__.py").read_text("utf-8")).body
        assert isinstance(said, ast.Expr), f"{folder} does more than say what it holds"


def test_no_module_of_content_loads_a_terminal() -> None:
    assert len(CONTENT) > 40, "the folders are elsewhere"
    assert not loaded_by("\n".join(f"import {name}" for name in CONTENT)) & {"textual", "rich"}


@pytest.mark.parametrize("name", START_SCREEN)
def test_what_the_start_screen_needs_does_without_pydantic(name: str) -> None:
    assert "pydantic" not in loaded_by(f"import gespreksklaar.content.{name}")


def test_the_start_screen_itself_does_without_pydantic() -> None:
    assert "pydantic" not in loaded_by("import gespreksklaar.tui.full.app")


@pytest.mark.parametrize("words", ["list --json", "check prep.toml", "schema", "sheet prep.toml", "where", "--help"])
def test_quick_commands_do_without_textual(words: str, tmp_path: Path) -> None:
    prep = tmp_path / "prep.toml"
    prep.write_text('format = 1\n[going]\nchild = "Sam"\n')
    given = ["--data", str(tmp_path), *words.replace("prep.toml", str(prep)).split()]
    code = f"from gespreksklaar.tui.cli.command_line import main\nassert main({given!r}) == 0"
    assert not loaded_by(code) & {"textual", "rich"}
