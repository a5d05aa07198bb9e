"""The prep: the fields each step asks, the frozen value that holds the answers, and what can be derived from it.

It imports only `words`. `vocabulary`, `fields`, `agreement_index` and `summary` load no pydantic: the list of preps
uses them.
"""

import sys
from types import ModuleType
from typing import Final

# What a machine happens to have installed does not check our preps. pydantic's own switch, `PYDANTIC_DISABLE_PLUGINS`,
# still loads what reads the metadata of packages: 16 ms and 1 MB. This comes before any model is made.
_LOADER: Final = "pydantic.plugin._loader"
_no_plugins = ModuleType(_LOADER)
vars(_no_plugins)["get_plugins"] = tuple
sys.modules.setdefault(_LOADER, _no_plugins)
