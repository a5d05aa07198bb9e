"""What is installed is whole: every file, from the wheel and from the source, in a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[1]
FOLDERS = ("content", "screens", "tui")


def data_files() -> set[str]:
    """Every file of ours as it must be in a wheel."""
    found = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file())
    return {f"gespreksklaar/{file.relative_to(ROOT)}" for file in found if "__pycache__" not in file.parts}


def a_pip() -> list[str]:
    """A pip that can install into another environment: our own, or on a bare Debian the system's."""
    for python in (sys.executable, sys._base_executable):  # type: ignore[attr-defined]
        command = [python, "-m", "pip"]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    raise AssertionError("no pip here")


def test_the_list_of_packages_names_every_folder_that_holds_files() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    assert set(listed) == {str(Path(file).parent).replace("/", ".") for file in data_files()}


def test_no_lock_file_records_a_host() -> None:
    files = list(ROOT.glob("requirements*.txt"))
    assert len(files) >= 2
    for file in files:
        assert "://" not in file.read_text()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, as a package index would get it."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    assert list(target.glob("*.tar.gz"))
    return next(target.glob("*.whl"))


def test_the_wheel_made_from_the_sdist_holds_every_file(wheel: Path) -> None:
    assert data_files() <= set(zipfile.ZipFile(wheel).namelist())


def test_installed_in_a_clean_environment_it_runs(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=False)
    pip = [*a_pip(), "--python", str(tmp_path / "clean/bin/python"), "install", "-q", "--no-compile"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    prep = tmp_path / "prep.toml"
    prep.write_text("format = 1\n[ask.questions.strong-points]\ntop = true\n")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "nl_NL.UTF-8"}
    program = str(tmp_path / "clean/bin/gespreksklaar")
    for words, expected in (("--version", "gespreksklaar "), ("schema", '"$defs"'), (f"sheet {prep}", "goed in?")):
        run = subprocess.run(
            [program, *words.split()], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert expected in run.stdout


def test_a_build_tells_its_commit_and_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = SourceFileLoader("build_one_file", str(ROOT / "deploy/build-one-file"))
    spec = spec_from_loader("build_one_file", builder)
    assert spec
    # Nothing is to be left beside it.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    build = module_from_spec(spec)
    builder.exec_module(build)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x"]
    project = tmp_path / "pyproject.toml"
    before = 'name = "x"\nversion = "0.1.0"\n'
    project.write_text(before)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-30T12:00:00Z")
    copy = tmp_path.with_name("copy.toml")
    copy.write_text(before)
    build.name_build(copy)
    assert copy.read_text() == before, "of a copy without its history nothing is known"
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    commit = subprocess.run([*git, "rev-parse", "--short=9", "HEAD"], capture_output=True, text=True, check=True).stdout
    build.name_build(copy)
    assert f'version = "0.1.0+20261130.g{commit.strip()}"\n' in copy.read_text()
    (tmp_path / "other").touch()
    build.name_build(project)
    assert f'.g{commit.strip()}.changed"\n' in project.read_text()
    assert str(Version(tomllib.loads(project.read_text())["version"])), "a version that pip takes"
