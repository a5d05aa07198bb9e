"""A file system that gives nobody a lock is told for what it is, and a prep can be written there."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from typing import NoReturn

import pytest

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.read_prep import is_free
from gespreksklaar.content.words.problems import Problem
from tests.content.sessions import QuietFront

SAM = Prep().edited("going.child", "Sam")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "preps")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EAGAIN, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL])
def test_where_every_lock_is_refused_a_prep_is_written_and_the_parent_told(
    number: int, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    name = library.create(SAM)
    monkeypatch.setattr(fcntl, "flock", refused)
    session, told = Session.open(QuietFront(), library, name)
    assert told
    assert (told.reason, session.barred) == ("no-locks", None)
    session.edit("going.place", "lokaal 4")
    session.save()
    session.close()
    assert library.open(name).prep.going.place == "lokaal 4"
    assert is_free(library.path(name)), "whoever reads along is not kept waiting for ever"
    assert {file.name for file in library.folder.iterdir()} == {f"{name}.toml", ".states"}


def test_where_two_windows_write_without_locks_both_texts_are_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> NoReturn:
        raise OSError(errno.EACCES, "made up")

    name = library.create(SAM)
    monkeypatch.setattr(fcntl, "flock", refused)
    one, other = library.write(name), library.write(name)
    one.save(one.prep.edited("going.place", "lokaal 4"))
    note = other.save(other.prep.edited("going.place", "de gang")).note
    assert note
    assert note.reason == "both-kept"
    assert {library.open(prep.name).prep.going.place for prep in library.list()} == {"lokaal 4", "de gang"}


def test_where_locks_work_a_prep_that_is_open_elsewhere_is_in_use(library: Library) -> None:
    name = library.create(SAM)
    first = library.write(name)
    with pytest.raises(Problem, match="in-use"):
        library.write(name)
    assert not is_free(library.path(name))
    assert first.warning is None
