"""The rule of the keyboard on every step: letters write, everything else acts, and the key bar says how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from textual.widget import Widget

from gespreksklaar.content.form.rows import MORE
from gespreksklaar.content.prep.declaration import Carried, Item, fields_at
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, CLOSE, STEPS
from gespreksklaar.screens.fields.previous_agreements import PreviousAgreementsField
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest, press, press_each, type_text
from tests.screens.host import Host

SENTENCE = "Zebravos vindt 3 sommen moeilijk"
SIZE = (80, 24)
ASKED_BEFORE = {"a1": Carried(text="Elke dag lezen"), "a2": Carried(text="Bellen")}
FILLED = {
    "child.likes": {"own-1": Item(text="voetbal"), "own-2": Item(text="gym")},
    "ask.questions": {"own-1": Item(text="een"), "own-2": Item(text="twee")},
    "before.agreements": ASKED_BEFORE,
    "going.kind": "progress",
    "child.report": "een\ntwee",
}


def paths(step: str) -> list[str]:
    return [field.path for field in fields_at(step)]


def prep_of(filled: Mapping[str, object]) -> Prep:
    prep = Prep()
    for path, value in filled.items():
        prep = prep.edited(path, value)
    return prep


async def open_step(app: Host, path: str, filled: Mapping[str, object]) -> None:
    app.path, app.prep = path, prep_of(filled)
    await app.come_back()
    app.edits.clear()
    app.went.clear()


def mark_of_focus(app: Host) -> str:
    """What shows where the keys go: the row under the cursor, or the line with the caret. Fails without one."""
    focused = app.focused
    assert focused is not None, "nothing has the focus"
    assert focused.display, f"{focused} is not shown"
    assert app.screen.find_widget(focused).visible_region.area > 0, f"{focused} is out of sight"
    if isinstance(focused, PickList):
        assert focused.row is not None, "no row is marked"
        assert f"▶ {focused.row.mark}".rstrip() in app.seen, "the marked row is out of sight"
        return focused.row.key
    assert isinstance(focused, LineInput | LongInput)
    return ""


def bar(app: Host) -> list[tuple[str, str, str]]:
    """The keys on the bar, with the name and the words of each."""
    line = app.seen.splitlines()[-1]
    shown = []
    for key, active in app.screen.active_bindings.items():
        binding = active.binding
        words = f"{binding.key_display or app.get_key_display(binding)} {binding.description}"
        if binding.show and active.enabled and words in line:
            shown.append((key, binding.id or "", binding.description))
    return shown


def state(app: Host) -> tuple[Any, ...]:
    focused = app.focused
    at = focused.cursor if isinstance(focused, PickList) else getattr(focused, "typed", "")
    rows = [row.text for choices in app.screen.query(PickList).results(PickList) for row in choices.rows]
    return app.prep, list(app.went), app.screen, focused, at, rows, app.step.said


_LEADS_TO = {"screen.leave": "start", "talk.leave": "review", "field.undo": "undo"}


def check_effect(app: Host, name: str, before: tuple[Any, ...], field: Widget) -> None:
    """Check that the key with this name did what its words on the bar say."""
    prep, went, _, focused, *_ = before
    here = app.step.here if hasattr(app.step, "here") else None
    match name:
        case "screen.enter" | "before.leave" | "input.next":
            assert app.focused is not focused or app.went != went, "it goes on"
        case "field.choose":
            assert app.prep != prep or app.focused is not focused
        case "screen.next" | "screen.after":
            assert len(app.went) > len(went), "it goes to the next step"
            assert here is field
        case "screen.leave" | "talk.leave" | "field.undo":
            assert app.went[-1] == _LEADS_TO[name]
        case "screen.help":
            assert isinstance(app.screen, Page)
        case "after.send":
            pass  # The whole program does it.
        case "input.new-line":
            assert "\n" in str(app.value)
        case _:
            assert state(app) != before, "it does something"


WALKS = [("up", "home"), ("enter",)]
"""Ways through a place from its first field, or up from its last. In a list, home leads to the row that up leaves."""


@pytest.mark.parametrize("step", [*STEPS, BEFORE, CLOSE, AFTER])
async def test_after_each_key_one_sees_where_one_is(step: str) -> None:
    app = Host(paths(step)[0], place=place_of(step))
    async with app.run_test(size=SIZE):
        for walk in WALKS:
            await open_step(app, paths(step)[-1 if "up" in walk else 0], FILLED)
            mark_of_focus(app)
            seen: set[object] = set()
            while (here := (app.step.here, app.focused, mark_of_focus(app))) not in seen:
                seen.add(here)
                for key in walk:
                    before = app.prep
                    await press_each(app, key)
                    mark_of_focus(app)
                    assert bar(app), "the bar has keys"
                    assert app.prep == before, f"{key} only walks"
            assert app.step.here is not None


OWN_KINDS = ("agreements", "noted")
"""The kinds of field that the close and after show by widgets of their own."""


def one_of_each_kind() -> list[tuple[str, str]]:
    """A place and a field for each kind of field and each widget that stands for it."""
    found: dict[object, tuple[str, str]] = {}
    for step in (*STEPS, BEFORE, CLOSE, AFTER):
        for field in fields_at(step):
            kind = "when" if field.asks.kind in ("day", "clock", "minutes") else field.asks.kind
            found.setdefault((kind, place_of(step) if kind in OWN_KINDS else ""), (step, field.path))
    return list(found.values())


def place_of(step: str) -> str:
    return step if step in (CLOSE, AFTER) else ""


async def stop_at(app: Host, step: str, path: str, moves: Iterable[str]) -> None:
    app.place = place_of(step)
    await open_step(app, path, FILLED)
    await press_each(app, *moves)


def told_by_bar(app: Host) -> Iterator[tuple[object, str, str, str]]:
    """Each key on the bar, its name and words, after what it stands for: keys alike do the same."""
    assert app.step.here is not None
    asks, focused, is_own = app.step.here.field.asks, app.focused, mark_of_focus(app).partition("-")[0] == "own"
    for key, name, words in bar(app):
        kind = asks.kind if name in ("screen.enter", "field.choose") else ""
        yield (name, kind, type(focused), is_own), key, name, words


async def test_each_key_on_the_bar_does_what_it_says() -> None:
    """Each once in a line and in a list, on a line of one's own and on a suggestion; enter for each kind of field."""
    tried: set[object] = set()
    app = Host("going.kind")
    async with app.run_test(size=(150, 24)):
        for step, path in one_of_each_kind():
            for moves in ((), ("tab", "end")):
                await stop_at(app, step, path, moves)
                is_there = True
                for what, key, name, words in list(told_by_bar(app)):
                    if what in tried:
                        continue
                    tried.add(what)
                    if not is_there:
                        await stop_at(app, step, path, moves)
                    field = app.step.here
                    assert field is not None
                    before = state(app)
                    await press_each(app, key)
                    try:
                        check_effect(app, name, before, field)
                    except AssertionError as wrong:
                        raise AssertionError(f"{path} {moves}: {key} ({words})") from wrong
                    if app.screen is not app.step:
                        await press_each(app, "escape")
                    is_there = state(app) == before
    assert len(tried) > 20


