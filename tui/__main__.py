"""`python -m gespreksklaar.tui`."""

import sys

from gespreksklaar.tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
