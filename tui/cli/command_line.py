"""The command line: parse a command, run it, and report in one line what failed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gespreksklaar.content.files.failures import is_no_memory
from gespreksklaar.content.files.reading import must_be_folder
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, detect_language, languages
from gespreksklaar.tui.cli import no_memory
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
        code = _run(given)
    except KeyboardInterrupt:
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - a bug of ours: Python's traceback could show a child's name
        if is_no_memory(error):
            # Not here: the error holds on to all that took the memory.
            pass
        elif isinstance(error, OSError):
            # The reader stopped reading (`| head`).
            return COULD_NOT
        else:
            return _tell_bug(error, given)
    else:
        return code
    finally:
        stop_output()
    return _tell_no_memory(given)


def _tell_no_memory(given: Sequence[str]) -> int:
    words = no_memory.NO_MEMORY
    with suppress(Exception):
        gc.collect()
        from gespreksklaar.tui.cli.arguments import early_wishes  # noqa: PLC0415 - as in _run

        words = Texts(detect_language(early_wishes(given)["lang"]))("cli.no-memory")
    no_memory.tell(words)
    return COULD_NOT


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
    from gespreksklaar.tui.home.settings import read_what_is_right  # noqa: PLC0415

    early = early_wishes(given)
    settings, trouble = read_what_is_right(find_places(config=early["config"]).config)
    texts = Texts(detect_language(early["lang"] or settings.language))
    try:
        wish = parse(given, texts)
        if isinstance(wish, int):
            code = wish
        else:
            # A kiosk's --config is another kind of file, which the kiosk reads.
            note = texts("cli.usual", what=trouble.say(texts)) if trouble and wish.verb != "kiosk" else ""
            if note and not _has_screen(wish.verb):
                say(note, wrong=True)
            code = _do(wish, find_places(wish.data, wish.config, settings.sheet_folder), settings, texts, note)
        sys.stdout.flush()
    except Problem as problem:
        debug_log.note("refused", reason=problem.reason)
        say(problem.say(texts), wrong=True)
        return COULD_NOT
    except BrokenPipeError:
        raise
    except OSError as error:
        if is_no_memory(error):
            raise
        # Reading and writing files raises Problem, so this is the output itself, such as on a full disk.
        say(Problem("not-printed", why=error.strerror or "?").say(texts), wrong=True)
        return COULD_NOT
    debug_log.note("end", code=code)
    return code


def _has_screen(verb: str) -> bool:
    return verb in ("", "open")


def _do(wish: Namespace, places: Places, settings: Settings, texts: Texts, note: str) -> int:
    """Run the verb. `note` is to be told on the full screen, where a line printed before it can't be read."""
    if wish.lang and wish.lang not in languages():
        raise Problem("no-such-language", name=wish.lang, known=", ".join(languages()))
    if wish.theme:
        _check_theme(wish.theme)
    if wish.verb != "kiosk" and (file := debug_log.wanted_file(wish.log)):
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - only when a log is wanted

        log_file.begin(file)
        debug_log.note_start(wish.verb or "screen", texts.language)
    if wish.verb == "kiosk" or _has_screen(wish.verb):
        _must_be_enough_memory()
    if wish.verb == "kiosk":
        from gespreksklaar.tui.kiosk import pin, start  # noqa: PLC0415 - as below

        if wish.make_pin:
            return pin.make_pin(texts)
        with _starting():
            return start.run_kiosk(wish.config, once=wish.once, log=debug_log.wanted_file(wish.log))
    if wish.verb in ("", "open", "list"):
        must_be_folder(places.preps)
    if _has_screen(wish.verb):
        return _full_screen(wish, places, settings, texts, note)
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
        if is_no_memory(error):
            raise
        raise Problem("not-started", why=error.strerror or "?") from None


def _must_be_enough_memory() -> None:
    if (allowed := no_memory.allowed()) < no_memory.SCREEN_NEEDS:
        raise Problem("little-memory", allowed=allowed, needed=no_memory.SCREEN_NEEDS)


def _check_theme(name: str) -> None:
    from gespreksklaar.tui.terminal.theme_names import NAMES  # noqa: PLC0415

    if name not in NAMES:
        raise Problem("no-such-theme", name=name, known=", ".join(NAMES))


def _full_screen(wish: Namespace, places: Places, settings: Settings, texts: Texts, note: str) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal-ssh" if "SSH_CONNECTION" in os.environ else "dumb-terminal")
    name = None
    if wish.verb == "open":
        from gespreksklaar.content.store.library import Library  # noqa: PLC0415

        name = Library(places.preps).find(wish.name)
    # Start-up makes many objects that stay and little garbage; the app turns it on after its first paint.
    gc.disable()
    terminal_setup.scrub_environment()
    terminal_setup.draw_on_terminal()
    with _starting(), terminal_setup.quiet_terminal():
        from gespreksklaar.tui.full.app import run_program  # noqa: PLC0415 - Textual only for the full screen

        return run_program(places, settings, texts, name, wish.theme, note)
