"""A name that comes from outside goes into a text so that it is seen: never raw, nor cleaned to look like another.

A file can be named by anybody, with signs that no screen shows. So a text gets the path itself, which `fill` and
`Problem` show with every sign of it, or a name through `visible_name`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gespreksklaar.content.form.places.delivery import choose_overwrite
from gespreksklaar.content.form.places.recovery import choose_from_bin
from gespreksklaar.content.store.trash import Trashed
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from tests.test_layers import FILES, ROOT

VALUES = {"where", "path", "file", "folder", "name", "near", "first", "host"}
"""What in a text can be the name of a file, a folder, an account, a device or a machine."""
CALLS = {"Problem", "texts", "count", "fill", "_show"}
SHOWN = {"visible_name", "shown", "where_of", "_where"}
PATHS = {"path", "folder", "file", "target", "sheets", "folders.sheets", "Path(named)"}
"""They are a Path wherever they are given."""
KNOWN = {
    "content/files/reading.py": {"where", "name"},  # shown by who calls; "-", as it was typed
    "content/files/toml_text.py": {"where"},  # the shown path, with line and key
    "content/store/prep_toml.py": {"where"},  # from where_of
    "content/store/journal_lock.py": {"elsewhere"},  # shown as it is read
    "content/store/library.py": {"name"},  # as it was typed, cleaned
    "content/guidance/hard.py": {"sources()[page.source].name"},  # the guide's
    "content/guidance/jargon.py": {"sources()[word.source].name"},  # the guide's
    "content/guidance/wording.py": {"', '.join(words[:-1])"},  # the guide's
    "tui/cli/arguments.py": {"near[0]"},  # ours
    "tui/cli/check.py": {"near"},  # ours
    "tui/cli/command_line.py": {"args.lang", "name"},  # as they were typed
    "tui/cli/subcommands.py": {"reader"},  # as it was typed
    "tui/home/settings.py": {"problem.where"},  # another Problem's
    "tui/take/to_stick.py": {"name"},  # shown by write_on_stick
}
"""Values that need nothing, each with why."""


def raw_in(source: str) -> Iterator[str]:
    """The values in this source that go into a text and may be a name that nobody made visible."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if _name(call) in CALLS:
            yield from (ast.unparse(each.value) for each in call.keywords if each.arg in VALUES and _is_raw(each.value))


def _is_raw(value: ast.expr) -> bool:
    if isinstance(value, ast.JoinedStr):
        return any(_is_raw(part.value) for part in value.values[:1] if isinstance(part, ast.FormattedValue))
    is_text = isinstance(value, ast.Call) and _name(value) in SHOWN | {"texts"}
    return not is_text and not isinstance(value, ast.Constant) and ast.unparse(value) not in PATHS


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_name_goes_into_a_text_as_it_is() -> None:
    found = {file: set(raw_in((ROOT / file).read_text("utf-8"))) for file in map(str, FILES)}
    assert {file: raw - KNOWN.get(file, set()) for file, raw in found.items() if raw - KNOWN.get(file, set())} == {}
    assert {file: known - found[file] for file, known in KNOWN.items() if known - found[file]} == {}, "no more there"


@pytest.mark.parametrize(
    "wrong",
    [
        "Problem('x', where=str(path))", "Problem('x', where=path.name)", "Problem('x', name=clean_line(aside.name))",
        "texts('x', path=str(path))", "app.texts('x', name=entry.name)", "texts.count('x', 2, first=prep.name)",
        "Problem('x', where=f'{path.name}:1')", "Problem('x', host=host)",
    ],
)  # fmt: skip
def test_it_finds(wrong: str) -> None:
    assert list(raw_in(wrong))


def test_a_path_in_a_text_shows_every_sign_of_it() -> None:
    texts, odd, seen = Texts("nl"), "no\x1b[2J\n\u202ex", "no%1B[2J%0A%E2%80%AEx"
    when = datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
    path = Path("/tmp", odd)
    assert seen in Problem("is-prep", where=path).message(texts)
    assert seen in Problem("only-own-sheets", folder=path).message(texts)
    assert seen in texts("take.saved.body", path=path, next="")
    for kind in ("sheet", "calendar", "file"):
        assert seen in choose_overwrite(path, kind, when, texts).title
    assert seen in choose_from_bin([Trashed(when, odd, path)], texts).rows[0].text
