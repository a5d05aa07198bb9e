"""What can be brought back is offered by when it was, and only where that helps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gespreksklaar.content.form.places.recovery import (
    binned_by_key,
    brought_back_message,
    choose_from_bin,
    choose_repair,
    choose_to_empty,
    choose_unsaved,
    choose_version,
)
from gespreksklaar.content.store.trash import Trashed
from gespreksklaar.content.store.versions import Version
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages

NL = Texts("nl")
WHEN = datetime(2026, 12, 3, 15, 40)


def version(folder: Path, number: int, text: str) -> Version:
    path = folder / f"{number}.toml"
    path.write_text(text)
    return Version(number, WHEN, path)


def test_a_version_is_named_by_when_it_was_and_how_far_it_is(tmp_path: Path) -> None:
    full = 'format = 1\n[going]\nchild = "Sam"\n[ask]\nmind = "x"\n'
    versions = [version(tmp_path, 12, full), version(tmp_path, 11, "format = 1\n"), version(tmp_path, 9, "[stuk")]
    rows = choose_version(versions, NL).rows
    assert [(row.key, row.number) for row in rows] == [("12", 1), ("11", 2), ("9", 3)]
    assert all("15:40" in row.text for row in rows)
    assert ["2 van 5" in row.text for row in rows] == [True, False, False]
    assert ["0 van 5" in row.text for row in rows] == [False, True, True]


def test_a_version_of_which_the_file_is_gone_is_still_a_row(tmp_path: Path) -> None:
    assert "0 van 5" in choose_version([Version(1, WHEN, tmp_path / "gone")], NL).rows[0].text


@pytest.mark.parametrize(("reason", "tells_it"), [("both-kept", True), ("recovered", False), (None, False)])
def test_of_what_went_only_what_came_from_outside_is_said(reason: str | None, tells_it: bool) -> None:
    note = Problem(reason) if reason else None
    said = brought_back_message(note, NL)
    assert said == (note.message(NL) if note and tells_it else NL("ui.message.state-back"))


@pytest.mark.parametrize(
    ("reason", "has_version", "offered"),
    [
        ("not-toml", True, True),
        ("not-toml", False, False),
        ("too-new", True, False),
        ("unreadable-denied", True, False),
        ("unreadable-broken", True, False),
    ],
)
def test_a_repair_is_offered_where_there_is_a_version_and_the_file_is_what_is_wrong(
    reason: str, has_version: bool, offered: bool, tmp_path: Path
) -> None:
    problem = Problem(reason, line=3)
    versions = [version(tmp_path, 1, "format = 1\n")] if has_version else []
    choice = choose_repair(problem, versions, NL)
    assert (choice is not None) is offered
    if choice:
        assert [row.key for row in choice.rows] == ["repair", "leave"]
        assert problem.message(NL) in choice.title
        assert "15:40" in choice.rows[0].text


@pytest.mark.parametrize("many", [0, 1, 8, 9, 20])
def test_nine_empties_the_bin_however_much_is_in_it(many: int) -> None:
    trashed = [Trashed(WHEN, f"prep-{n}", Path(f"/bin/{n}")) for n in range(many)]
    rows = choose_from_bin(trashed, NL).rows
    assert [row.number for row in rows] == [*range(1, min(many, 8) + 1), *[None] * (many - 8), 9]
    assert (rows[-1].key, len({row.key for row in rows})) == ("empty", many + 1)
    by_key = binned_by_key(trashed)
    assert [by_key[row.key].name in row.text for row in rows[:-1]] == [True] * many
    assert [by_key[row.key] for row in rows[:-1]] == trashed


def test_the_first_answer_keeps_what_is_in_the_bin() -> None:
    assert [row.key for row in choose_to_empty(NL).rows] == ["keep", "empty"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("safe", "last"), [(True, "leave"), (False, "lose")])
def test_leaving_what_is_not_saved_says_whether_that_loses_something(safe: bool, last: str, language: str) -> None:
    rows = choose_unsaved(Texts(language), on_disk=safe).rows
    assert [row.key for row in rows] == ["again", "elsewhere", last]
    assert not any(row.text.startswith("ui.") for row in rows)
