"""The verbs that need no screen: list, sheet, check, schema, where. None of them loads Textual."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.files.reading import read_input
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.dates import show_clock, show_day_short, show_when
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli.output import say
from gespreksklaar.tui.home.folders import Places, user_path

if TYPE_CHECKING:
    from gespreksklaar.content.store.prep_toml import Loaded

_STANDARD_INPUT: Final = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_TOLD: Final = 10
"""The most unknown keys that are named, so that what is wrong stays in sight."""


def list_preps(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print the preps, newest first: a line each, or JSON for another program."""
    summaries = Library(places.preps).list()
    if wish.json:
        # ASCII without DEL: a name may hold what a terminal obeys, or what UTF-8 can't encode.
        print(json.dumps([_as_json(summary, texts) for summary in summaries], indent=2).replace("\x7f", "\\u007f"))
        return 0
    for summary in summaries:
        say(_line(summary, texts))
    if not summaries:
        say(texts("cli.no-preps"))
    return 0


def _line(summary: Summary, texts: Texts) -> str:
    if summary.problem:
        return f"{visible_name(summary.name)}: {summary.problem.say(texts)}"
    day = show_day_short(summary.day, texts) if summary.day else ""
    clock = show_clock(summary.start, texts) if summary.start else ""
    kind = texts.find(f"kinds.{summary.kind}.name") or summary.kind
    return "  ".join(filter(None, (visible_name(summary.name), summary.child, kind, day, clock)))


def _as_json(summary: Summary, texts: Texts) -> dict[str, object]:
    return {
        "name": summary.name,
        "id": summary.id,
        "child": summary.child,
        "kind": summary.kind,
        "day": summary.day.isoformat() if summary.day else None,
        "start": summary.start.isoformat("minutes") if summary.start else None,
        "changed": summary.changed.isoformat(),
        "steps_begun": summary.steps_begun,
        "problem": summary.problem.say(texts) if summary.problem else None,
    }


def sheet(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print a sheet, or write it to a file."""
    from gespreksklaar.content.sheets.readers import SHEETS, render_sheet  # noqa: PLC0415
    from gespreksklaar.tui.take.landing import STANDARD_OUTPUT, find_landing, in_the_way, land  # noqa: PLC0415

    reader = wish.for_ or "table"
    if reader not in SHEETS:
        raise Problem("no-such-reader", name=reader, known=", ".join(SHEETS))
    named = user_path(wish.name)
    # A bare name is one of the preps, even if a file in the current folder has that name.
    is_file = wish.name == "-" or os.sep in wish.name or (named.suffix == ".toml" and os.path.isfile(named))
    loaded = _load(wish.name) if is_file else Library(places.preps).open(wish.name)
    page = render_sheet(loaded.prep, texts, reader)
    if wish.output_ is None or wish.output_ in STANDARD_OUTPUT:
        sys.stdout.write(page)
        return 0
    path = find_landing(wish.output_, places)
    there = in_the_way(path)
    if there and not wish.force:
        when = show_when(there.changed.date(), there.changed.time(), texts)
        raise Problem(f"there-{there.kind}", where=shown(path), when=when)
    land(path, page, replace=there)
    say(texts("ui.message.sheet-saved", path=wish.output_))
    return 0


def _load(name: str) -> Loaded:
    """The prep in a file that the user names, or in what comes through standard input. Raises Problem."""
    from gespreksklaar.content.store import prep_toml  # noqa: PLC0415 - listing does without pydantic

    if name in _STANDARD_INPUT:
        return prep_toml.load_text(read_input(name), Path(name))
    return prep_toml.load(user_path(name), links=True)


def check(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print for each file whether it is a readable prep; returns 1 when one is not."""
    from gespreksklaar.content.store import prep_toml  # noqa: PLC0415

    code = 0
    for name in wish.names:
        try:
            loaded = _load(name)
        except Problem as problem:
            say(problem.say(texts))
            code = 1
            continue
        say(texts("cli.good", file=name))
        unknown = prep_toml.unknown_keys(loaded.prep)
        for key in unknown[:_TOLD]:
            say(f"{name}: {texts('problems.unknown-key', key=key)}")
        if len(unknown) > _TOLD:
            say(f"{name}: {texts.count('cli.more-unknown', len(unknown) - _TOLD)}")
        if loaded.note:
            say(loaded.note.say(texts))
    return code


def schema(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print the JSON Schema of a prep."""
    from gespreksklaar.content.prep.model import Prep  # noqa: PLC0415

    print(json.dumps(Prep.model_json_schema(), indent=2))
    return 0


def where(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print which folders and files are in use."""
    for name in ("preps", "sheets", "config", "state"):
        say(f"{texts(f'cli.places.{name}')}: {getattr(places, name)}")
    if log := debug_log.wanted_file(wish.log):
        say(f"{texts('cli.places.log')}: {user_path(log).absolute()}")
    return 0


VERBS: Mapping[str, Callable[[Namespace, Places, Texts], int]] = {
    "list": list_preps,
    "sheet": sheet,
    "check": check,
    "schema": schema,
    "where": where,
}
