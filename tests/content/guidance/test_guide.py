"""The guide is whole, and its check finds what is planted in it."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from gespreksklaar.content.guidance import check
from gespreksklaar.content.guidance.bank import bank, kinds, sources
from gespreksklaar.content.guidance.check import BANKS, THEMES, Finding, check_guide
from gespreksklaar.content.words.texts import GUIDE, Texts, languages, read_texts

TODAY = date(2026, 11, 23)
LANGUAGES = ("nl", "en")


def test_nothing_is_amiss_in_the_guide():
    assert [str(finding) for finding in check_guide(TODAY)] == []


def test_every_entry_is_due_to_be_looked_at_again_some_day():
    later = [finding for finding in check_guide(date(2100, 1, 1)) if finding.level == "stale"]
    assert {finding.file for finding in later} == {f"{name}.toml" for name in BANKS}


def test_the_guide_is_rich_enough():
    assert len(kinds()) >= 14
    assert 150 <= len(bank("questions")) <= 180
    assert {question.theme for question in bank("questions").values()} == THEMES


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_of_talk_has_questions_of_its_own(kind):
    assert sum(kind in question.kinds for question in bank("questions").values()) >= 5


@pytest.mark.parametrize("expectation", ["well", "bad-news"])
def test_every_expectation_has_questions_of_its_own(expectation):
    assert sum(expectation in question.expects for question in bank("questions").values()) >= 6


@pytest.mark.parametrize("language", languages())
def test_questions_are_short_questions(language):
    texts = Texts(language)
    for key in bank("questions"):
        text = texts(f"questions.{key}.text", child=texts("ui.child.mine"))
        assert text.endswith("?"), text
        assert text.count("?") == 1, text
        assert len(text) <= 60, text


def test_rules_and_school_advice_are_looked_at_again_sooner():
    after_new_year = {finding.id for finding in check_guide(date(2027, 1, 16)) if finding.level == "stale"}
    assert {"advice-basis", "opp-agree", "moving-up-reasons", "final-advice"} <= after_new_year
    assert "strong-points" not in after_new_year


def test_the_advice_the_steps_follow_is_named_with_its_address():
    assert sources()["oo-tips"].url.startswith("https://oudersenonderwijs.nl/")


# The check itself, on a small guide in which nothing is amiss until a test plants something.

DEFAULTS = '[defaults]\nsource = "us"\nchecked = 2026-01-01\nreview_by = 2027-01-01\n'
KIND = """
[talk]
minutes = 10
sourced = false
speaks = "mixed"
roles = ["first"]
bring = ["first"]
child = "no"
"""
ENTRY = {"kinds": KIND, "jargon": '[first]\nterm = "F"\n'}
ENTRY_WORDS = {
    "kinds": 'talk = {name = "a", also = "b", about = "c"}',
    "jargon": 'first = {meaning = "a", ask = "b"}',
    "hard": 'first = {title = "a", text = "b"}',
    "agreements": 'first = {text = "a", do = "b"}',
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text('[us]\nname = "Us"\n')
    for name in BANKS:
        (tmp_path / f"{name}.toml").write_text(DEFAULTS + ENTRY.get(name, "[first]\n"))
    for language in LANGUAGES:
        folder = tmp_path / language
        folder.mkdir()
        for name in BANKS:
            (folder / f"{name}.toml").write_text(ENTRY_WORDS.get(name, 'first.text = "a"') + "\n")
        (folder / "ui.toml").write_text(
            'hello = "hello {name}"\nlanguages = {nl = "nl", en = "en"}\n[days]\none = "a day"\nother = "{n} days"\n'
        )
    return tmp_path


def test_a_sound_guide_gives_no_findings(small):
    assert check_guide(TODAY, small) == []


PLANTED = {
    "stale": ("tells.toml", DEFAULTS.replace("2027-01-01", "2026-11-22") + "[first]", "first", "due by"),
    "no source": ("tells.toml", DEFAULTS.replace('source = "us"', "") + "[first]", "first", "source: Field"),
    "unknown source": (
        "tells.toml",
        DEFAULTS + '[first]\nsource = "them"',
        "first",
        "'them' is not in sources",
    ),
    "unknown kind": ("tells.toml", DEFAULTS + '[first]\nkinds = ["chat"]', "first", "'chat' is not in kinds"),
    "unknown expectation": (
        "tells.toml",
        DEFAULTS + '[first]\nexpects = ["x"]',
        "first",
        "not in expectations",
    ),
    "unknown theme": ("tells.toml", DEFAULTS + '[first]\ntheme = "x"', "first", "'x' is not in themes"),
    "theme of phrases": (
        "tells.toml",
        DEFAULTS + '[first]\ntheme = "soft"',
        "first",
        "'soft' is not in themes",
    ),
    "unknown actor": ("tells.toml", DEFAULTS + '[first]\nactor = "x"', "first", "'x' is not in actors"),
    "unknown role": (
        "kinds.toml",
        DEFAULTS + KIND.replace('roles = ["first"]', 'roles = ["x"]'),
        "talk",
        "roles",
    ),
    "unknown word": ("jargon.toml", DEFAULTS + '[first]\nterm = "F"\nsee = ["x"]', "first", "'x' is not in jargon"),
    "unknown thing": (
        "kinds.toml",
        DEFAULTS + KIND.replace('"first"]\nch', '"first", "x"]\nch'),
        "talk",
        "bring",
    ),
    "unknown key": ("tells.toml", DEFAULTS + "[first]\nwieght = 1", "first", "wieght"),
    "no table": ("tells.toml", "first = 1", "first", "valid dictionary"),
    "broken file": ("tells.toml", "[first", "-", "not readable"),
    "unasked bank": ("extra.toml", DEFAULTS, "-", "no field asks"),
    "unused source": ("sources.toml", '[us]\nname = "Us"\n[x]\nname = "X"', "x", "nothing uses it"),
    "missing words": ("en/tells.toml", "", "first.text", "the words are missing"),
    "empty words": ("en/tells.toml", 'first.text = " "', "first.text", "the words are missing"),
    "words of no entry": ("en/tells.toml", 'first.text = "a"\nx.text = "b"', "x.text", "no entry uses"),
    "words in one language": ("nl/tells.toml", 'first.text = "a"\nfirst.more = "b"', "first.more", "missing"),
    "unfillable place": ("nl/tells.toml", 'first.text = "a {chlid}"', "first.text", "nothing fills chlid"),
    "other place": ("en/ui.toml", 'hello = "hi {who}"\ndays.other = "{n} days"', "hello", "who, in nl name"),
    "missing text": ("en/ui.toml", 'days.other = "{n} days"', "hello", "the words are missing"),
    "missing plural": ("en/ui.toml", 'hello = "hi {name}"\ndays.one = "a day"', "days.other", "missing"),
    "place of a plural": ("en/ui.toml", 'hello = "hi {name}"\ndays.other = "days"', "days", "none, in nl n"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_is_planted_is_found(small, fault):
    file, content, key, message = PLANTED[fault]
    (small / file).write_text(content)
    found = [finding for finding in check_guide(TODAY, small) if finding.id == key]
    assert any(message in finding.message for finding in found), check_guide(TODAY, small)
    assert {finding.level for finding in found} == {"stale" if fault == "stale" else "error"}


@pytest.mark.parametrize("file", ["tells.toml", "en/tells.toml", "nl/ui.toml", "sources.toml"])
def test_a_missing_file_is_told_once(small, file):
    (small / file).unlink()
    found = [finding for finding in check_guide(TODAY, small) if finding.file == file]
    assert found == [Finding("error", file, "-", "the file is missing")]


def test_a_language_that_is_named_nowhere_is_found_in_every_language(small):
    copytree(small / "en", small / "de")
    unnamed = [str(finding) for finding in check_guide(TODAY, small)]
    assert unnamed == [f"error: {name}/ui.toml: languages.de: the words are missing" for name in ("de", "en", "nl")]


def test_a_place_and_a_field_that_lack_their_words_are_found(small):
    for language in LANGUAGES:
        (small / language / "steps.toml").write_text('going.name = "a"')
    missing = {finding.id for finding in check_guide(TODAY, small) if finding.file == "en/steps.toml"}
    assert missing >= {"going.why", "after.help", "agree.fields.goal.sign.label"}
    assert not missing & {"going.name", "going.fields.place.hint"}


def test_plural_forms_may_differ_between_languages(small):
    days = '[days]\nfew = "{n} a"\nmany = "b"\nother = "{n} c"'
    (small / "en" / "ui.toml").write_text(f'hello = "hi {{name}}"\nlanguages = {{nl = "nl", en = "en"}}\n{days}')
    assert check_guide(TODAY, small) == []


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("stale", 0)])
def test_the_command_prints_a_line_per_finding(monkeypatch, capsys, level, code):
    monkeypatch.setattr(check, "check_guide", lambda today: [Finding(level, "a.toml", "b", "c")])
    assert check.main() == code
    assert capsys.readouterr().out == f"{level}: a.toml: b: c\n"


def test_the_guide_that_is_checked_is_the_one_that_is_read():
    assert {path.stem for path in GUIDE.glob("*.toml")} == BANKS | {"sources"}


@pytest.mark.parametrize(
    ("languages", "missing"), [(["en"], set()), (["nl"], {"en/sheet.toml"}), (["nl", "en"], set())]
)
def test_only_another_language_than_dutch_may_need_other_words_for_a_reader(small, languages, missing):
    for language in ("nl", "en"):
        said = '[instead.child]\nui.hello = "hey {name}"' if language in languages else ""
        (small / language / "sheet.toml").write_text(said)
    found = {finding.file for finding in check_guide(TODAY, small) if finding.id == "instead.child.ui.hello"}
    assert found == missing


@pytest.mark.parametrize("language", languages())
def test_what_a_reader_is_told_otherwise_is_told_to_somebody(language):
    ours = Texts(language)
    told = [key.split(".", 2)[2] for key in read_texts(language, "sheet") if key.startswith("instead.")]
    assert told
    assert [key for key in told if ours.find(key) is None] == []
