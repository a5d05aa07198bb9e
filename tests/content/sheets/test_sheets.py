"""The sheets: the same prep gives the same paper, whatever a parent writes fits on it, and nothing gets lost."""

import os
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksklaar.content.guidance.jargon import meaning
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.page import A4, A4_LARGE, LINES, Block, Paper, paginate, without_heads
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.content.words.measure import WIDTH, cells, cut, hang, wrap
from gespreksklaar.content.words.texts import Texts, languages, read_texts
from tests.content.preps import STORIES, preps

GOLDEN = Path(__file__).parent / "golden"
NL = Texts("nl")
SMALLEST = Paper(40, 11)
"""The smallest window, less its line of keys."""
PAPER = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


READ_ALOUD = ("after-the-talk", "empty", "full", "only-picked", "right-to-left")
"""The stories that are read on every sheet; the others test how the paper is laid out, and two will do."""
GOLDENS = [
    (story, reader) for story in STORIES for reader in SHEETS if story in READ_ALOUD or reader in ("own", "table")
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("story", "reader"), GOLDENS)
def test_the_sheet_is_as_reviewed(story, language, reader):
    """Write the files anew with GOLDEN=write, and read the diff."""
    file = GOLDEN / f"{story}.{reader}.{language}.txt"
    sheet = render_sheet(STORIES[story], Texts(language), reader, date(2026, 11, 23))
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(sheet, "utf-8", newline="")
    assert sheet == file.read_bytes().decode()


def test_every_golden_file_has_its_story():
    wanted = {f"{s}.{r}.{lang}.txt" for s, r in GOLDENS for lang in languages()}
    assert {file.name for file in GOLDEN.iterdir()} == wanted


@PAPER
@given(
    prep=preps,
    reader=st.sampled_from(list(SHEETS)),
    language=st.sampled_from(languages()),
    paper=st.sampled_from([A4, A4_LARGE, SMALLEST]),
)
def test_any_prep_fits_on_paper(prep, reader, language, paper):
    sheet = render_sheet(prep, Texts(language), reader, paper=paper)
    assert sheet.endswith("\n")
    assert {char for char in sheet if unicodedata.category(char) == "Cc"} <= {"\n", "\f"}
    for page in sheet.removesuffix("\n").split("\n\f"):
        lines = page.split("\n")
        assert len(lines) <= paper.lines
        assert max(map(cells, lines)) <= paper.width
        assert [line for line in lines if line != line.rstrip(" ")] == []


@PAPER
@given(prep=preps)
def test_every_word_the_parent_wrote_is_on_the_own_sheet(prep):
    paper = _bare(render_sheet(prep, NL, "own"))
    lists = (prep.child.likes, prep.child.wishes, prep.ask.questions, prep.tell.tells, prep.agree.agreements)
    lines = [item.text for items in lists for item in items.values()]
    paragraphs = [part for text in (*lines, prep.ask.mind, prep.child.report) for part in text.split("\n")]
    assert [words for words in paragraphs if _bare(words) not in paper] == []


def _bare(text: str) -> str:
    """Only the signs a reader looks for: no spaces, no breaks, no page heads."""
    pages = text.split("\f")
    return re.sub(r"\s", "", "\n".join([pages[0], *(page.partition("\n")[2] for page in pages[1:])]))


@pytest.mark.parametrize("reader", SHEETS)
def test_an_empty_prep_leaves_no_empty_headings(reader):
    paper = render_sheet(Prep(), NL, reader)
    for heading in ("De afspraak", "Wat mijn kind zelf zegt", "Wat ik wil vragen", "Wat ik wil vertellen"):
        assert heading not in paper
    to_fill_in = reader in ("own", "table", "agreements")
    assert ("1.  Wie         ____" in paper) is to_fill_in, "room to write what is agreed at the table"


def test_the_table_sheet_keeps_what_is_private():
    private = Prep.model_validate(
        {
            "going": {"expect": "bad-news", "companions": {"friend": {}}},
            "child": {"likes": {"x": {"text": "GEHEIM 1"}}, "report": "GEHEIM 2", "comes": "no"},
            "ask": {"mind": "GEHEIM 3"},
        }
    )
    paper = render_sheet(private, NL, "table")
    assert "GEHEIM" not in paper
    assert render_sheet(private, NL, "own").count("GEHEIM") == 3
    assert "slecht" not in render_sheet(private, NL, "own").lower()


def test_the_interpreter_hears_what_was_only_a_wish_and_what_was_done():
    paper = render_sheet(STORIES["after-the-talk"], NL, "interpreter")
    assert paper.count("(nog niet afgesproken)") == 1
    assert paper.count("Gelukt? Ja.") == 1


def test_whether_the_child_comes_is_no_word_of_the_child():
    paper = render_sheet(Prep.model_validate({"child": {"comes": "no"}}), NL)
    assert "Kind erbij?" in paper
    assert "Wat mijn kind zelf zegt" not in paper


def test_a_word_of_school_that_was_chosen_is_explained_for_the_parent_alone():
    prep = Prep.model_validate({"words": {"lvs": {}, "made-up": {}}})
    own = render_sheet(prep, NL)
    assert "Woorden van school" in own
    assert meaning(NL, "lvs").meaning.split()[0] in own
    assert "- made-up\n" in own
    assert "Woorden van school" not in render_sheet(prep, NL, "table")


