"""The key that marks a line: not in front of my child, only for me, and not any more."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gespreksklaar.content.prep.declaration import Agreement, Item
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

LISTS = ["child.likes", "agree.agreements"]
"""One of each kind."""


def marks(app: Host) -> list[str]:
    value = app.value
    assert isinstance(value, Mapping)
    return [item.mark for item in value.values()]


def lines(path: str, *words: str) -> dict[str, Item]:
    kind = Agreement if path == "agree.agreements" else Item
    return {f"own-{n}": kind(text=line) for n, line in enumerate(words)}


def words_seen(app: Host) -> str:
    """What is on the screen as one line, without the scroll bar."""
    return " ".join(re.sub("[▁-█]", "", app.seen).split())


async def test_the_key_goes_round_in_each_kind_of_list_and_says_so_in_words() -> None:
    app = Host(LISTS[0])
    async with app.run_test(size=(40, 12)):
        for path in LISTS:
            await app.open(path, lines(path, "een", "twee"))
            await press_each(app, "tab", "home", "/")
            await at_rest(app)
            assert marks(app) == ["not-child", ""], path
            assert "een · niet waar mijn kind bij is" in words_seen(app), path
            assert "geen blad dat uw kind kan zien" in words_seen(app), path
            await press_each(app, "/")
            assert marks(app) == ["only-me", ""], path
            assert "een · alleen voor mij" in words_seen(app), path
            await press_each(app, "/")
            assert marks(app) == ["", ""], path
            assert all(edit.undoable for edit in app.edits), path


async def test_the_goal_is_marked_as_a_whole_from_any_of_its_parts() -> None:
    app = Host("agree.goal.what")
    async with app.run_test(size=(60, 40)):
        await at_rest(app)
        await press_each(app, "/")
        assert app.prep.agree.goal.mark == "", "there is nothing to mark yet"
        await press_each(app, "1", "/")
        assert app.prep.agree.goal.mark == "not-child"
        assert "· niet waar mijn kind bij is" in words_seen(app)
        await app.open("agree.contact")
        await press_each(app, "1", "/")
        assert [edit.path for edit in app.edits] == ["agree.contact"], "what is no part of the goal has no mark"


async def test_only_a_line_of_the_list_is_marked_and_its_words_stay_its_words() -> None:
    app = Host("tell.tells")
    async with app.run_test():
        await app.open("tell.tells")
        await press_each(app, "p", "/", "enter")
        assert marks(app) == [""], "in the line the key is text"
        await press_each(app, "tab", "1", "home", "down", "/")
        assert marks(app) == ["", "not-child"], "a suggestion that was picked"
        assert "/ privé" in app.seen
        await press_each(app, "end", "up", "/")
        assert marks(app) == ["", "not-child"], "one that was not picked"
        await press_each(app, "home", "/", "=", "s", "enter")
        assert next(iter(app.value.values())) == Item(text="p/s", mark="not-child")
