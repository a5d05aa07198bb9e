"""Every kind of field on its own step: keys, what the prep holds then, and what is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from textual.events import Paste

from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.fields import LIST_LIMIT, LONG_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.fields import field
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

LINE, LONG, ONE, MANY, TOP, AGREED = (
    "going.child", "child.report", "going.kind", "child.likes", "ask.questions", "agree.agreements"
)  # fmt: skip
DAY, NEXT_DAY, CLOCK, MINUTES = "going.day", "agree.contact_day", "going.start", "going.minutes"
KINDS = [LINE, LONG, ONE, MANY, TOP, AGREED, DAY, NEXT_DAY, CLOCK, MINUTES]


def best(bank: str) -> list[str]:
    return [entry.id for entry in ranked(bank, Prep())]


def plain(value: object) -> object:
    """A list as its words, each suggestion as its key."""
    return [item.text or key for key, item in value.items()] if isinstance(value, Mapping) else value


def own(*lines: str) -> dict[str, Item]:
    return {f"own-{n}": Item(text=line) for n, line in enumerate(lines)}


TABLE: list[tuple[str, object, list[str], object, str]] = [
    (LINE, None, ["S", "a", "m"], "Sam", "Sam"),
    (LINE, "Sam", ["backspace"], "Sa", "Sa"),
    (LINE, "Sam", ["x", "ctrl+u"], "Sam", "Sam"),
    (LINE, "Sam", ["x", "ctrl+u", "ctrl+y"], "Samx", "Samx"),
    (LONG, None, ["a", "enter", "b"], "a\nb", "  a\n"),
    (LONG, "een", ["down"], "een", "een"),
    (ONE, None, ["1"], best("kinds")[0], "(•) 1"),
    (ONE, None, ["1", "1"], "", "( ) 1"),
    (ONE, None, ["down", "space"], best("kinds")[1], "(•) 2"),
    (ONE, None, ["x"], "x", "(•)   Iets anders"),
    (ONE, None, ["x", "shift+tab", "1"], best("kinds")[0], "(•) 1"),
    (ONE, None, ["x", "shift+tab", "1", "end", "up", "space"], "x", "  x"),
    (MANY, None, ["x", "enter", "y", "enter"], ["x", "y"], "[x]   x"),
    (MANY, None, ["x", "enter", "y"], ["x", "y"], "[x]   x"),
    (MANY, None, ["x", "ctrl+u"], [], "[ ] 1"),
    (MANY, None, ["x", "ctrl+u", "ctrl+y"], ["x"], ""),
    (MANY, None, ["tab", "1"], best("likes")[:1], "[x]"),
    (MANY, own("een", "twee"), ["tab", "home", "."], ["twee"], "Terughalen? Druk op <"),
    (MANY, own("een", "twee"), ["tab", "home", "down", "plus"], ["twee", "een"], "[x]   twee"),
    (MANY, own("een"), ["tab", "home", "=", "s", "enter"], ["eens"], "[x]   eens"),
    (TOP, own("een"), ["tab", "home", "=", "s", "enter"], ["eens"], "Twee of drie zijn genoeg"),
    (MANY, own("een"), ["tab", "home", "=", *["backspace"] * 3], [], "Verander de woorden"),
    (MANY, own("een"), ["tab", "home", "=", *["backspace"] * 3, "ctrl+u"], ["een"], "een"),
    (TOP, own("een"), ["tab", "home", "*"], ["een"], "top 1"),
    (TOP, None, ["tab", "1", "home", "*"], best("questions")[:1], "top 1"),
    (AGREED, None, ["tab", "1"], best("agreements")[:1], "[x]"),
    (AGREED, None, ["x", "enter", "-"], ["x"], "[x]   x"),
    (DAY, None, list("2099-12-03"), date(2099, 12, 3), "donderdag 3 december 2099"),
    (DAY, date(2099, 12, 3), ["x"], date(2099, 12, 3), "donderdag 3 december 2099"),
    (DAY, None, [*"2099-12-03", "x"], None, "2099-12-03x"),
    (DAY, None, [*"2099-12-03", "ctrl+u"], None, ""),
    (DAY, None, list("3-12-2020"), date(2020, 12, 3), "donderdag 3 december 2020: die dag is al voorbij"),
    (NEXT_DAY, None, list("3-12-2020"), date(2020, 12, 3), "donderdag 3 december 2020: die dag is al voorbij"),
    (DAY, None, ["x", "enter"], None, "Deze dag begrijp ik niet"),
    (CLOCK, None, list("15.40"), time(15, 40), "15:40"),
    (CLOCK, None, ["tab", "space"], time(14, 30), "(•) 1 14:30"),
    (CLOCK, None, ["tab", "space", "space"], None, "( ) 1 14:30"),
    (CLOCK, time(15, 40), [*"16.10", "tab", "space"], time(14, 30), "(•) 1 14:30"),
    (CLOCK, time(15, 40), ["tab", "space", "shift+tab", "q"], time(14, 30), "(•) 1 14:30"),
    (CLOCK, None, ["q", "enter"], None, "Deze tijd begrijp ik niet"),
    (MINUTES, None, ["1", "2"], 12, "12 minuten"),
    (MINUTES, None, [*"1,5", "space", *"uur"], 90, "90 minuten"),
    (MINUTES, None, list("1u30"), 90, "90 minuten"),
    (MINUTES, None, [*"10-15", "enter"], None, "Typ een getal van 1 tot 480"),
    (MINUTES, None, ["4", "8", "1", "enter"], None, "Typ een getal van 1 tot 480"),
    (MINUTES, None, ["²", "enter"], None, "Typ een getal van 1 tot 480"),
    (MINUTES, None, [*"0004801", "enter"], None, "Typ een getal van 1 tot 480"),
    (MINUTES, None, ["1", "2", "backspace", "backspace"], None, ""),
]
"""A field, what it holds, keys, what the prep holds then, and what is seen."""


@pytest.mark.parametrize("path", KINDS)
async def test_keys_and_what_they_do(path: str) -> None:
    app = Host(path)
    async with app.run_test(size=(80, 40)):
        for _, start, keys, value, seen in (row for row in TABLE if row[0] == path):
            await app.open(path, start)
            for key in keys:
                await app.type(key)
            await at_rest(app)
            assert plain(app.value) == value, keys
            assert plain(app.field.value) == value, keys
            assert seen in app.seen, keys


async def test_enter_goes_on_from_an_empty_text_and_is_a_new_line_in_another() -> None:
    app = Host(LONG)
    async with app.run_test():
        await at_rest(app)
        assert "enter verder" in app.seen
        assert "tab verder" not in app.seen
        await app.type("enter")
        assert app.field is not app.step.here
        await app.open(LONG, "een\ntwee")
        assert "tab verder" in app.seen
        assert "enter nieuwe regel" in app.seen
        await app.type("3", "enter", "x")
        assert app.value == "een\ntwee3\nx", "it goes on where the text ended"
        await app.type(*["backspace"] * 20)
        assert "enter verder" in app.seen
        await app.type("enter")
        assert app.field is not app.step.here
        assert app.value == ""


async def test_a_list_takes_lines_that_come_all_at_once() -> None:
    app = Host(MANY)
    async with app.run_test():
        await at_rest(app)
        await app.type(*"een", "enter", *"twee", "enter", *"drx", "backspace", "i", "e")
        assert plain(app.value) == ["een", "twee", "drie"]


async def test_a_line_that_is_written_anew_stays_the_same_line() -> None:
    lines = own("een", "twee", "drie")
    key = list(lines)[1]
    lines[key] = Item(text="twee", mark="only-me", top=True)
    app = Host(TOP, lines)
    async with app.run_test():
        await at_rest(app)
        for keys in (["tab", "home", "down", "="], ["backspace"] * 4, [*"ander", "enter"]):
            for each in keys:
                await app.type(each)
        assert app.value == lines | {key: Item(text="ander", mark="only-me", top=True)}
        assert list(app.value) == list(lines)
        # Left empty it is gone, and what is typed next is another line.
        for keys in (["home", "down", "="], ["backspace"] * 5, ["enter"]):
            for each in keys:
                await app.type(each)
        assert plain(app.value) == ["een", "drie"]


async def test_after_a_line_was_reworded_the_next_sign_is_for_that_line() -> None:
    app = Host(TOP, own("een", "twee"))
    async with app.run_test():
        await at_rest(app)
        await press_each(app, "tab", "home", "down", "=", "s", "enter", "*")
        assert [(item.text, item.top) for item in app.value.values()] == [("een", False), ("twees", True)]


@pytest.mark.parametrize("signs", ["/", "*", "- -", "+", "."])
async def test_signs_alone_are_no_line(signs: str) -> None:
    app = Host(MANY)
    async with app.run_test():
        await at_rest(app)
        for sign in signs:
            await app.type("space" if sign == " " else sign)
        await press_each(app, "enter")
        assert app.value == {}
        assert f"{signs} is nog geen regel" in app.seen


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        # One emptied, another changed: no letter is lost, and none takes the other's mark.
        (["tab", "home", "=", *["backspace"] * 3, "tab", "home", "=", "s"], ["twees"]),
        (["tab", "home", "down", "=", *["backspace"] * 4, "tab", "home", "=", "s"], ["eens"]),
    ],
)
async def test_a_line_that_was_emptied_has_nothing_to_do_with_the_next(keys: list[str], words: list[str]) -> None:
    lines = own("een", "twee")
    lines["own-0"] = Item(text="een", mark="only-me")
    app = Host(MANY, lines)
    async with app.run_test():
        await at_rest(app)
        for key in keys:
            await app.type(key)
        assert plain(app.value) == words
        assert [item.mark for item in app.value.values()] == ["only-me" if words == ["eens"] else ""]


async def test_a_top_line_that_was_emptied_comes_back_where_there_is_room_for_it() -> None:
    app = Host(TOP, {key: Item(text=key * 3, top=key in "abc") for key in "abcd"})
    async with app.run_test():
        await at_rest(app)
        for key in [
            "tab",
            "home",
            "=",
            *["backspace"] * 3,
            "tab",
            "end",
            "home",
            "down",
            "down",
            "*",
            "shift+tab",
            "x",
        ]:
            await app.type(key)
        assert plain(app.value) == ["x", "bbb", "ccc", "ddd"]
        assert [item.top for item in app.value.values()] == [False, True, True, True]


async def test_a_list_that_changed_elsewhere_is_not_lost_with_the_next_change_here() -> None:
    app = Host(MANY, own("a", "b", "c"))
    async with app.run_test():
        await at_rest(app)
        a, b, c = app.value
        app.edit(MANY, {key: app.value[key] for key in (b, a, c)})
        app.field.edit({**app.field.value, b: Item(text="b!")})
        await app.type()
        assert plain(app.value) == plain(app.field.value) == ["b!", "a", "c"]


async def test_what_is_said_of_a_row_is_not_said_to_who_is_in_the_next_field_by_then() -> None:
    app = Host(ONE)
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        late = app.field.query_one(PickList)
        await app.type("enter")
        said = app.step.said
        late.post_message(late.Moved(best("kinds")[0]))
        await app.type()
        assert app.step.said == said


async def test_opening_a_filled_step_changes_nothing() -> None:
    for path, value in ((LINE, "Sam"), (LONG, "a\nb"), (MANY, own("een")), (DAY, date(2099, 12, 3)), (ONE, "eigen")):
        app = Host(path, value)
        async with app.run_test():
            await app.type("tab", "tab", "shift+tab", "shift+tab")
            assert app.edits == []


# What does not fit.

TOO_LONG = "te lang"


@pytest.mark.parametrize(
    ("path", "start", "keys", "paste", "value", "said"),
    [
        (LINE, None, [], "x" * 61, "x" * 60, TOO_LONG),
        (LINE, "x" * 60, ["y"], "", "x" * 60, TOO_LONG),
        (LONG, "x" * LONG_LIMIT, ["end", "y"], "", "x" * LONG_LIMIT, TOO_LONG),
        (LONG, None, [], "y" * (LONG_LIMIT + 1), "y" * LONG_LIMIT, TOO_LONG),
        (LINE, "x" * 58, ["\u0958", "\u0958"], "", "x" * 58 + "\u0915\u093c", "past niet in dit vak"),
        (ONE, None, [], "x" * 201, "x" * 200, TOO_LONG),
        (MANY, None, [], "x" * 201, ["x" * 200], TOO_LONG),
        (DAY, None, [], "x" * 61, None, TOO_LONG),
        (CLOCK, None, [], "x" * 61, None, TOO_LONG),
        (MINUTES, None, [], "9" * 61, None, TOO_LONG),
    ],
)
async def test_what_does_not_fit_is_told_and_the_rest_is_kept(
    path: str, start: object, keys: list[str], paste: str, value: object, said: str
) -> None:
    app = Host(path, start)
    async with app.run_test():
        await at_rest(app)
        await app.type(*keys)
        if paste:
            assert app.focused
            app.focused.post_message(Paste(paste))
            await app.type()
        assert plain(app.value) == value
        assert said in app.seen
        await app.type("backspace")
        assert TOO_LONG not in app.seen


FULL_LIST = {f"own-{n}": Item(text=f"regel {n}") for n in range(LIST_LIMIT)}
FULL_AGREEMENTS = {f"own-{n}": Agreement(text=f"regel {n}") for n in range(LIST_LIMIT)}


@pytest.mark.parametrize("keys", [["x"], ["tab", "end", "up", "space"], ["tab", "end", "up", "*"]])
@pytest.mark.parametrize(("path", "full"), [(MANY, FULL_LIST), (TOP, FULL_LIST), (AGREED, FULL_AGREEMENTS)])
async def test_a_list_that_is_full_says_so_and_stays_as_it_is(
    path: str, full: Mapping[str, Item], keys: list[str]
) -> None:
    app = Host(path, full)
    async with app.run_test():
        await at_rest(app)
        for key in keys:
            await app.type(key)
        assert app.value == full
        assert app.field.query_one(LineInput).value == ""
        if keys[-1] != "*" or path == TOP:
            assert "Deze lijst is vol" in app.seen


async def test_the_parts_of_an_agreement_are_kept_one_by_one_and_cut_where_too_long() -> None:
    app = Host(AGREED)
    async with app.run_test():
        await app.type(*"lezen", "enter")
        await app.type("-", "home", "=")
        assert app.focused
        app.focused.post_message(Paste("x" * 300))
        await app.type()
        assert TOO_LONG in app.seen
        await app.type("enter")
        assert plain(app.value) == ["lezen" + "x" * 195]
        assert re.search("▶ [0-9] Zo laten, en verder", app.seen)
        await app.type("enter")
        await app.type(*"later")
        await app.type("enter")
        (item,) = app.value.values()
        assert (item.text, item.by) == ("lezen" + "x" * 195, "later")


async def test_what_is_typed_of_an_agreement_is_kept_before_enter_and_escape_takes_it_back() -> None:
    app = Host(AGREED)
    async with app.run_test():
        await press_each(app, *"lezen", "enter", "-", "home", "=", "1", "2")
        (item,) = app.value.values()
        assert item.text == "lezen12"
        await app.type("escape")
        (item,) = app.value.values()
        assert item.text == "lezen"
        assert "▶ [x]   lezen" in app.seen, "and nothing more is asked"
        await press_each(app, "=", "3", "enter", "enter", "m", "o", "r")
        (item,) = app.value.values()
        assert (item.text, item.by) == ("lezen3", "mor")
        await press_each(app, *"gen")
        (item,) = app.value.values()
        assert item.by == date.today() + timedelta(days=1), "a cut-off leaves a day, which can become due"
        await app.type("escape")
        (item,) = app.value.values()
        assert (item.text, item.by) == ("lezen3", "")
        assert [edit.value for edit in app.edits if edit.undoable][-1] == app.value, "one change to take back"


async def test_the_day_of_an_agreement_is_told_as_understood_and_that_it_has_passed() -> None:
    app = Host(AGREED, {"own-1": Agreement(text="lezen")})
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await press_each(app, "tab", "home", "=", "enter", "enter", *"3-12-2020", "enter")
        await at_rest(app)
        assert app.value["own-1"].by == date(2020, 12, 3)
        assert "donderdag 3 december 2020: die dag is al voorbij" in app.seen
        await press_each(app, "=", "enter", "enter", *["backspace"] * 20, *"3-12-2099", "enter")
        await at_rest(app)
        assert app.value["own-1"].by == date(2099, 12, 3)
        assert "donderdag 3 december 2099" in app.seen
        assert "voorbij" not in app.seen


# Nothing typed in a day or time field is lost.


@pytest.mark.parametrize(("path", "words"), [(DAY, "na carnaval"), (CLOCK, "na het eten"), (MINUTES, "een poosje")])
async def test_words_that_are_not_understood_are_there_when_the_parent_comes_back(path: str, words: str) -> None:
    app = Host(path)
    keys = ["space" if c == " " else c for c in words]
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await app.type(*keys)
        await app.come_back()
        assert words in app.seen
        assert app.value is None
        field = app.field
        problem = str(field.query_one(".understood").render())
        assert problem

        await app.type("enter")
        assert field.has_focus_within
        await app.type("enter")
        assert not field.has_focus_within
        assert words in app.seen
        assert problem[:20] in app.seen

        await app.come_back()
        await app.type(*["backspace"] * len(words), *"12")
        await app.come_back()
        assert app.value is not None
        assert app.field.query_one(LineInput).value == ""


async def test_words_that_another_language_understands_are_the_value_then() -> None:
    app = Host(CLOCK, language="en")
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await app.type(*"half", "space", *"vier")
        assert app.value is None
        assert app.prep.unread == {CLOCK: "half vier"}
        app.texts = Texts("nl")
        await app.come_back()
        await app.type("enter")
        assert app.value == time(15, 30)
        assert app.prep.unread == {}


async def test_a_day_that_is_understood_is_in_the_prep_at_once_and_the_line_is_free_again() -> None:
    app = Host(DAY)
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await app.type(*"2099-12-03")
        await app.type("tab", "tab")
        assert app.value == date(2099, 12, 3)
        assert app.field.query_one(LineInput).value == ""
        assert "donderdag 3 december 2099" in app.seen


async def test_tomorrow_counts_from_the_new_day_once_midnight_is_past(monkeypatch: pytest.MonkeyPatch) -> None:
    app, form_of, today = Host(DAY), field.form_field, date(2099, 12, 30)
    monkeypatch.setattr(field, "form_field", lambda *asked: replace(form_of(*asked), today=today))
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        await app.type(*"morgen")
        assert app.value == date(2099, 12, 31)
        today = date(2099, 12, 31)
        await app.type(*["backspace"] * 6, *"morgen")
        assert app.value == date(2100, 1, 1)


async def test_what_can_not_be_changed_shows_what_the_prep_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(LINE, "Sam")
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        monkeypatch.setattr(app, "edit", lambda *_, **__: False)
        await app.type("x")
        assert app.field.query_one(LineInput).value == "Sam"
