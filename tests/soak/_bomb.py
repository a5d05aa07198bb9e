"""Run the program with one method that raises an error full of private words, once a file `armed` is in its folder.

python -m tests.soak._bomb MODULE:CLASS.METHOD FOLDER what the program understands
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECRET = "GEHEIM Anna Kowalska"


def arm(target: str, folder: Path) -> None:
    """Put the bomb in its place."""
    module, _, path = target.partition(":")
    name, _, method = path.partition(".")
    owner = getattr(importlib.import_module(module), name)
    real = vars(owner)[method]

    def check(child_name: str = SECRET) -> None:
        if (folder / "armed").exists():
            (folder / "hit").touch()
            raise ValueError(child_name)

    setattr(owner, method, _with(real, check))


def _with(real: Callable[..., Any], check: Callable[[], None]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(real):

        @functools.wraps(real)
        async def later(*args: Any, **kwargs: Any) -> Any:
            check()
            return await real(*args, **kwargs)

        return later

    @functools.wraps(real)
    def now(*args: Any, **kwargs: Any) -> Any:
        check()
        return real(*args, **kwargs)

    return now


if __name__ == "__main__":
    from gespreksklaar.tui import cli

    arm(sys.argv[1], Path(sys.argv[2]))
    sys.exit(cli.main(sys.argv[3:]))
