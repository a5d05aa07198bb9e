"""Where the user left each prep: step and field by the prep's id, so that the file holds no names."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.reading import read_text
from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.words.problems import Problem

_KEPT: Final = 200


class Bookmarks:
    """A small JSON file. Losing it loses a place and never a text, so no method reports an error."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def _is_ours(self) -> bool:
        """Whether no link stands in the place of the folder that we keep it in."""
        return not self._file.parent.is_symlink()

    def _all(self) -> dict[str, list[str]]:
        if not self._is_ours:
            return {}
        with suppress(Problem, ValueError, RecursionError):
            found = json.loads(read_text(self._file))
            if isinstance(found, dict):
                return found
        return {}

    def get(self, prep_id: str) -> tuple[str, str]:
        """Step and field of this prep; two empty strings when unknown."""
        place = self._all().get(prep_id)
        if isinstance(place, list) and len(place) == 2 and all(isinstance(part, str) for part in place):
            return place[0], place[1]
        return "", ""

    def put(self, prep_id: str, step: str, field: str) -> None:
        """Remember a place as the newest; forget the oldest beyond `_KEPT`."""
        if not self._is_ours:
            return
        marks = {key: place for key, place in self._all().items() if key != prep_id}
        marks[prep_id] = [step, field]
        kept = dict(list(marks.items())[-_KEPT:])
        with suppress(Problem):
            write_text(self._file, json.dumps(kept), pushed=False)
