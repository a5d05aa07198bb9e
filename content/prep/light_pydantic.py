"""Load pydantic without what no prep uses; who makes a model imports this before.

No plugins: what a machine happens to have installed does not check our preps. Pydantic's own switch,
`PYDANTIC_DISABLE_PLUGINS`, still loads what reads the metadata of packages. No `secrets`, which compares its secret
values and brings the system's cryptography along. Together 20 ms and 3 MB.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

_LOADER: Final = "pydantic.plugin._loader"
_none = ModuleType(_LOADER)
vars(_none)["get_plugins"] = tuple
sys.modules.setdefault(_LOADER, _none)

if "secrets" not in sys.modules:
    sys.modules["secrets"] = ModuleType("secrets")
    import pydantic.types  # noqa: F401

    del sys.modules["secrets"]
