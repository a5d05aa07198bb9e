"""A session, its saves and its reading along, through a front whose clock the test drives: no Textual, no waiting."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from queue import SimpleQueue

import pytest

from gespreksklaar.content.goal.check import advice
from gespreksklaar.content.guidance.ages import age_of
from gespreksklaar.content.guidance.topics import topics_of
from gespreksklaar.content.open_prep.front import FREE, READ_ONLY, SAVED
from gespreksklaar.content.open_prep.reading_along import FOLLOW_EVERY
from gespreksklaar.content.open_prep.saving import RETRY_AFTER, SAVE_AFTER
from gespreksklaar.content.open_prep.session import LOOK_AFTER, Session
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.talk.items import lacking_words
from gespreksklaar.content.words import typed
from gespreksklaar.content.words.problems import Problem
from tests.content.sessions import QuietFront, opened
from tests.test_layers import FILES, ROOT

SAM = Prep().edited("going.child", "Sam")


class Planned:
    """A call that the front makes when the test says that its time has come."""

    def __init__(self, plans: list[Planned], seconds: float, then: Callable[[], object]) -> None:
        self.seconds = seconds
        self.then = then
        self._plans = plans
        plans.append(self)

    def stop(self) -> None:
        """As in `Later`."""
        if self in self._plans:
            self._plans.remove(self)


class DrivenFront(QuietFront):
    """A `Front` that records what it is asked to show, and calls nothing by itself."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.states: list[str] = []
        self.drawn = 0
        self.plans: list[Planned] = []
        self.calls: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.library = library

    def show_saving(self, state: str) -> None:
        self.states.append(state)

    def show_prep(self) -> None:
        self.drawn += 1

    def later(self, seconds: float, then: Callable[[], object]) -> Planned:
        return Planned(self.plans, seconds, then)

    def from_thread(self, then: Callable[[], object]) -> None:
        self.calls.put(then)

    def when_settled(self, then: Callable[[], object]) -> None:
        self.calls.put(then)

    # What the test does.

    def pass_time(self) -> None:
        """Make every planned call, once."""
        for planned in list(self.plans):
            planned.stop()
            planned.then()

    def take_call(self) -> None:
        """Make the next call from another thread, or of what waited until all that was typed is in the prep."""
        self.calls.get(timeout=60)()

    def open(self, name: str) -> Session:
        """Open this prep."""
        session, _ = Session.open(self, self.library, name)
        return session

    @property
    def planned(self) -> list[float]:
        """After how many seconds the planned calls are due."""
        return [planned.seconds for planned in self.plans]


@pytest.fixture
def front(library: Library) -> DrivenFront:
    return DrivenFront(library)


def on_disk(library: Library, name: str) -> Prep:
    return prep_toml.load(library.path(name)).prep


def begun(front: DrivenFront) -> Session:
    """A prep of which the first change is saved."""
    session = Session.begin(front, front.library, Prep())
    assert session.edit("going.child", "Sam")
    # Its first save shows it as the new file gives it back.
    front.take_call()
    front.drawn = 0
    return session


def test_typing_is_saved_beside_and_does_not_put_it_off(front: DrivenFront, library: Library) -> None:
    session = begun(front)
    assert front.planned == []
    for text in ("l", "le", "lezen"):
        assert session.edit("ask.mind", text)
    assert front.planned == [SAVE_AFTER]
    assert on_disk(library, session.name).ask.mind == ""
    front.pass_time()
    assert session.edit("ask.mind", "lezen!")
    front.take_call()
    assert on_disk(library, session.name).ask.mind == "lezen"
    assert front.planned == [SAVE_AFTER], "what was typed during the save is saved too"
    front.pass_time()
    front.take_call()
    assert on_disk(library, session.name).ask.mind == "lezen!"
    assert (front.planned, set(front.states), front.said) == ([], {SAVED}, [])


