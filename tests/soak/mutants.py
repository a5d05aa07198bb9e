"""Malformed prep files: the program reports each in one plain line, at once, and leaves it unchanged."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.store import maintenance, prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from tests.content.malformed import FINE, REFUSED, WHOLE

from ._mutate import mutant

LONG = 50_000
SHORT = 400

SLOWEST = 2.0
"""Seconds of CPU time that an answer may take; not of waiting, because the machine does other work too."""
_LONGEST = 600
"""The most characters of a message, without the file's name before it."""
_BOTH = (Texts("nl"), Texts("en"))


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Try this many mutants of a full prep, and every named kind. Raises AssertionError with the one that failed."""
    told: Counter[str] = Counter()
    slowest = max(_named(folder / "named", told), _spoiled(amount, folder / "mutants", seed, told))
    opened, kinds = told.pop("", 0), len(REFUSED | FINE)
    return (
        f"{amount:,} mutants and {kinds} named kinds: {told.total():,} told in one line"
        f" ({len(told)} reasons), {opened:,} opened, saved and opened again; slowest {slowest * 1000:.0f} ms"
    )


def _named(folder: Path, told: Counter[str]) -> float:
    slowest = 0.0
    for number, (name, kind) in enumerate((REFUSED | FINE).items()):
        (inside := folder / str(number)).mkdir(parents=True)
        try:
            file = kind.make(inside)
        except OSError:
            # This file system, or this user, can't make such a file.
            continue
        with _failing(f"the kind called {name!r}"):
            slowest = max(slowest, _answer(file, told))
    return slowest


def _spoiled(amount: int, folder: Path, seed: int, told: Counter[str]) -> float:
    folder.mkdir()
    file, slowest = folder / "prep.toml", 0.0
    for number in range(amount):
        data = mutant(Random(f"{seed}.{number}"), WHOLE)
        file.write_bytes(data)
        short = data if len(data) < 4_000 else data[:2_000] + b" ... " + data[-2_000:]
        with _failing(f'mutant(Random("{seed}.{number}"), WHOLE), {len(data)} bytes: {short!r}'):
            slowest = max(slowest, _answer(file, told))
            if file.exists():
                assert file.read_bytes() == data, "the file was changed"
    return slowest


@contextmanager
def _failing(what: str) -> Iterator[None]:
    """Report any error or slowness together with the case it happened on."""

    def late(*_: object) -> None:
        raise AssertionError(f"no answer within {10 * SLOWEST} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 10 * SLOWEST)
    try:
        yield
    except Exception as error:
        raise AssertionError(f"{type(error).__name__}: {error} [{what}]") from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _answer(file: Path, told: Counter[str]) -> float:
    """Open the file; returns the seconds until it was open or refused."""
    mark = _mark(file)
    begun = time.process_time()
    try:
        loaded = prep_toml.load(file)
    except Problem as problem:
        said = [problem.message(texts) for texts in _BOTH]
        seconds = time.process_time() - begun
        for sentence in said:
            assert sentence.startswith(shown(file)), sentence
            assert clean_line(sentence) == sentence, sentence
            assert len(sentence) < len(shown(file)) + _LONGEST, sentence[:_LONGEST]
        told[problem.reason] += 1
    else:
        seconds = time.process_time() - begun
        _comes_back(loaded, file)
        told[""] += 1
    assert seconds < SLOWEST, f"took {seconds:.1f} s"
    assert len(Library(file.parent).list()) == 1, "not in the list"
    _is_worked_with(file)
    assert _mark(file) == mark, "the file was touched"
    return seconds


def _is_worked_with(file: Path) -> None:
    """Do what the program does when it starts, and opens and closes this file without a change."""
    maintenance.recover(file.parent)
    maintenance.tidy(file.parent)
    with suppress(Problem), closing(PrepFile(file, even_alone=True)) as opened:
        assert opened.look().note is None


def _comes_back(loaded: prep_toml.Loaded, file: Path) -> None:
    """Check that it is the same after saving and reopening; compared as text, as a nan is unequal to itself."""
    again = file.with_name(".again")
    try:
        prep_toml.save(again, loaded.prep)
    except Problem as problem:
        if problem.reason == "too-much":
            # Unknown keys can take more room in our form of TOML.
            return
        raise
    assert prep_toml.dump(prep_toml.load(again).prep, again) == again.read_text("utf-8"), (
        "it came back as something else"
    )


def _mark(file: Path) -> tuple[int, int, int]:
    status = file.lstat()
    return status.st_mtime_ns, status.st_size, status.st_mode
