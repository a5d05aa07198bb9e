"""The pocket card in a terminal: what two readers find in a picture of it is the card, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter
from textual.geometry import Size

from gespreksklaar.content.sheets.pocket import pocket_card
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.qr_card import can_show
from gespreksklaar.screens.pages.qr_code import QrCode, make_codes
from tests.at_review import at_ways, make_folder
from tests.needs import needs
from tests.screenshot import NEEDED, display
from tests.tui.walk import number_of

SIZE = (80, 24)


def card(folder: Path) -> str:
    return pocket_card(read_prep(folder / "sam.toml").prep, Texts("nl"))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@needs(*NEEDED)
def test_two_readers_find_the_card_on_a_picture_of_the_terminal(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "data")
    read: list[str] = []
    with at_ways(folder, size=SIZE) as screen, display(tmp_path) as monitor:
        screen.press(number_of("Kaartje voor uw telefoon", screen.text))
        for number in (1, 2):
            screen.wait(f"Code {number} van 2")
            screen.settle()
            with monitor.xterm(screen.raw, SIZE):
                by_zxing, by_zbar = monitor.read()
            assert by_zxing == by_zbar
            assert by_zxing.startswith(f"({number}/2) ")
            read.append(re.sub(r"^\(./2\) ", "", by_zxing))
            screen.press("space")
    assert squeezed(" ".join(read)) == squeezed(card(folder))


def test_no_code_where_the_font_has_no_blocks(tmp_path: Path) -> None:
    with at_ways(make_folder(tmp_path), env={"TERM": "linux"}) as screen:
        assert "QR" not in screen.text
        assert " Bewaren in een bestand" in screen.text


# Each kind of code on its own, painted as the terminal would.


def painted(text: str, columns: int, rows: int) -> Iterator[tuple[str, QrCode]]:
    for part, shape in make_codes(text, columns, rows):
        code = QrCode()
        code.show(part, shape)
        yield part, code


def picture(code: QrCode) -> Image.Image:
    """Its cells as pixels, two to a cell, made larger as a screen does."""
    width, height = code.get_content_width(Size(), Size()), code.get_content_height(Size(), Size(), 0)
    image = Image.new("L", (width, 2 * height), 128)
    for y in range(height):
        for x, segment in enumerate(code.render_line(y)):
            assert segment.style is not None
            assert segment.style.bgcolor is not None
            below = 255 * (segment.style.bgcolor.name == "#ffffff")
            above = below if segment.text == " " else 255 * (segment.style.color.name == "#ffffff")  # type: ignore[union-attr]
            image.putpixel((x, 2 * y), above)
            image.putpixel((x, 2 * y + 1), below)
    return image.resize((width * 6, height * 12), Image.Resampling.NEAREST)


@pytest.mark.parametrize("window", [(40, 18), (80, 23), (100, 29), (120, 39), (200, 60)])
@pytest.mark.parametrize("length", [10, 120, 260, 700])
def test_every_part_fits_and_is_read_back(window: tuple[int, int], length: int) -> None:
    text = ("één woord, " * 100)[:length].strip()
    parts = list(painted(text, *window))
    for part, code in parts:
        width, height = code.get_content_width(Size(), Size()), code.get_content_height(Size(), Size(), 0)
        assert width <= window[0]
        assert height <= window[1]
        (found,) = zxingcpp.read_barcodes(picture(code))
        assert found.text == part


def as_a_phone_sees(image: Image.Image, turned: float) -> Image.Image:
    """The picture at an angle, turned, lit from one side, out of focus, with noise, and pressed as a photo is."""
    image = image.resize((2 * image.width, 2 * image.height), Image.Resampling.NEAREST)
    side = 2 * max(image.size)
    screen = Image.new("L", (side, side), 40)
    screen.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    # Its far side is an eighth smaller than its near one.
    seen = screen.transform(
        screen.size,
        Image.Transform.PERSPECTIVE,
        (1.06, 0.06, -side / 16, 0.0, 1.12, -side / 16, 0.0, 0.125 / side),
        Image.Resampling.BICUBIC,
    ).rotate(turned, Image.Resampling.BICUBIC, fillcolor=40)
    light = Image.linear_gradient("L").rotate(90).resize(seen.size)
    seen = ImageChops.multiply(seen, light.point(lambda value: 90 + value * 165 // 255))
    seen = Image.blend(seen, Image.effect_noise(seen.size, 60), 0.2).filter(ImageFilter.GaussianBlur(3.0))
    pressed = BytesIO()
    seen.save(pressed, "JPEG", quality=40)
    return Image.open(pressed)


@pytest.mark.parametrize(("window", "turned"), [((40, 18), 12), ((80, 23), -30), ((120, 39), 0)])
def test_a_code_is_read_at_an_angle_out_of_focus_and_in_bad_light(window: tuple[int, int], turned: float) -> None:
    for part, code in islice(painted("één woord, " * 24, *window), 2):
        (found,) = zxingcpp.read_barcodes(as_a_phone_sees(picture(code), turned))
        assert found.text == part


@pytest.mark.parametrize(
    ("size", "terminal", "offered"),
    [
        ((80, 24), "xterm-256color", True),
        ((80, 24), "linux", False),
        ((80, 24), "vt220", False),
        ((40, 12), "xterm-256color", False),
        ((40, 24), "screen", True),
    ],
)
def test_where_a_code_is_offered(size: tuple[int, int], terminal: str, offered: bool) -> None:
    assert can_show(Size(*size), terminal) is offered


def test_a_larger_window_needs_fewer_codes_with_more_repair() -> None:
    text = "woord " * 40
    series = [make_codes(text, columns, rows) for columns, rows in ((40, 18), (80, 23), (120, 39))]
    assert [len(codes) for codes in series] == sorted((len(codes) for codes in series), reverse=True)
    assert series[-1][0][1].quiet == 4
