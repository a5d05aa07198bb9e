"""A real cupsd on its own socket, with queues that print to a folder of PDF files, and the text of those."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import re
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import program

PPD = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"
NEEDED = ("cupsd", "lp", "lpstat", "cancel", "lpadmin", "/usr/lib/cups/filter/texttopdf", PPD)
_BACKEND = """#!/bin/sh
[ $# = 0 ] && { echo 'direct folder "a folder" "a folder"'; exit 0; }
cd "${DEVICE_URI#folder:}" || exit 1
[ -e out-of-paper ] && { echo "STATE: +media-empty-error" >&2; exec sleep 60; }
echo "STATE: -media-empty-error" >&2
[ -e slow ] && exec sleep 60
cat "${6:--}" > "$1.new" && mv "$1.new" "$1.pdf"
"""
_CONF = """
Listen {folder}/socket
PreserveJobFiles No
PreserveJobHistory No
Browsing No
<Policy default>
JobPrivateValues all
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
<Location />
Order allow,deny
Allow all
</Location>
"""
_LEFT = 54
"""The left margin in points."""
_FILES = """
ServerRoot {folder}/etc
ServerBin {folder}/bin
DataDir /usr/share/cups
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
User {user}
Group {group}
SystemGroup {group}
"""


@dataclass(frozen=True)
class PrintServer:
    """A running cupsd."""

    folder: Path

    @property
    def address(self) -> str:
        return str(self.folder / "socket")

    @property
    def printer(self) -> Path:
        """The folder of the printer: its PDF files, and files `slow` and `out-of-paper` that make it so."""
        return self.folder / "out"

    def run(self, *command: str) -> str:
        """Run a command of CUPS; returns its output."""
        environment = {"CUPS_SERVER": self.address, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/usr/sbin"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def add_queue(self, name: str) -> None:
        self.run("lpadmin", "-p", name, "-E", "-v", f"folder:{self.printer}", "-P", PPD)

    def printed(self, *, large: bool = False, limit: float = 10) -> list[str]:
        """Wait for the one printed job and delete it; returns the text of each page."""
        end = time.monotonic() + limit
        while not (found := list(self.printer.glob("*.pdf"))):
            assert time.monotonic() < end, (self.folder / "log" / "error").read_text()
            time.sleep(0.02)
        (file,) = found
        pages = pdf_pages(file.read_bytes(), *((9, 18) if large else (6, 12)))
        file.unlink()
        return pages

    def spool(self) -> list[Path]:
        """The files in the spool now."""
        return [file for file in (self.folder / "spool").rglob("*") if file.is_file()]


@contextmanager
def print_server() -> Iterator[PrintServer]:
    """Run a cupsd with a queue `pdf`, as a user without rights; it and its folder are gone afterwards."""
    as_root = os.geteuid() == 0
    user, group = ("nobody", "nogroup") if as_root else (getpass.getuser(), grp.getgrgid(os.getgid()).gr_name)
    # A socket's path has to be short, and the filters may not read pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="cups-"))
    try:
        _lay_out(folder, user, group)
        if as_root:
            uid, gid = pwd.getpwnam(user).pw_uid, grp.getgrnam(group).gr_gid
            for path in (folder, *folder.rglob("*")):
                # The links lead to the system's own files, which stay as they are.
                os.chown(path, uid, gid, follow_symlinks=False)
        command = [str(program("cupsd")), "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"]
        rights = {"user": user, "group": group, "extra_groups": ()} if as_root else {}
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, **rights) as process:  # type: ignore[call-overload]
            try:
                server = PrintServer(folder)
                _wait_for(server)
                server.add_queue("pdf")
                yield server
            finally:
                process.terminate()
    finally:
        shutil.rmtree(folder)


def _lay_out(folder: Path, user: str, group: str) -> None:
    folder.chmod(0o755)
    for name in ("etc/ppd", "cache", "state", "spool/tmp", "log", "out", "bin/backend"):
        (folder / name).mkdir(parents=True)
    for name in ("filter", "daemon", "notifier"):
        (folder / "bin" / name).symlink_to(f"/usr/lib/cups/{name}")
    (folder / "bin/backend/folder").write_text(_BACKEND)
    (folder / "bin/backend/folder").chmod(0o755)
    names = {"folder": folder, "user": user, "group": group}
    (folder / "cupsd.conf").write_text(_CONF.format(**names))
    (folder / "cups-files.conf").write_text(_FILES.format(**names))


def _wait_for(server: PrintServer) -> None:
    for _ in range(500):
        if Path(server.address).exists() and "not" not in server.run("lpstat", "-r"):
            return
        time.sleep(0.02)
    raise AssertionError((server.folder / "log" / "error").read_text())


# The text of texttopdf's PDF files. They have no table from glyphs to letters, so pdftotext is no help;
# but the embedded font has one.


def pdf_pages(data: bytes, across: int, down: int) -> list[str]:
    """The text of each page, laid out as printed; `across` and `down` are points per letter and per line."""
    streams = [_inflated(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    letters = next(_letters(stream) for stream in streams if stream.startswith(b"\0\1\0\0"))
    pages = [_page(stream.decode("latin-1"), letters, across, down) for stream in streams if b" Td\n" in stream]
    assert f"/Count {len(pages)} ".encode() in data
    return pages


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return data


def _page(content: str, letters: Mapping[int, str], across: int, down: int) -> str:
    found = re.findall(r"BT\s+([\d.]+) ([\d.]+) Td(.*?)ET", content, re.DOTALL)
    lines: dict[int, str] = {}
    for x, y, shown in found:
        row = round((float(found[0][1]) - float(y)) / down)
        lines[row] = lines.get(row, "").ljust(round((float(x) - _LEFT) / across)) + _shown(shown, letters)
    return "\n".join(lines.get(row, "") for row in range(max(lines) + 1))


def _shown(shown: str, letters: Mapping[int, str]) -> str:
    codes = "".join(re.findall(r"<([0-9a-f]*)>", shown))
    return "".join(letters[int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))


def _letters(font: bytes) -> dict[int, str]:
    """The letter of each glyph of a TrueType font, from its usual table for Unicode (format 4)."""
    tables = {font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * 20, 16)}
    start = tables[b"cmap"]
    for number in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">I", font[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        if struct.unpack(">H", font[at : at + 2])[0] == 4:
            return _format_4(font, at)
    raise AssertionError("a font without a table of letters")


def _format_4(font: bytes, at: int) -> dict[int, str]:
    count = struct.unpack(">H", font[at + 6 : at + 8])[0] // 2

    def row(offset: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", font[at + offset : at + offset + 2 * count])

    ends, starts, deltas, ranges = (row(14 + 2 * count * n + (2 if n else 0)) for n in range(4))
    letters: dict[int, str] = {}
    for index, (end, begin, delta, skip) in enumerate(zip(ends, starts, deltas, ranges, strict=True)):
        for code in range(begin, end + 1):
            if skip:
                place = at + 16 + 6 * count + 2 * index + skip + 2 * (code - begin)
                shape = struct.unpack(">H", font[place : place + 2])[0]
            else:
                shape = code
            if shape or not skip:
                letters.setdefault((shape + delta) % 0x10000, chr(code))
    return letters
