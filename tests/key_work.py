"""The work of one letter: calls of our own functions, files they are in, moves from file to file, time.

`python -m tests.key_work` prints it for an empty prep and for the largest ones.
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

from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press
from tests.tui.walk import make_app, running

ROOT = Path(__file__).parents[1]
OURS = tuple(f"{ROOT / part}/" for part in ("content", "screens", "tui"))


@dataclass
class Work:
    """What was done: `calls` of our functions, by `code`; `moves` is how often a call came from another file."""

    calls: int = 0
    moves: int = 0
    milliseconds: float = 0.0
    code: dict[CodeType, int] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """Of which functions were called."""
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


def heavy() -> Prep:
    """The largest prep a person makes: a long text, a list that is full, thirty agreements."""
    lines = {f"own-{n}": Item(text=f"Vraag nummer {n}") for n in range(499)}
    made = {
        f"own-{n}": Agreement(text=f"Afspraak {n}", who="teacher", by="na de vakantie", made=True) for n in range(30)
    }
    prep = Prep().edited("ask.mind", "Ik maak me zorgen over het lezen. " * 580)
    return prep.edited("ask.questions", lines).edited("agree.agreements", made)


async def work_of(app: GuideApp, place: str, path: str, letters: str = "ab") -> Work:
    """The work of the last of these letters, typed in this field."""
    app.show(place, path)
    await at_rest(app)
    screen = app.prep_screen
    assert screen is not None
    for key in letters[:-1]:
        await press(app, key)
        await at_rest(app)
    with watched() as work:
        await press(app, letters[-1])
        await at_rest(app)
    began = time.perf_counter()
    await press(app, letters[-1])
    await at_rest(app)
    work.milliseconds = (time.perf_counter() - began) * 1000
    return work


PLACES = (
    ("going", "going.child"),
    ("ask", "ask.mind"),
    ("ask", "ask.questions"),
    ("agree", "agree.goal.sentence"),
    ("close", "agree.contact_day"),
    ("after", "talk.went"),
)


async def of_prep(prep: Prep) -> dict[str, Work]:
    """The work of a letter at each of `PLACES`."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        async with running(app):
            app.autosave.begin(prep)
            app.show("going")
            await at_rest(app)
            await press(app, "x")
            await at_rest(app)
            app.autosave.save()
            found = {f"{place} {path}": await work_of(app, place, path) for place, path in PLACES}
            app.put_away()
            return found


async def _main() -> None:
    empty, large = await of_prep(Prep()), await of_prep(heavy())
    print(f"{'':28}{'calls':>14}{'files':>12}{'moves':>12}{'ms':>14}   (empty / largest prep)")
    for place, one in empty.items():
        two = large[place]
        print(
            f"{place:28}{one.calls:>7}{two.calls:>7}{len(one.files):>6}{len(two.files):>6}"
            f"{one.moves:>6}{two.moves:>6}{one.milliseconds:>7.1f}{two.milliseconds:>7.1f}"
        )
    if "-v" in sys.argv:
        for code, times in sorted(large[sys.argv[-1]].code.items(), key=lambda each: -each[1])[:40]:
            print(f"{times:>6}  {Path(code.co_filename).relative_to(ROOT)}:{code.co_qualname}")


if __name__ == "__main__":
    asyncio.run(_main())
