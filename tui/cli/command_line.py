"""The command line: parse a command, run it, and report in one line what failed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, detect_language, languages
from gespreksklaar.tui.cli.output import prepare_output, say, stop_output
from gespreksklaar.tui.terminal import terminal_setup

if TYPE_CHECKING:
    from argparse import Namespace

    from gespreksklaar.tui.home.folders import Places
    from gespreksklaar.tui.home.settings import Settings

DONE, COULD_NOT, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 failed, 2 wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare_output()
    try:
        return _run(given)
    except (OSError, KeyboardInterrupt):
        # The reader stopped reading (`| head`), or the user interrupted.
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - a bug of ours: Python's traceback could show a child's name
        return _tell_bug(error, given)
    finally:
        stop_output()


def _tell_bug(error: Exception, given: Sequence[str]) -> int:
    from gespreksklaar.tui.cli.arguments import early_wishes  # noqa: PLC0415 - as in _run
    from gespreksklaar.tui.home import crash  # noqa: PLC0415 - only when it is needed
    from gespreksklaar.tui.home.folders import find_places  # noqa: PLC0415 - as in _run

    early = early_wishes(given)
    crash.note(error, find_places(early["data"], early["config"]).state)
    say(Texts(detect_language(early["lang"]))("cli.crash"), wrong=True)
    return crash.STATUS


def _run(given: Sequence[str]) -> int:
    from gespreksklaar.tui.cli.arguments import early_wishes, parse  # noqa: PLC0415
    from gespreksklaar.tui.home.folders import find_places  # noqa: PLC0415
    from gespreksklaar.tui.home.settings import Settings, read_settings  # noqa: PLC0415

    early = early_wishes(given)
    settings, trouble = Settings(), None
    try:
        settings = read_settings(find_places(config=early["config"]).config)
    except Problem as problem:
        trouble = problem
    texts = Texts(detect_language(early["lang"] or settings.language))
    try:
        wish = parse(given, texts)
        if isinstance(wish, int):
            code = wish
        elif trouble and wish.verb != "kiosk":
            # A kiosk's --config is another kind of file, which the kiosk reads.
            raise trouble
        else:
            code = _do(wish, find_places(wish.data, wish.config, settings.sheet_folder), settings, texts)
        sys.stdout.flush()
    except Problem as problem:
        debug_log.note("refused", reason=problem.reason)
        say(problem.say(texts), wrong=True)
        return COULD_NOT
    except BrokenPipeError:
        raise
    except OSError as error:
        # Reading and writing files raises Problem, so this is the output itself, such as on a full disk.
        say(Problem("not-printed", why=error.strerror or "?").say(texts), wrong=True)
        return COULD_NOT
    debug_log.note("end", code=code)
    return code


def _do(wish: Namespace, places: Places, settings: Settings, texts: Texts) -> int:
    if wish.lang and wish.lang not in languages():
        raise Problem("no-such-language", name=wish.lang, known=", ".join(languages()))
    if wish.theme:
        _check_theme(wish.theme)
    if wish.verb != "kiosk" and (file := debug_log.wanted_file(wish.log)):
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - only when a log is wanted

        log_file.begin(file)
        debug_log.note_start(wish.verb or "screen", texts.language)
    if wish.verb == "kiosk":
        from gespreksklaar.tui.kiosk import supervisor  # noqa: PLC0415 - as below

        if wish.make_pin:
            return supervisor.make_pin(texts)
        with _starting():
            return supervisor.run_kiosk(wish.config, once=wish.once, log=debug_log.wanted_file(wish.log))
    if wish.verb in ("", "open", "list"):
        _check_folder(places)
    if wish.verb in ("", "open"):
        return _full_screen(wish, places, settings, texts)
    from gespreksklaar.tui.cli import subcommands  # noqa: PLC0415 - what each verb needs is loaded when it runs

    return subcommands.VERBS[wish.verb](wish, places, texts)


@contextmanager
def _starting() -> Iterator[None]:
    """Raise Problem for an OSError while a full screen or a kiosk starts: such errors are not about the output."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Problem("not-started", why=error.strerror or "?") from None


def _check_folder(places: Places) -> None:
    """Raise Problem for an unreadable folder, which would seem empty, as if all preps were gone."""
    folder = places.preps
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise Problem("no-folder", where=str(folder))
    if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK):
        raise Problem("closed-folder", where=str(folder))


def _check_theme(name: str) -> None:
    from gespreksklaar.tui.terminal.theme_names import NAMES  # noqa: PLC0415

    if name not in NAMES:
        raise Problem("no-such-theme", name=name, known=", ".join(NAMES))


def _full_screen(wish: Namespace, places: Places, settings: Settings, texts: Texts) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal-ssh" if "SSH_CONNECTION" in os.environ else "dumb-terminal")
    name = None
    if wish.verb == "open":
        from gespreksklaar.content.store.library import Shelf  # noqa: PLC0415

        name = Shelf(places.preps).find(wish.name)
    # Start-up makes many objects that stay and little garbage; the app turns it on after its first paint.
    gc.disable()
    terminal_setup.scrub_environment()
    with _starting(), terminal_setup.quiet_terminal():
        from gespreksklaar.tui.full.app import run_program  # noqa: PLC0415 - Textual only for the full screen

        return run_program(places, settings, texts, name, wish.theme)
