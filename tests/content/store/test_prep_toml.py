"""One prep's file: comes back as it was, is whole or as before, is its owner's alone."""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gespreksklaar.content.files import reading
from gespreksklaar.content.prep.declaration import Agreement, Item, Noted, Part
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES

FULL_PREP = Path(__file__).parents[2] / "tui" / "full_prep.toml"
words = st.text(max_size=60)


def test_a_full_prep_comes_back_as_it_was(tmp_path: Path) -> None:
    for name, prep in STORIES.items():
        file = tmp_path / f"{name}.toml"
        prep_toml.save(file, prep)
        assert prep_toml.load(file) == (prep, False, None)


@given(mind=words, own=words, child=words.filter(lambda w: len(w) <= 60))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, mind: str, own: str, child: str
) -> None:
    prep = Prep().edited("ask.mind", mind).edited("going.child", child).edited("tell.tells", {"own-1": Item(text=own)})
    file = tmp_path_factory.mktemp("preps") / "prep.toml"
    prep_toml.save(file, prep)
    assert prep_toml.load(file).prep == prep


@pytest.mark.parametrize(
    ("path", "line", "field", "limit"),
    [
        ("child.likes", Item(), "text", 2_000), ("agree.agreements", Agreement(), "who", 200),
        ("agree.agreements", Agreement(), "see", 200), ("talk.noted", Noted(), "notes", 2_000),
    ],
)  # fmt: skip
def test_a_line_with_other_words_is_checked_too_so_that_the_file_can_be_read(
    path: str, line: Part, field: str, limit: int
) -> None:
    held = Prep().edited(path, {"a": line})
    # A letter that becomes two.
    too_long = line.model_copy(update={field: "x" * (limit - 1) + "\u0958"})
    for prep in (held, Prep()):
        with pytest.raises(ValidationError, match=f"more characters than {limit}"):
            prep.edited(path, {"a": too_long})
    harmful = line.model_copy(update={field: "a\x1b\u202eb"})
    assert getattr(held.edited(path, {"a": harmful}).get(path)["a"], field) == "ab"


def test_the_file_is_readable_by_people_and_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "prep.toml"
    prep_toml.save(file, Prep().edited("going.child", "Sam").edited("ask.mind", "een\ntwee"))
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
    prep_toml.save(file, prep_toml.load(file).prep.edited("going.child", "Noor"))
    tables = tomllib.loads(file.read_text("utf-8"))
    assert tables["going"] == {"child": "Noor", "huisdier": "kat"}
    assert tables["later"] == {"x": [1, 2]}
    assert tables["ask"]["questions"]["a"] == {"asked": True}
    assert prep_toml.unknown_keys(prep_toml.load(file).prep) == ["later", "going.huisdier", "ask.questions.a.asked"]


