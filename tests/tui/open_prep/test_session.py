"""The open prep: undo takes the change back and leaves what was typed since; a reader follows its writer."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.agreements import carry_over
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.fields import LIST_LIMIT, LONG_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.summary import Glance
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.files import LARGEST
from gespreksklaar.content.store.library import Shelf
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.messages import Edited
from gespreksklaar.tui.open_prep import autosave
from gespreksklaar.tui.open_prep.session import Session, taken_back
from tests.pressing import at_rest, press_each
from tests.tui.walk import make_app, running, screen_text


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def opened(shelf: Shelf, prep: Prep) -> Session:
    return Session.open(shelf, shelf.create(prep))[0]


def without(prep: Prep, path: str, key: str) -> dict[str, Item]:
    return {name: item for name, item in prep.get(path).items() if name != key}


def test_undo_of_a_list_that_got_full_since_drops_no_line_that_was_typed(shelf: Shelf) -> None:
    full = {f"own-{n}": Item(text=str(n)) for n in range(LIST_LIMIT)}
    session = opened(shelf, Prep().edited("child.likes", full))
    session.edit("child.likes", without(session.prep, "child.likes", "own-0"), undoable=True)
    session.edit("child.likes", session.prep.child.likes | {"own-new": Item(text="nieuw")})
    with pytest.raises(Problem, match="does-not-fit"):
        session.undo("child.likes")
    assert "own-new" in session.prep.child.likes
    session.edit("child.likes", without(session.prep, "child.likes", "own-new"))
    assert session.undo("child.likes"), "it can be taken back once there is room"
    assert len(session.prep.child.likes) == LIST_LIMIT


def test_undo_of_a_pick_leaves_own_words_that_were_typed_since(shelf: Shelf) -> None:
    session = opened(shelf, Prep())
    session.edit("agree.goal.what", "read-aloud", undoable=True)
    session.edit("agree.goal.what", "elke dag lezen")
    assert not session.undo("agree.goal.what")
    assert session.prep.agree.goal.what == "elke dag lezen"


def test_undo_in_a_prep_that_got_full_since_is_told(shelf: Shelf) -> None:
    lines = {f"own-{n}": Item(text="x" * 2_000) for n in range(120)}
    session = opened(shelf, Prep().edited("child.likes", lines))
    session.edit("child.likes", without(session.prep, "child.likes", "own-0"), undoable=True)
    room = LARGEST - len(prep_toml.dump(session.prep, Path())) - 100
    session.edit("child.report", "y" * min(room, LONG_LIMIT))
    with pytest.raises(Problem, match="too-much"):
        session.undo("child.likes")


async def test_what_is_typed_while_something_comes_from_outside_is_kept(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        app.desk.begin(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        await press_each(app, "a", "b", "c")
        app.desk.save()
        assert app.session is not None
        file = app.shelf.path(app.session.name)
        area = app.focused
        assert isinstance(area, LongInput)
        prep_toml.save(file, prep_toml.load(file).prep.edited("going.place", "lokaal 12"))
        # The letter is on the screen, and not yet in the prep.
        area.insert("d")
        app.desk.save()
        await at_rest(app)
        await press_each(app, "e")
        assert (app.session.prep.going.place, app.session.prep.ask.mind, area.text) == ("lokaal 12", "abcde", "abcde")


async def test_what_could_not_be_saved_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRY_AFTER", 0.01)
    app = make_app(tmp_path)
    async with running(app):
        app.desk.begin(Prep())
        app.show("ask", "ask.mind")
        await at_rest(app)
        await press_each(app, "a")
        tries: list[int] = []

        def full_for_three_times(session: Session, really: Any = Session.look) -> Any:
            tries.append(1)
            if len(tries) <= 3:
                raise Problem("not-written-full")
            return really(session)

        monkeypatch.setattr(Session, "look", full_for_three_times)
        assert not app.desk.save()
        assert app.desk.state == "full"
        async with asyncio.timeout(10):
            while app.desk.state != autosave.SAVED:
                await asyncio.sleep(0.01)
        assert len(tries) == 4
        assert app.session is not None
        assert prep_toml.load(app.shelf.path(app.session.name)).prep.ask.mind == "a"


@pytest.mark.parametrize(("path", "kept"), [("ask.mind", "van de ander"), ("going.place", "x")])
async def test_the_letter_that_takes_a_prep_over_counts_unless_another_wrote_in_that_field(
    path: str, kept: str, shelf: Shelf
) -> None:
    writer = opened(shelf, Prep().edited("going.child", "Sam"))
    app = make_app(shelf.folder)
    async with running(app):
        app.desk.open(writer.name)
        writer.close()
        assert app.session is not None
        assert app.session.follow(), "the other is done"
        file = shelf.path(app.session.name)
        prep_toml.save(file, prep_toml.load(file).prep.edited("ask.mind", "van de ander"))
        app.desk.edit(Edited(path, "x"))
        assert app.session is not None
        assert app.session.prep.ask.mind == "van de ander"
        assert app.session.prep.get(path) == kept


async def test_whoever_leaves_a_prep_comes_back_to_the_field_they_left(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        app.desk.begin(Prep().edited("going.child", "Sam"))
        app.show("going")
        await at_rest(app)
        await press_each(app, "enter", "enter")
        screen = app.prep_screen
        assert screen is not None
        left = screen.place
        assert left not in (("going", ""), ("going", "going.kind"))
        assert app.session is not None
        prep_id = app.session.prep.id
        app.show("start")
        await at_rest(app)
        assert app.bookmarks.get(prep_id) == left


async def test_all_preps_are_read_for_what_comes_along_only_when_one_of_them_changed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"own-1": Agreement(text="elke dag lezen", id="a1", made=True)}
    held = Prep().edited("going.child", "Sam").edited("agree.agreements", made)
    name = shelf.create(held)
    looked: list[int] = []

    def counted(prep: Prep, preps: list[Glance], today: date, really: Any = carry_over.brought) -> Any:
        looked.append(len(preps))
        return really(prep, preps, today)

    monkeypatch.setattr(carry_over, "brought", counted)
    app = make_app(shelf.folder)
    async with running(app):
        app.desk.begin(Prep().edited("going.child", "Sam"))
        assert app.desk.bring_along("ask"), "there is something to ask about"
        for place in ("tell", "agree", "review"):
            assert not app.desk.bring_along(place)
        assert looked == [1]
        twice = {**made, "own-2": Agreement(text="bellen", id="a2", made=True)}
        prep_toml.save(shelf.path(name), held.edited("agree.agreements", twice))
        assert app.desk.bring_along("ask")
        assert looked == [1, 1]
        assert app.session is not None
        assert list(app.session.prep.before.agreements) == ["a1", "a2"]


@pytest.mark.parametrize("path", ["going.day", "going.start", "going.minutes"])
async def test_a_reader_who_empties_what_was_not_understood_gets_it_back(path: str, shelf: Shelf) -> None:
    writer = opened(shelf, Prep.model_validate({"going": {"child": "Sam"}, "unread": {path: "gauw"}}))
    app = make_app(shelf.folder)
    async with running(app):
        app.desk.open(writer.name)
        app.show("going", path)
        await at_rest(app)
        await press_each(app, "backspace", "backspace", "backspace", "backspace")
        line = app.focused
        assert isinstance(line, LineInput)
        assert (line.value, app.session and app.session.prep.unread) == ("gauw", {path: "gauw"})
        assert "al open in een ander venster" in screen_text(app)


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


def test_undo_that_no_longer_fits_leaves_words_that_were_changed_since(shelf: Shelf) -> None:
    session = opened(shelf, Prep().edited("ask.questions", {key: Item(text=key, top=key in "abc") for key in "abcde"}))

    def change(key: str, **values: object) -> None:
        items = session.prep.ask.questions
        session.edit("ask.questions", items | {key: items[key].model_copy(update=values)}, undoable=key == "a")

    change("a", top=False)
    change("d", top=True)
    change("e", text="andere woorden")
    with pytest.raises(Problem, match="does-not-fit"):
        session.undo("ask.questions")
    assert session.prep.ask.questions["e"].text == "andere woorden"
    assert session.prep.ask.questions["d"].top


LISTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3))

A_STORY = {
    "nothing typed since": ({"a": 1, "b": 2}, {"b": 2}, {"b": 2}, {"a": 1, "b": 2}),
    "a line typed since": ({"a": 1, "b": 2}, {"b": 2}, {"b": 2, "own": 3}, {"a": 1, "b": 2, "own": 3}),
    "words changed since in another line": ({"a": 1, "b": 2}, {"b": 2}, {"b": 3}, {"a": 1, "b": 3}),
    "words changed since in this line": ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 3}),
    "a line removed since": ({"a": 1, "b": 2}, {"a": 2, "b": 2}, {"a": 2}, {"a": 1}),
    "a line that was added": ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2, "own": 3}, {"a": 1, "own": 3}),
    "no list": ("progress", "start", "start", "progress"),
}


@pytest.mark.parametrize("name", A_STORY)
def test_a_change_is_taken_back(name: str) -> None:
    before, after, now, wanted = A_STORY[name]
    assert taken_back(before, after, now) == wanted


@given(LISTS, LISTS)
def test_with_nothing_typed_since_it_is_as_it_was(before: dict[str, int], after: dict[str, int]) -> None:
    assert list(taken_back(before, after, after).items()) == list(before.items())  # type: ignore[attr-defined]


@given(LISTS, LISTS, LISTS)
def test_no_line_that_came_since_is_lost(before: dict[str, int], after: dict[str, int], now: dict[str, int]) -> None:
    undone = taken_back(before, after, now)
    for key, line in now.items():
        if after.get(key) != line:
            assert undone[key] == line  # type: ignore[index]
