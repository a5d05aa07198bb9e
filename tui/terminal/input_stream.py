"""Cut a terminal's input into whole pieces, and drop everything that no keyboard sends."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.content.words.clean import clean_part

PAUSE = 0.05
"""Seconds after which an unfinished sequence is given up, and a lone escape is the Escape key."""
PASTE_PAUSE = 1.0
"""Seconds of silence that end a paste whose end mark is missing."""
FLOOD = 48
"""Characters in one read that must be a paste, by a terminal that does not mark pastes."""
_PASTE_ROOM = 4 * LONG_LIMIT
"""The most characters of a paste to hold until it is cleaned."""
_LONGEST = 32
"""The longest sequence in characters: Textual's parser would type the parts of a longer one."""

_START, _END = "\x1b[200~", "\x1b[201~"
_PART_OF_END = re.compile(r"\x1b(\[(2(01?)?)?)?\Z")
_FLOODS = re.compile(rf"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]{{{FLOOD},}}")
_STRING = r"\x1b[\]PX^_][^\x07\x1b\x9c]*"
_WHOLE = re.compile(
    r"(?P<text>[^\x1b]+)"
    r"|(?P<key>\x1b(?:\[\[[^\x1b]|\[\d+\$|\[(?!M)[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~]|[^\x1b\[O\]PX^_]))"
    rf"|(?P<report>{_STRING}(?:[\x07\x9c]|\x1b\\)|\x1b\[M[^\x1b]{{3}})",
    re.DOTALL,
)
_PART = re.compile(rf"\x1b(?:\[(?:\[|M[^\x1b]{{0,2}}|(?!\d+\$)[0-?]*[ -/]*)?|O[0-9;]*)?\Z|{_STRING}\x1b?\Z")
# The start of a sequence that goes on as no terminal's does.
_BROKEN = re.compile(rf"{_STRING}|\x1b\[(?:\[|M[^\x1b]{{0,2}}|[0-?]*[ -/]*)|\x1bO[0-9;]*|\x1b")
# Undecodable bytes, and the eight-bit controls, which no keyboard sends in UTF-8.
_NO_TEXT = re.compile("[\ufffd\x80-\x9f]")
_PASTED_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_SYNCHRONIZED = re.compile(r"\x1b\[\?2026;\d\$y")
"""The only useful report: the terminal supports synchronized output."""
_EXTENDED = re.compile(r"\x1b\[(\d{1,7})(?:;\d{0,3}(?:;((?:\d{1,7}(?::\d{1,7})*)?))?)?([u~A-FHPQS])")


class Piece(NamedTuple):
    """One whole piece of input: text or one sequence for the parser, Escape, Alt with a character, or a paste."""

    kind: Literal["text", "sequence", "escape", "alt", "paste"]
    text: str


