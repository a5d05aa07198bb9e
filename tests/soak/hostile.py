"""Hostile strings in every field, on every screen, sheet and message: nothing but text comes out, and all of it does.

`amount` preps share the strings: with as many preps as strings each has one string in all its fields; with one prep
its fields share them all.
"""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tomli_w

from gespreksklaar.content.prep.fields import LINE_LIMIT
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.store.versions import versions_of
from gespreksklaar.content.words.clean import clean_line, clean_text
from gespreksklaar.tui.home.bookmarks import Bookmarks
from tests.hostile_strings import STRINGS
from tests.soak._hostile_prep import hostile_prep, text_fields
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP

LONG, SHORT = len(STRINGS), 1
SIZE = (120, 100)
AT_ONCE = 2
_NOT_PASTED = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
"""The characters of a paste that the input stream drops, before any field cleans the text."""
PASTED = 6
"""The number of strings pasted in one session."""

_AT_REVIEW = (
    ("/", "Welk blad", ""), ("4", "Het blad: voor de tolk", "Welk blad"),
    ("/", "Welk blad", ""), ("1", "Het blad: voor uzelf", "Welk blad"),
    ("+", "- sluiten", ""), ("1", "enter meenemen", ""), ("escape", "▶ 1", "enter meenemen"),
    ("escape", "F1 uitleg", "- sluiten"),
    ("f2", "Waar wilt u heen?", ""), ("8", "Andere taal", ""), ("escape", "F1 uitleg", "Andere taal"),
    ("*", "minuut 1 van", ""), ("pageup", " van ", ""), ("pageup", " van ", ""), ("f7", "Welk woord", ""),
    ("escape", "F1 uitleg", "Welk woord"), ("f4", "De laatste minuten", ""), ("f6", "Lees dit hardop", ""),
    ("escape", "F1 uitleg", "Lees dit hardop"), ("f4", "Wat hebt u gehoord", "De laatste minuten"),
    ("escape", "Het blad meenemen", "Wat hebt u gehoord"),
    ("0", "Hoe wilt", ""), ("end", "▶ 3", ""), ("enter", "Blad 1 van", ""), ("escape", "F1 uitleg", "Blad 1 van"),
    ("0", "Hoe wilt", ""), ("1", "alleen tekst", ""), ("escape", "F1 uitleg", "alleen tekst"),
    ("0", "Hoe wilt", ""), ("2", "Waar", ""),
    ("enter", "Uw blad is bewaard", ""), ("enter", "F1 uitleg", "Uw blad is bewaard"),
)  # fmt: skip
"""Keys on review, each with the words that must appear and those that must be gone."""

_SENT_AFTER = (
    ("f2", "Waar wilt u heen?", ""), ("8", "eerdere keuzes", ""), ("2", "Wat wilt u meenemen", ""),
    ("2", "enter meenemen", ""), ("enter", "Hoe wilt u het bericht", "enter meenemen"),
    ("end", "▶ 2", ""), ("enter", "Blad 1 van", ""), ("escape", "F1 uitleg", "Blad 1 van"),
    ("f2", "Waar wilt u heen?", ""), ("8", "eerdere keuzes", ""), ("2", "Wat wilt u meenemen", ""),
    ("3", "enter meenemen", ""), ("enter", "Hoe wilt u het bericht", "enter meenemen"),
    ("1", "Waar", ""), ("enter", "Uw bericht is bewaard", ""), ("enter", "F1 uitleg", "Uw bericht is bewaard"),
    ("f2", "Waar wilt u heen?", ""), ("8", "eerdere keuzes", ""), ("2", "Wat wilt u meenemen", ""),
    ("4", "datums", ""),
    ("escape", "F1 uitleg", "datums"),
)  # fmt: skip
"""The same for the messages and the dates."""

