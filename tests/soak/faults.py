"""A disk that fails at each call that writes, in each way: the old file stays whole, and a retry works."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from tests.content.sessions import QuietFront, reopened
from tests.faults import KINDS, SHORT_WRITE, failing

LONG, SHORT = 25, 1


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Run `amount` rounds, each with another prep: every call and kind of fault, once or from then on."""
    tried = told = 0
    for number in range(amount):
        chance = random.Random(seed * 1000 + number)
        base = Prep().edited("going.child", "Sam").edited("ask.mind", "x" * chance.randrange(2, 9_000))
        for new in (False, True):
            for kind in (*KINDS, SHORT_WRITE):
                calls = _count(folder / "count", base, kind, new=new)
                for first in range(1, calls + 1):
                    for once in (False, True):
                        told += _one(folder / "try", base, kind, first, once=once, new=new)
                        tried += 1
    return f"{tried} faults at every call that writes, {told} told: old file whole in all, retry worked in all"


def _open(folder: Path, base: Prep, *, new: bool) -> Session:
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder)
    front = QuietFront("en" if new else "nl")
    return Session.begin(front, library, base) if new else Session.open(front, library, library.create(base))[0]


def _work(session: Session) -> str:
    """Make and save two changes; returns what was said if saving failed, else nothing."""
    said = ""
    for path, value in (("going.place", "lokaal 4"), ("ask.mind", "veranderd " * 50)):
        session.edit(path, value)
        if not session.save(asked=True):
            said = session.front.said[-1]
    return said


def _count(folder: Path, base: Prep, kind: str, *, new: bool) -> int:
    session = _open(folder, base, new=new)
    with failing(kind, None) as fault:
        _work(session)
    session.close()
    return fault.calls


def _one(folder: Path, base: Prep, kind: str, first: int, *, once: bool, new: bool) -> bool:
    case = f"{kind} at call {first}, {'once' if once else 'from then on'}, {'new' if new else 'old'} prep"
    session = _open(folder, base, new=new)
    halfway = base.edited("going.place", "lokaal 4")
    wanted = halfway.edited("ask.mind", "veranderd " * 50)
    with failing(kind, first, once=once):
        told = _work(session)
    for file in folder.glob("*.toml"):
        whole = [prep_toml.dump(prep, file) for prep in (base, halfway, wanted)]
        assert file.read_text("utf-8") in whole, f"{case}: {file.name} is neither as it was nor as it is now"
    assert session.prep == wanted, f"{case}: what is typed is still there"
    assert told or not session.unsaved, f"{case}: not saved, and nothing told"
    session.save()
    assert not session.unsaved
    name = session.close()
    again = reopened(session.library, name)
    assert again.prep == wanted, f"{case}: the retry saved it"
    again.close()
    left = {path.name for path in folder.rglob("*") if path.is_file() and not path.match("*.toml")}
    if kind in ("EROFS", "EACCES", "EIO"):
        # A file that could not be removed goes a day later: maintenance.tidy.
        left = {name for name in left if not name.endswith(".new")}
    assert not left, f"{case}: left behind {left}"
    return bool(told)
