"""What can be done from anywhere, at home and at a kiosk."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from gespreksklaar.content.form.places.menu import (
    Command,
    choose_beginning,
    choose_command,
    choose_end,
    choose_language,
    choose_theme,
    commands,
    commands_for_one,
    visitor_may_choose,
    visitor_may_go,
    visitors_commands,
)
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import BEFORE, PLACES, STEPS
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

NL = Texts("nl")
STEPS_AND_REVIEW = [f"go {place}" for place in (*STEPS, "review")]


@dataclass
class Opened:
    """A prep that is open, in whichever state."""

    prep: Prep = field(default_factory=Prep)
    in_use: bool = False
    barred: bool = False


NONE, OWN, TAKEN = None, Opened(), Opened(in_use=True, barred=True)
IN_SHORT = Opened(Prep(short=True))
NEWER, NEXT = Opened(barred=True), Opened(STORIES["next-time"])
# What is offered besides what always is.
OFFERED = [
    (NONE, {"choose bin", "choose agreements"}),
    (OWN, {*STEPS_AND_REVIEW, "ask short", "go start", "go talk", "go after", "choose documents", "choose states"}),
    (IN_SHORT, {*STEPS_AND_REVIEW, "ask all", "go start", "go talk", "go after", "choose documents", "choose states"}),
    (TAKEN, {*STEPS_AND_REVIEW, "go start", "go talk", "go after", "choose documents", "take_over"}),
    (NEWER, {*STEPS_AND_REVIEW, "go start", "go talk", "go after", "choose documents"}),
    (
        NEXT,
        {
            *STEPS_AND_REVIEW,
            "ask short",
            "go start",
            "go talk",
            "go after",
            "choose documents",
            "choose states",
            "go before",
        },
    ),
]
ALWAYS = {"choose language", "choose theme", "choose words", "choose hard", "quit"}


def actions(found: object) -> list[str]:
    return [command.action for command in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("opened", "also"), OFFERED)
def test_what_can_be_done_depends_on_the_prep_that_is_open(opened: Opened | None, also: set[str]) -> None:
    found = actions(commands(NL, opened))
    assert set(found) == ALWAYS | also
    assert len(found) == len(set(found))
    assert found[-1] == "quit"


@pytest.mark.parametrize("opened", [OWN, TAKEN])
def test_the_steps_come_first_under_their_own_numbers(opened: Opened) -> None:
    rows = choose_command(commands(NL, opened), NL).rows
    keys = [*STEPS_AND_REVIEW, *(["take_over"] if opened.in_use else [])]
    assert [(row.key, row.number) for row in rows[: len(keys)]] == [(key, n) for n, key in enumerate(keys, 1)]
    assert all(NL(f"steps.{step}.name") in row.text for step, row in zip(STEPS, rows, strict=False))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("opened", [opened for opened, _ in OFFERED])
def test_each_has_words(opened: Opened | None, language: str) -> None:
    texts = Texts(language)
    for command in (*commands(texts, opened), *visitors_commands(texts, opened, visiting=True)):
        assert " " in command.words or command.words.isalpha()
        assert not command.words.startswith(("ui.", "kiosk.", "talk."))


@pytest.mark.parametrize("opened", [opened for opened, _ in OFFERED])
@pytest.mark.parametrize("visiting", [True, False])
def test_a_visitor_of_a_kiosk_can_do_that_and_nothing_else(opened: Opened | None, visiting: bool) -> None:
    found = actions(visitors_commands(NL, opened, visiting=visiting))
    of_a_prep = [*STEPS_AND_REVIEW, "choose documents"] if opened else []
    if opened and not opened.barred:
        of_a_prep.append("ask all" if opened.prep.short else "ask short")
    allowed = {*of_a_prep, "choose language", "choose words", "choose hard"}
    assert set(found) == allowed | ({"blank", "start_over"} if visiting else set())
    assert found[-2:] == ["blank", "start_over"] if visiting else "start_over" not in found


@pytest.mark.parametrize(
    ("name", "may"),
    [("command", True), ("language", True), ("documents", True), ("words", True), ("hard", True),
     ("theme", False), ("bin", False), ("states", False), ("agreements", False), ("about", False)],
)  # fmt: skip
def test_a_visitor_opens_no_dialog_that_changes_more_than_the_visit(name: str, may: bool) -> None:
    assert visitor_may_choose(name) is may


@pytest.mark.parametrize("place", [*PLACES, BEFORE])
def test_a_visitor_prepares_a_talk_and_has_none(place: str) -> None:
    assert visitor_may_go(place) is (place not in ("talk", "close", "after"))


def test_more_commands_than_number_keys_have_no_number() -> None:
    rows = choose_command([Command(f"a{n}", "x") for n in range(11)], NL).rows
    assert [row.number for row in rows] == [*range(1, 10), None, None]


def test_a_choice_begins_at_what_holds_now() -> None:
    assert choose_language(["nl", "en"], Texts("en")).at == "en"
    assert choose_theme(["light", "dark"], "dark", NL).at == "dark"


@pytest.mark.parametrize(
    ("known", "helper", "keys"),
    [
        (["nl", "en"], True, ["begin", "short", "helper", "en"]),
        (["nl", "en"], False, ["begin", "short", "en"]),
        (["nl"], True, ["begin", "short", "helper"]),
        (["en", "nl"], False, ["begin", "short", "en"]),
    ],
)
def test_a_visit_begins_alone_the_short_way_with_a_helper_or_in_another_language(
    known: list[str], helper: bool, keys: list[str]
) -> None:
    rows = choose_beginning(known, NL, helper=helper).rows
    assert [row.key for row in rows] == keys
    assert [row.number for row in rows] == list(range(1, len(keys) + 1))


def test_staying_is_the_first_answer_at_the_end() -> None:
    assert [row.key for row in choose_end(NL).rows] == ["stay", "wipe"]


@pytest.mark.parametrize("language", languages())
def test_what_can_be_done_with_a_prep_says_its_key_on_the_start_screen(language: str) -> None:
    texts = Texts(language)
    found = {command.action: command.words for command in commands_for_one(texts)}
    keys = {"copy": "*", "rename": "=", "delete": "."}
    assert set(found) == {f"screen.request {name}" for name in keys}
    assert all(found[f"screen.request {name}"].endswith(f"({key})") for name, key in keys.items())
