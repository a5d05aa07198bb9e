"""The tables of the guide's files, kept as Python keeps the code of a module.

To parse them all is a tenth of what a sheet takes. So Python compiles each once into the `__pycache__` beside it, with
the time and size of the file, where it may write there; where it may not, they are parsed each time.
"""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType


class _Loader(SourceFileLoader):
    """Reads TOML as a module that holds its tables."""

    def source_to_code(self, data: Any, path: Any = "") -> CodeType:  # type: ignore[override]
        """The tables as Python writes them: texts, numbers, lists and days mean the same in both."""
        import tomllib  # noqa: PLC0415 - only where nothing is kept

        return super().source_to_code(f"import datetime\ntables = {tomllib.loads(data.decode())!r}", path)


def tables_in(path: Path) -> dict[str, Any]:
    """The tables of one file, which are nobody else's. Raises FileNotFoundError, and ValueError when it is no TOML."""
    spec = spec_from_file_location(path.stem, path, loader=_Loader(path.stem, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    tables: dict[str, Any] = module.tables
    return tables
