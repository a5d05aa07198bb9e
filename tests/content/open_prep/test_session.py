"""A session that reads what another one writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Shelf
from gespreksklaar.content.words.problems import Problem


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def opened(shelf: Shelf, prep: Prep) -> Session:
    return Session.open(shelf, shelf.create(prep))[0]


def without(prep: Prep, path: str, key: str) -> dict[str, Item]:
    return {name: item for name, item in prep.get(path).items() if name != key}


def test_a_reader_finds_a_new_prep_again_when_its_writer_has_named_it(shelf: Shelf) -> None:
    writer = Session(shelf, Prep())
    writer.edit("ask.mind", "rekenen")
    writer.save()
    reader, _ = Session.open(shelf, writer.name)
    writer.edit("going.child", "Sam")
    writer.save()
    named = writer.close()
    assert named != reader.name
    assert reader.follow()
    assert (reader.name, reader.prep.going.child) == (named, "Sam")


def test_a_reader_does_not_go_over_to_a_copy_of_the_file(shelf: Shelf) -> None:
    writer = opened(shelf, Prep())
    shelf.path("kopie").write_bytes(shelf.path(writer.name).read_bytes())
    reader, _ = Session.open(shelf, writer.name)
    shelf.delete(writer.close())
    with pytest.raises(Problem, match="no-such-prep"):
        reader.follow()


def test_a_reader_of_a_prep_that_is_gone_is_not_told_that_it_is_free(shelf: Shelf) -> None:
    writer = opened(shelf, Prep())
    reader, _ = Session.open(shelf, writer.name)
    name = writer.close()
    shelf.delete(name)
    with pytest.raises(Problem, match="no-such-prep"):
        reader.follow()
