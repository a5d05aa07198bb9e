"""A whole prep, from nothing to every sheet, by the form alone: the contract of any other front."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gespreksklaar.content.form.places.review import review
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.progress import step_states
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.content.store.library import Library
from tests.content.form.line_front import LineFront, whole_prep

NOT_ASKED_HERE = {"before.agreements"}
"""It is asked where there was an earlier talk."""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_field_is_answered_and_every_sheet_made_without_a_screen(language: str, tmp_path: Path) -> None:
    front = LineFront(tmp_path, language)
    made = whole_prep(front)
    prep = front.session.prep
    assert {path for path in all_fields() if not prep.get(path)} == NOT_ASKED_HERE
    assert set(step_states(prep).values()) == {"done"}
    assert "Sam" in made["table"]
    assert set(SHEETS) <= set(made)
    assert "BEGIN:VCALENDAR" in made["calendar"]
    assert review(prep, front.texts, date.today()).rows
    name = front.session.close()
    assert Library(tmp_path).open(name).prep == prep, "and all of it is in the file"
    assert list(tmp_path.glob(".*.journal")) == []


def test_what_was_done_last_can_be_taken_back_and_what_cannot_be_is_told(tmp_path: Path) -> None:
    front = LineFront(tmp_path)
    whole_prep(front)
    before = front.session.prep.agree.contact
    field = front.field("agree.contact")
    front.make(field.picked(next(row.key for row in field.rows() if row.key != before)))
    front.session.undo("agree.contact")
    assert front.session.prep.agree.contact == before
    assert not front.session.edit("going.child", "x" * 1_000)
    assert front.said[-1] == front.texts("problems.does-not-fit")


def test_it_needs_no_textual_and_no_rich(tmp_path: Path) -> None:
    code = (
        "import sys, runpy; sys.modules.update(dict.fromkeys(('textual', 'rich')))\n"
        f"sys.argv = ['line_front', {str(tmp_path)!r}]\n"
        "runpy.run_module('tests.content.form.line_front', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[1:] == sorted([*SHEETS, "calendar", "recap", "thanks"])
