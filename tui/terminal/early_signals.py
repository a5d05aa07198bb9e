"""Ignore interrupt, quit and stop during start-up, where they would print a traceback. Imports next to nothing."""

import signal

SHORT_VERBS = frozenset({"list", "sheet", "check", "schema", "where"})
"""Verbs without a screen, which these keys may end."""


def ignore_keys_that_end() -> None:
    """Ignore the signals interrupt, quit and stop from here on."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)
