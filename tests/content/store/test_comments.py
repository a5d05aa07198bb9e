"""Comments that a person wrote in a file: told before the first write, and the file kept as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import maintenance, prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from tests.content.sessions import QuietFront

KEPT_BY_HAND = "# onze eigen lijst\nformat = 1\n[going]\nchild = 'Sam' # roepnaam\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "sam.toml").write_text(KEPT_BY_HAND)
    return Library(tmp_path)


def names(library: Library) -> set[str]:
    return {file.name for file in library.folder.iterdir() if not file.name.startswith(".")}


def test_the_parent_hears_of_it_on_opening_and_nothing_is_written_yet(library: Library) -> None:
    session, told = Session.open(QuietFront(), library, "sam")
    assert told
    assert (told.reason, told.values["name"]) == ("has-comments", "sam.toml.by-hand-1")
    session.close()
    assert names(library) == {"sam.toml"}
    assert library.path("sam").read_text() == KEPT_BY_HAND


def test_the_first_write_keeps_the_file_as_it_was_and_the_next_ones_do_not(library: Library) -> None:
    session, _ = Session.open(QuietFront(), library, "sam")
    for place in ("lokaal 4", "de gang"):
        session.edit("going.place", place)
        session.save()
    session.close()
    assert names(library) == {"sam.toml", "sam.toml.by-hand-1"}
    assert (library.folder / "sam.toml.by-hand-1").read_text() == KEPT_BY_HAND
    assert [prep.name for prep in library.list()] == ["sam"]
    assert Session.open(QuietFront(), library, "sam")[1] is None


def test_comments_that_come_while_the_prep_is_open_are_kept_too(library: Library) -> None:
    file = library.write("sam")
    file.save(file.prep.edited("going.place", "lokaal 4"))
    there = library.path("sam")
    there.write_text(f"# later\n{there.read_text()}")
    file.save(file.prep.edited("going.place", "de gang"))
    file.close()
    assert (library.folder / "sam.toml.by-hand-2").read_text().startswith("# later\n")


def test_where_it_can_not_be_kept_the_file_stays_as_it_is(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Problem("not-written-full")

    monkeypatch.setattr(prep_toml, "write_once", full)
    file = library.write("sam")
    with pytest.raises(Problem):
        file.save(file.prep.edited("going.place", "lokaal 4"))
    assert library.path("sam").read_text() == KEPT_BY_HAND


def test_what_a_cut_off_session_left_is_saved_and_the_comments_kept(library: Library) -> None:
    file = library.write("sam")
    file.record(file.prep.edited("going.place", "lokaal 4"), "going.place")
    file.close(keep=True)
    assert {name: told.reason for name, told in maintenance.recover(library.folder).items()} == {"sam": "recovered"}
    assert (library.folder / "sam.toml.by-hand-1").read_text() == KEPT_BY_HAND


@pytest.mark.parametrize(
    "toml",
    [
        "a = '#'",
        'a = "#"',
        'a = "\\"#"',
        "a = '''\n#\n'''",
        'a = """\n# "" \\""" #\n"""',
        "'#' = 1",
        'a = ""',
    ],
)
def test_a_sign_in_a_text_is_no_comment(toml: str) -> None:
    assert not prep_toml.has_comments(toml)
    assert prep_toml.has_comments(f"{toml} # x")
    assert prep_toml.has_comments(f"# '\n{toml}")


@given(st.text())
def test_what_this_program_writes_has_none(text: str) -> None:
    prep = Prep().edited("ask.mind", text).edited("going.place", text[:90])
    assert not prep_toml.has_comments(prep_toml.dump(prep, Path("x.toml")))
