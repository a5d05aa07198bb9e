"""The words of school and the pages for a hard talk, by keys."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App

from gespreksklaar import tui
from gespreksklaar.content.guidance.bank import Hard, bank, school_words, sources
from gespreksklaar.content.guidance.hard import SAFETY
from gespreksklaar.content.guidance.jargon import meaning, search
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.home.hard_moments import hard_page, hard_rows
from gespreksklaar.screens.home.jargon import WordsOfSchool
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.terminal.theme_names import DEFAULT
from gespreksklaar.tui.terminal.themes import THEMES
from tests.pressing import at_rest, press

NL = Texts("nl")


class Words(App[None], inherit_bindings=False):
    """Nothing but dialogs."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.gave: object = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT

    async def open(self, dialog: WordsOfSchool | Menu | Page) -> None:
        self.push_screen(dialog, self._took)
        await press(self)

    def _took(self, gave: object) -> None:
        self.gave = gave

    async def keys(self, *keys: str) -> str:
        """Press these keys; gives the words on the screen."""
        await press(self, *keys)
        return self.seen

    async def type(self, words: str) -> str:
        return await self.keys(*("space" if sign == " " else sign for sign in words))

    @property
    def seen(self) -> str:
        lines = (strip.text for strip in self.screen._compositor.render_strips())
        return " ".join(" ".join(lines).replace("│", " ").split())

    @property
    def rows(self) -> list[str]:
        """The words in the list."""
        assert isinstance(self.screen, WordsOfSchool)
        return [row.text for row in self.screen._list.rows]


@asynccontextmanager
async def words(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Words]:
    app = Words()
    async with app.run_test(size=size):
        yield app


async def clear(app: Words) -> None:
    assert isinstance(app.screen, WordsOfSchool)
    await app.keys(*["backspace"] * len(app.screen._line.value))


FOUND = {
    "OPP": "OPP",
    "pestcoordinator": "pestcoördinator",
    "ib'er": "IB'er",
    "extra ond": "extra ondersteuning",
    "doorstroomtoest": "doorstroomtoets",
}


async def test_typing_finds_a_word_with_or_without_accents_and_capitals() -> None:
    async with words() as app:
        await app.open(WordsOfSchool(NL))
        assert len(app.rows) == len(school_words())
        for typed, word in FOUND.items():
            await app.type(typed)
            await at_rest(app)
            assert app.rows[0] == word, typed
            assert search(typed)[0].term == word, typed
            assert meaning(NL, search(typed)[0].id).name in app.seen, typed
            await clear(app)
        await app.type("xyzzy")
        await at_rest(app)
        assert app.rows == []
        assert "Niets gevonden. Typ een ander stukje van het woord." in app.seen
        # There is nothing to go to below the line.
        await app.keys("down", "enter", "backspace")
        assert app.rows == []
        await clear(app)
        assert len(app.rows) == len(school_words())


async def test_enter_and_the_arrows_walk_the_words_and_explain_each() -> None:
    async with words() as app:
        await app.open(WordsOfSchool(NL))
        await app.type("dl")
        await app.keys("enter")
        await at_rest(app)
        assert "▶ DL" in app.seen
        assert "DL (didactische leeftijd)" in app.seen
        assert "Vraag: " in app.seen
        await app.keys("down")
        await at_rest(app)
        assert "▶ DLE" in app.seen
        assert "Hoe ver een kind is, geteld in maanden les." in app.seen
        assert "Nagekeken op" in app.seen
        # Up from the first goes back to the line, and so does typing on.
        await app.keys("up", "up")
        await app.keys("backspace", "backspace", "t", "l")
        assert app.rows[0] == "TLV"
        await app.keys("down")
        await app.keys("v")
        assert app.rows[0] == "TLV"
        await app.keys("down")
        await app.keys("enter")
        assert isinstance(app.gave, frozenset)
        assert app.gave >= {"dl", "dle", "tlv"}
        assert not isinstance(app.screen, WordsOfSchool)


