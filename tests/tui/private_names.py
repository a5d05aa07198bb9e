"""The private names of Textual and asyncio that our own code overrides or uses, found by parsing that code."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FILES = sorted(file for folder in ("tui", "screens") for file in (ROOT / folder).rglob("*.py"))

NAMED_TUPLE = {"_replace", "_asdict", "_fields", "_make"}
"""Names that look private but are public."""


class Rest(NamedTuple):
    """A private name that a file of ours overrides or uses.

    `ours` is the class that overrides it, `bases` are the classes in which it is looked up.
    """

    file: str
    owner: str
    name: str
    ours: type | None = None
    bases: tuple[type, ...] = ()

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in NAMED_TUPLE


def is_theirs(cls: type) -> bool:
    return cls.__module__.split(".")[0] in ("textual", "rich", "asyncio")


@cache
def own_names(cls: type) -> frozenset[str]:
    """The private names of this class itself: those in its body, and those that its methods set on `self`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    stored = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    return frozenset(filter(is_private, stored | set(vars(cls))))


def owner_of(name: str, classes: tuple[type, ...]) -> type | None:
    """The class of Textual, Rich or asyncio that has this name."""
    return next((cls for cls in classes if is_theirs(cls) and name in own_names(cls)), None)


def rests() -> Iterator[Rest]:
    """Every private name that our own code relies on."""
    assert len(FILES) > 80, "the folders are elsewhere"
    texts = {file: file.read_text("utf-8") for file in FILES}
    trees = {file: ast.parse(text) for file, text in texts.items() if "textual" in text or "asyncio" in text}
    ours = {name for tree in trees.values() for name in _given(tree)}
    # Import all first: a mixin relies on the classes it is mixed into, in whatever module they are.
    modules = {file: importlib.import_module(_module(file)) for file in trees if file.stem != "__main__"}
    for file, module in modules.items():
        tree, place = trees[file], str(file.relative_to(ROOT))
        yield from _imported(place, tree)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                yield from _in_class(place, node, getattr(module, node.name))
        known = tuple(value for value in vars(module).values() if isinstance(value, type))
        yield from _asked_by_name(place, tree)
        for attribute in _attributes(tree):
            if not _is_self(attribute) and attribute.attr not in ours and not _of_system(attribute, module):
                found = owner_of(attribute.attr, tuple(base for cls in known for base in cls.__mro__))
                yield Rest(place, found.__name__ if found else "?", attribute.attr)


def _module(file: Path) -> str:
    return ".".join(("gespreksklaar", *file.relative_to(ROOT).with_suffix("").parts))


def _given(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def _attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_private(node.attr))


def _is_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def _of_system(node: ast.Attribute, module: object) -> bool:
    """Whether this is a name in a module, such as `os._exit`."""
    return isinstance(node.value, ast.Name) and inspect.ismodule(getattr(module, node.value.id, None))


def _asked_by_name(place: str, tree: ast.Module) -> Iterator[Rest]:
    """The private names that `getattr` looks up on the event loop."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            name = node.args[1].value if isinstance(node.args[1], ast.Constant) else ""
            if isinstance(name, str) and is_private(name):
                found = owner_of(name, asyncio.BaseEventLoop.__mro__)
                yield Rest(place, found.__name__ if found else "?", name)


def _imported(place: str, tree: ast.Module) -> Iterator[Rest]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(("textual", "rich")):
            for alias in node.names:
                if any(map(is_private, (*node.module.split("."), alias.name))):
                    yield Rest(place, node.module, alias.name)


def _in_class(place: str, node: ast.ClassDef, cls: type) -> Iterator[Rest]:
    """The private names that a class overrides or uses, also where our name is by chance one of Textual's."""
    made = {part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    used = {attribute.attr for attribute in _attributes(node) if _is_self(attribute)}
    for name in sorted(filter(is_private, made | used)):
        bases = tuple(base for mixed in _mixed_into(cls) for base in mixed.__mro__)
        if owner := owner_of(name, bases):
            yield Rest(place, owner.__name__, name, cls if name in made else None, bases)


def _mixed_into(cls: type) -> list[type]:
    """The class and all its subclasses."""
    return [cls, *(deeper for below in cls.__subclasses__() for deeper in _mixed_into(below))]
