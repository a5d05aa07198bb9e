"""The kiosk's configuration: one TOML file. A mistake in it is reported with its line."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from gespreksklaar.content.files.toml_text import tables_of, where_of
from gespreksklaar.content.form.places.delivery import DeliveryOptions
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import languages
from gespreksklaar.tui.home.settings import of_settings
from gespreksklaar.tui.kiosk import pin
from gespreksklaar.tui.terminal.digit_rows import DIGIT_ROWS
from gespreksklaar.tui.terminal.theme_names import DEFAULT, NAMES

PLACE: Final = Path("/etc/gespreksklaar/kiosk.toml")
"""The path of the file if the command line names no other."""
_LONGEST_WAIT: Final = 3_600
_PRINT_LIMIT: Final = 300
"""Seconds that a sheet may wait for paper: its visitor has left by then."""
_LONGEST_TEXT: Final = 400
_Fault = tuple[list[str], str, dict[str, object]]
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.][0-5]\d")
_FONT = re.compile(r"\w[\w.+-]{0,99}", re.ASCII)
_QUEUE = re.compile(r"[^\s#/\x00-\x1f\x7f'\"-][^\s#/\x00-\x1f\x7f'\"]{0,126}")


@dataclass(frozen=True)
class KioskConfig:
    """The settings of the file. deploy/kiosk.toml explains each key."""

    languages: tuple[str, ...] = field(default_factory=languages)
    organisation: str = ""
    welcome: Mapping[str, str] = field(default_factory=dict)
    idle_seconds: int = 180
    warning_seconds: int = 60
    printer: str = ""
    large_print: bool = True
    stick: str = ""
    qr: bool = True
    helper: bool = True
    font: str = ""
    closing: tuple[str, ...] = ()
    theme: str = DEFAULT
    keyboard: str = ""
    pin: str = ""

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> KioskConfig:
        """The config of tables that were checked already."""
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in tables.items()}
        return cls(**values)

    def delivery(self) -> DeliveryOptions:
        """The ways to take a document along that this kiosk offers."""
        stick = Path(self.stick) if self.stick else None
        return DeliveryOptions(
            self.printer or None,
            anywhere=False,
            stick=stick,
            qr=self.qr,
            large_print=self.large_print,
            print_limit=_PRINT_LIMIT,
        )


def config_of(text: str, path: Path) -> KioskConfig:
    """The config in this text of the file at `path`. Raises Problem with file, line and key for a mistake."""
    try:
        tables = tables_of(text, path)
    except Problem as problem:
        raise of_settings(problem) from None
    for key, value in tables.items():
        for keys, reason, values in _faults(key, value):
            raise Problem(reason, where=where_of(path, text, keys), key=clean_line(".".join(keys))[:80], **values)
    return KioskConfig.of(tables)


def warning_about(path: Path) -> Problem | None:
    """What to warn of in how this file is kept: whoever may write it decides what the screen offers, and its PIN."""
    with suppress(OSError, ValueError):
        mode = path.stat().st_mode
        if stat.S_ISREG(mode) and mode & stat.S_IWOTH:
            return Problem("settings-open", where=path)
    return None


def _faults(key: str, value: object) -> list[_Fault]:
    """What is wrong with the value of a key: the keys that lead to it, the reason, and what to say about it."""
    if key not in _RIGHT:
        return [([key], "unknown-setting", {"known": ", ".join(name.name for name in fields(KioskConfig))})]
    if key == "welcome" and isinstance(value, dict):
        return [fault for name, words in value.items() for fault in _welcome_faults(name, words)]
    is_right, reason, values = _RIGHT[key]
    return [] if is_right(value) else [([key], reason, values)]


def _welcome_faults(name: str, words: object) -> list[_Fault]:
    if name not in languages():
        return [(["welcome", name], "wrong-yes-no", _choices(languages()))]
    return [] if _is_text(words) else [(["welcome", name], "wrong-text", {})]


def _choices(known: tuple[str, ...]) -> dict[str, object]:
    return {"choices": ", ".join(known)}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def _is_yes_no(value: object) -> bool:
    return isinstance(value, bool)


def _is_seconds(value: object) -> bool:
    return type(value) is int and 1 <= value <= _LONGEST_WAIT


def _are(is_one: Callable[[str], object], *, some: bool = False) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        return isinstance(value, list) and bool(value or not some) and all(_is_text(v) and is_one(v) for v in value)

    return check


def _text_like(is_right: Callable[[str], object]) -> Callable[[object], bool]:
    """A rule for a text that may be empty: empty means that the kiosk does not have it."""
    return lambda value: _is_text(value) and (value == "" or bool(is_right(str(value))))


_Rule = tuple[Callable[[object], bool], str, dict[str, object]]
_SECONDS: _Rule = (_is_seconds, "wrong-seconds", {"limit": _LONGEST_WAIT})
_YES_NO: _Rule = (_is_yes_no, "wrong-yes-no", {"choices": "true, false"})
_RIGHT: Mapping[str, _Rule] = {
    "languages": (_are(languages().__contains__, some=True), "wrong-languages", _choices(languages())),
    "organisation": (_is_text, "wrong-text", {}),
    "welcome": (lambda _: False, "wrong-welcome", {}),
    "idle_seconds": _SECONDS,
    "warning_seconds": _SECONDS,
    "printer": (_text_like(_QUEUE.fullmatch), "wrong-queue", {}),
    "large_print": _YES_NO,
    "stick": (_text_like(lambda path: Path(path).is_absolute()), "wrong-folder", {}),
    "qr": _YES_NO,
    "helper": _YES_NO,
    "font": (_text_like(_FONT.fullmatch), "wrong-font", {}),
    "closing": (_are(_CLOCK.fullmatch), "wrong-closing", {}),
    "theme": (lambda name: name in NAMES, "wrong-yes-no", _choices(NAMES)),
    "keyboard": (("", *DIGIT_ROWS).__contains__, "wrong-yes-no", _choices(('""', *DIGIT_ROWS))),
    "pin": (_text_like(pin.is_hash), "wrong-pin", {}),
}
