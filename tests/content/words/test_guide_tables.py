"""The tables of the guide: as TOML has them, kept beside the file, and never those of an earlier file."""

import os
import tomllib
from datetime import date
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from gespreksklaar.content.words import guide_tables
from gespreksklaar.content.words.guide_tables import tables_in
from gespreksklaar.content.words.texts import GUIDE

ALL = sorted(GUIDE.rglob("*.toml"))


@pytest.fixture(autouse=True)
def _may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def test_every_file_has_the_tables_that_toml_says() -> None:
    assert len(ALL) > 50
    for path in ALL:
        said = tomllib.loads(path.read_text("utf-8"))
        assert tables_in(path) == said, path
        assert list(tables_in(path)) == list(said), path


def test_what_was_parsed_once_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ui.toml"
    file.write_text("day = 2026-12-03\n")

    os.utime(file, (1, 1))
    assert tables_in(file) == {"day": date(2026, 12, 3)}
    assert Path(cache_from_source(str(file))).exists()
    monkeypatch.setattr(guide_tables._Loader, "source_to_code", None)
    assert tables_in(file) == {"day": date(2026, 12, 3)}


def test_another_file_in_its_place_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "ui.toml"
    for at, words in enumerate(("dag", "hoi", "tot ziens"), 1):
        file.write_text(f'hello = "{words}"\n')
        os.utime(file, (at, at))
        assert tables_in(file) == {"hello": words}


def test_what_is_damaged_beside_it_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "ui.toml"
    file.write_text('hello = "dag"\n')
    tables_in(file)
    Path(cache_from_source(str(file))).write_bytes(b"\0" * 40)
    assert tables_in(file) == {"hello": "dag"}


def test_where_nothing_may_be_kept_it_is_parsed_each_time(tmp_path: Path) -> None:
    file = tmp_path / "ui.toml"
    file.write_text('hello = "dag"\n')
    (tmp_path / "__pycache__").write_text("no folder")
    assert tables_in(file) == tables_in(file) == {"hello": "dag"}


def test_tables_are_the_callers_own(tmp_path: Path) -> None:
    file = tmp_path / "bank.toml"
    file.write_text("[defaults]\nweight = 1\n")
    tables_in(file).pop("defaults")
    assert "defaults" in tables_in(file)


def test_no_file_and_no_toml_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        tables_in(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_text("hello =")
    with pytest.raises(ValueError, match="Invalid value"):
        tables_in(tmp_path / "odd.toml")
