"""A whole machine: Debian in QEMU with a real console, keyboard, systemd, udev and USB, and pictures of its screen.

Runs without hardware virtualisation; needs root and the packages qemu-system-x86, qemu-utils and e2fsprogs. A root
shell on the serial line (root, password `root`) looks inside; no visitor has that line. Key names are QEMU's: ret, spc,
alt-f2.
"""

from __future__ import annotations

import base64
import re
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Self

_MEMORY = 1024
"""Megabytes."""
_HELD = 30
"""Milliseconds that QEMU takes for a key to go down, and to come up."""
_NAMED = {
    " ": "spc", "-": "minus", ".": "dot", ",": "comma", "/": "slash", "=": "equal", "'": "apostrophe", ";": "semicolon",
    "_": "shift-minus", "?": "shift-slash", ":": "shift-semicolon", "*": "shift-8", "+": "shift-equal", "!": "shift-1",
    '"': "shift-apostrophe", "`": "grave_accent", "^": "shift-6", "\n": "ret",
}  # fmt: skip
"""QEMU's names of keys, as a keyboard sold in the Netherlands (US) has the signs."""


class TooSlowError(AssertionError):
    """What was waited for did not happen."""


def make_disk(root: Path, disk: Path, size: str = "4G") -> None:
    """A disk with all that is below this folder."""
    subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-d", root, disk, size], check=True)


