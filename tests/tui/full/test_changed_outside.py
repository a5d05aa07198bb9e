"""A file of a prep that somebody changes by hand while the program is open: seen soon, with no key pressed."""

from __future__ import annotations

import re
from pathlib import Path

from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press_each, until
from tests.tui.walk import FULL_PREP, make_app, running, screen_text

GOOD = FULL_PREP.read_text("utf-8")
BROKEN = GOOD.replace("[going]", "[going")
MISTAKE = "Er mist een ] aan het eind"


def told(app: GuideApp, words: str) -> bool:
    """Whether these are on the screen, wherever the line of a long path is broken."""
    return words in " ".join(screen_text(app).split())


async def test_a_mistake_is_told_while_it_is_open_and_that_it_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "sam.toml"
    file.write_text(GOOD)
    app = make_app(tmp_path)
    async with running(app):
        app.open_prep("sam")
        await at_rest(app)
        file.write_text(BROKEN)
        await until(lambda: told(app, MISTAKE))
        assert [each.name for each in tmp_path.glob("*.toml")] == ["sam.toml"], "nothing is written by telling it"
        assert file.read_text() == BROKEN
        file.write_text(GOOD.replace("Sam", "Noor"))
        await until(lambda: "Noor · Voortgangsgesprek" in screen_text(app))
        file.write_text(BROKEN)
        await until(lambda: told(app, MISTAKE))
        assert app.session is not None
        file.write_text(app.session._held._file._text)  # type: ignore[union-attr]
        await until(lambda: "Het bestand is weer goed." in screen_text(app))


async def test_the_start_screen_shows_it_and_that_it_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "sam.toml"
    file.write_text(BROKEN)
    app = make_app(tmp_path)
    async with running(app):
        assert "! 3 sam" in screen_text(app)
        file.write_text(GOOD)
        await until(lambda: "3 Sam · Voortgangsgesprek" in screen_text(app))
        assert "!" not in screen_text(app)
        await press_each(app, "end")
        (tmp_path / "noor.toml").write_text(re.sub("^id = .*", "", GOOD, flags=re.MULTILINE).replace("Sam", "Noor"))
        await until(lambda: "Noor · Voortgangsgesprek" in screen_text(app))
        assert re.search("▶ +[0-9] Sam", screen_text(app)), "the cursor stays on its row"
        file.unlink()
        await until(lambda: "Sam · " not in screen_text(app))


async def test_a_folder_that_the_first_prep_makes_is_followed_too(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    app = make_app(folder, config=tmp_path / "config.toml")
    async with running(app):
        await press_each(app, "enter", "tab", *"Sam")
        await until(lambda: any(folder.glob("*.toml")))
        await press_each(app, "f4")
        (file,) = folder.glob("*.toml")
        text = file.read_text()
        file.write_text(text.replace("[going]", "[going"))
        await until(lambda: told(app, MISTAKE))
