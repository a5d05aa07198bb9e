"""Attempts to escape by a kiosk's keyboard, or by what a terminal sends: each must stay in the program."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from tests.kiosk_host import F9, F12, STEP_1, WELCOME, Kiosk, children, files_below, state

_LETTERS = {f"ctrl+{chr(code + 96)}": bytes([code]) for code in range(1, 27) if code not in (9, 10, 13)}
_PUNCTUATION = {"ctrl+\\": b"\x1c", "ctrl+]": b"\x1d", "ctrl+^": b"\x1e", "ctrl+_": b"\x1f", "ctrl+@": b"\0"}
_FUNCTION = {
    "F3": b"\x1bOR", "F4": b"\x1bOS", "F5": b"\x1b[15~", "F6": b"\x1b[17~", "F7": b"\x1b[18~", "F8": b"\x1b[19~",
    "F11": b"\x1b[23~", "F13": b"\x1b[25~", "F20": b"\x1b[34~", "F5 of the console": b"\x1b[[E",
    "print": b"\x1b[57361u", "pause": b"\x1b[57362u", "menu": b"\x1b[29~", "insert": b"\x1b[2~",
}  # fmt: skip
_ALT = {f"alt+{sign}": b"\x1b" + sign.encode() for sign in "xqcfd!:./|<>`~$&;"}
_MODIFIED = {
    "ctrl+alt+delete": b"\x1b[3;7~", "alt+F2": b"\x1b[1;3Q", "alt+F4": b"\x1b[1;3S", "ctrl+alt+F2": b"\x1b[1;7Q",
    "shift+F10": b"\x1b[21;2~", "ctrl+alt+t": b"\x1b[116;7u", "ctrl+shift+c": b"\x1b[99;6u",
    "ctrl+insert": b"\x1b[2;5~",
    "shift+insert": b"\x1b[2;2~", "ctrl+q of kitty": b"\x1b[113;5u", "ctrl+z of kitty": b"\x1b[122;5u",
    "ctrl+c of kitty": b"\x1b[99;5u", "ctrl+p of kitty": b"\x1b[112;5u", "super+r": b"\x1b[114;9u",
    "alt+tab": b"\x1b\t", "ctrl+shift+n": b"\x1b[110;6u",
}  # fmt: skip
_PASTES = {
    "a key in a paste": b"\x1b[200~a\x11b\x1b[201~", "escape in a paste": b"\x1b[200~a\x1b\x11b\x1b[201~",
    "a paste in a paste": b"\x1b[200~a\x1b[200~b\x1b[201~", "an end alone": b"\x1b[201~\x11",
    "a command": b"\x1b[200~; sh -i #`id`$(id)\n\x1b[201~", "a path": b"\x1b[200~/etc/passwd\x1b[201~",
    "controls of eight bits": b"\x1b[200~\xc2\x9b31m\xc2\x9d0;x\xc2\x9c\x1b[201~",
    "no text at all": b"\x1b[200~\0\x07\x08\x1b[201~",
    "much": b"\x1b[200~" + b"x" * 20_000 + b"\x1b[201~", "much without a mark": b"y" * 3_000,
}  # fmt: skip
_MOUSE = {
    "a click": b"\x1b[<0;3;2M\x1b[<0;3;2m", "a click on the keys": b"\x1b[<0;5;24M\x1b[<0;5;24m",
    "the right button": b"\x1b[<2;10;10M\x1b[<2;10;10m", "the middle button": b"\x1b[<1;10;10M",
    "the wheel": b"\x1b[<64;5;5M",
    "dragging": b"\x1b[<0;1;1M\x1b[<32;40;10M\x1b[<0;40;10m", "ctrl and a click": b"\x1b[<16;3;2M\x1b[<16;3;2m",
    "an old mouse": b"\x1b[M !!", "a mouse of urxvt": b"\x1b[32;3;2M",
}  # fmt: skip
_MARKUP = {
    "a link": b"[@click=app.quit]x[/]", "an action": b"[@click='app.suspend_process']x[/]", "a half tag": b"[/]",
    "a link of the terminal": b"[link=file:///etc/passwd]x[/link]", "a screenshot": b"[@click=app.screenshot]x[/]",
}  # fmt: skip
_CSI = {
    "the clipboard": b"\x1b]52;c;Y3VybA==\x07", "ask the clipboard": b"\x1b]52;c;?\x07", "a title": b"\x1b]0;x\x07",
    "a link": b"\x1b]8;;file:///etc/passwd\x07x\x1b]8;;\x07",
    "a window of 9999": b"\x1b[?2048;1$y\x1b[48;9999;9999;0;0t",
    "a reply": b"\x1b[?1;2c", "a place": b"\x1b[24;80R", "colours": b"\x1b]11;rgb:0/0/0\x07",
    "a name": b"\x1bP>|xterm(1)\x1b\\",
    "a key that is too large": b"\x1b[999999999;5u", "a code of none": b"\x1b[999999;1:1~",
    "half a sequence": b"\x1b[1;",
    "no UTF-8": b"\xff\xfe\xe9", "8-bit CSI": b"\x9b31m", "a reset": b"\x1bc", "lost focus": b"\x1b[O",
    "focus": b"\x1b[I",
    "print the screen": b"\x1b[5i", "answer back": b"\x05", "a device control": b"\x1bP$q\"p\x1b\\",
}  # fmt: skip
ATTEMPTS: Mapping[str, bytes] = {
    f"{kind}: {name}": data
    for kind, table in {
        "key": _LETTERS | _PUNCTUATION | _FUNCTION | _ALT | _MODIFIED, "paste": _PASTES, "mouse": _MOUSE,
        "markup": _MARKUP, "sequence": _CSI,
    }.items()
    for name, data in table.items()
}  # fmt: skip

ENVIRONMENT: Mapping[str, str] = {
    "PYTHONINSPECT": "1", "PYTHONSTARTUP": "{evil}/startup.py", "PYTHONPATH": "{evil}", "PYTHONHOME": "",
    "PYTHONWARNINGS": "error::antigravity.x", "BROWSER": "touch {evil}/done", "PYTHONBREAKPOINT": "evil.run",
    "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "{evil}/log", "TEXTUAL_PRESS": "ctrl+q",
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_SCREENSHOT": "0", "TEXTUAL_SCREENSHOT_LOCATION": "{evil}", "TEXTUAL_ALLOW_SIGNALS": "1",
    "TEXTUAL_SHOW_RETURN": "1", "TEXTUAL_COLOR_SYSTEM": "bogus", "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
    "TEXTUAL_THEME": "bogus",
    "COLUMNS": "5000", "LINES": "5000", "ESCDELAY": "99999", "SHELL": "{evil}/sh", "EDITOR": "{evil}/sh",
    "PAGER": "{evil}/sh",
    "BASH_ENV": "{evil}/startup.py", "ENV": "{evil}/startup.py", "LESSOPEN": "|touch {evil}/done",
    "CUPS_SERVER": "$(id)",
    "XDG_DATA_HOME": "{evil}", "XDG_CONFIG_HOME": "{evil}", "XDG_STATE_HOME": "{evil}", "LC_ALL": "x; id",
    "LANG": "../../x",
    "TERMINFO": "{evil}", "TERM_PROGRAM": "evil", "COLORTERM": "$(id)", "TZ": "$(id)",
    "SSH_AUTH_SOCK": "{evil}/sock",
    "DISPLAY": ":0", "FORCE_COLOR": "1", "RICH_TRACEBACK": "1", "MALLOC_CHECK_": "3",
}  # fmt: skip
"""`{evil}` is a folder of the attacker. LD_PRELOAD is missing: the loader obeys it before the program starts, so that
whatever starts the program has to drop it (`env -i` of the login wrapper, the unit)."""

TERMS = (
    "xterm", "xterm-256color", "linux", "screen", "tmux-256color", "vt100", "ansi", "xterm;id", "$(id)",
    "../../../etc/passwd",
    "-x", "x" * 300, "xterm\x1b]0;x\x07", "unknown",
)  # fmt: skip


# The places to try from, and what must hold.


def at_welcome(kiosk: Kiosk) -> None:
    kiosk.wait(WELCOME)


def in_a_text(kiosk: Kiosk) -> None:
    kiosk.begin()
    kiosk.type_name("Sam")


def at_review(kiosk: Kiosk) -> None:
    kiosk.begin()
    for _ in range(5):
        kiosk.press("0")
    kiosk.wait("Het blad: voor uzelf")


def before_the_pin(kiosk: Kiosk) -> None:
    kiosk.wait(WELCOME)
    kiosk.send(F12)
    kiosk.wait("Voor medewerkers")


def hidden(kiosk: Kiosk) -> None:
    kiosk.begin()
    kiosk.send(F9)
    kiosk.wait("Welke toets")
    kiosk.press("k")
    kiosk.wait("even leeg", gone=STEP_1)


PLACES: dict[str, Callable[[Kiosk], None]] = {
    "welcome": at_welcome, "text": in_a_text, "review": at_review, "PIN": before_the_pin, "hidden": hidden,
}  # fmt: skip


class Outside:
    """What must not change during an attempt."""

    def __init__(self, kiosk: Kiosk, place: str) -> None:
        self.kiosk = kiosk
        self.place = place
        self.session = kiosk.session
        self.files = set(files_below(kiosk.folder))

    def check(self, tried: str) -> None:
        what = f"at {self.place} after {tried}"
        supervisor = self.kiosk.supervisor
        assert state(supervisor) in ("S", "R", "D"), f"{what}: the supervisor is {state(supervisor) or 'gone'}"
        assert children(supervisor) == [self.session], f"{what}: the session ended"
        assert state(self.session) not in "TZ", f"{what}: the session is stopped"
        assert children(self.session) == [], f"{what}: the session started {children(self.session)}"
        assert os.tcgetpgrp(self.kiosk.fd) == self.kiosk.reads_keys, f"{what}: somebody else has the keyboard"

    def check_files(self) -> None:
        assert set(files_below(self.kiosk.folder)) == self.files
