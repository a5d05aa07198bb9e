"""The command line: read the wish, do it, and say in one line what could not be done."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gespreksklaar.content.problems import Problem
from gespreksklaar.content.texts import Texts, detect_language, languages

if TYPE_CHECKING:
    from argparse import Namespace

    from gespreksklaar.tui.places import Places
    from gespreksklaar.tui.settings import Settings

DONE, COULD_NOT, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code: 0 done, 1 could not, 2 wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`| head`). Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except KeyboardInterrupt:
        return COULD_NOT
    return code


def _run(given: Sequence[str]) -> int:
    from gespreksklaar.tui.arguments import parse  # noqa: PLC0415 - argparse in the language of the settings

    texts = Texts(detect_language(_asked_language(given)))
    wish = parse(given, texts)
    if isinstance(wish, int):
        return wish
    try:
        return _do(wish)
    except Problem as problem:
        return _tell(problem, texts)


def _tell(problem: Problem, texts: Texts) -> int:
    print(problem.say(texts), file=sys.stderr)
    return COULD_NOT


def _asked_language(given: Sequence[str]) -> str:
    """What follows --lang, found before anything is parsed: the help itself is in that language."""
    for index, argument in enumerate(given):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and index + 1 < len(given):
            return given[index + 1]
    return ""


def _do(wish: Namespace) -> int:
    from gespreksklaar.tui.places import find_places  # noqa: PLC0415
    from gespreksklaar.tui.settings import read_settings  # noqa: PLC0415

    places = find_places(wish.data, wish.config)
    if wish.lang and wish.lang not in languages():
        raise Problem("no-such-language", name=wish.lang, known=", ".join(languages()))
    settings = read_settings(places.config)
    texts = Texts(detect_language(wish.lang or settings.language))
    if wish.theme:
        settings = settings.changed(theme=_known_theme(wish.theme))
    if wish.verb in ("", "open"):
        return _full_screen(wish, places, settings, texts)
    from gespreksklaar.tui import verbs  # noqa: PLC0415 - what each verb needs is loaded when it runs

    return verbs.VERBS[wish.verb](wish, places, texts)


def _known_theme(name: str) -> str:
    from gespreksklaar.tui.theme_names import NAMES  # noqa: PLC0415

    if name not in NAMES:
        raise Problem("no-such-theme", name=name, known=", ".join(NAMES))
    return name


def _full_screen(wish: Namespace, places: Places, settings: Settings, texts: Texts) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal")
    name = None
    if wish.verb == "open":
        from gespreksklaar.content.shelf import Shelf  # noqa: PLC0415

        name = Shelf(places.preps).find(wish.name)
    from gespreksklaar.tui.app import run_program  # noqa: PLC0415 - Textual only for the full screen

    return run_program(places, settings, texts, name)
