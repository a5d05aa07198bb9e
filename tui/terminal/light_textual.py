"""Load Textual without what no screen of ours uses: a tenth of the start, and 2 MB in each session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def light_textual() -> Iterator[None]:
    """Inside the block asyncio loads without TLS, and the command palette without the widgets of `textual.types`.

    asyncio does the same where Python was built without TLS; of those types the palette takes one, for annotations.
    Afterwards both are there for whoever asks. See docs/textual.md.
    """
    types = ModuleType("textual.types")
    vars(types)["IgnoreReturnCallbackType"] = Any
    # None is how Python writes down that there is no such module.
    modules: dict[str, Any] = sys.modules
    put = {name: it for name, it in {"ssl": None, "textual.types": types}.items() if name not in modules}
    modules |= put
    try:
        yield
    finally:
        for name in put:
            del modules[name]
