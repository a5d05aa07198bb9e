"""Interrupt, quit and stop before there is a screen: a traceback while modules are read. Loads next to nothing."""

import signal

SHORT_VERBS = frozenset({"list", "sheet", "check", "schema", "where"})
"""Verbs that have no screen: these keys end them as they end anything."""


def ignore_keys_that_end() -> None:
    """From here on interrupt, quit and stop do nothing, whoever sends them."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)