def told(app: Host) -> bool:
    return app.texts("ui.message.only-choose") in app.step.said


async def test_a_sentence_is_kept_whole_wherever_one_types_it_and_chooses_nothing() -> None:
    """At the last row of a list, where its letters were commands once, and in a line where there is no list."""
    app = Host("going.kind")
    async with app.run_test(size=SIZE):
        for step, path in one_of_each_kind():
            await stop_at(app, step, path, ("tab", "end"))
            field = app.step.here
            assert field is not None
            before = app.prep
            if isinstance(field, PreviousAgreementsField):
                # Its space asks how it went, over this screen: there letters search.
                first, _, rest = SENTENCE.partition(" ")
                await press_each(app, *first)
                assert told(app)
                await press_each(app, " ", *rest)
                assert app.prep == before
                while app.screen is not app.step:
                    await press_each(app, "escape")
                continue
            await press_each(app, *SENTENCE[:2])
            await app.type(*SENTENCE[2:])
            assert app.screen is app.step, path
            assert field is app.step.here, path
            assert SENTENCE in str(app.prep.tables()) or "te lang" in app.step.said, f"{path}: {app.prep.tables()}"
            for other in paths(step):
                if other != field.field.path:
                    assert app.prep.get(other) == before.get(other), f"{path} changed {other}"
            value, old = app.prep.get(field.field.path), before.get(field.field.path)
            if isinstance(value, Mapping) and field.field.asks.kind != "noted":
                (new,) = set(value) - set(old)
                assert value[new].text == SENTENCE
                assert {key: item for key, item in value.items() if key in old} == old


