"""Nothing at the top of a module is there for nobody, or for a test alone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTED = {("gespreksklaar.tui.__main__", "run"), ("gespreksklaar.tui.visit.process", "main")}
"""By pyproject.toml, and as a process by tui/kiosk/supervisor.py."""


def given(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def used(tree: ast.Module) -> Iterator[str]:
    """The names that code of the module itself uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def parsed() -> dict[str, ast.Module]:
    """Each module of the program by its name."""
    return {
        f"gespreksklaar.{'.'.join(file.relative_to(ROOT).with_suffix('').parts)}": ast.parse(file.read_text("utf-8"))
        for folder in ("content", "screens", "tui")
        for file in (ROOT / folder).rglob("*.py")
    }


def used_elsewhere(trees: Iterable[ast.Module]) -> set[tuple[str, str]]:
    """What modules take from each other, each with the module it is in."""
    taken: set[tuple[str, str]] = set()
    for tree in trees:
        modules: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                taken |= {(node.module, name.name) for name in node.names}
                modules |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                taken.add((modules[node.value.id], node.attr))
    return taken


def test_everything_is_used_by_the_program_itself() -> None:
    trees = parsed()
    assert len(trees) > 100
    taken = used_elsewhere(trees.values()) | STARTED
    idle = {
        f"{module}.{name}"
        for module, tree in trees.items()
        for name in set(given(tree)) - set(used(tree))
        if (module, name) not in taken and not name.startswith("__")
    }
    assert idle == set()
