"""Load Textual without what no screen of ours uses: a tenth of the start, and 2 MB in each session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

_OF_THE_PALETTE: Final = (
    *("CommandListItem", "CommandPalette", "SimpleProvider"),
    *("DiscoveryHit", "Hit", "Hits", "Provider"),
)
"""What `textual.app` and `textual.theme` take from `textual.command`, for methods that we do not call."""


@contextmanager
def light_textual() -> Iterator[None]:
    """Inside the block asyncio loads without TLS, and Textual without its command palette.

    asyncio does the same where Python was built without TLS. The palette loads when it is opened: `full/commands.py`
    has its own, and opens that one. Afterwards both are there for whoever asks. See docs/textual.md.
    """
    palette = ModuleType("textual.command")
    for name in _OF_THE_PALETTE:
        setattr(palette, name, type(name, (), {}))
    # None is how Python writes down that there is no such module.
    modules: dict[str, Any] = sys.modules
    put = {name: it for name, it in {"ssl": None, palette.__name__: palette}.items() if name not in modules}
    modules |= put
    try:
        yield
    finally:
        for name in put:
            del modules[name]
