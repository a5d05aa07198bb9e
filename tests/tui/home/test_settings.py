"""The settings: read, kept with what we do not know, and refused with a clear word; and where everything lies."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home.bookmarks import Bookmarks
from gespreksklaar.tui.home.folders import find_folders, user_path
from gespreksklaar.tui.home.settings import Settings, read_what_is_right
from tests.pressing import press_each
from tests.tui.walk import make_app, running, screen_text


def read_settings(file: Path) -> Settings:
    settings, trouble = read_what_is_right(file)
    if trouble:
        raise trouble
    return settings


def test_without_a_file_all_is_as_the_program_does_by_itself(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == Settings()
    assert list(tmp_path.iterdir()) == []


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "config.toml"
    chosen = Settings().changed(language="en", theme="contrast", sheet_folder="~/é", first_run_done=True)
    chosen.save(file)
    assert read_settings(file) == chosen
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_only_what_differs_is_written_and_what_we_do_not_know_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "light"\nfont = 3\n[printer]\nname = "hal"\n')
    read_settings(file).changed(theme="", language="en").save(file)
    assert tomllib.loads(file.read_text()) == {"language": "en", "font": 3, "printer": {"name": "hal"}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("language = 3", "wrong-text"),
        ("first_run_done = 'ja'", "wrong-yes-no"),
        ("time_zone = 'Amsterdam'", "wrong-zone"),
        ("time_zone = '../../etc/passwd'", "wrong-zone"),
        ("time_zone = 1", "wrong-zone"),
        ("theme = [", "toml-cut"),
        ("theme = '\\", "toml-cut"),
        ("theme = dark\n", "toml-quote"),
    ],
)
def test_a_file_that_is_wrong_is_told_and_never_written_over(text: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(Problem) as caught:
        read_settings(file)
    assert caught.value.reason == reason
    assert str(file) in caught.value.where
    if reason.startswith("toml-"):
        with pytest.raises(Problem):
            Settings(theme="dark").save(file)
    assert file.read_text() == text


def test_folders_follow_the_desktops_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    folders = find_folders()
    assert folders.preps == tmp_path / "data" / "gespreksklaar"
    assert folders.config == tmp_path / "config" / "gespreksklaar" / "config.toml"
    assert folders.state == tmp_path / "state" / "gespreksklaar"
    assert folders.sheets == tmp_path / "gespreksklaar"
    assert list(tmp_path.iterdir()) == []


def test_a_named_folder_holds_everything_of_that_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folders = find_folders("~/school", "~/own.toml")
    assert (folders.preps, folders.config) == (tmp_path / "school", tmp_path / "own.toml")
    assert all(path.is_relative_to(folders.preps) for path in (folders.state, folders.sheets))


def test_a_home_that_is_nobodys_is_a_plain_name() -> None:
    assert user_path("~nobody-at-all/x") == Path("~nobody-at-all/x")


async def test_a_language_that_can_not_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    app = make_app(tmp_path, config=tmp_path / "c")
    async with running(app):
        await press_each(app, "f3", "2")
        assert "c: This is a folder" in " ".join(screen_text(app).split())


def test_what_the_program_makes_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    Bookmarks(folder / ".state" / "places.json").put("id", "ask", "ask.mind")
    assert {each.stat().st_mode & 0o777 for each in (folder.parent, folder, folder / ".state")} == {0o700}


def test_a_full_disk_leaves_the_places_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = Bookmarks(tmp_path / "places.json")
    folders.put("sam", "ask", "ask.mind")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    folders.put("bo", "tell", "tell.tells")
    assert (folders.get("sam"), folders.get("bo")) == (("ask", "ask.mind"), ("", ""))


def test_of_very_many_places_the_newest_are_kept(tmp_path: Path) -> None:
    places = Bookmarks(tmp_path / "places.json")
    for number in range(202):
        places.put(f"id-{number}", "ask", "")
    assert [places.get(f"id-{number}")[0] for number in (0, 1, 2, 201)] == ["", "", "ask", "ask"]


async def test_colours_that_were_chosen_are_there_the_next_time(tmp_path: Path) -> None:
    app = make_app(tmp_path, theme="dark")
    async with running(app):
        await app.run_action("choose('theme')")
        await press_each(app, "end", "enter")
        assert app.theme != "dark"
    assert read_settings(tmp_path / "config.toml").theme == app.theme
