"""How wide a text is: what is known without wcwidth is what wcwidth says."""

import sys

from wcwidth import iter_graphemes, wcwidth

from gespreksklaar.content.words import measure


def test_the_letters_of_western_europe_are_known_without_the_library_to_be_one_cell_and_one_sign() -> None:
    known = [char for char in map(chr, range(0x80, sys.maxunicode)) if measure._A_CELL_EACH.fullmatch(char)]
    assert set("éëïçñÅß…—’•") <= set(known)
    assert {wcwidth(char) for char in known} == {1}
    text = "".join(known)
    assert list(iter_graphemes(text)) == list(text)
