"""What a text would do if it were more than text, and that it stays text: on screen, on paper, in a list and typed."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.wording import child_name
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.content.words.texts import Texts, fill
from gespreksklaar.tui.terminal.picture.output_filter import OutputFilter
from tests.hostile_strings import STRINGS
from tests.pressing import at_rest
from tests.soak.hostile import check_harmless, check_sent
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import make_app, running, screen_text


def prep_file(folder: Path, child: str, question: str = "") -> list[str]:
    """A prep about this child, in a folder; gives the arguments of the program that lead there."""
    (folder / "c").write_text("first_run_done = true\n")
    prep = (
        Prep().edited("going.child", child).edited("ask.questions", {"own-1": {"text": question}} if question else {})
    )
    prep_toml.save(folder / "sam.toml", prep)
    return ["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl"]


def test_there_are_strings_of_every_kind() -> None:
    assert len(STRINGS) >= 60
    assert len(set(STRINGS.values())) == len(STRINGS)


def test_the_check_itself_finds_each_that_is_more_than_text() -> None:
    missed = [name for name, text in STRINGS.items() if clean_text(text) != text and not _found(text)]
    # Two are sequences that we send as well: there the words left of them tell. The rest differs but is seen.
    assert missed == [
        "the other screen", "the cursor away", "an overwritten line", "joiners alone", "a pile of marks",
        "accents apart", "TOML", "many lines", "CRLF",
    ]  # fmt: skip


def _found(text: str) -> bool:
    with suppress(AssertionError):
        check_sent(text.encode(), "")
        return False
    return True


@pytest.mark.parametrize("name", ["{kind}", "{0}", "{child}", "{0.__class__}", "%s", "$name", "{", "}{"])
def test_a_child_named_like_a_placeholder_keeps_its_name(name: str) -> None:
    texts = Texts("nl")
    prep = Prep().edited("going.child", name)
    assert child_name(prep, texts) == name
    assert fill("Over {child}: {kind}", {"child": name, "kind": "gesprek"}) == f"Over {name}: gesprek"
    assert f"Gesprek over {name}" in render_sheet(prep, texts)


async def test_an_action_in_a_name_is_a_name(tmp_path: Path) -> None:
    prep_file(tmp_path, "[@click=app.quit]Sam[/]", "[/] [b]vet[/b] [1] [a='b")
    app = make_app(tmp_path)
    async with running(app):
        assert "[@click=app.quit]Sam[/]" in screen_text(app)
        app.open_prep("sam")
        app.show("ask")
        await at_rest(app)
        assert "[@click=app.quit]Sam[/]" in screen_text(app)
        assert "[/] [b]vet[/b] [1] [a='b" in screen_text(app)


async def test_whatever_comes_by_the_last_line_leaves_harmless_and_as_wide_as_it_was(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        assert any(isinstance(each, OutputFilter) for each in app._filters)
        # As if a text had come past all cleaning.
        app.show_message("rood \x1b]52;c;x\x07 \u202emas\u202c \xad\u115f\U000e0041 einde")
        await at_rest(app)
        message = next(line for line in screen_text(app).splitlines() if "rood" in line)
        check_harmless(message, "", "the message line")
        assert message.split() == ["rood", "]52;c;x", "mas", "einde"]
        assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {80}


def test_nothing_a_terminal_obeys_comes_out_of_a_prep(tmp_path: Path) -> None:
    hostile = STRINGS["a title"] + STRINGS["the clipboard"] + STRINGS["tags"] + STRINGS["a CSI of eight bits"]
    arguments = prep_file(tmp_path, "Sam", "leeg")
    text = (tmp_path / "sam.toml").read_text().replace("leeg", "".join(f"\\U{ord(sign):08X}" for sign in hostile))
    (tmp_path / "sam.toml").write_text(text)
    with Terminal([*arguments, "open", "sam"]) as screen:
        screen.wait("Stap 1 van 5")
        screen.press("f4", "f4")
        screen.wait("Stap 3 van 5", "]0;mijn titeldag]52;c;c3RlZWw=klemSam31mrood0m")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
        check_sent(screen.raw, "the screen")
    for verb in (["list"], ["sheet", "sam"], ["sheet", "no\x1b[31msuch\u202e"], ["\x1b]0;verb\x07"]):
        done = subprocess.run([*PROGRAM, *arguments, *verb], capture_output=True, check=False)
        check_harmless((done.stdout + done.stderr).decode(), "\n\f", f"{verb}")


def test_a_paste_is_text_too(tmp_path: Path) -> None:
    arguments = prep_file(tmp_path, "Sam")
    with Terminal([*arguments, "open", "sam"]) as screen:
        screen.wait("Stap 1 van 5")
        screen.press("f4", "f4")
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.send("\x1b[200~[/] een\x1b]0;titel\x07\u202e\x9b31m\r\ntwee \u200b{0}\x1b[201~".encode())
        screen.wait("[/] een]0;titel31m", "twee {0}")
        screen.press("tab")
        screen.settle()
        screen.send("\x1b[200~[@click=app.quit]\x1b[31m می\u200cخواهم \U000e0041%s\nx\x1b[201~".encode())
        screen.wait("[@click=app.quit][31m", "%s x")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
        check_sent(screen.raw, "the screen")
    saved = (tmp_path / "sam.toml").read_text("utf-8")
    assert "[/] een]0;titel31m\ntwee {0}" in saved
    assert "[@click=app.quit][31m می\u200cخواهم %s x" in saved
