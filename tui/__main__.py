"""The entry point: `gespreksklaar`, or `python -m gespreksklaar.tui`."""

import sys

from gespreksklaar.tui.terminal.early_signals import SHORT_VERBS, ignore_keys_that_end


def main() -> int:
    """Run one command; returns its exit code."""
    if not SHORT_VERBS & set(sys.argv[1:]):
        ignore_keys_that_end()
    from gespreksklaar.tui.cli import command_line  # noqa: PLC0415 - all else waits until early keys can do no harm

    return command_line.main()


if __name__ == "__main__":
    sys.exit(main())
