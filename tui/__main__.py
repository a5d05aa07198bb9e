"""Where the program begins: `gespreksklaar`, or `python -m gespreksklaar.tui`."""

import sys

from gespreksklaar.tui.early_keys import SHORT_VERBS, ignore_keys_that_end


def main() -> int:
    """Run one command; gives its exit code."""
    if not SHORT_VERBS & set(sys.argv[1:]):
        ignore_keys_that_end()
    from gespreksklaar.tui import cli  # noqa: PLC0415 - all else waits until early keys do no harm

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
