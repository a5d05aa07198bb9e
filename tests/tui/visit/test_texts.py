"""What a kiosk says otherwise, and with a helper beside otherwise again."""

import pytest

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.visit.app import kiosk_texts
from tests.small_guide import speak_from

GUIDE = {
    "nl/ui": 'bye = "tot ziens"\nhello = "dag"\nkept = "bewaard"\nsheet = "uw blad"',
    "nl/kiosk": '[instead.ui]\nkept = "wordt straks gewist"\n[helper.ui]\nbye = "dag, en dank"',
    "nl/sheet": "",
    "en/ui": 'bye = "goodbye"\nhello = "good day"\nkept = "saved"\nsheet = "your sheet"',
    "en/kiosk": '[instead.ui]\nhello = "welcome"\n[helper.ui]\nhello = "welcome both"',
    "en/sheet": '[instead.child.ui]\nsheet = "for you"',
}


@pytest.mark.parametrize(
    ("key", "words", "alone", "helped"),
    [
        ("ui.hello", "good day", "welcome", "welcome both"),
        ("ui.kept", "saved", "saved", "saved"),
        ("ui.bye", "goodbye", "goodbye", "goodbye"),
    ],
)
def test_the_own_language_goes_before_what_a_kiosk_says_in_dutch(
    monkeypatch: pytest.MonkeyPatch, key: str, words: str, alone: str, helped: str
) -> None:
    speak_from(monkeypatch, GUIDE)
    assert Texts("en")(key) == words
    assert kiosk_texts("en")(key) == alone
    assert kiosk_texts("en", helper=True)(key) == helped


def test_a_sheet_of_a_kiosk_says_the_words_of_its_reader_then_of_the_kiosk(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_from(monkeypatch, GUIDE)
    told = kiosk_texts("en").for_reader("child")
    assert [told(key) for key in ("ui.sheet", "ui.hello", "ui.kept")] == ["for you", "welcome", "saved"]