_SEARCH = ("ctrl+p", "Zoek wat u wilt doen", "")
_BY_PALETTE = (
    ("f5", "Typ een woord", ""), ("escape", "F1 uitleg", "Typ een woord"),
    _SEARCH, ("eerdere versie", "Een eerdere versie terughalen", "Naar stap 1"),
    ("enter", "stappen begonnen", "Zoek wat"), ("escape", "F1 uitleg", "stappen begonnen"),
    _SEARCH, ("afspraken", "Hoe is het gegaan", "Naar stap 1"),
    ("enter", "▶", "Zoek wat"), ("tab", "▶", ""), ("space", "Het is gelukt", ""),
    ("escape", "F1 uitleg", "Het is gelukt"), ("escape", "Stap 1 van 5", ""),
)  # fmt: skip
"""The same for the parts of a prep shown by way of the palette."""

_OF_ALL_PREPS = (
    ("/", "Afspraken met school", ""), ("1", "Het is gelukt", ""), ("escape", "* tijdlijn", "Het is gelukt"),
    ("*", "Blad 1 van", ""), ("escape", "* tijdlijn", "Blad 1 van"), ("escape", "nieuw gesprek", "* tijdlijn"),
)  # fmt: skip
"""The same on the start screen."""

_NAMED_ANEW = ("=", "Hoe moet dit gesprek heten?", "")
_TO_THE_BIN_AND_BACK = (
    ("enter", "Heet nu", "Hoe moet dit"), (".", "Weggehaald: ", "Heet nu"),
    _SEARCH, ("prullenbak", "De prullenbak", "Naar al uw"), ("enter", "Na 30 dagen", "Zoek wat"),
    ("1", "Teruggehaald: ", "Na 30 dagen"),
)  # fmt: skip
_REPAIRED = (
    ("end", "▶", ""), ("enter", "Dit gesprek kan niet open", ""), ("1", "De versie van eerder staat er weer", ""),
)  # fmt: skip
"""The same, for a prep with a hostile name, and for a damaged one with such a name."""

_SHEETS = tuple(("sheet", "sam", "--for", reader) for reader in SHEETS)
_ALL_VERBS = (("list",), *_SHEETS, ("list", "--json"), ("check", "sam.toml"))

# Everything that our program and Textual send to a terminal, with the numbers allowed.
_PLACE = r"(?:\d{1,2}|1[01]\d|120)"
_STYLE = r"(?:[1-479]|2[2-79]|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})"
_SENT = re.compile(
    rf"\x1b\[{_PLACE};{_PLACE}H|\x1b\[{_PLACE}?[CDX]"
    rf"|\x1b\[(?:0|(?:0;)?{_STYLE}(?:;{_STYLE})*)m"
    r"|\x1b\[\?(?:1049|25|2004|1004|7|2026)[hl]|\x1b\[\?2026\$p|\x1b\[[<>=]\d*(?:;\d+)?u|\x1b\[5n|\x1b>"
    r"|\x1b\[H\x1b\[2J"
)
# Unicode's format characters that are seen: joiners, and signs for numbers and verses.
_SEEN_FORMATS = frozenset("\u200c\u200d\u06dd\u070f\u08e2")
_WITHOUT_INK = "\u034f\u115f\u1160\u3164\uffa0"


def check_harmless(raw: str, breaks: str, what: str) -> None:
    """Check that every character is visible, or one of the breaks."""
    for sign in set(raw) - set(breaks) - _SEEN_FORMATS:
        code, category = ord(sign), unicodedata.category(sign)
        hidden = 0xE0000 <= code <= 0xE0FFF or 0xFE00 <= code <= 0xFE0D or code & 0xFFFE == 0xFFFE
        harmful = hidden or sign in _WITHOUT_INK or category in ("Cc", "Cf", "Cs", "Zl", "Zp")
        assert not harmful, f"{what}: U+{code:04X} in {raw[max(raw.index(sign) - 40, 0) :][:80]!r}"


def check_sent(raw: bytes, what: str) -> None:
    """Check that a terminal was sent only text and the few sequences we use."""
    check_harmless(_SENT.sub("", raw.decode("utf-8", "strict")), "\r\n", what)


