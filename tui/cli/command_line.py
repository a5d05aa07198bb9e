"""The command line: parse a command, run it, and report in one line what failed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.files.failures import is_no_memory
from gespreksklaar.content.files.reading import must_be_folder
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, detect_language, languages
from gespreksklaar.tui.cli import no_memory
from gespreksklaar.tui.cli.output import prepare_output, print_line, stop_output
from gespreksklaar.tui.terminal import console_mode, terminal_setup
from gespreksklaar.tui.terminal.light_textual import light_textual

if TYPE_CHECKING:
    from argparse import Namespace

    from gespreksklaar.tui.home.folders import Folders
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
        from gespreksklaar.tui.cli.arguments import early_options  # noqa: PLC0415 - as in _run

        words = Texts(detect_language(early_options(given)["lang"]))("cli.no-memory")
    no_memory.report(words)
    return COULD_NOT


def _tell_bug(error: Exception, given: Sequence[str]) -> int:
    from gespreksklaar.tui.cli.arguments import early_options  # noqa: PLC0415 - as in _run
    from gespreksklaar.tui.home import crash  # noqa: PLC0415 - only when it is needed
    from gespreksklaar.tui.home.folders import find_folders  # noqa: PLC0415 - as in _run

    early = early_options(given)
    crash.note(error, find_folders(early["data"], early["config"]).state)
    print_line(Texts(detect_language(early["lang"]))("cli.crash"), wrong=True)
    return crash.STATUS


def _run(given: Sequence[str]) -> int:
    from gespreksklaar.tui.cli.arguments import early_options, parse  # noqa: PLC0415
    from gespreksklaar.tui.home.folders import find_folders  # noqa: PLC0415
    from gespreksklaar.tui.home.settings import read_what_is_right  # noqa: PLC0415

    early = early_options(given)
    settings, trouble = read_what_is_right(find_folders(config=early["config"]).config)
    texts = Texts(detect_language(early["lang"] or settings.language))
    try:
        args = parse(given, texts)
        if isinstance(args, int):
            code = args
        else:
            # A kiosk's --config is another kind of file, which the kiosk reads.
            note = texts("cli.usual", what=trouble.message(texts)) if trouble and args.verb != "kiosk" else ""
            if note and not _has_screen(args.verb):
                print_line(note, wrong=True)
            code = _do(args, find_folders(args.data, args.config, settings.sheet_folder), settings, texts, note)
        sys.stdout.flush()
    except Problem as problem:
        debug_log.note("refused", reason=problem.reason)
        print_line(problem.message(texts), wrong=True)
        return COULD_NOT
    except BrokenPipeError:
        raise
    except OSError as error:
        if is_no_memory(error):
            raise
        # Reading and writing files raises Problem, so this is the output itself, such as on a full disk.
        print_line(Problem("not-printed", why=error.strerror or "?").message(texts), wrong=True)
        return COULD_NOT
    debug_log.note("end", code=code)
    return code


def _has_screen(verb: str) -> bool:
    return verb in ("", "open")


def _do(args: Namespace, folders: Folders, settings: Settings, texts: Texts, note: str) -> int:
    """Run the verb. `note` is to be told on the full screen, where a line printed before it can't be read."""
    if args.lang and args.lang not in languages():
        raise Problem("no-such-language", name=args.lang, known=", ".join(languages()))
    if args.theme:
        _check_theme(args.theme)
    if args.verb != "kiosk" and (file := debug_log.wanted_file(args.log)):
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - only when a log is wanted

        log_file.begin(file)
        debug_log.note_start(args.verb or "screen", texts.language)
    if args.verb == "kiosk" or _has_screen(args.verb):
        _must_be_enough_memory()
    if args.verb == "kiosk" and args.make_pin:
        from gespreksklaar.tui.kiosk import pin  # noqa: PLC0415 - as below

        return pin.make_pin(texts)
    if args.verb in _HOSTS:
        gc.enable()
        with _starting():
            return _HOSTS[args.verb](args)
    if args.verb in ("", "open", "list"):
        must_be_folder(folders.preps)
    if _has_screen(args.verb):
        return _full_screen(args, folders, settings, texts, note)
    from gespreksklaar.tui.cli import subcommands  # noqa: PLC0415 - what each verb needs is loaded when it runs

    return subcommands.VERBS[args.verb](args, folders, texts)


def _kiosk(args: Namespace) -> int:
    from gespreksklaar.tui.kiosk import start  # noqa: PLC0415 - as above

    return start.run_kiosk(args.config, once=args.once, log=debug_log.wanted_file(args.log))


def _warm(args: Namespace) -> int:
    from gespreksklaar.tui.warm import host  # noqa: PLC0415 - it loads everything

    return host.run(args.name, main)


_HOSTS: Final = {"kiosk": _kiosk, "warm": _warm}
"""The verbs that run for others."""


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


def _full_screen(args: Namespace, folders: Folders, settings: Settings, texts: Texts, note: str) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal-ssh" if "SSH_CONNECTION" in os.environ else "dumb-terminal")
    name = None
    if args.verb == "open":
        from gespreksklaar.content.store.library import Library  # noqa: PLC0415

        name = Library(folders.preps).find(args.name)
    # Start-up makes many objects that stay and little garbage; the app turns it on after its first paint.
    gc.disable()
    terminal_setup.scrub_environment()
    terminal_setup.draw_on_terminal()
    with _starting(), terminal_setup.quiet_terminal(), console_mode.in_utf8():
        with light_textual():
            from gespreksklaar.tui.full.app import run_program  # noqa: PLC0415 - Textual only for the full screen

        return run_program(folders, settings, texts, name, args.theme, note)
