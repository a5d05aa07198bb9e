"""The verb `check`: whether a file is a prep that we can read, and what in it is not as this program writes it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.files.reading import read_input, read_text
from gespreksklaar.content.files.toml_text import where_of
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli.output import print_line
from gespreksklaar.tui.home.folders import Folders, user_path

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.prep_toml import Loaded

_STANDARD_INPUT: Final = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_TOLD: Final = 10
"""The most unknown words that are named, so that what is wrong stays in sight."""
_ALIKE: Final = 0.75


class Named(NamedTuple):
    """What is in a file that the user names."""

    path: Path
    text: str
    loaded: Loaded


def load_named(name: str) -> Named:
    """The prep in a file that the user names, or in what comes through standard input. Raises Problem."""
    from gespreksklaar.content.store import prep_toml  # noqa: PLC0415 - listing does without pydantic

    is_input = name in _STANDARD_INPUT
    path = Path(name) if is_input else user_path(name)
    text = read_input(name) if is_input else read_text(path, links=True)
    return Named(path, text, prep_toml.load_text(text, path))


def check(args: Namespace, folders: Folders, texts: Texts) -> int:
    """Print for each file whether it is a readable prep; returns 1 when one is not."""
    code = 0
    for name in args.names:
        try:
            named = load_named(name)
        except Problem as problem:
            print_line(problem.message(texts))
            code = 1
            continue
        print_line(texts("cli.good", file=shown(name)))
        doubts, more = _doubts(named)
        for doubt in doubts:
            print_line(doubt.message(texts))
        if more:
            print_line(f"{shown(name)}: {texts.count('cli.more-unknown', more)}")
        if named.loaded.note:
            print_line(named.loaded.note.message(texts))
    return code


def _doubts(named: Named) -> tuple[list[Problem], int]:
    """What can be read, but may not be what was meant: the first unknown keys and choices, and how many more.

    Only for the first is it found out where they are and what was meant: a file can have a hundred thousand.
    """
    from gespreksklaar.content.store.prep_toml import unknown_keys  # noqa: PLC0415 - as above

    prep = named.loaded.prep
    keys, choices = unknown_keys(prep), list(_near_choices(prep))
    doubts = [
        Problem("unknown-key-near" if near else "unknown-key", where=_where(named, key), key=key, near=near)
        for key, near in ((key, _near_key(key)) for key in keys[:_TOLD])
    ]
    left = max(_TOLD - len(doubts), 0)
    doubts += [Problem("unknown-choice", where=_where(named, key), key=key, near=near) for key, near in choices[:left]]
    return doubts, len(keys) + len(choices) - len(doubts)


def _where(named: Named, key: str) -> str:
    return where_of(named.path, named.text, key.split("."))


def _near_key(key: str) -> str:
    """The key of a prep that was meant by an unknown one: nearly the same, or of that name in another table."""
    from gespreksklaar.content.prep.model import Prep, all_paths  # noqa: PLC0415 - as above

    if key.count(".") > 1:
        return ""
    known = [*all_paths(), *Prep.model_fields]
    last = key.rpartition(".")[2]
    elsewhere = [path for path in known if path.rpartition(".")[2] == last]
    return elsewhere[0] if len(elsewhere) == 1 else _near(key, known)


def _near_choices(prep: Prep) -> Iterator[tuple[str, str]]:
    """The keys where nearly the id of a suggestion stands, with that id; what is like none are the user's own words."""
    from gespreksklaar.content.guidance.bank import bank  # noqa: PLC0415 - as above
    from gespreksklaar.content.prep.declaration import all_fields  # noqa: PLC0415 - as above

    for path, field in all_fields().items():
        if not field.asks.bank:
            continue
        value = prep.get(path)
        known = list(bank(field.asks.bank))
        if isinstance(value, str) and value not in known and (near := _near(value, known)):
            yield path, near
        for key in value if isinstance(value, dict) else ():
            if key not in known and not getattr(value[key], "text", "") and (near := _near(key, known)):
                yield f"{path}.{key}", near


def _near(word: str, known: list[str]) -> str:
    import difflib  # noqa: PLC0415 - only for a word that is not known

    return next(iter(difflib.get_close_matches(word[:100], known, n=1, cutoff=_ALIKE)), "")