class Hostile:
    """A folder with a hostile prep, an empty one, and damaged files with hostile names."""

    def __init__(self, folder: Path, strings: Mapping[str, str]) -> None:
        self.folder = folder
        self.strings = strings
        folder.mkdir(parents=True)
        (folder / "c").write_text("first_run_done = true\n")
        (folder / "sam.toml").write_text(tomli_w.dumps(hostile_prep(list(strings.values()))), "utf-8")
        for name in map(_file_name, strings.values()):
            (folder / f"{name}.toml").write_text("[[[")
            versions_of(folder, name).keep(FULL_PREP.read_text())
        # The list shows the newest first.
        (folder / "leeg.toml").write_text('format = 1\nid = "leeg"\n')
        self.what = ", ".join(strings) if len(strings) < 4 else f"{len(strings)} strings"

    def arguments(self, *words: str) -> list[str]:
        return ["--data", str(self.folder), "--config", str(self.folder / "c"), "--lang", "nl", *words]

    def run(self) -> int:
        """Do everything with this prep; returns the number of bytes that came out."""
        verbs = _ALL_VERBS if len(self.strings) == 1 else _ALL_VERBS[:2]
        started = [self._start(*verb) for verb in verbs]
        sent = self._walk() + self._paste()
        for verb, process in zip(verbs, started, strict=True):
            out = process.communicate()[0]
            check_harmless(out.decode("utf-8", "strict"), "\n\f", f"{self.what}: {' '.join(verb)}")
            assert out, f"{self.what}: {' '.join(verb)} says nothing"
            sent += len(out)
            if verb[0] == "sheet":
                self._check_sheet(out.decode(), verb)
        for sheet in (self.folder / "sheets").iterdir():
            check_harmless(sheet.read_bytes().decode(), "\n\f", f"{self.what}: the saved sheet")
        return sent

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [*PROGRAM, *self.arguments(*words)]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def _check_sheet(self, text: str, verb: Sequence[str]) -> None:
        words = " ".join(text.split())
        for name, string in self.strings.items():
            wanted = clean_line(string)
            # A choice in own words holds at most that many characters.
            if len(wanted) < 40 and len(string) <= 200 and len(self.strings) == 1:
                assert " ".join(wanted.split()) in words, f"{name}: not on the sheet of {verb}:\n{text}"

    def _walk(self) -> int:
        """Go through the steps, review, help, menu, the saved sheet and the list of preps, in a real terminal."""
        seen: list[str] = []
        with Terminal(self.arguments("open", "sam"), size=SIZE) as screen:
            screen.wait("Wat hebt u gehoord")
            seen += _go_by(screen, (("f2", "Waar wilt u heen?", ""), ("1", "Stap 1 van 5", "Waar wilt u heen?")))
            for number in range(1, len(STEPS) + 1):
                screen.wait(f"Stap {number} van 5")
                here = _read_all(screen) + _look_at_each_field(screen)
                if len(self.strings) == 1:
                    self._check_literal(here, f"step {number}")
                seen += here
                screen.press("f4")
            screen.wait("Het blad meenemen")
            seen += _go_by(screen, (*_AT_REVIEW, *_SENT_AFTER, *_BY_PALETTE))
            screen.press("escape")
            screen.wait("nieuw gesprek")
            # With one string all preps are in view, and the chosen row stays chosen.
            seen += [screen.settle(0.2)] if len(self.strings) == 1 else _page_through(screen)
            if len(self.strings) == 1 and "\x1b[201~" not in "".join(self.strings.values()):
                seen += _go_by(screen, (*_OF_ALL_PREPS, _NAMED_ANEW))
                screen.send(_pasted(*self.strings.values()))
                seen += _go_by(screen, (*_TO_THE_BIN_AND_BACK, *_REPAIRED))
            self._end(screen, "ctrl+q", "walked")
        self._check_literal(seen, "any screen")
        return len(screen.raw)

    def _end(self, screen: Terminal, key: str, how: str) -> None:
        """Check that the program is alive, ends when asked, and sent nothing but text."""
        screen.press(key)
        status = screen.wait_end(60)
        check_sent(screen.raw, f"{self.what}, {how}")
        assert status == 0, f"{self.what}, {how}: ended with {status}:\n{screen.text}"

    def _check_literal(self, screens: Sequence[str], where: str) -> None:
        """Check that words of plain characters appear as written: nothing was taken for markup."""
        for name, string in self.strings.items():
            for wanted in map(str.strip, clean_text(string).split("\n")):
                if wanted.isascii() and 0 < len(wanted) < 40:
                    shown = any(wanted in text for text in screens)
                    assert shown, f"{name}: {wanted!r} not on {where}:\n" + "\n".join(screens)

    def _paste(self) -> int:
        """Paste some strings into a long field and a line of an empty prep."""
        strings = [text for text in self.strings.values() if "\x1b[201~" not in text and clean_line(text)][:PASTED]
        Bookmarks(self.folder / ".state" / "places.json").put("leeg", "ask", "ask.mind")
        with Terminal(self.arguments("open", "leeg"), size=SIZE) as screen:
            screen.wait("Stap 3 van 5")
            screen.settle(0.1)
            for text in strings:
                screen.send(_pasted(text))
            screen.settle(0.1)
            screen.press("tab")
            for text in strings:
                screen.settle(0.05)
                screen.send(_pasted(text))
                screen.settle(0.05)
                screen.press("enter")
            screen.settle(0.1)
            self._end(screen, "ctrl+q", "pasted")
        prep = read_prep(self.folder / "leeg.toml").prep
        lines = [item.text for item in prep.ask.questions.values()]
        for text in (text.translate(_NOT_PASTED) for text in strings):
            told = f"{self.what}: {text[:60]!r} pasted, is"
            assert clean_text(text)[:5_000].strip() in prep.ask.mind, f"{told} {prep.ask.mind[:500]!r}"
            assert clean_line(text)[:LINE_LIMIT].strip() in lines, f"{told} {lines}"
        return len(screen.raw)


