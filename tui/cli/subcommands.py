"""The verbs that need no screen: list, sheet, check, schema, where. None of them loads Textual."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.prep.summary import Glance
from gespreksklaar.content.store.library import Shelf
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.dates import show_clock, show_day_short, show_when
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli.output import say
from gespreksklaar.tui.home.folders import Places, user_path


def list_preps(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print the preps, newest first: a line each, or JSON for another program."""
    glances = Shelf(places.preps).list()
    if wish.json:
        # ASCII without DEL: a name may hold what a terminal obeys, or what UTF-8 can't encode.
        print(json.dumps([_as_json(glance, texts) for glance in glances], indent=2).replace("\x7f", "\\u007f"))
        return 0
    for glance in glances:
        say(_line(glance, texts))
    if not glances:
        say(texts("cli.no-preps"))
    return 0


def _line(glance: Glance, texts: Texts) -> str:
    if glance.problem:
        return f"{glance.name}: {glance.problem.say(texts)}"
    day = show_day_short(glance.day, texts) if glance.day else ""
    clock = show_clock(glance.start, texts) if glance.start else ""
    kind = texts.find(f"kinds.{glance.kind}.name") or glance.kind
    return "  ".join(filter(None, (glance.name, glance.child, kind, day, clock)))


def _as_json(glance: Glance, texts: Texts) -> dict[str, object]:
    return {
        "name": glance.name,
        "id": glance.id,
        "child": glance.child,
        "kind": glance.kind,
        "day": glance.day.isoformat() if glance.day else None,
        "start": glance.start.isoformat("minutes") if glance.start else None,
        "changed": glance.changed.isoformat(),
        "steps_begun": glance.steps_begun,
        "problem": glance.problem.say(texts) if glance.problem else None,
    }


def sheet(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print a sheet, or write it to a file."""
    from gespreksklaar.content.sheets.readers import SHEETS, render_sheet  # noqa: PLC0415
    from gespreksklaar.content.store import prep_toml  # noqa: PLC0415 - listing does without pydantic
    from gespreksklaar.tui.take.landing import STANDARD_OUTPUT, find_landing, in_the_way, land  # noqa: PLC0415

    reader = wish.for_ or "table"
    if reader not in SHEETS:
        raise Problem("no-such-reader", name=reader, known=", ".join(SHEETS))
    named = user_path(wish.name)
    # A bare name is one of the preps, even if a file in the current folder has that name.
    is_file = os.sep in wish.name or (named.suffix == ".toml" and os.path.isfile(named))
    loaded = prep_toml.load(named, links=True) if is_file else Shelf(places.preps).open(wish.name)
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


def check(wish: Namespace, places: Places, texts: Texts) -> int:
    """Print for each file whether it is a readable prep; returns 1 when one is not."""
    from gespreksklaar.content.store import prep_toml  # noqa: PLC0415

    code = 0
    for name in wish.names:
        try:
            loaded = prep_toml.load(user_path(name), links=True)
        except Problem as problem:
            say(problem.say(texts))
            code = 1
            continue
        say(texts("cli.good", file=name))
        for key in prep_toml.unknown_keys(loaded.prep):
            say(f"{name}: {texts('problems.unknown-key', key=key)}")
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
