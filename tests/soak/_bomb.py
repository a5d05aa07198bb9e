"""Run the program with one part that raises an error full of private words, once a file `armed` is in its folder.

python -m tests.soak._bomb MODULE:CLASS.METHOD FOLDER [ARGUMENT OF THE PROGRAM...]
python -m tests.soak._bomb MODULE:FUNCTION FOLDER [ARGUMENT OF THE PROGRAM...]
python -m tests.soak._bomb "" FOLDER [ARGUMENT OF THE PROGRAM...]: no bomb; lists in FOLDER the handlers called
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

from tests.soak._around import let_it_be_so

SECRET = "GEHEIM Anna Kowalska"
COME_BY = "come-by"
in_its_place: Callable[..., Any]
"""The function that a function with a bomb calls instead of its own body."""


def arm(target: str, folder: Path) -> None:
    """Put a bomb in the target, a method or a function."""
    module, _, path = target.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    function = vars(owner)[name]

    def check(child_name: str = SECRET) -> None:
        if (folder / "armed").exists():
            (folder / "hit").touch()
            raise ValueError(child_name)

    if function.__closure__:
        # A function with a closure, such as one that calls `super()`, can't get another body.
        setattr(owner, name, _with(function, check))
    else:
        _change(function, check)


def _change(function: FunctionType, check: Callable[[], None]) -> None:
    """Give the function another body: tables, other modules and Textual hold the function object already."""
    global in_its_place  # noqa: PLW0603 - the new body has no other way to reach it
    real = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    real.__kwdefaults__ = function.__kwdefaults__
    in_its_place = _with(real, check)

    def goes_off(*args: Any, **kwargs: Any) -> Any:
        import __main__  # noqa: PLC0415 - it runs with the globals of another module

        return __main__.in_its_place(*args, **kwargs)

    async def goes_off_later(*args: Any, **kwargs: Any) -> Any:
        import __main__  # noqa: PLC0415 - as above

        return await __main__.in_its_place(*args, **kwargs)

    # Textual counts the arguments that a handler takes.
    vars(function)["__wrapped__"] = real
    function.__code__ = (goes_off_later if inspect.iscoroutinefunction(real) else goes_off).__code__


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


@contextmanager
def noted(folder: Path) -> Iterator[None]:
    """Record which handlers run while armed, one a line in the file COME_BY."""
    from tests.soak.bugs import handlers  # noqa: PLC0415 - it imports this module

    codes, seen = {_code(target): target for target in handlers()}, set()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in codes and (folder / "armed").exists():
            seen.add(codes[frame.f_code])

    threading.setprofile(look)
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)
        (folder / COME_BY).write_text("\n".join(sorted(seen)))


def _code(target: str) -> object:
    module, _, path = target.partition(":")
    function: Any = importlib.import_module(module)
    for name in path.split("."):
        function = vars(function)[name]
    return inspect.unwrap(function).__code__


if __name__ == "__main__":
    from gespreksklaar.tui.cli import command_line

    where = Path(sys.argv[2])
    let_it_be_so(where)
    if sys.argv[1]:
        arm(sys.argv[1], where)
    with nullcontext() if sys.argv[1] else noted(where):
        status = command_line.main(sys.argv[3:])
    sys.exit(status)
