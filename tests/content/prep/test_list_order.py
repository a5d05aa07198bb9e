"""The order of the list, and which preps in it are copies of one, as each sync tool leaves them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gespreksklaar.content.prep.list_order import copies, differing, newest_first, original_name
from gespreksklaar.content.prep.summary import Summary, summary_of

WHEN = datetime(2026, 12, 3, tzinfo=UTC)
TOOLS = {
    "Dropbox": "sam (Jan's conflicted copy 2026-12-03)",
    "Dropbox, in Dutch": "sam (exemplaar met conflict van Jan 2026-12-03)",
    "Syncthing": "sam.sync-conflict-20261203-154000-ABCDEFG",
    "Nextcloud": "sam (conflicted copy 2026-12-03 154000)",
    "ownCloud": "sam_conflict-20261203-154000",
    "Google Drive": "sam[Conflict]",
}
"""Names that only a sync tool gives."""
ALSO = {"OneDrive": "sam-LAPTOP-AB12CD", "Google Drive": "sam (1)", "iCloud": "sam 2", "this program": "sam-2"}
"""Names that could be a prep's own."""


def prep(name: str, number: str = "one", **values: object) -> Summary:
    return Summary(name, WHEN, id=number, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*TOOLS.values(), *ALSO.values(), "een heel andere naam"])
def test_a_file_with_the_same_identity_is_a_copy_whatever_its_name(name: str) -> None:
    for listed in ([prep("sam"), prep(name)], [prep(name), prep("sam")]):
        assert copies([*listed, prep("noor", "two")]) == {name: "sam"}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_tool_added_is_known_by_its_name(tool: str) -> None:
    assert original_name(TOOLS[tool]) == "sam"
    assert copies([prep("sam", ""), prep(TOOLS[tool], "")]) == {TOOLS[tool]: "sam"}


@pytest.mark.parametrize("name", [*ALSO.values(), "sam", "(conflict)", "conflict"])
def test_another_name_tells_nothing(name: str) -> None:
    assert original_name(name) == ""
    assert copies([prep("sam", ""), prep(name, "")]) == {}


def test_what_has_another_identity_or_no_prep_beside_it_is_no_copy() -> None:
    assert copies([prep("sam"), prep(TOOLS["Dropbox"], "two")]) == {}
    assert copies([prep(TOOLS["Dropbox"]), prep("noor", "two")]) == {}
    assert copies([prep(TOOLS["Dropbox"], ""), prep("noor", "")]) == {}


def test_of_copies_alone_one_is_the_first_and_of_many_all_belong_to_it() -> None:
    names = sorted([*TOOLS.values(), "sam 2"], key=len)
    assert set(copies([prep(name) for name in names]).values()) == {"sam 2"}
    assert len(copies([prep(name) for name in names])) == len(names) - 1


def test_a_copy_stands_right_after_its_prep_and_the_newest_talk_comes_first() -> None:
    day = date(2026, 12, 3)
    listed = [
        prep("noor", "two", day=day + timedelta(days=1)),
        prep("sam 2", day=day + timedelta(days=9)),
        prep("sam", day=day - timedelta(days=9)),
        prep("bo", "three", day=day + timedelta(days=2)),
    ]
    assert [found.name for found in newest_first(listed)] == ["sam", "sam 2", "bo", "noor"]


def test_the_parts_that_differ_are_named_in_the_order_of_the_steps() -> None:
    one = summary_of("sam", {"going": {"child": "Sam"}, "ask": {"mind": "a"}, "talk": {"went": "x"}}, WHEN)
    other = summary_of("sam 2", {"going": {"child": "Sam"}, "ask": {"mind": "b"}, "tell": {"tells": {}}}, WHEN)
    assert differing(one, other) == ["ask", "tell", "talk"]
    assert differing(one, one) == []