# Digits.

MANY, ONE = "child.likes", "agree.goal.what"


def words(app: Host) -> list[str]:
    value = app.value
    assert isinstance(value, Mapping)
    return [item.text or key for key, item in value.items()]


async def test_in_an_empty_line_a_digit_picks_and_a_space_goes_to_the_list() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        assert isinstance(app.focused, LineInput)
        await press_each(app, "2")
        assert len(words(app)) == 1
        assert "Typ door" in " ".join(app.seen.split())
        assert isinstance(app.focused, PickList)
        await press_each(app, "1", "3")
        assert len(words(app)) == 3
        await press_each(app, "shift+tab", "4")
        assert len(words(app)) == 4
        assert "Typ door" not in app.seen, "it is told once"
        await open_step(app, MANY, {})
        await press_each(app, "space")
        assert app.edits == []
        assert "▶ [ ] 1" in app.seen
        await press_each(app, "space")
        assert len(words(app)) == 1


NUMBERS_FIRST = (
    "3 keer 8 sommen",
    "10 minuten per dag",
    "2 of 3 kinderen",
    "33 sommen",
    "2026 was zwaar",
    "1e rapport",
    "4-jarige zus",
    "105 woorden",
    "100 woorden",
    "10000 stappen",
    "2 - 3 weken",
    "18+ film",
    "1. Eerst rust",
    "5km lopen",
    "10-minutengesprek",
    "2x per week",
    "2 x 10 minuten",
    "15:30 uur",
    "15.00 uur",
    "1,5 uur",
    "7%",
)


@pytest.mark.parametrize("moves", [(), ("down",)], ids=["in the line", "on a row"])
@pytest.mark.parametrize(
    ("path", "sentences"),
    [
        (MANY, NUMBERS_FIRST),
        *((path, NUMBERS_FIRST[:3]) for path in ("agree.agreements", "going.kind", ONE)),
    ],
    ids=["many", "close", "kind", "goal"],
)
async def test_a_sentence_that_begins_with_a_number_is_kept_whole_and_chooses_nothing(
    path: str, sentences: tuple[str, ...], moves: tuple[str, ...]
) -> None:
    app = Host(path, place=CLOSE if path == "agree.agreements" else "")
    held = {} if path in ("going.kind", ONE) else {"own-1": {"text": "dit bleef"}}
    async with app.run_test(size=SIZE):
        for sentence in sentences:
            await open_step(app, path, {path: held} if held else {})
            await press_each(app, *moves)
            before = app.prep
            await press_each(app, *sentence)
            assert app.went == [], sentence
            if held:
                assert words(app) == ["dit bleef", sentence]
            else:
                assert app.value == sentence
            assert app.prep.edited(path, held or "") == before.edited(path, held or ""), "nothing else changed"


@pytest.mark.parametrize("sentence", NUMBERS_FIRST)
async def test_the_same_in_one_burst(sentence: str) -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        for moves in ((), ("down",)):
            for typed in (sentence, f"Elke dag {sentence}"):
                await open_step(app, MANY, {})
                await press_each(app, *moves)
                await app.type(*typed)
                assert words(app) == [typed]
                assert app.went == []


