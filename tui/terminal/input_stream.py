"""Cut a terminal's input into whole pieces, and drop everything that no keyboard sends."""

from __future__ import annotations

import re

from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.content.words.clean import clean_part
from gespreksklaar.tui.terminal.key_forms import ANSWER, LONGEST, UNKNOWN, Kind, Piece, read_key

PAUSE = 0.05
"""Seconds after which a lone escape is the Escape key, on a terminal that does not answer."""
LATE = 0.6
"""Seconds after which the rest of a sequence is given up: a slow line sends it in parts."""
ANSWERED_BY = 2.0
"""Seconds to wait for the answer of a terminal that has answered before."""
FIRST_ANSWER = 1.0
"""Seconds after the first question in which its answer, and others, may still come in parts."""
_LONGEST_REPLY = 3.0
"""Seconds after which a reply without an end is given up, even while something comes."""
PASTE_PAUSE = 1.0
"""Seconds of silence that end a paste whose end mark is missing."""
FLOOD = 48
"""Characters in one read that must be a paste, by a terminal that does not mark pastes."""
_PASTE_ROOM = 4 * LONG_LIMIT
"""The most characters of a paste to hold until it is cleaned."""

_START, _END = "\x1b[200~", "\x1b[201~"
_PART_OF_END = re.compile(r"\x1b(\[(2(01?)?)?)?\Z")
_FLOODS = re.compile(rf"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]{{{FLOOD},}}")
_STRING = r"\x1b[\]PX^_][^\x07\x1b\x9c]*"
_WHOLE = re.compile(
    r"(?P<text>[^\x1b]+)"
    r"|(?P<key>\x1b(?:\[\[[^\x1b]|\[O[A-Za-z]|\[\d+\$|\[(?![MO])[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~]|[^\x1b\[O\]PX^_]))"
    rf"|(?P<report>{_STRING}(?:[\x07\x9c]|\x1b\\)|\x1b\[M[^\x1b]{{3}})",
    re.DOTALL,
)
_PART = re.compile(rf"\x1b(?:\[(?:\[|O|M[^\x1b]{{0,2}}|(?!\d+\$)[0-?]*[ -/]*)?|O[0-9;]*)?\Z|{_STRING}\x1b?\Z")
# The start of a sequence that goes on as no terminal's does.
_BROKEN = re.compile(rf"{_STRING}|\x1b\[(?:\[|O|M[^\x1b]{{0,2}}|[0-?]*[ -/]*)|\x1bO[0-9;]*|\x1b")
_REPLY = re.compile(r"\x1b(?:\][\dlL]|P[\d>!+]|_G)")
"""How a reply in parts goes on; someone who pressed Alt with ] goes on otherwise."""
# The eight-bit controls, which no keyboard sends in UTF-8.
_NO_TEXT = re.compile("[\ufffd\x80-\x9f]")
_PASTED_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class InputStream:
    """A buffer for unfinished input, bounded in time and size. `now` is in seconds of any steady clock."""

    def __init__(self, escape_delay: float | None = None, asked: float = float("-inf")) -> None:
        """`escape_delay`: the seconds to wait after an escape, from ESCDELAY; None asks the terminal instead.

        `asked`: when the terminal was asked for the first time.
        """
        self.deadline: float | None = None
        """The time at which to call `tick`, unless more input comes before; None when nothing is held."""
        self._delay = escape_delay
        self._asked = asked
        self._answers = False
        """Whether the terminal answered the last question."""
        self._held = ""
        self._since = self._escaped = float("-inf")
        """When the held part began, and when an escape was last taken for the key because nothing followed."""
        self._paste: str | None = None
        self._bracketed = False
        self._stalled = False
        """Whether the last paste was ended by a pause, without its end mark."""
        self._pieces: list[Piece] = []

    @property
    def asks(self) -> bool:
        """Whether to ask the terminal if it is there: its answer comes after the rest of the sequence, if any.

        So an escape is the Escape key as soon as the answer is the next to come, on any line, however slow.
        """
        return self._held == "\x1b" and self._delay is None and not self._bracketed

    def feed(self, text: str, now: float) -> list[Piece]:
        """The pieces that are whole after this read."""
        if not text:
            return []
        if self._stalled:
            # On a slow line this may be the rest of the paste, which must not work as keys; typed text is shorter.
            self._stalled = False
            if (len(text) >= FLOOD or _END in text) and _START not in text:
                self._paste, self._bracketed = "", True
        if now < self._escaped + LATE and not self._held:
            text = _without_rest(text)
        self._escaped = float("-inf")
        if not self._held and self._paste is None and _FLOODS.fullmatch(text) and not text.isspace():
            self._paste = ""
        if self._held and not self._bracketed and self._is_another(text, now):
            self._give_up()
        began, rest, self._held = bool(self._held), self._held + text, ""
        while rest:
            rest = self._cut_paste(rest) if self._bracketed else self._cut(rest)
        if not began or self._pieces:
            self._since = now
        waits = self._held or self._paste is not None
        self.deadline = now + self._patience(now) if waits else None
        return self._take()

    def _patience(self, now: float) -> float:
        if self._bracketed:
            return PASTE_PAUSE
        if self._held != "\x1b":
            return max(LATE, self._delay or 0) if self._held else PAUSE
        if self._delay is not None:
            return self._delay
        return ANSWERED_BY if self._answers else max(PAUSE, self._asked + FIRST_ANSWER - now)

    def _is_another(self, text: str, now: float) -> bool:
        """Whether this is not the rest of what is held, but was typed after it."""
        held = self._held
        if held[1:2] not in ("", "[", "O"):
            return now > self._since + (PAUSE if not _REPLY.match(held + text) else _LONGEST_REPLY)
        # After the Escape key on a slow line, while its answer is on the way.
        return held == "\x1b" and self._delay is None and now > self._since + PAUSE and text[0] not in "\x1b[O]P_\t"

    def tick(self, now: float) -> list[Piece]:
        """The pieces that are whole because nothing followed them in time."""
        if self.deadline is None or now < self.deadline:
            return []
        if self._held == "\x1b":
            self._escaped, self._answers = now, False
        self.deadline = None
        if not self._bracketed:
            self._give_up()
        self._held = ""
        self._stalled = self._bracketed
        self._end_paste()
        return self._take()

    def _give_up(self) -> None:
        """Take what is held for a key of its own, if it is one."""
        held, self._held = self._held, ""
        if held == "\x1b":
            self._add("escape", held)
        elif len(held) == 2:
            self._add("alt", held[1])

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
                self._add_text(whole[0])
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
        elif sequence == ANSWER:
            self._answers = True
        elif sequence != _END and (piece := read_key(sequence)):
            self._add(*piece)

    def _add_text(self, text: str) -> None:
        self._add("text", _NO_TEXT.sub("", text))
        if "\ufffd" in text:
            # Not UTF-8: an é of a terminal that is set to Latin-1, which its user misses.
            self._add(*UNKNOWN)

    def _add(self, kind: Kind, text: str, digit: str = "") -> None:
        if self._paste is None:
            if text or kind == "unknown":
                self._pieces.append(Piece(kind, text, digit))
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


def _without_rest(text: str) -> str:
    """The text without the rest of a sequence whose escape was pressed as a key: nobody types that at once."""
    whole = _WHOLE.match("\x1b" + text)
    if whole and whole.end() > 2 and text[whole.end() - 1 :][:1] in ("", "\x1b"):
        return text[whole.end() - 1 :]
    return text


def _shortened(part: str) -> str:
    """As much of an unfinished sequence as shows its kind."""
    if part[1:2] in ("", "[", "O"):
        return part[: LONGEST + 1]
    return part[:3] + ("\x1b" if len(part) > 3 and part.endswith("\x1b") else "")
