"""A list: what comes on it and goes off it, its order, its marks, and the three most important lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.pick_many import LineAction, PickMany
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.words.problems import Problem
from tests.content.form.fields.asking import NL, after, asked


def lines(words: str) -> dict[str, Item]:
    """Own lines by their letter; a capital is one of the most important."""
    return {letter.lower(): Item(text=letter.lower(), top=letter.isupper()) for letter in words}


def letters(form: PickMany) -> str:
    """The same of a list, read back."""
    return "".join(key.upper() if item.top else key for key, item in form.items.items())


def full() -> PickMany:
    return asked(PickMany, "ask.questions", {f"own-{n}": Item(text="x") for n in range(LIST_LIMIT)})


ANSWERS: list[tuple[str, Callable[[PickMany], Change | None], str | None]] = [
    ("abc", lambda form: form.picked("b"), "ac"),
    ("abc", lambda form: form.removed("b"), "ac"),
    ("abc", lambda form: form.removed("z"), None),
    ("abc", lambda form: form.picked("z"), None),
    ("abc", lambda form: form.moved("b", -1), "bac"),
    ("abc", lambda form: form.moved("b", 1), "acb"),
    ("abc", lambda form: form.moved("a", -1), None),
    ("abc", lambda form: form.moved("c", 1), None),
    ("abc", lambda form: form.moved("z", 1), None),
    ("abc", lambda form: form.topped("b"), "aBc"),
    ("aBc", lambda form: form.topped("b"), "abc"),
    ("ABCd", lambda form: form.topped("d"), None),
    ("ABCd", lambda form: form.topped("a"), "aBCd"),
    ("ABCd", lambda form: form.swapped("b", "d"), "AbCD"),
    ("abc", lambda form: form.topped("z"), "abc"),
]


@pytest.mark.parametrize(("before", "answer", "becomes"), ANSWERS)
def test_what_an_answer_makes_of_the_list(
    before: str, answer: Callable[[PickMany], Change | None], becomes: str | None
) -> None:
    form = asked(PickMany, "ask.questions", lines(before))
    change = answer(form)
    assert (letters(after(form, change)) if change else None) == becomes


def test_a_suggestion_comes_last_and_can_become_most_important_at_once() -> None:
    form = asked(PickMany, "ask.questions", lines("ab"))
    key = form.shown(0)[0]
    assert list(after(form, form.picked(key)).items) == ["a", "b", key]
    assert after(form, form.topped(key)).items[key] == Item(top=True)


def test_the_rows_are_the_list_in_its_order_then_what_can_still_be_picked() -> None:
    form = asked(PickMany, "ask.questions", lines("aBcD"))
    rows = form.rows()
    assert [(row.key, row.mark) for row in rows[:4]] == [(letter, "[x]") for letter in "abcd"]
    assert [row.tag for row in rows[:4]] == ["", NL("ui.field.top", n=1), "", NL("ui.field.top", n=2)]
    assert [row.mark for row in rows[4:]] == ["[ ]"] * 7 + ["   "]
    assert [row.key for row in form.answer_rows()] == ["a", "b", "c", "d"]
    assert [row.key for row in form.answer_rows("b")] == ["a", "c", "d"], "what is in the input is not in the list too"


def test_which_line_goes_is_asked_of_the_most_important_by_number() -> None:
    form = asked(PickMany, "ask.questions", lines("AbCD"))
    assert form.swap_title == NL("ui.dialog.top-full.title", n=3)
    assert [(row.key, row.text, row.number) for row in form.swap_rows()] == [
        ("a", "a", 1),
        ("c", "c", 2),
        ("d", "d", 3),
    ]


@pytest.mark.parametrize(
    ("path", "action", "of_line", "of_suggestion"),
    [
        ("ask.questions", "top", True, True),
        ("tell.tells", "top", False, False),
        ("ask.questions", "remove", True, False),
        ("ask.questions", "change", True, False),
        ("ask.questions", "mark", True, False),
        ("ask.questions", "move", True, False),
    ],
)
def test_what_can_be_done_with_a_row(path: str, action: LineAction, of_line: bool, of_suggestion: bool) -> None:
    form = asked(PickMany, path, lines("a"))
    assert (form.can_be(action, "a"), form.can_be(action, form.shown(0)[0])) == (of_line, of_suggestion)
    assert not form.can_be(action, "")


def test_a_full_list_refuses_what_is_new_and_lets_what_is_there_change() -> None:
    form = full()
    new = form.shown(0)[0]
    for answer in (form.picked, form.topped, form.typed):
        with pytest.raises(Problem) as caught:
            answer(new)
        assert caught.value.message(NL) == NL("problems.list-full", limit=LIST_LIMIT)
    assert form.topped("own-3")
    assert len(after(form, form.picked("own-3")).items) == LIST_LIMIT - 1


def test_a_line_goes_through_the_marks_and_shows_each_in_words() -> None:
    form = asked(PickMany, "tell.tells", lines("ab"))
    seen = []
    for _ in range(3):
        change = form.marked("b")
        assert change
        form = after(form, change)
        assert change.message == NL(f"ui.marks.{form.items['b'].mark or 'none'}")
        seen.append((form.items["a"].mark, form.items["b"].mark, form.answer_rows()[1].text))
    assert seen == [
        ("", "not-child", f"b · {NL('sheet.marks.not-child')}"),
        ("", "only-me", f"b · {NL('sheet.marks.only-me')}"),
        ("", "", "b"),
    ]
    assert form.marked(form.shown(0)[0]) is None
