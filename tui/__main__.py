"""The entry point: `gespreksklaar`, or `python -m gespreksklaar.tui`."""

import gc
import os
import sys
from errno import ENOMEM
from typing import NoReturn

from gespreksklaar.tui.cli import no_memory
from gespreksklaar.tui.terminal import early_keys
from gespreksklaar.tui.warm.enter import enter


def run() -> NoReturn:
    """Run one command, and end the process with its exit code.

    All is written and given back by then. Python's own end would take apart, object by object, what the system takes
    back at once: a fifth of the time of a sheet.
    """
    os._exit(main())


def main() -> int:
    """Run one command; returns its exit code."""
    # What a start or a quick verb makes, it needs to its end. A screen and a host turn it on once they are ready.
    gc.disable()
    if not early_keys.SHORT_VERBS & set(sys.argv[1:]):
        early_keys.ignore_keys_that_end()
        # A session sets the terminal itself.
        enter(sys.argv[0], sys.argv[1:])
        early_keys.hush()
    try:
        from gespreksklaar.tui.cli import command_line  # noqa: PLC0415 - all else waits until early keys can do no harm

        return command_line.main()
    except (MemoryError, OSError) as error:
        # `main` tells whatever goes wrong: this is what it was, or its words, for which there was no memory.
        if isinstance(error, OSError) and error.errno != ENOMEM:
            raise
        no_memory.report()
        return 1
    finally:
        early_keys.give_back()


if __name__ == "__main__":
    run()
