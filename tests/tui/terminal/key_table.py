"""Every key of the README in each form that a terminal sends, with where that form is written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

NCURSES = "terminfo of ncurses 6.5: "
KITTY = "https://sw.kovidgoyal.net/kitty/keyboard-protocol/"
XTERM = "https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-PC-Style-Function-Keys"
OTHER_KEYS = "https://invisible-island.net/xterm/modified-keys.html"
PUTTY = (
    "https://the.earth.li/~sgtatham/putty/0.81/htmldoc/Chapter4.html#config-funkeys and terminfo of ncurses 6.5: putty*"
)
RXVT = "rxvtRef, Key Codes, and terminfo of ncurses 6.5: rxvt"
CONSOLE = "keymaps of kbd, and terminfo of ncurses 6.5: linux"
KONSOLE = "https://invisible-island.net/xterm/xterm.faq.html (modifyFunctionKeys 0) and Konsole's default.keytab"
BASE_KEY = "https://github.com/wezterm/wezterm/issues/3479, https://github.com/neovim/neovim/issues/31045"
RXVT_END = "https://github.com/aeshell/aesh-readline/issues/49"


class Row(NamedTuple):
    """What this terminal sends for this key, as Textual names it; an empty name is a key that is let go."""

    terminal: str
    sends: str
    key: str
    source: str


TYPED = {
    **{str(n): str(n) for n in range(10)},
    "+": "plus", "*": "asterisk", "/": "slash", "=": "equals_sign", ".": "full_stop", ",": "comma",
    "<": "less_than_sign", "-": "minus", " ": "space", "a": "a", "A": "A", "é": "é", "ß": "ß", "ж": "ж",
}  # fmt: skip
"""What is the same from every terminal without the newer protocol."""
CONTROL = {
    "\r": "enter", "\t": "tab", "\x1b": "escape", "\x7f": "backspace", "\x08": "backspace",
    "\x15": "ctrl+u", "\x19": "ctrl+y", "\x13": "ctrl+s", "\x1a": "ctrl+z", "\x11": "ctrl+q", "\x10": "ctrl+p",
    "\x07": "ctrl+g",
}  # fmt: skip
_PAGES = {"insert": "2~", "delete": "3~", "pageup": "5~", "pagedown": "6~"}
_F5_ON = {f"f{n}": f"{code}~" for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)}
_ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D"}
_ENDS = {"home": "H", "end": "F"}
_F1_TO_4 = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_F1_TO_5_BY_NUMBER = {f"f{n}": f"{10 + n}~" for n in range(1, 6)}
_KEYPAD = {
    **{str(n): "pqrstuvwxy"[n] for n in range(10)},
    "asterisk": "j",
    "minus": "m",
    "full_stop": "n",
    "slash": "o",
}
_HELD = {"shift": 2, "alt": 3, "ctrl": 5, "ctrl+shift": 6}
_LOCKS = {"Caps Lock": 64, "Num Lock": 128, "both locks": 192}


def _csi(keys: Mapping[str, str]) -> dict[str, str]:
    return {"\x1b[" + final: key for key, final in keys.items()}


def _ss3(keys: Mapping[str, str]) -> dict[str, str]:
    return {"\x1bO" + final: key for key, final in keys.items()}


def _modified(keys: Mapping[str, str]) -> dict[str, str]:
    """Each with a modifier held, as xterm and all that follow it send it."""
    found = {}
    for key, final in keys.items():
        for name, number in _HELD.items():
            begin = final[:-1] or "1"
            found[f"\x1b[{begin};{number}{final[-1]}"] = f"{name}+{key}"
    return found


_LIKE_XTERM = {
    **_csi({**_ARROWS, **_ENDS, **_PAGES, **_F5_ON, "shift+tab": "Z"}),
    **_ss3({**_ARROWS, **_ENDS, **_F1_TO_4}),
    **_modified({**_ARROWS, **_ENDS, **_PAGES, **_F5_ON, "f1": "P", "f2": "Q", "f4": "S"}),
}
_APPLICATION_KEYPAD = {**_ss3({**_KEYPAD, "enter": "M"}), "\x1bOk": "plus"}
_LIKE_SCREEN = {
    **_csi({**_ARROWS, "home": "1~", "end": "4~", **_PAGES, **_F5_ON, "shift+tab": "Z"}),
    **_ss3({**_ARROWS, **_F1_TO_4}),
}
_LIKE_RXVT = {
    **_csi({**_ARROWS, "home": "7~", "end": "8~", **_PAGES, **_F1_TO_5_BY_NUMBER, **_F5_ON, "shift+tab": "Z"}),
    **_csi({"shift+up": "a", "shift+down": "b", "shift+right": "c", "shift+left": "d"}),
    **_ss3({"ctrl+up": "a", "ctrl+down": "b", "ctrl+right": "c", "ctrl+left": "d"}),
    **{f"\x1b[{number}{final}": f"{held}+{key}"
       for key, number in {"delete": 3, "pageup": 5, "pagedown": 6, "home": 7, "end": 8, "f1": 11, "f10": 21}.items()
       for final, held in {"$": "shift", "^": "ctrl", "@": "ctrl+shift"}.items()},
}  # fmt: skip
_CONSOLE = {
    **_csi({**_ARROWS, "home": "1~", "end": "4~", **_PAGES, **_F5_ON}),
    **{f"\x1b[[{final}": f"f{n}" for n, final in enumerate("ABCDE", 1)},
    "\x1b\t": "shift+tab",
    # F13 to F20, which are Shift with F1 to F8, and the 5 of a number pad without Num Lock.
    **dict.fromkeys([f"\x1b[{n}~" for n in (25, 26, 28, 29, 31, 32, 33, 34)] + ["\x1b[G"], ""),
}
_PUTTY = {**_csi({**_ARROWS, "home": "1~", "end": "4~", **_PAGES, "shift+tab": "Z"}), **_ss3(_ARROWS)}
_PUTTY_MODES = {
    "ESC[n~": _csi({**_F1_TO_5_BY_NUMBER, **_F5_ON}),
    "Linux": {**{f"\x1b[[{final}": f"f{n}" for n, final in enumerate("ABCDE", 1)}, **_csi(_F5_ON)} | {"\x1b[[E": "f5"},
    "Xterm R6": {**_ss3(_F1_TO_4), **_csi(_F5_ON)},
    "VT400": _csi({**_F1_TO_5_BY_NUMBER, **_F5_ON}),
    "VT100+": _ss3({f"f{n}": final for n, final in enumerate("PQRSTUVWXYZ[", 1)}),
    "Xterm 216+": {**_ss3(_F1_TO_4), **_csi(_F5_ON), **_modified({**_F5_ON, "f1": "P", "f2": "Q", "f4": "S"})},
    # Only these: ESC [ M begins a report of the mouse, ESC [ O one of the focus; ESC [ P to S are F1 to F4 of kitty.
    "SCO": _csi({"f2": "N", "f8": "T", "f9": "U", "f10": "V", "f11": "W", "f12": "X", "insert": "L"}),
    "rxvt Home and End": {"\x1b[H": "home", "\x1b[Ow": "end"},
    "application keypad": {
        **_ss3({str(n): "pqrstuvwxy"[n] for n in range(10)}),
        "\x1bOn": "full_stop", "\x1bOl": "plus", "\x1bOm": "minus", "\x1bOM": "enter",
    },
}  # fmt: skip
_KITTY_FUNCTIONAL = {
    **{key: (1, final) for key, final in {**_ARROWS, **_ENDS, "f1": "P", "f2": "Q", "f4": "S"}.items()},
    **{key: (int(form[:-1]), "~") for key, form in {**_PAGES, **_F5_ON, "f3": "13~"}.items()},
    "escape": (27, "u"), "enter": (13, "u"), "tab": (9, "u"), "backspace": (127, "u"),
}  # fmt: skip
_KITTY_KEYPAD = {
    **{str(n): 57399 + n for n in range(10)}, "full_stop": 57409, "slash": 57410, "asterisk": 57411, "minus": 57412,
    "plus": 57413, "enter": 57414, "equals_sign": 57415, "comma": 57416, "left": 57417, "right": 57418, "up": 57419,
    "down": 57420, "pageup": 57421, "pagedown": 57422, "home": 57423, "end": 57424, "insert": 57425, "delete": 57426,
}  # fmt: skip
_SIGN = {name: typed for typed, name in TYPED.items()}


def _kitty_functional() -> Iterator[tuple[str, str]]:
    for key, (number, final) in _KITTY_FUNCTIONAL.items():
        yield f"\x1b[{'' if number == 1 else number}{final}", key
        for event, name in {1: key, 2: key, 3: ""}.items():
            yield f"\x1b[{number};1:{event}{final}", name
        for lock in _LOCKS.values():
            yield f"\x1b[{number};{1 + lock}{final}", key
        # Shift is still held from a capital.
        without_shift = key in ("escape", "enter", "backspace")
        for held, modifiers in _HELD.items():
            name = "+".join(name for name in [*held.split("+"), key] if not (without_shift and name == "shift"))
            yield f"\x1b[{number};{modifiers}{final}", name
            yield f"\x1b[{number};{modifiers + 128}{final}", name


def _kitty_keypad() -> Iterator[tuple[str, str]]:
    for key, code in _KITTY_KEYPAD.items():
        yield f"\x1b[{code}u", key
        yield f"\x1b[{code};129u", key
        if typed := _SIGN.get(key):
            yield f"\x1b[{code};129;{ord(typed)}u", key
    yield "\x1b[57409;129;44u", "comma"  # the point of a Belgian number pad


def _kitty_typed() -> Iterator[tuple[str, str]]:
    for typed, key in TYPED.items():
        yield f"\x1b[{ord(typed.lower())};;{ord(typed)}u", key
        yield f"\x1b[{ord(typed.lower())};129;{ord(typed)}u", key
        if typed.lower() == typed:
            yield f"\x1b[{ord(typed)}u", key
    yield "\x1b[97;2;65u", "A"
    yield "\x1b[97:65;2;65u", "A"
    yield "\x1b[97:65;2u", "A"
    yield "\x1b[97;65u", "A"  # Caps Lock
    yield "\x1b[61:43;2;43u", "plus"
    yield "\x1b[61:43;2u", "plus"
    yield "\x1b[32;2;32u", "space"
    yield "\x1b[0;;233u", "é"  # an input method
    for letter in "uyszqpg":
        for modifiers in (5, 5 + 64, 5 + 128, 5 + 192):
            yield f"\x1b[{ord(letter)};{modifiers}u", f"ctrl+{letter}"
    yield "\x1b[1081::113;5u", "ctrl+q"  # й of a Russian keyboard, which has the q of a Latin one
    yield "\x1b[1081::113;133u", "ctrl+q"
    for name in (57358, 57360, 57441, 57442, 57443, 57453):
        yield f"\x1b[{name};2u", "(modifier)"


_DIGIT_ROW = {
    "&": "1",
    "é": "2",
    '"': "3",
    "'": "4",
    "(": "5",
    "§": "6",
    "è": "7",
    "!": "8",
    "ç": "9",
    "à": "0",
    "_": "8",
    "ě": "2",
}
BY_PLACE = {f"\x1b[{ord(sign)}::{ord(digit)};;{ord(sign)}u": (digit, sign) for sign, digit in _DIGIT_ROW.items()}
"""A key of the digit row with the base key of the newer protocol: the digit that it is, and what it types."""
NOT_BY_PLACE = {
    "\x1b[45::54;;45u": "minus",  # the 6 of a French keyboard, and a sign that acts
    "\x1b[93::57;;93u": "right_square_bracket",  # AltGr with the 9 of a German one
    "\x1b[49:33:49;2;33u": "exclamation_mark",  # Shift with the 1 of an American one
    "\x1b[38:49:49;2;49u": "1",  # Shift with the 1 of a Belgian one
}


def _rows() -> Iterator[Row]:
    forms = [
        ("xterm", {**_LIKE_XTERM, **_APPLICATION_KEYPAD}, XTERM),
        ("VTE", {**_LIKE_XTERM, "\x1bOM": "enter", "\x1b[E": ""}, NCURSES + "vte-256color"),
        ("kitty", _LIKE_XTERM, NCURSES + "kitty"),
        ("foot", _LIKE_XTERM, NCURSES + "foot"),
        ("WezTerm", {**_LIKE_XTERM, **_APPLICATION_KEYPAD}, NCURSES + "wezterm"),
        ("iTerm2", _LIKE_XTERM, NCURSES + "iterm2"),
        ("Windows Terminal", _LIKE_XTERM, NCURSES + "ms-terminal"),
        ("mosh", {**_LIKE_XTERM, "\x1bOM": "enter"}, NCURSES + "mosh"),
        ("Konsole", {**_LIKE_XTERM, "\x1bO2P": "shift+f1", "\x1bO5Q": "ctrl+f2", "\x1bO1;5A": "ctrl+up"}, KONSOLE),
        ("rxvt", {**_LIKE_RXVT, **_APPLICATION_KEYPAD}, RXVT),
        ("screen", _LIKE_SCREEN, NCURSES + "screen"),
        ("tmux", {**_LIKE_SCREEN, **_modified({**_ARROWS, **_ENDS, **_PAGES})}, NCURSES + "tmux"),
        ("Linux console", _CONSOLE, CONSOLE),
        *((f"PuTTY, {mode}", {**_PUTTY, **keys}, PUTTY) for mode, keys in _PUTTY_MODES.items()),
    ]  # fmt: skip
    for terminal, keys, source in forms:
        for sends, key in {**TYPED, **CONTROL, **keys}.items():
            yield Row(terminal, sends, key, RXVT_END if sends == "\x1b[Ow" else source)
    for protocol in ("kitty", "foot", "WezTerm", "iTerm2"):
        for sends, key in chain(_kitty_functional(), _kitty_keypad(), _kitty_typed()):
            yield Row(f"{protocol}, newer protocol", sends, key, KITTY)
    for sends, key in NOT_BY_PLACE.items():
        yield Row("kitty, newer protocol", sends, key, BASE_KEY)
    for letter in "qu":
        yield Row("xterm, modifyOtherKeys", f"\x1b[27;5;{ord(letter)}~", f"ctrl+{letter}", OTHER_KEYS)
        yield Row("tmux, extended keys", f"\x1b[{ord(letter)};5u", f"ctrl+{letter}", OTHER_KEYS)
    yield Row("xterm, modifyOtherKeys", "\x1b[27;2;13~", "enter", OTHER_KEYS)
    yield Row("xterm, modifyOtherKeys", "\x1b[27;5;27~", "ctrl+escape", OTHER_KEYS)


ROWS = list(_rows())
README_KEYS = frozenset(
    [*TYPED.values(), *CONTROL.values(), *_ARROWS, "home", "end", "pageup", "pagedown", "insert", "delete", "shift+tab"]
    + [f"f{n}" for n in range(1, 11)]
)
REPLIES = (
    "\x1b[?62;22c", "\x1b[>0;276;0c", "\x1b[?1;2c", "\x1b[12;40R", "\x1b[1;2R", "\x1b[0n", "\x1b[?2026;2$y",
    "\x1b[?2048;1$y", "\x1b[48;24;80;480;800t", "\x1b[8;24;80t", "\x1b[?25u", "\x1b[I", "\x1b[<0;3;2M", "\x1b[<0;3;2m",
    "\x1b]11;rgb:0000/0000/0000\x07", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1bP>|xterm(390)\x1b\\", "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
)  # fmt: skip
"""What terminals answer, some of it to questions that nobody here asks."""
UNKNOWN = (
    "\x1b[5z", "\x1b[999999;1~", "\x1bOz", "\x1b[Oz", "\x1b[[Z", "\x1b[11;999~", "\x1b[113~", "\x1b[99;5:7u",
    "\x1b[17u",
)  # fmt: skip
"""Keys of no terminal that we know."""