class Machine:
    """Boots at once, from a layer of its own over `disk`, which stays as it is.

    `size` is the screen's, in dots; None is a machine without a frame buffer: 80x25 signs, as the firmware shows them.
    """

    def __init__(
        self,
        root: Path,
        disk: Path,
        work: Path,
        *,
        size: tuple[int, int] | None = (1280, 800),
        network: str = "none",
        parameters: str = "",
    ) -> None:
        self.work = work
        work.mkdir(parents=True)
        self._layer = work / "disk.qcow2"
        self._disk = disk
        layer = ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", disk.resolve(), self._layer]
        subprocess.run(layer, check=True)
        kernel, initrd = (sorted((root / "boot").glob(f"{name}*"))[-1] for name in ("vmlinuz", "initrd"))
        line = "root=/dev/sda rw console=ttyS0 console=tty0 net.ifnames=0 quiet"
        line = f"{line} {boot_parameters(root)} {'' if size else 'nomodeset'} {parameters}"
        wide, high = size or (1024, 768)
        # The rows of QEMU's VGA hold a multiple of eight dots.
        screen = "virtio-vga" if wide % 8 else "VGA"
        self._command: list[str | Path] = [
            "setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64", "-machine", "q35,i8042=off",
            "-accel", "tcg,thread=multi,tb-size=256", "-smp", "2",
            "-m", str(_MEMORY), "-nic", network, "-kernel", kernel, "-initrd", initrd,
            "-append", " ".join(line.split()),
            # A disk that forgets what it said it wrote would not boot after its plug was pulled.
            "-drive", f"file={self._layer},format=qcow2,if=none,id=d0,cache=writeback",
            "-device", "ahci,id=ahci", "-device", "ide-hd,drive=d0,bus=ahci.0",
            "-device", f"{screen},xres={wide},yres={high},edid=on", "-display", "none",
            "-device", "qemu-xhci,id=xhci", "-device", "usb-kbd,bus=xhci.0",
            "-monitor", f"unix:{work}/monitor,server,nowait",
            "-chardev", f"socket,id=s0,path={work}/line,server=on,wait=off,logfile={work}/serial.log,logappend=on",
            "-serial", "chardev:s0",
        ]  # fmt: skip
        self._sticks = count(1)
        self.power_on()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.pull_the_plug()

    # The machine as such.

    def power_on(self) -> None:
        """Start it; its disk is as it was left."""
        for name in ("monitor", "line"):
            (self.work / name).unlink(missing_ok=True)
        self._booted_at = len(self.serial())
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
        self.started = time.monotonic()
        self.wait_for(lambda: (self.work / "line").exists() and (self.work / "monitor").exists(), 20)
        self._monitor = self._open("monitor")
        # An open line that nobody reads would hold the machine up.
        self._line: socket.socket | None = None
        self._read(self._monitor, b"(qemu) ")

    def pull_the_plug(self) -> None:
        """Off, at once."""
        self._process.kill()
        self._process.wait()
        self._monitor.close()
        if self._line is not None:
            self._line.close()

    def reset(self) -> None:
        """The reset button."""
        self._booted_at = len(self.serial())
        self.monitor("system_reset")
        self._forget_shell()

    def power_key(self, seconds: float = 120) -> float:
        """The power key; gives the seconds until the machine was off."""
        start = time.monotonic()
        self.monitor("system_powerdown")
        self._process.wait(seconds)
        return time.monotonic() - start

    @property
    def is_on(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def save_memory(self) -> Path:
        """All of its memory, in a file."""
        file = self.work / "memory"
        self.monitor("stop")
        self.monitor(f'pmemsave 0 {_MEMORY << 20} "{file}"')
        self.wait_for(lambda: file.exists() and file.stat().st_size == _MEMORY << 20, 120, "no memory saved")
        self.monitor("cont")
        return file

    def save_disk(self) -> Path:
        """All that is on its disk, as it would be read by who takes it out, in a file."""
        file = self.work / "disk.raw"
        self.monitor("stop")
        copy = ["qemu-img", "convert", "-U", "-f", "qcow2", "-O", "raw", self._layer, file]
        subprocess.run(copy, check=True)
        self.monitor("cont")
        return file

    def monitor(self, command: str) -> str:
        """What QEMU answers to this."""
        try:
            self._monitor.sendall(command.encode() + b"\n")
            return self._read(self._monitor, b"\n(qemu) ")
        except OSError:
            # It went off meanwhile.
            return ""

    def serial(self) -> str:
        """All that came over the serial line so far."""
        log = self.work / "serial.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def wait_for(self, what: Callable[[], object], seconds: float = 120.0, name: str = "") -> float:
        """Until `what()` holds; gives the seconds it took. Raises TooSlowError."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if what():
                return time.monotonic() - start
            time.sleep(0.1)
        raise TooSlowError(name or f"nothing within {seconds:.0f} s")

    # What somebody in front of it does and sees.

    def press(self, *keys: str) -> None:
        """Press these keys, each once the machine has read the one before it."""
        for key in keys:
            self.hurry(key)
            # A machine that is too busy to read loses what it is sent; one that answers has read.
            self.run(":")

    def hurry(self, *keys: str) -> None:
        """Press these keys one after another, whatever becomes of them; then all have been let go."""
        for key in keys:
            self.monitor(f"sendkey {key} {_HELD}")
            # QEMU answers at once, and presses them one by one: down in turn, then up.
            time.sleep(2 * (key.count("-") + 1) * _HELD / 1000)

    def type(self, text: str) -> None:
        """Type this on a keyboard with US letters."""
        self.press(*(_NAMED.get(s, f"shift-{s.lower()}" if s.isupper() else s) for s in text))

    def picture(self, png: Path) -> tuple[int, int, int]:
        """What the screen shows, as a PNG; gives width, height, and how many of its dots are lit."""
        ppm = self.work / "screen.ppm"
        ppm.unlink(missing_ok=True)
        self.monitor(f"screendump {ppm}")
        self.wait_for(lambda: ppm.exists() and _is_whole(ppm), 5)
        _, size, _, dots = ppm.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        rows = b"".join(b"\0" + dots[y * width * 3 : (y + 1) * width * 3] for y in range(height))

        def part(name: bytes, body: bytes) -> bytes:
            return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

        head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
        body = part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
        png.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
        return width, height, sum(map(bool, dots[::3]))

    def plug(self, image: Path, options: str = "") -> str:
        """Put a memory stick in; gives its name. `options` are those of QEMU's drive, such as `readonly=on`."""
        name = f"stick{next(self._sticks)}"
        more = f",{options}" if options else ""
        self.monitor(f"drive_add 0 if=none,id=d{name},file={image.resolve()},format=raw{more}")
        self.monitor(f"device_add usb-storage,id={name},drive=d{name},bus=xhci.0")
        return name

    def unplug(self, name: str) -> None:
        """Pull a stick, or what else was plugged in under this name, out."""
        self.monitor(f"device_del {name}")

    # What a root shell sees of it.

    def run(self, command: str, seconds: float = 30.0) -> str:
        """The output of a command in a root shell on the serial line."""
        line = self._line or self._log_in()
        line.sendall(f"echo BEG''IN; {{ {command}\n}} 2>&1; printf '\\nEN''D\\n'\n".encode())
        said = self._read(line, b"\nEND\r", seconds)
        if "\nEND\r" not in said:
            self._forget_shell()
            raise TooSlowError(f"{command}: {said[-300:]}")
        return said.partition("BEGIN\r\n")[2].rpartition("END\r")[0].replace("\r", "").strip("\n")

    def screen(self, terminal: int = 1) -> list[str]:
        """The rows of text that a virtual terminal holds, as the kernel knows them: one sign a cell."""
        said = self.run(f"stty -F /dev/tty{terminal} size; gzip </dev/vcsu{terminal} | base64 -w0")
        # The kernel may say something on this line at any moment.
        size, data = re.search(r"^\d+ (\d+)$", said, re.M), re.search(r"H4sI[\w+/=]+", said)
        if not (size and data):
            return []
        columns = int(size[1])
        signs = zlib.decompress(base64.b64decode(data[0]), 31).decode("utf-32-le", "replace")
        return [signs[at : at + columns].rstrip() for at in range(0, len(signs), columns)]

    def see(self, words: str, seconds: float = 60.0, terminal: int = 1) -> list[str]:
        """Wait until these words are on the screen; gives its rows. Raises TooSlowError, with what is there instead."""
        rows: list[str] = []

        def is_there() -> bool:
            nonlocal rows
            rows = self.screen(terminal)
            return words in "\n".join(rows)

        try:
            self.wait_for(is_there, seconds)
        except TooSlowError:
            self.picture(self.work / "instead.png")
            raise TooSlowError(f"{words!r} did not come; there is:\n" + "\n".join(filter(None, rows))) from None
        return rows

    def _log_in(self) -> socket.socket:
        self.wait_for(lambda: "login: " in self.serial()[self._booted_at :], 240, "no login")
        line = self._line = self._open("line")
        for text, answer in (("", b"login: "), ("root", b"Password: "), ("root", b"# ")):
            line.sendall(text.encode() + b"\n")
            self._read(line, answer, 30)
        quiet = "stty -echo; bind 'set enable-bracketed-paste off'; export PAGER=cat SYSTEMD_PAGER=cat TERM=dumb PS1="
        line.sendall(f"{quiet}; echo REA''DY\n".encode())
        self._read(line, b"READY\r\n", 30)
        return line

    def _forget_shell(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _open(self, name: str) -> socket.socket:
        link = socket.socket(socket.AF_UNIX)
        link.connect(str(self.work / name))
        return link

    def _read(self, link: socket.socket, until: bytes, seconds: float = 10.0) -> str:
        data, end = b"", time.monotonic() + seconds
        while until not in data and (left := end - time.monotonic()) > 0:
            link.settimeout(left)
            with suppress(TimeoutError):
                if not (got := link.recv(65536)):
                    break
                data += got
        return data.decode(errors="replace")


def boot_parameters(root: Path) -> str:
    """What the machine's own GRUB gives its kernel, by /etc/default/grub.d: we boot without GRUB."""
    files = sorted((root / "etc/default/grub.d").glob("*.cfg"))
    script = "".join(f'. "{file}"\n' for file in files) + 'echo "$GRUB_CMDLINE_LINUX"'
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def _is_whole(ppm: Path) -> bool:
    with suppress(ValueError):
        _, size, _, dots = ppm.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        return len(dots) == width * height * 3
    return False
