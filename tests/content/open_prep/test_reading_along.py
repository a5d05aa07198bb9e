"""A session that reads what another one writes."""

from __future__ import annotations

import pytest

from gespreksklaar.content.open_prep.reading_along import ReadingAlong
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from tests.content.sessions import begun, opened, reopened


def test_a_reader_finds_a_new_prep_again_when_its_writer_has_named_it(library: Library) -> None:
    writer = begun(library, Prep())
    writer.edit("ask.mind", "rekenen")
    reader = reopened(library, writer.name)
    along = ReadingAlong(reader)
    writer.edit("going.child", "Sam")
    writer.save()
    named = writer.close()
    assert named != reader.name
    assert along.read()
    assert (reader.name, reader.prep.going.child) == (named, "Sam")


def test_a_reader_does_not_go_over_to_a_copy_of_the_file(library: Library) -> None:
    writer = opened(library, Prep())
    library.path("kopie").write_bytes(library.path(writer.name).read_bytes())
    along = ReadingAlong(reopened(library, writer.name))
    library.delete(writer.close())
    with pytest.raises(Problem, match="no-such-prep"):
        along.read()


def test_a_reader_of_a_prep_that_is_gone_is_not_told_that_it_is_free(library: Library) -> None:
    writer = opened(library, Prep())
    along = ReadingAlong(reopened(library, writer.name))
    name = writer.close()
    library.delete(name)
    with pytest.raises(Problem, match="no-such-prep"):
        along.read()