async def test_space_puts_a_word_on_the_sheet_and_takes_it_off() -> None:
    chosen: set[str] = {"mdo"}

    def toggle(key: str) -> Set[str]:
        chosen.symmetric_difference_update({key})
        return frozenset(chosen)

    async with words() as app:
        await app.open(WordsOfSchool(NL, at="opp", chosen=frozenset(chosen), toggle=toggle))
        await at_rest(app)
        assert "▶ [ ] OPP" in app.seen
        assert "op mijn blad" in app.seen
        await app.keys("space")
        await at_rest(app)
        assert "▶ [x] OPP" in app.seen
        assert chosen == {"mdo", "opp"}
        await app.keys("space")
        await at_rest(app)
        assert "▶ [ ] OPP" in app.seen
        await app.keys("escape")
        assert app.gave == {"opp"}
        # Without a sheet there is nothing to put it on.
        await app.open(WordsOfSchool(NL, at="opp"))
        await app.keys("space")
        await at_rest(app)
        assert "[" not in app.seen
        assert "op mijn blad" not in app.seen


async def test_in_a_narrow_window_a_long_meaning_is_read_by_turning_the_page() -> None:
    async with words((40, 12)) as app:
        await app.open(WordsOfSchool(NL, at="opp"))
        await at_rest(app)
        assert "▶ OPP" in app.seen
        assert "PgDn meer" in app.seen
        assert "Bron:" not in app.seen
        await app.keys(*["pagedown"] * 6)
        await at_rest(app)
        assert "Nagekeken op" in app.seen
        assert "▶ OPP" in app.seen


# When a talk gets hard.


async def test_each_page_for_a_hard_talk_opens_by_its_number_and_closes() -> None:
    async with words((40, 12)) as app:
        for number, row in enumerate(hard_rows(NL), 1):
            await app.open(Menu(NL("ui.hard.title"), hard_rows(NL), NL))
            await app.keys(str(number))
            assert app.gave == row.key
            await app.open(hard_page(row.key, NL))
            await at_rest(app)
            assert row.text[:30] in app.seen
            await app.keys("pagedown", "escape")
            assert app.gave is False


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_is_not_for_a_prep_says_where_to_go_and_when_that_was_checked(size: tuple[int, int]) -> None:
    said = set()
    async with words(size) as app:
        await app.open(hard_page(SAFETY, NL))
        for _ in range(5):
            await at_rest(app)
            said |= {line for line in TO_SEE if line in app.seen}
            await app.keys("pagedown")
    assert said == set(TO_SEE)


TO_SEE = ("Bel 112.", "Bel 0800-2000.", "Bel 113.", "huisarts", "vertrouwenspersoon", "Nagekeken op")


def test_a_number_to_call_is_one_that_its_owner_or_the_government_names() -> None:
    with_number = [who for who in bank("hard").values() if isinstance(who, Hard) and who.phone]
    assert {who.theme for who in with_number} == {"safety"}
    for who in with_number:
        assert re.match(r"https://www\.(rijksoverheid|113)\.nl/", sources()[who.source].url), who.id


async def test_a_page_says_that_there_is_more_as_long_as_there_is() -> None:
    async with words((40, 12)) as app:
        await app.open(hard_page(SAFETY, NL))
        await at_rest(app)
        assert "Bel 112." in app.seen
        assert "PgDn meer" in app.seen
        for _ in range(5):
            await app.keys("pagedown")
        await at_rest(app)
        assert "Nagekeken op" in app.seen
        assert "PgDn" not in app.seen
        await app.keys("up")
        await at_rest(app)
        assert "PgDn meer" in app.seen
    async with words((80, 40)) as app:
        await app.open(hard_page(SAFETY, NL))
        await at_rest(app)
        assert "Nagekeken op" in app.seen
        assert "PgDn" not in app.seen
