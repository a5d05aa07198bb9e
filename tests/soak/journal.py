"""A journal cut at any byte, or with a flipped bit: every value read back is one that was written."""

from __future__ import annotations

import random
from pathlib import Path

from gespreksklaar.content.prep.model import Prep, all_paths
from gespreksklaar.content.store.journal_lock import journal_path
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_file import PrepFile

LONG, SHORT = 10_000, 150
_EDITS = (
    ("going.kind", "progress"), ("going.place", "lokaal 4"), ("going.place", "lokaal 40"), ("ask.mind", "é\n\"r\"'''"),
    ("ask.questions", {"a": {"text": "Hoe gaat het?"}}), ("ask.questions", {"a": {"text": "Hoe gaat het?"}, "b": {}}),
    ("agree.agreements", {"x": {"text": "bellen", "who": "parents", "by": "2026-12-03"}}), ("ask.mind", ""),
    *(("talk.went", f"{'Het ging goed. ' * 40}{end}") for end in ("", "J", "Ja", "J", "Je")),
)  # fmt: skip


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Try every cut and `amount` flips (in the short form, as many cuts as flips)."""
    library = Library(folder / "preps")
    prep = Prep().edited("going.child", "Sam")
    file = library.begin(prep)
    toml = file.path.read_bytes()
    allowed = {path: [prep.get(path)] for path in all_paths()}
    for path, value in _EDITS:
        prep = prep.edited(path, value)
        allowed[path].append(prep.get(path))
        assert file.record(prep, path)
    whole = journal_path(library.folder, file.name).read_bytes()
    name = file.name
    file.close()
    chance = random.Random(seed)
    cuts = list(range(len(whole) + 1))
    if amount < LONG:
        cuts = sorted(chance.sample(cuts, min(amount, len(cuts))))
    flips = [chance.randrange(len(whole) * 8) for _ in range(amount)]
    damaged = [whole[:cut] for cut in cuts] + [_flipped(whole, bit) for bit in flips]
    most = 0
    for number, data in enumerate(damaged):
        found = _reopened(library, name, toml, data)
        for path, values in allowed.items():
            assert found.get(path) in values, f"seed {seed}, damage {number}: {path} became {found.get(path)!r}"
        most += found == prep
    places = f"cut at {len(cuts)} of {len(whole) + 1} places, {len(flips)} bits flipped"
    return f"{places}: 0 wrong values, 0 crashes; all of it found {most} times"


def _flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _reopened(library: Library, name: str, toml: bytes, journal: bytes) -> Prep:
    for left in library.folder.glob("*.toml"):
        left.unlink()
    library.path(name).write_bytes(toml)
    journal_path(library.folder, name).write_bytes(journal)
    file: PrepFile = library.write(name)
    saved = file.save(file.prep)
    file.close()
    assert [entry.name for entry in library.list()] == [name], "no second prep comes of it"
    return saved.prep