def test_a_newer_format_is_for_reading_only(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_text('format = 7\n[going]\nchild = "Sam"\n')
    loaded = prep_toml.load(file)
    assert loaded.read_only
    assert loaded.note is not None
    assert loaded.note.reason == "newer"
    assert loaded.prep.going.child == "Sam"


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_bytes('﻿format = 1\r\n[going]\r\nchild = "Zoë"\r\n'.encode())
    assert prep_toml.load(file).prep.going.child == "Zoë"


@pytest.mark.parametrize("fault", ["short", "full", "no rename"])
def test_what_goes_wrong_while_writing_leaves_the_old_file(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "prep.toml"
    prep_toml.save(file, Prep().edited("going.child", "Sam"))
    before, write = file.read_bytes(), os.write

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    if fault == "short":
        monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
        prep_toml.save(file, Prep().edited("going.child", "Noor"))
        assert prep_toml.load(file).prep.going.child == "Noor"
        return
    target = "write" if fault == "full" else "replace"
    monkeypatch.setattr(os, target, full)
    with pytest.raises(Problem) as caught:
        prep_toml.save(file, Prep().edited("going.child", "Noor"))
    assert caught.value.reason.startswith("not-written")
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("toml", "reason", "place"),
    [
        ("[going]\nminutes = 'tien'", "wrong-number", "3: going.minutes"),
        ("[going]\nminutes = 900", "wrong-value", "3: going.minutes"),
        ("[going]\nchild = 'Sam'\nday = 'ooit'", "wrong-day", "4: going.day"),
        ("[going]\nstart = 'straks'", "wrong-clock", "3: going.start"),
        ("[going]\nchild = 5", "wrong-text", "3: going.child"),
        ("[ ask . questions . a ]\n'top' = 'vooral'", "wrong-yes-no", "3: ask.questions.a.top"),
        ("[ask.questions.a]\ntext = 'x'\n[ask.questions.b]\ntext = 1", "wrong-text", "5: ask.questions.b.text"),
        ("[agree.agreements.a]\nby = 3", "wrong-day", "3: agree.agreements.a.by"),
        ("[ask]\nmind = 'x'\nquestions = {a = {top = 3}}", "wrong-yes-no", "4: ask.questions.a.top"),
        ("going = 3", "wrong-value", "2: going"),
        ("\n".join(f"[ask.questions.q{n}]\ntop = true" for n in range(4)), "too-many-top", "2: ask.questions"),
        ("created = 'ooit'", "wrong-value", "2: created"),
    ],
)
def test_a_wrong_value_is_told_with_line_and_key_and_never_shown(
    toml: str, reason: str, place: str, tmp_path: Path
) -> None:
    file = tmp_path / "prep.toml"
    file.write_text(f"format = 1\n{toml}\n")
    with pytest.raises(Problem) as caught:
        prep_toml.load(file)
    told = caught.value
    assert (told.reason, f"{told.where.split(':')[-2]}: {told.values['key']}") == (reason, place)
    assert "ooit" not in told.message(Texts("nl"))


@pytest.mark.parametrize("text", ["." * 500, "a." * 150 + "\n= 1]", "\"\"\" = \\ '''", "[x]\nformat = 9", "\\", "#"])
def test_no_text_of_a_parent_makes_the_file_unreadable(text: str, tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    prep = Prep().edited("ask.mind", f"eerst\n{text}")
    prep_toml.save(file, prep)
    assert prep_toml.load(file).prep == prep


def test_a_prep_too_long_to_be_opened_again_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    prep_toml.save(file, Prep())
    before = file.read_bytes()
    much = {f"own-{n}": Item(text="x" * 2_000) for n in range(200)}
    with pytest.raises(Problem) as caught:
        prep_toml.save(file, Prep().edited("tell.tells", much))
    assert caught.value.reason == "too-much"
    assert file.read_bytes() == before


def test_a_newer_format_that_we_cannot_read_says_that_it_is_newer(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_text("format = 7\ngoing = 'elsewhere'\n")
    with pytest.raises(Problem) as caught:
        prep_toml.load(file)
    assert caught.value.reason == "too-new"


def test_an_older_format_is_brought_up_and_the_original_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(prep_toml.UPGRADES, 0, lambda tables: {"going": {"child": tables["kind"]}})
    file = tmp_path / "prep.toml"
    file.write_text('format = 0\nkind = "Sam"\n')
    original = file.read_bytes()
    prep = prep_toml.load(file).prep
    assert prep.going.child == "Sam"
    for _ in range(2):
        prep_toml.save(file, prep)
    assert tomllib.loads(file.read_text())["format"] == 1
    assert (tmp_path / ".prep.format-0.toml").read_bytes() == original
    assert len(list(tmp_path.iterdir())) == 2


@settings(max_examples=300)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = bytearray(FULL_PREP.read_bytes())
    at = data.draw(st.integers(0, len(whole)))
    whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    file = tmp_path_factory.mktemp("damaged") / "prep.toml"
    file.write_bytes(whole)
    with suppress(Problem):
        assert isinstance(prep_toml.load(file).prep, Prep)


def test_what_is_too_much_is_counted_in_bytes(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="too-much"):
        prep_toml.dump(Prep.model_validate({"note": "é" * (reading.LARGEST // 2)}), tmp_path / "sam.toml")