def test_top_questions_have_room_and_the_rest_is_below_the_line():
    questions = {name: {"text": f"Vraag {name}", "top": name in "BD"} for name in "ABCD"}
    paper = render_sheet(Prep.model_validate({"ask": {"questions": questions}}), NL, "table")
    above, below = paper.split("- " * 30)
    assert re.findall("Vraag .", above) == ["Vraag B", "Vraag D"]
    assert above.count("   " + "_" * (WIDTH - 3)) == 2 * SHEETS["table"].answer_lines
    assert re.findall("Vraag .", below) == ["Vraag A", "Vraag C"]


def test_no_item_is_cut_in_two():
    items = [Block(tuple(f"{n}.{line}" for line in range(7))) for n in range(40)]
    for page in paginate(items, head=2):
        assert len(page) <= LINES - 2
        assert [line.split(".")[1] for line in page] == list("0123456") * (len(page) // 7)


def test_a_heading_is_never_the_last_line_of_a_page():
    for before in range(60):
        blocks = [*[Block(("x",))] * before, Block(("HEADING",), gap=2, leads=True), Block(("first", "second"))]
        pages = paginate(blocks, head=2)
        assert [page for page in pages if "HEADING" in page and "second" not in page] == []


def test_what_is_longer_than_a_page_goes_on_over_the_next():
    pages = paginate([Block(("a",)), Block(tuple(map(str, range(150))), gap=1)], head=2)
    assert [line for page in pages for line in page if line] == ["a", *map(str, range(150))]
    assert max(map(len, pages)) <= LINES - 2


@PAPER
@given(text=st.text(), width=st.integers(20, 80))
def test_wrapping_loses_no_sign(text, width):
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == clean_text(text).replace("\n", "").replace(" ", "")
    assert max(map(cells, lines)) <= width


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("漢字", 4),
        ("👍🏽", 4),
        ("❤\ufe0f", 2),
        ("👩\u200d👧", 4),
        ("ـس", 2),
        ("🇳🇱", 2),
        ("हिंदी", 4),
        ("각", 2),
    ],
)
def test_cells_are_never_fewer_than_a_terminal_takes(text, size):
    assert cells(text) == size


def test_a_joined_emoji_is_not_cut():
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert {line for line in wrap(family * 20)} == {family * 9, family * 2}


def test_a_flag_is_not_cut_and_neither_is_a_syllable_of_several_letters():
    assert wrap("🇳🇱" * 40, 21) == ["🇳🇱" * 10] * 4
    assert all(line.startswith("स्ते") for line in wrap("स्ते" * 40, 21))


def test_a_tower_of_accents_is_one_sign_and_takes_no_time():
    tower = "a" + "\u0301" * 19_999
    assert wrap(f"{'b' * 60} {tower * 2}") == ["b" * 60 + " " + clean_text(tower * 2)]


def test_a_chain_of_joined_emoji_without_end_is_broken_and_takes_no_time():
    chain = "\u200d".join("👩" * 10_000)
    assert max(map(cells, wrap(chain))) <= WIDTH


def test_a_label_too_long_for_its_column_stands_above():
    assert hang("a very long label", "words", 6) == ["a very long label", "      words"]


@pytest.mark.parametrize(
    ("text", "short"),
    [("Sam", "Sam"), ("Sam de Vries", "Sam de..."), ("漢字漢字漢字", "漢字漢..."), ("Samanthalynn", "Samanth...")],
)
def test_a_page_head_is_cut_with_dots(text, short):
    assert cut(text, 10) == short


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reader", SHEETS)
def test_every_reader_has_its_words(reader, language):
    texts = Texts(language)
    assert all(texts.find(f"sheet.readers.{reader}.{word}") for word in ("name", "file", "for"))
    assert not SHEETS[reader].headings or all(texts.find(f"sheet.headings.{name}") for name in SHEETS[reader].parts)


@pytest.mark.parametrize("language", languages())
def test_every_label_leaves_a_space_before_what_is_said(language):
    labels = {key: words for key, words in read_texts(language, "sheet").items() if key.startswith("labels.")}
    beside = {key: words for key, words in labels.items() if not words.endswith(":")}
    in_agreement = ("labels.who", "labels.what", "labels.by", "labels.see", "labels.state")
    wide = [key for key, words in beside.items() if cells(words) >= 16 - 4 * (key in in_agreement)]
    assert wide == []


@pytest.mark.parametrize("language", languages())
def test_the_help_of_the_command_line_names_every_reader(language):
    assert f": {', '.join(SHEETS)}" in re.sub(r"\s+", " ", Texts(language)("cli.usage"))


def test_an_unknown_reader_is_refused():
    with pytest.raises(KeyError):
        render_sheet(Prep(), NL, "nobody")


def test_on_a_screen_a_sheet_is_one_page_without_the_lines_above_each_page_of_paper():
    pages = render_sheet(STORIES["full"], Texts("nl"), "own", paper=Paper(72, 20))
    shown = without_heads(pages)
    assert len(pages.split("\f")) > 2
    assert "\f" not in shown
    assert "pagina" not in shown
    heads = [page.split("\n")[0] for page in pages.split("\f")]
    assert [line for line in shown.split("\n") if line] == [
        line for line in pages.replace("\f", "").split("\n") if line and line not in heads
    ]
