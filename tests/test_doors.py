"""No file that is not what it seems makes the program wait, write elsewhere or remove what is not ours."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import pytest

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.tui.cli.command_line import main
from gespreksklaar.tui.home import crash
from tests.odd_files import BINNED, PLACES, PLANTS, STATE, STATES, make_elsewhere, plant, unchanged
from tests.pressing import at_rest, press_each
from tests.terminal import Terminal
from tests.tui.walk import FULL_PREP, make_app, running, screen_text

VERBS = ("list", "sheet x", "check {preps}/x.toml", "schema", "where", "--help", "--log {log} where")
PATIENCE = 20
"""Seconds on a busy machine. Nothing here waits for anything: a test that took them waited for ever."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    preps = tmp_path / "preps"
    preps.mkdir()
    for name in ("x", "bo"):
        (preps / f"{name}.toml").write_bytes(FULL_PREP.read_bytes())
    make_elsewhere(tmp_path)
    return tmp_path


@contextmanager
def no_wait() -> Iterator[None]:
    """Fails instead of waiting for ever, for a reader or writer that never comes."""

    def late(_: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it waits at {frame}")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def _one_schema() -> Iterator[None]:
    """The schema is worked out once, as it hangs on no file: that took more time than all other verbs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prep, "model_json_schema", cache(Prep.model_json_schema))
        yield


def run(folder: Path, words: str) -> int:
    given = words.format(preps=folder / "preps", log=folder / "log").split()
    return main(["--lang", "nl", "--data", str(folder / "preps"), "--config", str(folder / "config.toml"), *given])


@pytest.mark.usefixtures("_one_schema")
@pytest.mark.parametrize("place", PLACES)
def test_every_verb_answers_whatever_is_planted(
    place: str, folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in PLANTS:
        here = tmp_path_factory.mktemp("plant")
        (here / "preps").mkdir()
        for name in ("x", "bo"):
            (here / "preps" / f"{name}.toml").write_bytes(FULL_PREP.read_bytes())
        # As it never changes, one will do.
        (here / "elders").symlink_to(folder / "elders")
        planted = plant(here, place, kind)
        with unchanged(here, planted, kind), no_wait():
            for verb in VERBS:
                code = run(here, verb)
                told = capsys.readouterr()
                assert code in (0, 1), (kind, verb, told)
                assert told.err.count("\n") <= 1 + (place == "settings"), (kind, verb, told.err)
                assert code or told.out, (kind, verb)
                if verb in ("schema", "where", "--help"):
                    assert code == 0, (kind, verb, told)


WORST = [
    *((place, "link to a folder") for place in ("states", "states of nobody", "bin", "state folder", "sheets")),
    *((place, "link to a file") for place in ("prep", "journal half", "half", "state", "trashed", "old problems")),
    *((place, "fifo") for place in ("prep", "journal", "journal of nobody", "bookmarks", "problems", "settings")),
    *((place, "link to zero") for place in ("prep", "journal", "bookmarks", "problems", "settings")),
    *((place, "hard link") for place in ("prep", "journal", "journal half", "problems", "settings")),
    ("bookmarks", "link to a file"), ("old bookmarks", "link to a file"), ("bin", "link to itself"),
    ("trashed", "fifo"), ("states", "huge"),
]  # fmt: skip
"""The pairs that once hung, filled memory, wrote or removed elsewhere; tests/soak/doors.py tries all."""


@pytest.mark.parametrize(("place", "kind"), WORST)
async def test_the_full_screen_opens_works_and_leaves_whatever_is_planted(place: str, kind: str, folder: Path) -> None:
    planted = plant(folder, place, kind)
    with unchanged(folder, planted, kind), no_wait():
        await work(folder)


async def work(folder: Path) -> None:
    """Open the app and a prep, change it, save, go back, delete and bring back."""
    app = make_app(folder / "preps", config=folder / "config.toml")
    async with running(app):
        assert "Een nieuw gesprek voorbereiden" in screen_text(app)
        app.open_prep("bo")
        await at_rest(app)
        app.session.edit("ask.mind", "nieuw")
        await press_each(app, "ctrl+s")
        crash.note(ValueError(), app.folders.state)
        app.show("start")
        await at_rest(app)
        await press_each(app, "x", "u")
    assert "nieuw" in (folder / "preps" / "bo.toml").read_text()


@pytest.mark.parametrize(
    ("place", "kind"), [("bookmarks", "fifo"), ("bookmarks", "link to zero"), ("states", "link to a folder")]
)
def test_the_terminal_is_never_black_whatever_is_planted(place: str, kind: str, folder: Path) -> None:
    planted = plant(folder, place, kind)
    words = ["--lang", "nl", "--data", str(folder / "preps"), "--config", str(folder / "c"), "open", "bo"]
    with unchanged(folder, planted, kind), Terminal(words) as terminal:
        terminal.wait("Stap 1 van 5")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("kind", PLANTS)
def test_a_prep_that_is_no_file_is_told_in_one_line_and_never_followed(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(folder, "prep", kind)
    if kind == "closed" and not os.geteuid():
        return
    assert run(folder, "sheet x") == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert run(folder, "list") == 0
    assert capsys.readouterr().out.count("\n") == 2


async def test_only_expired_files_with_our_names_are_removed(folder: Path) -> None:
    preps = folder / "preps"
    ours = [f"{STATES}/weg/{STATE}", f".bin/{BINNED}", ".gespreksklaar-abcdefgh.new"]
    others = [f"{STATES}/weg/foto.jpg", f"{STATES}/werk/brief.toml", ".bin/foto.jpg", ".vim.journal", ".oud.new"]
    for name in (*ours, *others):
        path = preps / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("van de gebruiker")
        os.utime(path, (1, 1))
    for states in (preps / STATES).iterdir():
        os.utime(states, (1, 1))
    async with running(make_app(preps)):
        pass
    assert [name for name in ours if (preps / name).exists()] == []
    assert [name for name in others if not (preps / name).exists()] == []
