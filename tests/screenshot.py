"""A picture of a program's output in a real xterm, on a screen without a monitor; and the QR code in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

from tests.needs import program

NEEDED = ("Xvfb", "xterm", "import", "zbarimg", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
_SHOW = "stty raw -echo; cat {file}; sleep 60"
"""Without echo, because xterm's answers to the program's queries arrive as typed text."""


@dataclass(frozen=True)
class Display:
    """A screen without a monitor."""

    name: str
    folder: Path

    @contextmanager
    def xterm(
        self, painted: bytes, size: tuple[int, int], font: str = "DejaVu Sans Mono", points: float = 10
    ) -> Iterator[None]:
        """Run an xterm that shows these bytes, in the corner of the screen."""
        file = self.folder / "painted"
        file.write_bytes(painted)
        look = ["-fa", font, "-fs", str(points), "-geometry", f"{size[0]}x{size[1]}+0+0", "-b", "0", "+sb"]
        command = [str(program("xterm")), *look, "-e", "/bin/sh", "-c", _SHOW.format(file=file)]
        environment = {"DISPLAY": self.name, "PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(self.folder)}
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            try:
                yield
            finally:
                process.kill()

    def shot(self) -> Path:
        """Take a picture of the screen now."""
        file = self.folder / "shot.png"
        command = [str(program("import")), "-display", self.name, "-window", "root", str(file)]
        subprocess.run(command, check=True, capture_output=True)
        return file

    def read(self, limit: float = 10) -> tuple[str, str]:
        """Wait until the code is painted; returns its text by two readers, zxing and zbar."""
        end = time.monotonic() + limit
        while True:
            shot = self.shot()
            by_zxing = read_by_zxing(shot)
            if by_zxing or time.monotonic() > end:
                return by_zxing, read_by_zbar(shot)
            time.sleep(0.05)


def read_by_zxing(picture: Path) -> str:
    """Read the picture, else a blurred copy: as with a camera, the gaps that a font leaves are then no lines."""
    import zxingcpp  # noqa: PLC0415 - only where pictures are read

    with Image.open(picture) as image:
        sharp = image.convert("L")
    found = zxingcpp.read_barcodes(sharp) or zxingcpp.read_barcodes(sharp.filter(ImageFilter.GaussianBlur(1.5)))
    return "\n".join(each.text for each in found)


def read_by_zbar(picture: Path) -> str:
    command = [str(program("zbarimg")), "--quiet", "--raw", "--nodbus", str(picture)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.removesuffix("\n")


@contextmanager
def display(folder: Path) -> Iterator[Display]:
    """Run a screen of our own, with a free number."""
    read, write = os.pipe()
    command = [str(program("Xvfb")), "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL, stdout=sys.stderr) as process:
        os.close(write)
        try:
            with os.fdopen(read) as number:
                yield Display(f":{number.readline().strip()}", folder)
        finally:
            process.terminate()
