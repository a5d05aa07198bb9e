"""What stands around a command: a folder that can't be read, settings that are wrong, odd names, pipes, no memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from gespreksklaar.content.files.failures import is_no_memory
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli import no_memory
from gespreksklaar.tui.cli.command_line import main
from gespreksklaar.tui.home.settings import Settings, read_what_is_right
from tests.pressing import at_rest
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP, make_app, running, screen_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sam.toml").write_bytes(FULL_PREP.read_bytes())
    return tmp_path


def run(folder: Path, words: str, config: str = "settings.ini") -> int:
    return main(["--lang", "nl", "--data", str(folder), "--config", str(folder / config), *words.split()])


VERBS = ("list", "sheet sam", "open sam", "")


@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_that_cannot_be_read_is_told_alike_by_every_verb(
    verb: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}

    def told(folder: Path) -> str:
        assert main(["--lang", "nl", "--data", str(folder), "--config", "/nowhere", *verb.split()]) == 1
        return capsys.readouterr().err.removeprefix(f"{folder}: ").rstrip("\n")

    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    for name in ("sam.toml", "pipe", "loop"):
        said[name] = told(folder / name)
    monkeypatch.setattr(os, "access", lambda *_: False)
    (folder / "sam.toml").rename(folder / "bo.toml")
    said["closed"] = told(folder)
    none, closed = (Problem(reason).message(Texts("nl")) for reason in ("no-folder", "closed-folder"))
    assert said == {"sam.toml": none, "pipe": none, "loop": none, "closed": closed}


def test_the_settings_of_a_kiosk_are_no_settings_of_ours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kiosk.toml").write_text("idle_seconds = 90\nlanguage = 3\n[")
    assert run(folder, "kiosk", "kiosk.toml") == 1
    assert capsys.readouterr().err.count("\n") == 1, "that it needs a screen"


def test_a_terminal_that_lacks_a_sign_gets_the_nearest_one_or_a_question_mark(folder: Path) -> None:
    (folder / "sam.toml").write_text('format = 1\n[going]\nchild = "Zo\u00eb \u0131\u015f\u0131l \u4e2d"\n')
    words = ["--lang", "nl", "--data", str(folder), "--config", str(folder / "none"), "list"]
    with Terminal(words, env={"PYTHONIOENCODING": "ascii"}) as screen:
        screen.wait("Zoe ?s?l ?")
        assert screen.wait_end() == 0


@pytest.mark.parametrize("verb", ["list", "sheet sam", "check {folder}/sam.toml", "where", "schema"])
@pytest.mark.parametrize(
    "config", ["{", "language = 3", "\udcff", "#" * 300_000, "folder", "loop", "pipe", "nowhere/x", "zero"]
)
def test_broken_settings_are_one_line_and_the_verb_does_its_work(
    verb: str, config: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "c"
    match config:
        case "folder":
            file.mkdir()
        case "loop":
            file.symlink_to(file)
        case "pipe":
            os.mkfifo(file)
        case "nowhere/x":
            (folder / "nowhere").write_text("")
            file = folder / config
        case "zero":
            file.symlink_to("/dev/zero")
        case _:
            file.write_bytes(config.encode("utf-8", "surrogateescape"))
    assert run(folder, verb.format(folder=folder), str(file.relative_to(folder))) == 0
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert told.err.startswith(str(file))
    assert told.err.endswith("Tot dan gelden de gewone instellingen.\n")
    assert not {"gesprek", "stick"} & set(told.err.lower().replace("?", "").split())
    assert told.out


def test_a_settings_folder_that_cannot_be_read_shuts_nobody_out(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def closed(path: object, *args: object, **kwargs: object) -> os.stat_result:
        if str(path).endswith("settings.ini"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", closed)
    for verb in ("list", "sheet sam", f"check {folder}/sam.toml", "where", "schema"):
        assert run(folder, verb) == 0
        told = capsys.readouterr()
        assert (told.err.count("\n"), bool(told.out)) == (1, True)
        assert "U mag dit bestand niet lezen." in told.err


def test_what_is_right_in_the_settings_counts_beside_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "c"
    file.write_text('language = "en"\ntheme = 3\nfirst_run_done = true\n')
    settings, trouble = read_what_is_right(file)
    assert settings == Settings(language="en", first_run_done=True)
    assert trouble
    assert trouble.reason == "wrong-text"


def test_the_full_screen_comes_with_broken_settings_and_says_so_there(folder: Path) -> None:
    (folder / "c").write_text("language = [")
    with Terminal(["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl"]) as terminal:
        terminal.wait("Een nieuw gesprek voorbereiden", "Tot dan gelden de gewone instellingen.")
        terminal.press("-")
        assert terminal.wait_end() == 0
    assert (folder / "c").read_text() == "language = ["


@pytest.mark.parametrize("where", ["2>/dev/null", "2>&-", "2>{folder}/errors"])
def test_the_full_screen_is_drawn_on_the_terminal_wherever_errors_go(where: str, folder: Path) -> None:
    command = f"exec {sys.executable} -m gespreksklaar.tui --data {folder} --config {folder}/c --lang nl open sam "
    with Terminal(["-c", command + where.format(folder=folder)], program=["bash"]) as terminal:
        terminal.wait("Stap 1 van 5")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    if where.endswith("errors"):
        assert (folder / "errors").read_bytes() == b""


def test_no_file_of_a_prep_gets_the_number_of_a_closed_stream() -> None:
    code = "import os; from gespreksklaar.tui.cli.output import prepare_output; prepare_output(); print(os.dup(1))"
    done = subprocess.run(
        ["bash", "-c", f'exec {sys.executable} -c "{code}" 2>&- <&-'], capture_output=True, text=True, check=False
    )
    assert int(done.stdout) > 2


def test_ten_unknown_keys_are_named_and_the_others_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.toml").write_text("format = 1\n" + "".join(f"k{n} = 1\n" for n in range(9_000)))
    assert run(folder, f"check {folder}/x.toml") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert lines[-1].endswith("En nog 8990 woorden die dit programma niet kent. Ze blijven bewaard.")
    near = "".join(f"[ask.questions.{key}x]\ntop = false\n" for key in list(bank("questions"))[:5])
    (folder / "x.toml").write_text("format = 1\n" + "".join(f"k{n} = 1\n" for n in range(8)) + near)
    assert run(folder, f"check {folder}/x.toml") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert sum("ask.questions." in line for line in lines) == 2
    assert lines[-1].endswith("En nog 3 woorden die dit programma niet kent. Ze blijven bewaard.")
    (folder / "x.toml").write_text("format = 1\n" + "".join(f"k{n} = 1\n" for n in range(11)))
    assert run(folder, f"check {folder}/x.toml") == 0
    assert capsys.readouterr().out.endswith("En nog 1 woord dat dit programma niet kent. Het blijft bewaard.\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("sam", "sam"), ("Zoë 2", "Zoë 2"), ("سام", "سام"), ("\u200b", "%E2%80%8B"), ("nl\n", "nl%0A"),
        (" nl ", "%20nl%20"), ("a\tb", "a%09b"), ("\udcff", "%FF"), ("\u200d\ufe0f", "%E2%80%8D%EF%B8%8F"),
        ("\u3000", "%E3%80%80"), ("\x1b[31m", "%1B[31m"), ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202exyz", "%E2%80%AExyz"),
    ],
)  # fmt: skip
def test_a_name_without_a_shape_has_one_that_can_be_typed(
    name: str, shown: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert visible_name(name) == shown
    (folder / "sam.toml").rename(folder / f"{name}.toml")
    assert run(folder, "list") == 0
    assert capsys.readouterr().out.startswith(f"{shown}  Sam")
    assert Library(folder).find(shown) == Library(folder).find(f"{shown}.toml") == Library(folder).find(name) == name


def test_no_two_names_are_shown_or_asked_for_alike(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = {"\n": "%0A", "%0A": "%250A", "%250A": "%25250A", "%0a": "%250a", "100%": "100%", "%\n": "%%0A"}
    for number, name in enumerate(shown):
        text = FULL_PREP.read_text().replace('child = "Sam"', f'child = "Kind {number}"')
        (folder / f"{name}.toml").write_text(text)
    library = Library(folder)
    for number, (name, seen) in enumerate(shown.items()):
        assert visible_name(name) == seen
        assert library.find(seen) == library.exact(name) == name
        assert library.open(name).prep.going.child == f"Kind {number}"
        assert run(folder, f"sheet {seen}") == 0
        assert f"Kind {number}" in capsys.readouterr().out
    (folder / "\n.toml").unlink()
    assert library.find("%0A") == "%0A", "a name as `ls` shows it, where it means no other"


def test_a_path_is_told_with_every_sign_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd, seen = "no\x1b[2J\n\u202ex", "no%1B[2J%0A%E2%80%AEx"
    common = ["--lang", "nl", "--config", str(folder / "c")]

    def told(*words: str) -> str:
        main([*common, *words])
        told = capsys.readouterr()
        return told.out + told.err

    prep = str(folder / "sam.toml")
    (folder / odd).write_bytes(FULL_PREP.read_bytes())
    assert told("check", str(folder / odd)) == f"{folder}/{seen}: goed te lezen.\n"
    (folder / odd).write_text("a = 1\n[")
    assert told("check", str(folder / odd)).startswith(f"{folder}/{seen}:2:")
    assert told("check", str(folder / f"{odd}y")).startswith(f"{folder}/{seen}y: ")
    assert f": {folder}/{seen}\n" in told("where", "--data", str(folder / odd))
    assert told("sheet", prep, "--output", str(folder / f"{odd}.txt")).endswith(f"{folder}/{seen}.txt\n")
    assert f"{folder}/{seen}.txt" in told("sheet", prep, "--output", str(folder / f"{odd}.txt"))


@pytest.mark.parametrize("name", ["../elders/sam", "/etc/passwd", "", ".", "..", ".verborgen", "a\0b", "x" * 5000])
def test_no_name_leads_out_of_the_folder_or_to_what_is_hidden(name: str, folder: Path) -> None:
    elsewhere = folder / "elders"
    elsewhere.mkdir()
    for path in (elsewhere / "sam.toml", folder / ".verborgen.toml", folder / ".toml"):
        path.write_bytes(FULL_PREP.read_bytes())
    for library in (Library(folder), Library(folder / "preps")):
        with pytest.raises(Problem) as caught:
            library.find(name)
        assert caught.value.reason.startswith("no-such-prep")


def program(words: str, folder: Path, given: bytes = b"") -> tuple[int, str]:
    command = f"{sys.executable} -m gespreksklaar.tui --lang nl --data {folder} --config {folder}/c {words}"
    done = subprocess.run(["bash", "-c", command], input=given, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_a_prep_comes_through_a_pipe(name: str, folder: Path) -> None:
    good = FULL_PREP.read_bytes()
    assert program(f"check {name}", folder, good) == (0, f"{name}: goed te lezen.\n")
    assert program(f"sheet {name}", folder, good) == program("sheet sam", folder)
    code, said = program(f"check {name}", folder, b"format = 1\n[going]\nminutes = 'x'\n")
    assert (code, said.startswith(f"{name}:3:11: ")) == (1, True)
    for wrong in (b"#" * 300_000, b"\xff", b""):
        code, said = program(f"sheet {name}", folder, wrong)
        assert (code, said.count("\n"), said.startswith(f"{name}: ")) == (1, 1, True)
    assert program(f"sheet {name} <&-", folder)[0] == 1


@pytest.mark.parametrize("kilobytes", [9_000, 10_500, 13_500])
def test_too_little_memory_is_told_and_is_no_bug_of_ours(kilobytes: int, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gespreksklaar.tui", "--lang", "nl", "--data", str(folder), "sheet", "sam"],
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (kilobytes * 1024, kilobytes * 1024)),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "te weinig geheugen" in done.stderr
    assert not (folder / ".state").exists()


@pytest.mark.parametrize("limit", ["-d 50000", "-d 100000", "-v 60000"])
@pytest.mark.parametrize("verb", ["", "open sam", "kiosk"])
def test_where_a_limit_would_abort_it_in_the_middle_no_screen_begins(limit: str, verb: str, folder: Path) -> None:
    command = f"ulimit {limit}; exec {sys.executable} -m gespreksklaar.tui --lang nl --data {folder} {verb}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "en heeft 160 MB nodig" in done.stderr
    assert not (folder / ".state").exists()


@pytest.mark.parametrize("kind", ["d", "v"])
def test_with_the_memory_that_it_asks_for_a_screen_works(kind: str, folder: Path) -> None:
    program = ("bash", "-c", f'ulimit -{kind} {no_memory.SCREEN_NEEDS * 1024}; exec "$0" "$@"', *PROGRAM)
    words = ["--lang", "nl", "--data", str(folder), "--config", str(folder / "c"), "open", "sam"]
    with Terminal(words, program=program) as screen:
        screen.wait("Stap 1 van 5")
        screen.press("2", "f5", "escape", "5", "ctrl+s", "ctrl+q")
        assert screen.wait_end() == 0


def test_every_form_of_too_little_memory_is_known() -> None:
    forms = (MemoryError(), OSError(12, ""), RuntimeError("can't start new thread"))
    assert all(map(is_no_memory, forms))
    assert not any(map(is_no_memory, (OSError(28, ""), RuntimeError(), ValueError(), None)))


async def test_a_name_without_a_shape_is_seen_in_the_list(folder: Path) -> None:
    (folder / "\u200b.toml").write_text("format = 1\n[")
    app = make_app(folder)
    async with running(app):
        await at_rest(app)
        assert "%E2%80%8B: %E2%80%8B.toml:2:2: " in screen_text(app)