def _read_all(screen: Terminal) -> list[str]:
    """The text of the screen from top to end, and of its help."""
    seen = _page_through(screen)
    # Once help is shown, the program has handled all keys before it.
    screen.press("f1")
    seen.append(screen.wait("Bel 112"))
    screen.press("escape")
    screen.wait("F1 uitleg", gone="Bel 112")
    return seen


def _page_through(screen: Terminal) -> list[str]:
    """The text of the screen, page by page from top to end."""
    seen = [screen.settle(0.2)]
    while not seen[1:] or seen[-1] != seen[-2]:
        screen.press("pagedown")
        seen.append(screen.settle(0.1))
    return seen


def _look_at_each_field(screen: Terminal) -> list[str]:
    """The text of the screen from each field, because a window shows only part of a step."""
    seen = []
    for _ in range(16):
        screen.press("tab")
        seen.append(screen.settle(0.05))
    return seen


def _pasted(text: str) -> bytes:
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"


def _go_by(screen: Terminal, way: Sequence[tuple[str, str, str]]) -> list[str]:
    """Press each key once the screen shows the effect of the last; returns the screens on the way."""
    seen = []
    for key, words, gone in way:
        seen.append(screen.settle(0.05))
        screen.press(key)
        screen.wait(words, gone=gone)
    return seen


def _file_name(text: str) -> str:
    """As much of the text as a file's name can hold."""
    return os.fsdecode(text.replace("/", "_").replace("\0", "_").encode()[:120]).lstrip(".") or "_"


def run(amount: int, folder: Path, seed: int = 0) -> str:
    names = list(STRINGS)
    turned = names[seed * PASTED % len(names) :] + names[: seed * PASTED % len(names)]
    shares = [turned[number::amount] for number in range(min(amount, len(names)))]

    def work(number: int) -> int | str:
        try:
            return Hostile(folder / str(number), {name: STRINGS[name] for name in shares[number]}).run()
        except AssertionError as error:
            return str(error)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(work, range(len(shares))))
    missed = [result for result in results if isinstance(result, str)]
    assert not missed, "\n\n".join(missed)
    sent = sum(result for result in results if isinstance(result, int))
    fields = len(text_fields())
    each = "each in all" if len(shares) == len(names) else "shared over"
    return f"{len(names)} strings {each} {fields} fields: {sent:,} bytes came out, 0 effects, 0 control bytes"
