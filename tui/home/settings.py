"""The user's settings: read from `config.toml`, and written back when changed in the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from gespreksklaar.content.files.toml_text import read_tables
from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.time_zone import is_zone


class Settings(NamedTuple):
    """The values of `config.toml`. An empty text means the program's own choice."""

    language: str = ""
    theme: str = ""
    sheet_folder: str = ""
    time_zone: str = ""
    first_run_done: bool = False

    def changed(self, **values: object) -> Settings:
        """The settings with some of them different."""
        return self._replace(**values)  # type: ignore[arg-type]

    def save(self, file: Path) -> None:
        """Write what differs from the defaults, and keep unknown keys. Raises Problem."""
        import tomli_w  # noqa: PLC0415 - only needed to write

        try:
            kept = read_tables(file, links=True)
        except Problem as problem:
            if problem.reason != "not-there":
                raise
            kept = {}
        mine = {key: value for key, value in self._asdict().items() if value != getattr(Settings(), key)}
        write_text(file, tomli_w.dumps({k: v for k, v in kept.items() if k not in self._fields} | mine), links=True)


def read_what_is_right(file: Path) -> tuple[Settings, Problem | None]:
    """The settings in this file, with the default for each that is wrong, and a Problem that names the first."""
    try:
        tables = read_tables(file, links=True)
    except Problem as problem:
        # Who has settings has been here before: no welcome that can't be kept off.
        is_new = problem.reason == "not-there"
        return (Settings(), None) if is_new else (Settings(first_run_done=True), of_settings(problem))
    values = {key: tables[key] for key in Settings._fields if key in tables}
    wrong = [key for key, value in values.items() if type(value) is not type(getattr(Settings(), key))]
    if "time_zone" in values and "time_zone" not in wrong and values["time_zone"] and not is_zone(values["time_zone"]):
        wrong.append("time_zone")
    right = Settings(**{key: value for key, value in values.items() if key not in wrong})
    if not wrong:
        return right, None
    kind = {"first_run_done": "yes-no", "time_zone": "zone"}.get(wrong[0], "text")
    return right, Problem(f"wrong-{kind}", where=file, key=wrong[0], choices="true, false")


_IN_OTHER_WORDS: Final = {"too-large", "too-complex", "not-there", "unreadable-gone"}
"""Problems whose words are about a prep, or about a stick."""


def of_settings(problem: Problem) -> Problem:
    """The same problem, worded for a file of settings."""
    reason = problem.reason
    if reason in _IN_OTHER_WORDS:
        return Problem(f"settings-{reason}", where=problem.where, **problem.values)
    return problem
