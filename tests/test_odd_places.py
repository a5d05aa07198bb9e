"""The list of places where odd files are planted is whole: the program touches no path that is not in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from gespreksklaar.tui.home.folders import find_folders
from tests.odd_files import BINNED, PLACES, STATE
from tests.test_layers import ROOT

TOUCH = """
import asyncio, contextlib, io, json, os, sys
from pathlib import Path
from gespreksklaar.content.store.library import Library
from tests.odd_files import make_elsewhere
from tests.test_doors import VERBS, run, work
from tests.tui.walk import FULL_PREP

folder = Path(sys.argv[1])
for name in ("x", "bo"):
    (folder / "preps" / f"{name}.toml").write_bytes(FULL_PREP.read_bytes())
make_elsewhere(folder)
touched = set()

def note(event, given):
    if event == "open" or (event.startswith("os.") and event.split(".")[1] in CALLS):
        touched.update(os.fsdecode(each) for each in given if isinstance(each, str | bytes | os.PathLike))

CALLS = {"rename", "remove", "mkdir", "rmdir", "link", "symlink", "chmod", "utime", "chown", "listdir", "scandir"}
sys.addaudithook(note)
with contextlib.redirect_stdout(io.StringIO()):
    for verb in (*VERBS, "sheet x --output {preps}/sheets/x-tafel.txt"):
        run(folder, verb)
    asyncio.run(work(folder))
    library = Library(folder / "preps")
    library.delete("bo")
    library.undo_delete()
    library.rename("bo", "ander")
below = sorted(os.path.relpath(each, folder) for each in touched if each.startswith(f"{folder}/"))
print(json.dumps(below))
"""
"""The verbs, the full screen and the folder of preps at work; it prints every path they open, make, move or remove."""
OF_RANDOM_NAME = re.compile(r"\.gespreksklaar-[a-z0-9_]{8}\.new|[^/]+~\d{19}")
"""What is written before it gets its name, and versions that are set aside: by a name that nobody knows before."""


def as_planted(path: str) -> str:
    """This path as it stands in the list, which has one prep, one version and one thing in the bin."""
    path = re.sub(r"\d{6}-\d{8}T\d{6}(-\d+)?\.toml", STATE, path)
    path = re.sub(r"\.bin/\d{8}-\d{6}-\d{6}-[^/]+?(\.states|\.toml)", rf".bin/{BINNED.removesuffix('.toml')}\1", path)
    path = re.sub(r"(?<=/)(bo|ander)(?=\.toml$|$|/)", "x", path)
    return re.sub(r"/\.(bo|ander)\.journal", "/.x.journal", path)


def test_every_path_that_is_touched_is_one_where_odd_files_are_planted(tmp_path: Path) -> None:
    (tmp_path / "preps").mkdir()
    command = [sys.executable, "-c", TOUCH, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    touched = set(map(as_planted, json.loads(done.stdout)))
    assert {path for path in touched - set(PLACES.values()) if not OF_RANDOM_NAME.fullmatch(Path(path).name)} == set()
    seldom = {name for name, path in PLACES.items() if path not in touched}
    # What only a crash, another system or an earlier version leaves.
    assert seldom <= {
        "journal half", "journal of nobody", "half", "states of nobody", "old bookmarks", "old problems",
    }, seldom  # fmt: skip


def test_what_where_tells_is_among_them() -> None:
    folders = find_folders("preps", "config.toml")
    told = {str(each) for each in (folders.preps, folders.sheets, folders.config, folders.state)}
    assert {str(Path(each).absolute()) for each in told} <= {str(Path(each).absolute()) for each in PLACES.values()}
