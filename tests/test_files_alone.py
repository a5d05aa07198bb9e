"""Nothing but `content/files` opens, writes, renames or removes a file: what it may not do, nothing does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_layers import FILES, ROOT

OS = {
    "open", "replace", "rename", "renames", "unlink", "remove", "rmdir", "removedirs", "mkdir", "makedirs", "link",
    "symlink", "truncate", "scandir", "listdir", "walk", "mkfifo",
}  # fmt: skip
METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "touch", "mkdir", "rmdir", "symlink_to",
    "hardlink_to", "iterdir", "glob", "rglob",
}  # fmt: skip
MODULES = {"shutil", "tempfile"}

ALONE = {
    "content/words/texts.py": "the guide, which comes with the program",
    "content/guidance/check.py": "the guide",
    "content/store/journal.py": "renames and removes the journal that it holds locked, by its open handle",
    "tui/cli/output.py": "/dev/null, where output was closed",
    "tui/kiosk/font.py": "the kernel's own files",
    "tui/kiosk/memory_folder.py": "the supervisor's folder in memory, by its own name, owner and lock",
    "tui/kiosk/processes.py": "the kernel's own files",
    "tui/kiosk/supervisor.py": "a folder for each visit, inside the one in memory",
    "tui/take/mounts.py": "the kernel's own files",
    "tui/take/stick_file.py": "a stick by its open folder, which can become no other",
    "tui/take/sticks.py": "the kernel's own files",
    "tui/warm/host.py": "the socket of a host before it, in its own folder",
    "tui/warm/loading.py": "an empty folder for a rehearsal, beside the host's socket",
    "tui/warm/session.py": "its caller's terminal, by the number of the open file",
    "tui/visit/process.py": "the visit's folder in memory, when its supervisor is gone",
}
"""Files outside `content/files` that open something, each with what."""


def opened_in(source: str) -> Iterator[str]:
    """The calls in this source that open, write, rename or remove."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called, on = node.func.attr, node.func.value
        module = on.id if isinstance(on, ast.Name) else ""
        is_one = (module == "os" and called in OS) or module in MODULES or called in METHODS
        # A text takes two to replace one by the other.
        is_path = called in {"rename", "replace"} and len(node.args) == 1 and module not in {"dataclasses", "os"}
        if is_one or (is_path and ast.unparse(on) != "self.session"):
            yield ast.unparse(node.func)


def test_nothing_else_opens_or_removes_a_file() -> None:
    found = {str(file): set(opened_in((ROOT / file).read_text("utf-8"))) for file in FILES}
    outside = {file: calls for file, calls in found.items() if calls and not file.startswith("content/files/")}
    assert {file: calls for file, calls in outside.items() if file not in ALONE} == {}
    assert set(ALONE) <= set(outside), "what opens nothing needs no reason"


def test_every_way_to_open_one_is_seen() -> None:
    ways = (
        "open('x')", "os.open('x', 0)", "Path('x').read_text()", "path.unlink()", "shutil.rmtree(path)",
        "tempfile.mkstemp()", "path.rename(other)", "path.replace(other)", "os.replace(a, b)", "folder.glob('*')",
    )  # fmt: skip
    assert [way for way in ways if not list(opened_in(way))] == []
    assert list(opened_in("text.replace('a', 'b'); self.library.rename(name, new)")) == []
    assert Path("content/files/reading.py") in FILES
