"""How the one file starts where it can't unpack itself; tests/deploy/one_file.py tries it with the real one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).parents[2] / "deploy" / "start_one_file.py"


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl_NL.UTF-8", "kan zich niet uitpakken"), ("en_GB.UTF-8", "can't unpack"), ("C", "uitpakken")],
)
@pytest.mark.parametrize("error", ["PermissionError(13, 'Permission denied')", "RuntimeError('no home')"])
def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    language: str, words: str, error: str, tmp_path: Path
) -> None:
    (tmp_path / "_bootstrap.py").write_text(f"def bootstrap():\n    raise {error}\n")
    (tmp_path / "__main__.py").write_bytes(START.read_bytes())
    env = {"LANG": language, "SHIV_ROOT": "/nowhere/\x1b[31m"}
    done = subprocess.run([sys.executable, str(tmp_path)], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert words in done.stderr
    assert "/nowhere/?[31m" in done.stderr
