"""The work for one letter: calls of our own functions, their files, moves between files, time.

`python -m tests.key_work` prints it for usual and largest preps; given a field's path, also by function.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from unittest.mock import patch

from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.tui.full import jargon_hint
from tests.pressing import at_rest, press
from tests.tui.walk import make_app, running

ROOT = Path(__file__).parents[1]
OURS = tuple(f"{ROOT / part}/" for part in ("content", "screens", "tui"))


@dataclass
class Work:
    """The work measured: `calls` of our functions, by `code`; `moves` counts calls from another file."""

    calls: int = 0
    moves: int = 0
    milliseconds: float = 0.0
    code: dict[CodeType, int] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The files of the functions called."""
        return {code.co_filename for code in self.code}


@contextmanager
def watched() -> Iterator[Work]:
    """Count the calls of our functions on this thread."""
    work = Work()
    last = ""

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal last
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OURS):
            work.calls += 1
            work.code[code] = work.code.get(code, 0) + 1
            work.moves += code.co_filename != last
            last = code.co_filename

    sys.setprofile(look)
    try:
        yield work
    finally:
        sys.setprofile(None)


@dataclass(frozen=True)
class Case:
    """A letter typed in the field `path` at `place`, in a prep of usual size and in a large one."""

    place: str
    path: str
    usual: Prep
    large: Prep


def _lines(amount: int) -> dict[str, Item]:
    return {f"own-{n}": Item(text=f"Vraag nummer {n}") for n in range(amount)}


def _made(amount: int) -> dict[str, Agreement]:
    return {
        f"own-{n}": Agreement(text=f"Afspraak {n}", who="teacher", by="na de vakantie", made=True)
        for n in range(amount)
    }


def _close(agreements: int, questions: int) -> Prep:
    return Prep().edited("agree.agreements", _made(agreements)).edited("ask.questions", _lines(questions))


_SENTENCE = "Ik maak me zorgen over het lezen. "
_FULL = (
    Prep()
    .edited("ask.mind", _SENTENCE * 580)
    .edited("ask.questions", _lines(LIST_LIMIT - 1))
    .edited("agree.agreements", _made(30))
)
CASES = (
    Case("going", "going.child", Prep(), _FULL),
    Case("ask", "ask.mind", Prep().edited("ask.mind", _SENTENCE * 20), Prep().edited("ask.mind", _SENTENCE * 580)),
    Case("ask", "ask.questions", _close(0, 3), _FULL),
    Case("agree", "agree.goal.sentence", Prep(), _FULL),
    Case("close", "agree.agreements", _close(1, 3), _close(30, 30)),
    Case("close", "agree.contact_day", _close(1, 3), _close(30, 30)),
    Case("after", "talk.went", _close(1, 3), _close(30, 30)),
)


async def work_of(case: Case, prep: Prep, letters: str = "abc") -> Work:
    """Type these letters; returns the work of the last. The milliseconds are of one more, without counting."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        # The system tells of each save, and that may come with a later letter.
        app.follows_the_folder = False
        async with running(app):
            app.begin_prep(prep)
            app.show(case.place, case.path)
            await at_rest(app)
            for key in letters[:-1]:
                await press(app, key)
                await at_rest(app)
            # A save, which happens once a second, is not part of a key's work, nor is what waits for a pause.
            app.session.save()
            with patch.object(jargon_hint, "PAUSE", 60.0), watched() as work:
                await press(app, letters[-1])
                await at_rest(app)
            began = time.perf_counter()
            await press(app, letters[-1])
            await at_rest(app)
            work.milliseconds = (time.perf_counter() - began) * 1000
            app.put_away()
            return work


async def _main() -> None:
    print(f"{'':28}{'calls':>14}{'files':>12}{'moves':>12}{'ms':>14}   (usual / largest prep)")
    for case in CASES:
        one, two = await work_of(case, case.usual), await work_of(case, case.large)
        print(
            f"{case.place:6}{case.path:22}{one.calls:>7}{two.calls:>7}{len(one.files):>6}{len(two.files):>6}"
            f"{one.moves:>6}{two.moves:>6}{one.milliseconds:>7.1f}{two.milliseconds:>7.1f}"
        )
        if case.path in sys.argv:
            for code, times in sorted(two.code.items(), key=lambda each: -each[1])[:60]:
                was = one.code.get(code, 0)
                print(f"{was:>6}{times:>6}  {Path(code.co_filename).relative_to(ROOT)}:{code.co_qualname}")


if __name__ == "__main__":
    asyncio.run(_main())
