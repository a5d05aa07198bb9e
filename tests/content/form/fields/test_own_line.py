"""The line that is being written: a new one, or one that is changed; it stays the same line while it is empty."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.fields.own_line import OwnLine, OwnLines
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.words.problems import Problem
from tests.content.form.fields.asking import after, asked

LIST = {"a": Item(text="een"), "b": Item(text="twee", top=True, mark="only-me"), "c": Item(text="drie")}


def typed(form: OwnLines, line: OwnLine, *texts: str) -> tuple[OwnLines, OwnLine]:
    """The list and the line after the input held these texts, one after another."""
    for text in texts:
        line, change = form.written(line, text)
        form = after(form, change)
    return form, line


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["n", "ni", "nieuw"], ["een", "twee", "drie", "nieuw"]),
        (["n", ""], ["een", "twee", "drie"]),
        (["n", "", "o"], ["een", "twee", "drie", "o"]),
        (["", " "], ["een", "twee", "drie"]),
        ([" a\tb "], ["een", "twee", "drie", "a b"]),
    ],
)
def test_each_letter_of_a_new_line_is_in_the_list_at_once(texts: list[str], words: list[str]) -> None:
    form, _ = typed(asked(OwnLines, "ask.questions", LIST), OwnLine(), *texts)
    assert [item.text for item in form.items.values()] == words


def test_a_new_line_keeps_its_key_from_its_first_letter() -> None:
    form, line = typed(asked(OwnLines, "ask.questions", LIST), OwnLine(), "n")
    _, same = typed(form, line, "ni", "", "o")
    assert line.key.startswith("own-")
    assert same.key == line.key
    assert not line.is_change


@pytest.mark.parametrize("texts", [["tweede"], ["twe", "", "tweede"], ["", "tweede"], ["", "", "x", "tweede"]])
def test_a_line_that_was_emptied_keeps_its_place_mark_and_importance(texts: list[str]) -> None:
    form, line = typed(asked(OwnLines, "ask.questions", LIST), OwnLine("b", is_change=True), *texts)
    assert list(form.items) == ["a", "b", "c"]
    assert form.items["b"] == Item(text="tweede", top=True, mark="only-me")
    assert line == OwnLine("b", is_change=True)


def test_an_emptied_line_is_not_most_important_again_when_three_others_are_by_then() -> None:
    form, line = typed(asked(OwnLines, "ask.questions", LIST), OwnLine("b", is_change=True), "")
    assert line.emptied == (1, LIST["b"])
    others = {key: Item(text=key, top=True) for key in "xyz"}
    form, _ = typed(after(form, form.change(others)), line, "weer")
    assert list(form.items) == ["x", "b", "y", "z"]
    assert form.items["b"] == Item(text="weer", mark="only-me")


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        (OwnLine("a", is_change=True), OwnLine("a", is_change=True)),
        (OwnLine("a", emptied=(0, Item())), OwnLine("a")),
        (OwnLine("gone", emptied=(0, Item())), OwnLine("gone", emptied=(0, Item()))),
        (OwnLine("gone", is_change=True), OwnLine()),
        (OwnLine(), OwnLine()),
    ],
)
def test_a_line_that_goes_elsewhere_leaves_the_input_unless_it_was_emptied_here(
    line: OwnLine, becomes: OwnLine
) -> None:
    assert line.in_list(LIST) == becomes


def test_a_full_list_takes_no_new_line_and_lets_an_old_one_be_changed() -> None:
    form = asked(OwnLines, "tell.tells", {f"own-{n}": Item(text="x") for n in range(LIST_LIMIT)})
    with pytest.raises(Problem, match="list-full"):
        form.written(OwnLine(), "n")
    assert form.written(OwnLine("own-1", is_change=True), "y")[1].value["own-1"].text == "y"
    assert form.written(OwnLine(), "")[1].value == form.value


def test_a_whole_line_is_typed_at_once() -> None:
    form = asked(OwnLines, "tell.tells", LIST)
    assert [item.text for item in after(form, form.typed("vier")).items.values()] == ["een", "twee", "drie", "vier"]
    assert form.typed("  ") is None
