"""The driver rests on names of Textual that it may change; and nothing a terminal sends stops the program."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import inspect
import io
import os
import pty
import random
import re
import signal
import struct
import sys
import termios
import time
import tty
from collections.abc import Iterator
from ctypes import CDLL
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pyte
import pytest
from textual import _xterm_parser, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from gespreksklaar.content.prep.fields import LONG_LIMIT
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.screens.drawing import settled
from gespreksklaar.tui.home.bookmarks import Bookmarks
from gespreksklaar.tui.terminal import driver
from gespreksklaar.tui.terminal.driver import QuietDriver
from gespreksklaar.tui.terminal.picture.output import Output
from tests.terminal import Terminal
from tests.tui.walk import FULL_PREP

OVERRIDDEN = {
    "write", "start_application_mode", "run_input_thread", "process_message", "disable_input",
    "_query_in_band_window_resize", "_get_terminal_size", "stop_application_mode",
}  # fmt: skip
FILE = "sam.toml"


def test_textual_is_the_version_that_was_proved() -> None:
    assert version("textual") == "8.2.8"


def test_what_the_driver_overrides_is_there() -> None:
    own = {name for name in vars(QuietDriver) if callable(getattr(QuietDriver, name)) and not name.startswith("__")}
    assert {name for name in own if hasattr(LinuxDriver, name)} == OVERRIDDEN


def test_what_the_driver_uses_is_there() -> None:
    begin = inspect.getsource(LinuxDriver.__init__) + inspect.getsource(LinuxDriver.__bases__[0].__init__)
    for attribute in ("fileno", "exit_event", "_key_thread", "attrs_before", "_loop", "_app", "_auto_restart"):
        assert f"self.{attribute}" in begin, attribute
    for handled in ("SIGTSTP", "SIGCONT"):
        assert f"signal.signal(signal.{handled}" in inspect.getsource(LinuxDriver.__init__)
    assert "exit_event" in inspect.getsource(LinuxDriver.disable_input)
    assert "self.attrs_before = termios.tcgetattr" in inspect.getsource(LinuxDriver.start_application_mode)
    assert "self.attrs_before)" in inspect.getsource(LinuxDriver.stop_application_mode)
    assert "no_automatic_restart" in inspect.getsource(App.suspend)


def test_the_parser_knows_its_keys_from_where_we_look_them_up() -> None:
    assert _xterm_parser.ANSI_SEQUENCES_KEYS is ANSI_SEQUENCES_KEYS
    assert _xterm_parser.FUNCTIONAL_KEYS is FUNCTIONAL_KEYS
    assert _xterm_parser._MAX_SEQUENCE_SEARCH_THRESHOLD == 32
    [escape] = XTermParser()._sequence_to_key_events("\x1b")
    assert (escape.key, escape.character) == ("escape", "\x1b")
    assert isinstance(escape, events.Key)


def test_the_loop_tells_whether_something_is_ready() -> None:
    async def look() -> tuple[bool, bool]:
        loop = asyncio.get_running_loop()
        before = bool(loop._ready)  # type: ignore[attr-defined]
        loop.call_soon(lambda: None)
        return before, bool(loop._ready)  # type: ignore[attr-defined]

    assert asyncio.run(look()) == (False, True)


async def test_with_a_loop_that_cannot_be_asked_a_key_still_waits_for_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []

    async def work_of_a_key() -> None:
        for _ in range(50):
            await asyncio.sleep(0)
        done.append("the key before")

    async def pause(seconds: float) -> None:
        assert seconds > 0, "a turn of the loop is not enough"
        await work

    work = asyncio.create_task(work_of_a_key())
    deaf = SimpleNamespace(
        get_running_loop=lambda: SimpleNamespace(time=time.monotonic), current_task=asyncio.current_task, sleep=pause
    )
    monkeypatch.setattr(settled, "asyncio", deaf)
    await settled.settled()
    done.append("the next")
    await work
    assert done == ["the key before", "the next"]


async def test_the_next_key_waits_for_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    clock = loop.time
    monkeypatch.setattr(loop, "time", lambda: clock() * 50)
    handled = asyncio.Event()
    ends = clock() + 0.2

    def work() -> None:
        if clock() < ends:
            loop.call_soon(work)
        else:
            handled.set()

    work()
    await settled.settled()
    assert handled.is_set(), "ten seconds of work on this clock"


def field(folder: Path, **options: object) -> Terminal:
    """The program, open in an empty text."""
    (folder / "settings.ini").write_text("first_run_done = true\n")
    text = FULL_PREP.read_text().replace('mind = "Waarom is rekenen ineens zo moeilijk?"', 'mind = ""')
    (folder / FILE).write_text(text)
    Bookmarks(folder / ".state" / "places.json").put(read_prep(folder / FILE).prep.id, "ask", "ask.mind")
    arguments = ["--data", str(folder), "--config", str(folder / "settings.ini"), "--lang", "nl", "open", "sam"]
    return Terminal(arguments, **options)  # type: ignore[arg-type]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Terminal]:
    with field(tmp_path) as terminal:
        terminal.wait("Stap 3 van 5")
        terminal.settle()
        yield terminal


def kept(screen: Terminal, folder: Path) -> str:
    """End the program as a parent does; gives what the text became."""
    screen.settle()
    screen.press("ctrl+q")
    assert screen.wait_end() == 0
    return read_prep(folder / FILE).prep.ask.mind


STRANGE = (
    b"\xff\xfe", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc2\x9b",
    b"\x1b[999999;1~", b"\x1b[99999999999u", b"\x1b[1114112u", b"\x1b[55296u", b"\x1b[97:98:99:100u",
    b"\x1b[97;;1114112u",
    b"\x1b[48;9999;9999;0;0t", b"\x1b[?2048;1$y\x1b[48;9999;9999;0;0t", b"\x1b[8;9999;9999t",
    b"\x1b[<0;3;2M\x1b[<0;3;2m", b"\x1b[<64;3;2M", b"\x1b[M !!", b"\x1b[M \xff\xff", b"\x1b[32;3;2M",
    b"\x1b[?1;2c", b"\x1b[>0;276;0c", b"\x1b[12;40R", b"\x1b[0n", b"\x1b[?2026;2$y", b"\x1b[I", b"\x1b[O",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b]11;rgb:0000/0000/0000\x07", b"\x1bP1$r0m\x1b\\", b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b]l\x11\r\x1b\\", b"\x1b[" + b"1;" * 3000 + b"m", b"\x1b]52;c;" + b"a" * 9000 + b"\x07",
)  # fmt: skip


def test_what_no_keyboard_sends_leaves_no_trace(screen: Terminal, tmp_path: Path) -> None:
    wanted = ""
    for number, strange in enumerate(STRANGE):
        letter = chr(0x100 + number)
        screen.send(strange + letter.encode())
        wanted += letter
    screen.wait(wanted[-10:])
    assert kept(screen, tmp_path) == wanted


def test_the_terminal_is_asked_for_what_the_keys_need(screen: Terminal) -> None:
    for asked in (b"\x1b>", b"\x1b[?1004l", b"\x1b[=4;2u"):
        assert screen.raw.rfind(asked) > max(screen.raw.rfind(b"\x1b[?1004h"), screen.raw.rfind(b"\x1b[>25u")) > 0


def test_an_escape_waits_for_the_rest_of_its_key_where_the_terminal_answers(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"bc\x1b[0n")
    screen.settle()
    asked = screen.raw.count(b"\x1b[5n")
    screen.send(b"\x1b")
    screen.settle(0.5)
    assert screen.raw.count(b"\x1b[5n") == asked + 1
    screen.send(b"[Da\x1b[0n")
    screen.wait("bac")
    screen.send(b"\x1b")
    screen.settle(0.1)
    screen.send(b"\x1b[0n")
    screen.wait("uw gesprekken op school")
    screen.press("enter")
    screen.wait("Stap 3 van 5")
    assert kept(screen, tmp_path) == "bac"


def test_who_sets_escdelay_is_asked_nothing(tmp_path: Path) -> None:
    with field(tmp_path, env={"ESCDELAY": "700"}) as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.send(b"bc\x1b")
        screen.settle(0.4)
        screen.send(b"[Da")
        screen.wait("bac")
        assert b"\x1b[5n" not in screen.raw
        assert kept(screen, tmp_path) == "bac"


def test_a_key_that_is_not_understood_is_told_once(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"a\x1b[5z")
    screen.wait("Die toets kent dit programma niet")
    screen.send(b"\x07")
    screen.wait("1 is F1", gone="Die toets kent")
    screen.send(b"b\x1b[5z\xe9c")
    screen.wait("abc")
    assert "Die toets kent" not in screen.settle()
    assert kept(screen, tmp_path) == "abc"


def test_f_keys_work_in_two_strokes_while_one_types(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"a\x071")
    screen.wait("In deze stap zet u")
    screen.press("escape")
    screen.wait("Stap 3 van 5", gone="In deze stap zet u")
    screen.send(b"1\x074")
    screen.wait("Stap 4 van 5")
    assert kept(screen, tmp_path) == "a1"


def test_keys_that_come_at_once_do_as_when_they_come_slowly(screen: Terminal, tmp_path: Path) -> None:
    # Typed, a menu opened and left, and the prep too, without a pause; then back, typed again, and quit.
    screen.send(b"abc\x1bOQ\x1b\x1b")
    screen.wait("uw gesprekken op school", "enter openen")
    screen.settle()
    screen.send(b"\rdef\x11")
    assert screen.wait_end() == 0
    assert sorted(read_prep(tmp_path / FILE).prep.ask.mind) == list("abcdef")


def test_enter_at_once_after_coming_back_to_all_preps_opens_the_prep(screen: Terminal, tmp_path: Path) -> None:
    f3, f4 = b"\x1bOR", b"\x1bOS"
    screen.send(b"abc" + 3 * f3 + b"\r" + 2 * f4 + b"def\x11")
    assert screen.wait_end() == 0
    assert sorted(read_prep(tmp_path / FILE).prep.ask.mind) == list("abcdef")
    assert [file.name for file in tmp_path.glob("*.toml")] == [FILE]


def test_a_paste_can_not_break_out(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"\x1b[200~abc\x1b\x11def\r\n\x1b[21~ghi\x1b[201~jkl")
    screen.wait("ghijkl")
    assert kept(screen, tmp_path) == "abcdef\n[21~ghijkl"


def test_a_paste_on_a_list_begins_a_line_and_picks_nothing(screen: Terminal, tmp_path: Path) -> None:
    screen.press("tab")
    screen.settle()
    screen.press("down", "down")
    screen.settle()
    before = read_prep(tmp_path / FILE).prep.ask.questions
    screen.send(b"\x1b[200~2 x 3\r\x1b[201~")
    screen.wait("2 x 3")
    assert kept(screen, tmp_path) == ""
    after = read_prep(tmp_path / FILE).prep.ask.questions
    (added,) = after.keys() - before.keys()
    assert after[added].text == "2 x 3"
    assert {key: after[key] for key in before} == before


def test_a_paste_without_an_end_ends(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"\x1b[200~abc")
    screen.wait("abc")
    screen.press("d", "left", "e")
    screen.wait("abced")
    assert kept(screen, tmp_path) == "abced"


@pytest.mark.parametrize(("begin", "end"), [(b"\x1b[200~", b"\x1b[201~"), (b"", b"")], ids=["marked", "unmarked"])
def test_a_huge_paste_is_cut_and_says_so(begin: bytes, end: bytes, screen: Terminal, tmp_path: Path) -> None:
    os.set_blocking(screen.fd, False)
    rest = begin + "Zo gaat het al een tijdje, zegt Zoë.\r".encode() * 8000 + end
    while rest:
        try:
            rest = rest[os.write(screen.fd, rest[:4000]) :]
        except BlockingIOError:
            screen.read(0.01)
    screen.wait("Dat is te lang")
    text = kept(screen, tmp_path)
    assert LONG_LIMIT - 1 <= len(text) <= LONG_LIMIT
    assert set(text.splitlines()[:-1]) == {"Zo gaat het al een tijdje, zegt Zoë."}


def resize(screen: Terminal, width: int, height: int) -> None:
    screen.screen.resize(max(height, 2), max(width, 2))
    fcntl.ioctl(screen.fd, termios.TIOCSWINSZ, struct.pack("4H", height, width, 0, 0))


def test_any_size_and_a_storm_of_them(screen: Terminal, tmp_path: Path) -> None:
    rolls = random.Random(0)
    sizes = [(1, 1), (0, 0), (10, 2), (300, 100), (2000, 2000)]
    for size in sizes:
        resize(screen, *size)
        screen.press("tab", "pagedown", "pageup", "end", "up", "down")
        screen.settle(0.05)
    for _ in range(100):
        resize(screen, rolls.randrange(400), rolls.randrange(120))
        screen.read(0.001)
    screen.settle()
    resize(screen, 80, 24)
    screen.wait("Stap 3 van 5")
    picture = screen.settle(0.6)
    resize(screen, 100, 30)
    screen.settle()
    screen.screen.reset()
    resize(screen, 80, 24)
    screen.wait(*picture.splitlines())
    assert kept(screen, tmp_path) == ""


def taken(screen: Terminal) -> tuple[float, int]:
    """The processor's seconds that the program took until now, and the most memory it ever had, in MB."""
    times = Path(f"/proc/{screen.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    status = Path(f"/proc/{screen.pid}/status").read_text()
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK"), int(status.partition("VmHWM:")[2].split()[0]) // 1024


HUGE = [(65_535, 65_535), (80, 65_535), (65_535, 24)]


@pytest.mark.parametrize("size", HUGE)
def test_a_terminal_that_claims_to_be_huge_gets_a_picture_that_fits_in_memory(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with field(tmp_path, size=size, env={"COLUMNS": "65535", "LINES": "65535"}) as screen:
        # No emulator of that size is needed: what was sent is looked at itself.
        screen.looks, screen.screen = False, pyte.Screen(1, 1)
        while b"Stap 3 van 5" not in screen.raw:
            assert screen.read(20), "no first picture"
        screen.settle(1.0)
        at_first, memory = taken(screen)
        assert memory < 100
        screen.settle(1.0)
        assert taken(screen)[0] - at_first < 0.3, "nothing is done while nothing happens"
        reached = [tuple(map(int, place.split(b";"))) for place in re.findall(rb"\x1b\[(\d+;\d+)H", screen.raw)]
        assert max(row for row, _ in reached) <= driver.LARGEST[1]
        screen.press("Zuiver")
        assert kept(screen, tmp_path) == "Zuiver"


def test_a_window_that_becomes_huge_is_drawn_within_reason(screen: Terminal, tmp_path: Path) -> None:
    screen.looks, screen.screen = False, pyte.Screen(1, 1)
    fcntl.ioctl(screen.fd, termios.TIOCSWINSZ, struct.pack("4H", 65_535, 65_535, 0, 0))
    while b"\x1b[200;" not in screen.raw:
        assert screen.read(20), "no picture of the largest size"
    screen.settle(1.0)
    assert taken(screen)[1] < 130
    assert b"\x1b[201;" not in screen.raw
    assert kept(screen, tmp_path) == ""


@pytest.mark.parametrize("said", [(65_535, 65_535), (1, 1), (0, 0), (21, 7)])
async def test_whatever_a_terminal_says_the_app_draws_within_reason_from_the_first_moment(
    said: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", said[1], said[0], 0, 0))
        monkeypatch.setattr(sys, "__stdin__", SimpleNamespace(fileno=lambda: theirs, isatty=lambda: True))
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        app: App[None] = App(driver_class=QuietDriver)
        app._driver = QuietDriver(app)
        # Textual asks this before any resize was told.
        width, height = app.size
    finally:
        os.close(ours)
        os.close(theirs)
    assert driver.SMALLEST[0] <= width <= driver.LARGEST[0]
    assert driver.SMALLEST[1] <= height <= driver.LARGEST[1]
    assert said != (21, 7) or (width, height) == said


class _Gone(io.StringIO):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.error = OSError(number, os.strerror(number))

    def write(self, _: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error


@pytest.mark.parametrize("number", [errno.EIO, errno.ENXIO, errno.EPIPE])
def test_writing_to_a_line_that_dropped_is_no_bug(number: int) -> None:
    output = Output(_Gone(number))
    output.write("x")
    output.flush()


def test_another_failure_of_the_output_is_seen() -> None:
    with pytest.raises(OSError, match="descriptor"):
        Output(_Gone(errno.EBADF)).write("x")


def test_a_dropped_line_is_not_noted_as_a_bug(tmp_path: Path) -> None:
    with field(tmp_path) as screen:
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("Zuiver")
        screen.wait("Zuiver")
        screen.hang_up()
        os.waitpid(screen.pid, 0)
        screen.status = 0
    assert not list(tmp_path.rglob("problems*.log"))
    assert read_prep(tmp_path / FILE).prep.ask.mind == "Zuiver"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP])
def test_signals_that_are_keys_do_nothing(number: int, screen: Terminal, tmp_path: Path) -> None:
    os.kill(screen.pid, number)
    screen.press("a")
    screen.wait("a")
    assert kept(screen, tmp_path) == "a"


def test_a_burst_that_is_still_held_is_kept_when_the_program_is_told_to_end(screen: Terminal, tmp_path: Path) -> None:
    screen.send(b"z" * 60)
    screen.read(0.02)
    os.kill(screen.pid, signal.SIGTERM)
    screen.wait_end()
    assert read_prep(tmp_path / FILE).prep.ask.mind == "z" * 60


def test_stopped_from_outside_it_comes_back(screen: Terminal, tmp_path: Path) -> None:
    before = screen.text
    for _ in range(2):
        os.kill(screen.pid, signal.SIGSTOP)
        os.waitpid(screen.pid, os.WUNTRACED)
        # As a shell does that takes the terminal for itself.
        tty.setcbreak(screen.fd)
        screen.stream.feed(b"\x1b[2J$ fg")
        os.kill(screen.pid, signal.SIGCONT)
        screen.wait("Stap 3 van 5")
        screen.settle()
        assert screen.text == before
    screen.press("a", "b")
    screen.wait("ab")
    assert kept(screen, tmp_path) == "ab"


@pytest.mark.parametrize("is_cooked", [False, True], ids=["left alone", "taken by a shell"])
def test_no_key_is_lost_around_a_stop_from_outside(is_cooked: bool, screen: Terminal, tmp_path: Path) -> None:
    text = ""
    for n in range(3):
        # Before it stops, while it stands still, and while it comes back.
        screen.send(f"<{n}abcdefgh".encode())
        os.kill(screen.pid, signal.SIGSTOP)
        os.waitpid(screen.pid, os.WUNTRACED)
        if is_cooked:
            tty.setcbreak(screen.fd, termios.TCSANOW)
        screen.send(b"ijklmnop")
        os.kill(screen.pid, signal.SIGCONT)
        for letter in b"qrstuvwxyz>":
            screen.send(bytes([letter]))
        text += f"<{n}abcdefghijklmnopqrstuvwxyz>"
        screen.wait(text[-5:])
    screen.wait("Stap 3 van 5")
    assert kept(screen, tmp_path) == text


def test_what_another_program_set_meanwhile_is_set_back(screen: Terminal) -> None:
    def start(raw: bytes) -> set[bytes]:
        return set(re.findall(rb"\x1b\[\?(?:1049|25|1004|2004|7)[hl]|\x1b\[[>=][0-9;]*u|\x1b>", raw))

    sent, attributes = start(screen.raw), termios.tcgetattr(screen.fd)
    os.kill(screen.pid, signal.SIGSTOP)
    os.waitpid(screen.pid, os.WUNTRACED)
    tty.setcbreak(screen.fd)
    screen.raw = b""
    os.kill(screen.pid, signal.SIGCONT)
    screen.wait("Stap 3 van 5")
    screen.settle()
    while not sent <= start(screen.raw):
        assert screen.read(20), sent - start(screen.raw)
    assert len(sent) > 6
    assert termios.tcgetattr(screen.fd) == attributes


def test_a_signal_that_another_thread_takes_is_answered_too(screen: Terminal) -> None:
    screen.settle()
    threads = {int(name) for name in os.listdir(f"/proc/{screen.pid}/task")} - {screen.pid}
    assert threads
    assert not CDLL(None).tgkill(screen.pid, threads.pop(), signal.SIGTERM)
    assert screen.wait_end() == 128 + signal.SIGTERM


def test_what_was_shown_is_gone_after_the_end_where_a_terminal_has_one_screen(tmp_path: Path) -> None:
    # As a Linux console, and as this emulator, which knows no other screen either.
    with field(tmp_path, env={"TERM": "linux"}) as screen:
        screen.wait("Wat houdt u bezig?")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
        assert not screen.text.strip()


def test_idle_it_sleeps(screen: Terminal) -> None:
    def clock() -> int:
        fields = Path(f"/proc/{screen.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    screen.settle(0.5)
    before = clock()
    time.sleep(0.5)
    assert clock() - before <= 1