@pytest.mark.parametrize("mark", ['"', "'"])
async def test_a_quote_begins_a_line_with_any_number(mark: str) -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, mark, *"2e rapport", "enter")
        assert words(app) == ["2e rapport"]


async def test_the_key_that_brings_back_a_row_does_so_from_the_empty_line_too() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await open_step(app, MANY, {MANY: {"own-1": {"text": "dit bleef"}}})
        await press_each(app, "down", "delete")
        assert words(app) == []
        assert "Druk op <" in app.seen
        await press_each(app, "shift+tab", "less_than_sign")
        assert app.went == ["undo"]


async def test_who_picks_and_goes_on_in_own_words_has_both_and_is_told() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "1", "3", *"voetbal")
        assert len(words(app)) == 3
        assert words(app)[2] == "voetbal"
        assert "Keuze 3 is gekozen" in app.seen
        await open_step(app, MANY, {})
        await press_each(app, "3", "down", "space", *"voetbal")
        assert len(words(app)) == 3, "an arrow between them ends the number"
        await open_step(app, MANY, {})
        await press_each(app, "3", "shift+tab", "tab", "space", *"voetbal")
        assert len(words(app)) == 3, "and so does going elsewhere"


async def test_a_zero_right_after_a_digit_goes_on_with_enter_and_the_bar_says_so() -> None:
    app = Host("agree.agreements")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "1")
        assert "0,enter nakijken" in app.seen
        for zeros in ("0", "0"):
            await press_each(app, *zeros)
            assert app.went == []
            assert "Druk op enter" in app.seen
            assert "enter nakijken" in app.seen
            assert " 0 " not in app.seen.splitlines()[-1]
        await press_each(app, "enter")
        assert app.went == ["review"]
        assert len(words(app)) == 1
        await open_step(app, "agree.agreements", {})
        await press_each(app, "1", "down", "0")
        assert app.went == ["review"], "at once where it can be no number"
        await open_step(app, "agree.agreements", {})
        await press(app, "1", "0", "enter")
        await at_rest(app)
        assert app.went == ["review"], "in one burst too"
        assert len(words(app)) == 1


async def test_the_number_of_a_chosen_row_takes_it_off_and_the_bar_says_what_space_does() -> None:
    app = Host(MANY)
    async with app.run_test(size=(120, 40)):
        await at_rest(app)
        await press_each(app, "2", "home")
        assert "▶ [x] 2" in app.seen
        assert "spatie weghalen" in app.seen
        await press_each(app, "2")
        assert words(app) == []
        assert "Terughalen?" in app.seen
        await press_each(app, "home")
        assert "spatie kies" in app.seen


async def test_digits_alone_are_no_line_and_one_without_a_row_is_told() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        for keys in (("9", "2"), ("9", "2", " ", "3"), ("9",)):
            for key in ("enter", "down"):
                await press_each(app, *keys, key)
                assert words(app) == []
                assert f"{''.join(keys)} is nog geen regel" in app.seen
                await open_step(app, MANY, {})
        await press_each(app, "tab", "9")
        assert "Keuze 9 staat niet op het scherm" in app.seen


async def test_eight_and_nine_turn_the_choices() -> None:
    app = Host(MANY)
    async with app.run_test(size=(80, 40)):
        await at_rest(app)
        first = app.seen
        assert "8 meer keuzes" in app.seen
        assert "9 eerdere" not in app.seen
        await press_each(app, "8")
        assert "9 eerdere keuzes" in app.seen
        await press_each(app, "1")
        assert words(app) == [app.field.form.suggestions()[7]]
        await press_each(app, "9")
        assert "8 meer keuzes" in app.seen
        assert first.count("[ ]") == app.seen.count("[ ]") == 7


