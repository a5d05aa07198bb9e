"""Keep pydantic from looking for plugins: what a machine happens to have installed does not check our preps.

Its own switch, `PYDANTIC_DISABLE_PLUGINS`, still loads what reads the metadata of packages: 16 ms and 1 MB for nothing.
Who makes a model imports this before.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

_LOADER: Final = "pydantic.plugin._loader"
_none = ModuleType(_LOADER)
vars(_none)["get_plugins"] = tuple
sys.modules.setdefault(_LOADER, _none)
