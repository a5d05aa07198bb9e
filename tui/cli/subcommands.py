"""The verbs that need no screen: list, sheet, schema, where; `check` has a file of its own. None loads Textual."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.prep.file_names import ENDING
from gespreksklaar.content.prep.list_order import copies
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.dates import show_clock, show_day_short, show_when
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli.check import check, load_named
from gespreksklaar.tui.cli.output import print_line
from gespreksklaar.tui.home.folders import Folders, user_path


def list_preps(args: Namespace, folders: Folders, texts: Texts) -> int:
    """Print the preps, newest first: a line each, or JSON for another program."""
    summaries = Library(folders.preps).list()
    of, by_name = copies(summaries), {summary.name: summary for summary in summaries}
    if args.json:
        import json  # noqa: PLC0415 - only where it is asked for

        # In plain ASCII: a name may hold what a terminal obeys, or what UTF-8 can't encode.
        print(json.dumps([_as_json(summary, of, texts) for summary in summaries], indent=2, ensure_ascii=True))
        return 0
    for summary in summaries:
        line = _line(summary, texts)
        if first := of.get(summary.name):
            from gespreksklaar.content.form.places.start_list import difference  # noqa: PLC0415 - only of a copy

            what = difference(by_name[first], summary, texts)
            line = texts("cli.copy", line=line, first=visible_name(first), what=what)
        print_line(line)
    if not summaries:
        print_line(texts("cli.no-preps"))
    return 0


def _line(summary: Summary, texts: Texts) -> str:
    if summary.problem:
        return f"{visible_name(summary.name)}: {summary.problem.message(texts)}"
    day = show_day_short(summary.day, texts) if summary.day else ""
    clock = show_clock(summary.start, texts) if summary.start else ""
    kind = texts.find(f"kinds.{summary.kind}.name") or summary.kind
    return "  ".join(filter(None, (visible_name(summary.name), summary.child, kind, day, clock)))


def _as_json(summary: Summary, of: Mapping[str, str], texts: Texts) -> dict[str, object]:
    return {
        "name": summary.name,
        "id": summary.id,
        "child": summary.child,
        "kind": summary.kind,
        "day": summary.day.isoformat() if summary.day else None,
        "start": summary.start.isoformat("minutes") if summary.start else None,
        "changed": summary.changed.isoformat(),
        "steps_begun": summary.steps_begun,
        "copy_of": of.get(summary.name),
        "problem": summary.problem.message(texts) if summary.problem else None,
    }


def sheet(args: Namespace, folders: Folders, texts: Texts) -> int:
    """Print a sheet, or write it to a file."""
    from gespreksklaar.content.sheets.readers import SHEETS, render_sheet  # noqa: PLC0415
    from gespreksklaar.tui.take.landing import STANDARD_OUTPUT, find_landing, in_the_way, land  # noqa: PLC0415

    reader = args.for_ or "table"
    if reader not in SHEETS:
        raise Problem("no-such-reader", name=reader, known=", ".join(SHEETS))
    named = user_path(args.name)
    # A bare name is one of the preps, even if a file in the current folder has that name.
    is_file = args.name == "-" or os.sep in args.name or (named.suffix.lower() == ENDING and os.path.isfile(named))
    library = Library(folders.preps)
    loaded = load_named(args.name).loaded if is_file else library.open(library.find(args.name))
    page = render_sheet(loaded.prep, texts, reader)
    if args.output_ is None or args.output_ in STANDARD_OUTPUT:
        sys.stdout.write(page)
        return 0
    path = find_landing(args.output_, folders)
    there = in_the_way(path)
    if there and not args.force:
        when = show_when(there.changed.date(), there.changed.time(), texts)
        raise Problem(f"there-{there.kind}", where=path, when=when)
    land(path, page, replace=there)
    print_line(texts("ui.message.sheet-saved", path=shown(args.output_)))
    return 0


def schema(args: Namespace, folders: Folders, texts: Texts) -> int:
    """Print the JSON Schema of a prep."""
    import json  # noqa: PLC0415 - as above

    from gespreksklaar.content.prep.model import Prep  # noqa: PLC0415

    print(json.dumps(Prep.model_json_schema(), indent=2))
    return 0


def where(args: Namespace, folders: Folders, texts: Texts) -> int:
    """Print which folders and files are in use."""
    for name in ("preps", "sheets", "config", "state"):
        print_line(f"{texts(f'cli.places.{name}')}: {shown(getattr(folders, name))}")
    if log := debug_log.wanted_file(args.log):
        print_line(f"{texts('cli.places.log')}: {shown(user_path(log).absolute())}")
    return 0


VERBS: Mapping[str, Callable[[Namespace, Folders, Texts], int]] = {
    "list": list_preps,
    "sheet": sheet,
    "check": check,
    "schema": schema,
    "where": where,
}