async def test_zero_goes_to_the_next_step_from_a_list_and_an_empty_line_and_is_text_elsewhere() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        for keys in (["0"], ["tab", "0"]):
            await open_step(app, MANY, {})
            await press_each(app, *keys[:-1])
            assert "0 stap 3" in app.seen
            await press_each(app, "0")
            assert app.went == ["ask"]
        await open_step(app, MANY, {})
        await press_each(app, "a", "0")
        assert (app.went, words(app)) == ([], ["a0"])
        assert "F4 stap 3" in app.seen
        await open_step(app, "going.minutes", {})
        await press_each(app, *"10")
        assert app.prep.going.minutes == 10


@pytest.mark.parametrize(
    ("path", "following"), [("going.child", "child"), ("child.report", "ask"), ("ask.mind", "tell"), ("talk.went", "")]
)
async def test_in_an_empty_text_zero_goes_on_as_everywhere_and_digits_alone_are_no_answer(
    path: str, following: str
) -> None:
    app = Host(path, place="" if following else AFTER)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        is_long = app.field.field.asks.kind == "long"
        # A line does not show it: that would be asked of it for each key of the bar at every letter.
        assert (" 0 " in app.seen.splitlines()[-1]) == (is_long and bool(following))
        await press_each(app, "0")
        assert app.value == ""
        assert app.went == ([following] if following else app.went)
        await open_step(app, path, {})
        await type_text(app, "100 woorden")
        assert app.value == "100 woorden"
        assert app.went == []
        assert " 0 " not in app.seen.splitlines()[-1]
        await press_each(app, *["backspace"] * 11)
        assert (" 0 " in app.seen.splitlines()[-1]) == (is_long and bool(following))
        if is_long:
            await press_each(app, *"30")
            assert app.value == ""
            assert f"enter {app.step.key_words('screen.next')}" in app.seen.splitlines()[-1]
            assert "Verder? Druk op enter." in app.seen
            await press_each(app, "1")
            assert "Verder?" not in app.seen
            await press_each(app, "backspace")
            here = app.focused
            await press_each(app, "enter")
            assert len(app.went) == 1
            await press_each(app, "tab", "shift+tab")
            assert app.focused is here
            assert getattr(here, "typed", None) == ""
            for key in ("enter", "down"):
                await press_each(app, "5", key)
                assert "5 is nog geen regel" in app.seen
                assert getattr(here, "typed", None) == ""
                await open_step(app, path, {})
                here = app.focused


async def test_what_was_typed_and_not_entered_is_a_row_once_one_leaves_the_line() -> None:
    app = Host(MANY)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        for key in ("down", "tab"):
            await open_step(app, MANY, {})
            await press_each(app, *"half", key)
            assert words(app) == ["half"]
            assert "[x]   half" in app.seen
            await press_each(app, *"en nog", "shift+tab")
            assert words(app)[:1] == ["half"]


async def test_one_answer_is_written_at_once_and_enter_picks_only_what_one_walked_to() -> None:
    app = Host(ONE)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "enter")
        assert app.value == ""
        assert app.step.here is not app.field, "who only comes by goes on"
        await open_step(app, ONE, {})
        await press_each(app, "down", "enter")
        assert app.value == app.field.form.suggestions()[1]
        await open_step(app, ONE, {ONE: app.field.form.suggestions()[0]})
        await press_each(app, *"elke dag 5 sommen", "enter")
        assert app.value == "elke dag 5 sommen"
        assert MORE not in str(app.value)


async def test_signs_of_a_number_pad_act_on_a_row_and_never_in_a_line() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(120, 40)):
        await open_step(app, "ask.questions", FILLED)
        await press_each(app, "tab", "home", "*", "+", "-", "/")
        items = list(app.value.items())  # type: ignore[attr-defined]
        assert [key for key, _ in items] == ["own-2", "own-1"]
        assert (items[1][1].top, items[1][1].mark) == (True, "not-child")
        await press_each(app, ",")
        assert words(app) == ["twee"]
        await open_step(app, "ask.questions", {})
        await press_each(app, *"a*+-/.,=<")
        assert words(app) == ["a*+-/.,=<"]