class InputStream:
    """A buffer for unfinished input, bounded in time and size. `now` is in seconds of any steady clock."""

    def __init__(self) -> None:
        self.deadline: float | None = None
        """The time at which to call `tick`, unless more input comes before; None when nothing is held."""
        self._held = ""
        self._paste: str | None = None
        self._bracketed = False
        self._stalled = False
        """Whether the last paste was ended by a pause, without its end mark."""
        self._pieces: list[Piece] = []

    def feed(self, text: str, now: float) -> list[Piece]:
        """The pieces that are whole after this read."""
        if self._stalled:
            # On a slow line this may be the rest of the paste, which must not work as keys; typed text is shorter.
            self._stalled = False
            if (len(text) >= FLOOD or _END in text) and _START not in text:
                self._paste, self._bracketed = "", True
        if not self._held and self._paste is None and _FLOODS.fullmatch(text) and not text.isspace():
            self._paste = ""
        rest, self._held = self._held + text, ""
        while rest:
            rest = self._cut_paste(rest) if self._bracketed else self._cut(rest)
        waits = self._held or self._paste is not None
        self.deadline = now + (PASTE_PAUSE if self._bracketed else PAUSE) if waits else None
        return self._take()

    def tick(self, now: float) -> list[Piece]:
        """The pieces that are whole because nothing followed them in time."""
        if self.deadline is None or now < self.deadline:
            return []
        held, self._held, self.deadline = self._held, "", None
        if not self._bracketed and held == "\x1b":
            self._add("escape", held)
        elif not self._bracketed and len(held) == 2:
            self._add("alt", held[1])
        self._stalled = self._bracketed
        self._end_paste()
        return self._take()

    def _take(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        return pieces

    def _cut_paste(self, rest: str) -> str:
        content, end, after = rest.partition(_END)
        if end:
            self._add_pasted(content)
            self._end_paste()
        elif part := _PART_OF_END.search(content):
            self._add_pasted(content[: part.start()])
            self._held = part[0]
        else:
            self._add_pasted(content)
        return after

    def _cut(self, rest: str) -> str:
        """Take one piece off the front; returns the rest."""
        if part := _PART.match(rest):
            self._held = _shortened(part[0])
            return ""
        if whole := _WHOLE.match(rest):
            if whole.lastgroup == "text":
                self._add("text", _NO_TEXT.sub("", whole[0]))
            elif whole.lastgroup == "key":
                self._add_sequence(whole[0])
            return rest[whole.end() :]
        broken = _BROKEN.match(rest)
        assert broken
        if broken[0] == "\x1b":
            self._add("escape", broken[0])
        return rest[broken.end() :]

    def _add_sequence(self, sequence: str) -> None:
        if sequence == _START:
            self._end_paste()
            self._paste, self._bracketed = "", True
        elif _is_key(sequence):
            self._add("sequence", sequence)
        elif len(sequence) == 2:
            # Textual has no keys for Alt with a control character, only for the character itself.
            self._add("alt" if sequence[1].isprintable() else "text", _NO_TEXT.sub("", sequence[1]))

    def _add(self, kind: Literal["text", "sequence", "escape", "alt"], text: str) -> None:
        if self._paste is None:
            if text:
                self._pieces.append(Piece(kind, text))
        elif kind == "text":
            self._add_pasted(text)

    def _add_pasted(self, text: str) -> None:
        assert self._paste is not None
        room = _PASTE_ROOM - len(self._paste)
        if room > 0:
            self._paste += text.translate(_PASTED_CONTROLS)[:room]

    def _end_paste(self) -> None:
        """Add the paste, cut to one character more than a field takes, so that the field reports it as too long."""
        if self._paste is not None and (text := clean_part(_NO_TEXT.sub("", self._paste))[: LONG_LIMIT + 1]):
            self._pieces.append(Piece("paste", text))
        self._paste, self._bracketed = None, False


def _shortened(part: str) -> str:
    """As much of an unfinished sequence as shows its kind."""
    if part[1:2] in ("", "[", "O"):
        return part[: _LONGEST + 1]
    return part[:3] + ("\x1b" if len(part) > 3 and part.endswith("\x1b") else "")


def _is_key(sequence: str) -> bool:
    if sequence in ANSI_SEQUENCES_KEYS:
        # A report of the cursor's position looks like F3 with a modifier.
        return not (sequence.startswith("\x1b[") and sequence.endswith("R"))
    if len(sequence) > _LONGEST:
        return False
    if _SYNCHRONIZED.fullmatch(sequence):
        return True
    if not (found := _EXTENDED.fullmatch(sequence)):
        return False
    number, texts, final = found.groups()
    if f"{int(number)}{final}" in FUNCTIONAL_KEYS:
        codes = []
    elif final == "u":
        codes = [number]
    else:
        return False
    return all(_is_character(int(code)) for code in [*codes, *(texts or "").split(":")] if code)


def _is_character(code: int) -> bool:
    """Whether this is a code point: no surrogate, and no private-use number for a key that Textual has no name for."""
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xF8FF
