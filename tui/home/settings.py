"""The user's settings: read from `config.toml`, and written back when changed in the program."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.store.prep_toml import read_tables
from gespreksklaar.content.words.problems import Problem


@dataclass(frozen=True)
class Settings:
    """The values of `config.toml`. An empty text means the program's own choice."""

    language: str = ""
    theme: str = ""
    sheet_folder: str = ""
    first_run_done: bool = False

    def changed(self, **values: object) -> Settings:
        """The settings with some of them different."""
        return replace(self, **values)  # type: ignore[arg-type]

    def save(self, file: Path) -> None:
        """Write what differs from the defaults, and keep unknown keys. Raises Problem."""
        import tomli_w  # noqa: PLC0415 - only needed to write

        kept = read_tables(file, links=True) if file.exists() else {}
        mine = {key: value for key, value in asdict(self).items() if value != getattr(Settings(), key)}
        known = {field.name for field in fields(self)}
        write_text(file, tomli_w.dumps({k: v for k, v in kept.items() if k not in known} | mine), links=True)


def read_settings(file: Path) -> Settings:
    """The settings in this file; the defaults when there is none. Raises Problem for a wrong value."""
    try:
        tables = read_tables(file, links=True)
    except Problem as problem:
        if problem.reason == "not-there":
            return Settings()
        raise
    values = {field.name: tables[field.name] for field in fields(Settings) if field.name in tables}
    for key, value in values.items():
        if type(value) is not type(getattr(Settings(), key)):
            kind = "yes-no" if key == "first_run_done" else "text"
            raise Problem(f"wrong-{kind}", where=shown(file), key=key, choices="true, false")
    return Settings(**values)
