"""The program loads without what no screen of ours uses, and whoever asks for it later finds it."""

import subprocess
import sys

LOAD = """
import sys
from gespreksklaar.tui.terminal.light_textual import light_textual
with light_textual():
    import gespreksklaar.tui.full.app
    import textual.drivers.linux_driver
unwanted = {"ssl", "_ssl", "textual.command", "textual.types", "textual.widgets._tree", "pydantic", "argparse"}
print(*sorted(unwanted & set(sys.modules)))
import asyncio, ssl
import textual.command, textual.types
from textual.types import DirEntry, IgnoreReturnCallbackType
assert ssl.create_default_context() and DirEntry and textual.types.NoSelection
from gespreksklaar.tui.full.commands import Palette
assert issubclass(Palette, textual.command.CommandPalette)
print("all there")
"""
LATE = """
import ssl, sys
import textual.command
from gespreksklaar.tui.terminal.light_textual import light_textual
before = sys.modules["ssl"], sys.modules["textual.command"]
with light_textual():
    import gespreksklaar.tui.full.app
assert before == (sys.modules["ssl"], sys.modules["textual.command"])
print("as it was")
"""


def told(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_what_no_screen_uses_is_not_loaded_and_is_there_for_who_asks_later() -> None:
    assert told(LOAD) == ["", "all there"]


def test_what_was_loaded_before_stays() -> None:
    assert told(LATE) == ["as it was"]
