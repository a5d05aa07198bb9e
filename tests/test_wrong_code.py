"""The deliberate faults of tests/soak/wrong_code.toml: each names a test that is there, or why none sees it."""

from __future__ import annotations

from collections import Counter

from tests.named_tests import is_there
from tests.soak.wrong_code import Fault, faults
from tests.test_layers import ROOT

FAULTS = faults()
AREAS = {
    "content/store",
    "content/open_prep",
    "content/files",
    "tui/kiosk",
    "tui/visit",
    "tui/cli",
    "tui/full",
    "screens",
}


def named(fault: Fault) -> str:
    return f"{fault.file}: {fault.new}"


def test_each_is_seen_by_a_test_that_is_there_or_says_why_not() -> None:
    assert [named(fault) for fault in FAULTS if bool(fault.by) == bool(fault.why)] == []
    assert [fault.by for fault in FAULTS if fault.by and not is_there(fault.by)] == []
    assert [named(fault) for fault in FAULTS if not (ROOT / fault.file).is_file()] == []


def test_what_each_replaces_is_there_once() -> None:
    texts = {fault.file: (ROOT / fault.file).read_text("utf-8") for fault in FAULTS}
    assert [named(fault) for fault in FAULTS if texts[fault.file].count(fault.old) != 1] == []


def test_there_are_enough_of_them_everywhere_and_nine_of_ten_are_seen() -> None:
    seen = [fault for fault in FAULTS if fault.by]
    assert len(seen) >= 100
    assert len(seen) >= 0.9 * len(FAULTS)
    found = Counter(area for fault in FAULTS for area in AREAS if fault.file.startswith(f"{area}/"))
    assert {area for area in AREAS if found[area] < 5} == set()
