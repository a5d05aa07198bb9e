"""The short way costs a first talk no more keys and no more reading than a hurried parent has time for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gespreksklaar.content.form.fields.registry import fields_asked
from gespreksklaar.content.prep.progress import open_points, step_states
from gespreksklaar.content.prep.vocabulary import STEPS
from tests.tui.take.test_take_along import a_printer_that
from tests.walk_cost import WALKS, cost_of

MOST_KEYS = 45
MOST_SECONDS = 240
NUMBER_PAD = {*"0123456789*/+-.", "enter", "up", "down", "end"}


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_short_way_to_a_sheet_is_short_and_goes_by_numbers_alone(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine the answer that there is none comes after the question how to take the sheet along.
    a_printer_that(monkeypatch, "none")
    # Not pytest's folder, whose long path would be words to read.
    with TemporaryDirectory() as folder:
        cost = await cost_of(WALKS["short"], language, Path(folder))
    assert {key for stop in cost.stops for key in stop.keys} <= NUMBER_PAD
    assert cost.keys <= MOST_KEYS
    # The limit is of Dutch; English has a tenth more words for it.
    assert cost.seconds <= MOST_SECONDS * (1 if language == "nl" else 1.1), [stop.new for stop in cost.stops]
    assert {step for step, state in step_states(cost.prep).items() if state != "done"} == {"going"}
    assert [point.field for point in open_points(cost.prep)] == ["going.child"], "a name can't be typed by numbers"
    assert len(cost.sheets) == 1, "a sheet in hand"


async def test_the_whole_way_asks_every_field_and_ends_at_a_sheet_too(tmp_path: Path) -> None:
    cost = await cost_of(WALKS["whole"], "nl", tmp_path)
    assert {key for stop in cost.stops for key in stop.keys} <= NUMBER_PAD
    typed = {"going.child", "going.place", "child.report", "ask.mind", "agree.goal.sentence"}
    empty = [f.path for s in STEPS for f in fields_asked(s, cost.prep) if not cost.prep.get(f.path)]
    assert set(empty) <= typed, "only what is typed is passed by"
    assert len(cost.sheets) == 1
