"""One prep's file: comes back as it was, is whole or as before, is its owner's alone."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content import store
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.steps import Item

from .preps import STORIES

words = st.text(max_size=60)


def test_a_full_prep_comes_back_as_it_was(tmp_path: Path) -> None:
    for name, prep in STORIES.items():
        file = tmp_path / f"{name}.toml"
        store.save(file, prep)
        assert store.load(file) == (prep, False, None)


@given(mind=words, own=words, child=words.filter(lambda w: len(w) <= 60))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, mind: str, own: str, child: str
) -> None:
    prep = Prep().edited("ask.mind", mind).edited("going.child", child).edited("tell.tells", {"own-1": Item(text=own)})
    file = tmp_path_factory.mktemp("preps") / "prep.toml"
    store.save(file, prep)
    assert store.load(file).prep == prep


def test_the_file_is_readable_by_people_and_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "prep.toml"
    store.save(file, Prep().edited("going.child", "Sam").edited("ask.mind", "een\ntwee"))
    text = file.read_text("utf-8")
    assert text.startswith("format = 1\n")
    assert 'mind = """\neen\ntwee"""' in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_keys_we_do_not_know_survive_a_change(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_text(
        'format = 1\n[going]\nchild = "Sam"\nhuisdier = "kat"\n[later]\nx = [1, 2]\n[ask.questions.a]\nasked = true\n'
    )
    store.save(file, store.load(file).prep.edited("going.child", "Noor"))
    tables = tomllib.loads(file.read_text("utf-8"))
    assert tables["going"] == {"child": "Noor", "huisdier": "kat"}
    assert tables["later"] == {"x": [1, 2]}
    assert tables["ask"]["questions"]["a"] == {"asked": True}
    assert store.unknown_keys(store.load(file).prep) == ["later", "going.huisdier", "ask.questions.a.asked"]


def test_a_newer_format_is_for_reading_only(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_text('format = 7\n[going]\nchild = "Sam"\n')
    loaded = store.load(file)
    assert loaded.read_only
    assert loaded.note is not None
    assert loaded.note.reason == "newer"
    assert loaded.prep.going.child == "Sam"


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_bytes('﻿format = 1\r\n[going]\r\nchild = "Zoë"\r\n'.encode())
    assert store.load(file).prep.going.child == "Zoë"


@pytest.mark.parametrize("fault", ["short", "full", "no rename"])
def test_what_goes_wrong_while_writing_leaves_the_old_file(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "prep.toml"
    store.save(file, Prep().edited("going.child", "Sam"))
    before, write = file.read_bytes(), os.write

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    if fault == "short":
        monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
        store.save(file, Prep().edited("going.child", "Noor"))
        assert store.load(file).prep.going.child == "Noor"
        return
    target = "write" if fault == "full" else "replace"
    monkeypatch.setattr(os, target, full)
    with pytest.raises(Problem) as caught:
        store.save(file, Prep().edited("going.child", "Noor"))
    assert caught.value.reason.startswith("not-written")
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