def test_to_hear_of_the_file_hurries_no_save(front: DrivenFront, library: Library) -> None:
    session = begun(front)
    session.edit("ask.mind", "lezen")
    for _ in range(2):
        session.file_changed()
    assert front.planned == [SAVE_AFTER, LOOK_AFTER]
    (look,) = (planned for planned in front.plans if planned.seconds == LOOK_AFTER)
    look.stop()
    look.then()
    assert front.planned == [SAVE_AFTER]
    assert on_disk(library, session.name).ask.mind == ""
    session.file_changed()
    session.close()
    assert front.planned == [], "nor after the end"


def test_what_cannot_be_saved_is_told_once_and_tried_again(
    front: DrivenFront, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun(front)
    with monkeypatch.context() as patched:

        def full(*_: object) -> None:
            raise Problem("not-written-full")

        patched.setattr(PrepFile, "save", full)
        session.edit("ask.mind", "lezen")
        assert not session.save()
        for _ in range(3):
            assert (front.states[-1], front.planned) == ("full", [RETRY_AFTER])
            front.pass_time()
        assert front.told("ui.not-saved.full")
    front.pass_time()
    assert (front.states[-1], front.planned) == (SAVED, [])
    assert front.told("ui.message.saved-after-all")
    assert on_disk(library, session.name).ask.mind == "lezen"


def refused_beside(front: DrivenFront, library: Library) -> Session:
    """A session whose save in the background found the file changed by somebody else."""
    session = begun(front)
    session.edit("ask.mind", "lezen")
    outside = on_disk(library, session.name).edited("going.place", "lokaal 4")
    prep_toml.save(library.path(session.name), outside)
    front.pass_time()
    front.take_call()
    return session


def test_a_save_beside_that_fails_is_done_again_once_what_was_typed_is_in(
    front: DrivenFront, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = refused_beside(front, library)
    assert session.edit("ask.mind", "lezen!"), "a letter that was on its way"
    front.take_call()
    front.take_call()
    both = on_disk(library, session.name)
    assert (both.going.place, both.ask.mind, front.drawn) == ("lokaal 4", "lezen!", 1)
    assert session.prep.is_same(both)


def test_what_was_still_to_come_when_a_prep_is_closed_writes_nothing(front: DrivenFront, library: Library) -> None:
    session = refused_beside(front, library)
    name = session.close(crashed=True)
    before = {file.name: file.read_bytes() for file in library.folder.iterdir() if file.is_file()}
    front.take_call()
    session.save_beside()
    assert not session.edit("ask.mind", "lezen!")
    assert {file.name: file.read_bytes() for file in library.folder.iterdir() if file.is_file()} == before
    assert (front.planned, on_disk(library, name).ask.mind) == ([], "")


def test_a_reader_follows_and_takes_over_when_the_writer_is_done(front: DrivenFront, library: Library) -> None:
    writer = opened(library, SAM)
    session = front.open(writer.name)
    assert (session.is_read_only, front.states, front.planned) == (True, [READ_ONLY], [FOLLOW_EVERY])
    assert not session.edit("ask.mind", "van mij")
    assert len(front.said) == 1
    front.said.clear()
    front.pass_time()
    assert (front.drawn, front.planned) == (0, [FOLLOW_EVERY])
    writer.edit("ask.mind", "lezen")
    writer.save()
    front.pass_time()
    assert (front.drawn, session.prep.ask.mind, front.told()) == (1, "lezen", True)
    name = writer.close()
    front.pass_time()
    assert (front.states[-1], session.is_read_only) == (FREE, True)
    assert front.told("ui.message.free")
    front.pass_time()
    assert front.told()
    assert session.edit("tell.tells", {"own-1": {"text": "van mij"}})
    assert (front.states[-1], session.is_read_only) == (SAVED, False)
    assert front.told("ui.message.taken-over")
    assert FOLLOW_EVERY not in front.planned
    session.save()
    assert on_disk(library, name).tell.tells["own-1"].text == "van mij"


def test_of_a_field_that_the_writer_changed_too_the_writers_value_stays(front: DrivenFront, library: Library) -> None:
    writer = opened(library, SAM)
    session = front.open(writer.name)
    writer.edit("ask.mind", "van de ander")
    writer.save()
    writer.close()
    session.edit("ask.mind", "van mij")
    assert session.prep.ask.mind in ("van de ander", "van mij")
    session.edit("going.place", "lokaal 4")
    assert (session.is_read_only, session.prep.ask.mind) == (False, "van de ander")


def test_a_prep_that_is_gone_is_told_at_the_second_look_and_once(front: DrivenFront, library: Library) -> None:
    writer = opened(library, SAM)
    session = front.open(writer.name)
    library.path(writer.name).unlink()
    front.pass_time()
    assert front.told()
    front.pass_time()
    assert front.told("ui.message.gone")
    front.pass_time()
    assert front.told()
    session.close()
    assert front.planned == []


def test_an_earlier_version_has_nothing_to_undo_and_the_later_one_is_kept(front: DrivenFront) -> None:
    session = begun(front)
    session.edit("going.kind", "progress", undoable=True)
    session.save()
    session.bring_back(SAM)
    session.undo("going.kind")
    assert front.said[-1] == front.texts("ui.message.nothing-to-undo")
    assert session.prep.going.kind == ""
    assert "progress" in [prep_toml.load(version.path).prep.going.kind for version in session.versions]


def test_while_it_can_not_be_saved_the_journal_is_pushed_to_the_disk(
    front: DrivenFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, pushed = begun(front), list[int]()

    def full(*_: object) -> None:
        raise Problem("not-written-full")

    monkeypatch.setattr(PrepFile, "save", full)
    monkeypatch.setattr(os, "fdatasync", pushed.append)
    session.edit("ask.mind", "lezen")
    assert not session.save()
    assert len(pushed) == 1


def test_only_a_new_agreement_is_asked_about(front: DrivenFront, library: Library) -> None:
    made = Agreement(text="bellen", id="a1", made=True)
    earlier = SAM.edited("going.day", date.today() - timedelta(days=30))
    name = library.create(earlier.edited("agree.agreements", {"own-1": made}))
    session = begun(front)
    assert session.bring_along()
    assert not session.bring_along(), "nothing is new"
    told = made.model_copy(update={"state": "kept", "state_day": date.today()})
    prep_toml.save(library.path(name), earlier.edited("agree.agreements", {"own-1": told}))
    assert not session.bring_along(), "what became of it was told elsewhere"
    assert session.prep.before.agreements["a1"].state == "kept"


def test_a_prep_that_was_gone_for_a_moment_is_not_told_to_be(front: DrivenFront, library: Library) -> None:
    writer = opened(library, SAM)
    session = front.open(writer.name)
    file, aside = library.path(writer.name), library.folder / "aside"
    front.said.clear()
    for _ in range(3):
        file.rename(aside)
        front.pass_time()
        aside.rename(file)
        front.pass_time()
    assert front.said == []
    session.close()
    writer.close()


def test_nothing_worked_out_of_a_prep_stays_in_memory_once_it_is_closed(library: Library) -> None:
    made = Agreement(text="Elke dag lezen", made=True)
    prep = SAM.edited("agree.goal.sentence", "Sam leest").edited("agree.agreements", {"own-1": made})
    session = opened(library, prep.edited("going.group", "groep 6").edited("ask.mind", "Hij wordt gepest."))
    age_of(session.prep)
    topics_of(session.prep)
    advice(session.prep, session.front.texts)
    lacking_words(session.prep, session.front.texts)
    assert all(kept.cache_info().currsize for kept in typed._KEPT)
    session.close()
    assert not any(kept.cache_info().currsize for kept in typed._KEPT)


def test_no_cache_keeps_what_was_typed_but_one_that_is_emptied() -> None:
    of_content = (file for file in FILES if file.parts[0] == "content")
    assert [file.stem for file in of_content if "lru_cache" in (ROOT / file).read_text("utf-8")] == ["typed"]
