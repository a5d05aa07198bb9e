"""The goal check judges as somebody did who had never seen it, and the wording it offers is one to be read.

`blind_LANGUAGE.tsv` has a sentence as parents type them, what that reader saw in it, and its main flaw. Of the first
hundred and twenty one half (the odd lines) could be looked at while rules changed; of the other only the score was, by
point and by flaw. So do not read the even lines. Those below `# seen` were blind once and are known now.

How the program's judgements stand against the reader's: *who* is `actor` and *when* is `when`. The program has one
question for `action` and `seen`, can somebody see it happen, and says "vague" when not: either of the two labels will
do. Where it names another reason (several goals, too much, only a no) it says nothing about that. And a goal is *ready*
where the reader saw no flaw.

`GOLDEN=write` writes the offers anew, and keeps the verdicts of those that stayed the same.
"""

import itertools
import os
from functools import cache
from pathlib import Path

import pytest

from gespreksklaar.content.goal.check import advice, read_goal
from gespreksklaar.content.goal.lexicon import lexicon, plain
from gespreksklaar.content.prep.declaration import Goal
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts, languages

HERE = Path(__file__).parent
HALVES = ("seen", "hidden")
PARTS = (*HALVES, "once blind")
POINTS = ("who", "concrete", "when", "ready")
BLIND = 120


def rows(language, part=""):
    """Each sentence with its labels and its flaw: of one of `PARTS`, or all of them."""
    blind, seen = (HERE / f"blind_{language}.tsv").read_text("utf-8").split("# seen\n")
    lines = {"seen": blind.splitlines()[::2], "hidden": blind.splitlines()[1::2], "once blind": seen.splitlines()}
    for line in lines[part] if part else itertools.chain(*lines.values()):
        text, labels, flaw = line.split("\t")
        yield text, {name: said == "y" for name, said in (label.split("=") for label in labels.split(","))}, flaw


def judged(text, labels, flaw, language):
    """By point, whether the program sees what the reader saw."""
    reading = read_goal(Goal(sentence=text), Texts(language))
    concrete = reading.too_big != "vague" and "what" not in reading.missing
    return {
        "who": ("who" not in reading.missing) == labels["actor"],
        "concrete": reading.too_big not in ("", "vague") or concrete in (labels["action"], labels["seen"]),
        "when": ("when" not in reading.missing) == labels["when"],
        "ready": reading.ready == (flaw == "fine"),
    }


@cache
def judgements(language, part):
    return [judged(*row, language) for row in rows(language, part)]


@pytest.mark.parametrize("language", languages())
def test_there_are_a_hundred_and_twenty_and_no_sentence_twice(language):
    assert [len(list(rows(language, half))) for half in HALVES] == [BLIND // 2] * 2
    texts = [text for text, *_ in rows(language)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("point", [*POINTS, "all"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", languages())
def test_nine_in_ten_are_judged_as_a_reader_did(language, part, point):
    right = [all(said.values()) if point == "all" else said[point] for said in judgements(language, part)]
    # A number and no more: a sentence of the hidden half is not shown to who changes a rule.
    wrong = right.count(False)
    assert wrong <= len(right) // 10


@pytest.mark.parametrize("language", languages())
def test_a_name_counts_in_any_case_whether_the_child_is_known_or_not(language):
    known = lexicon(language)["names.words"]
    named = [(text, name) for text, *_ in rows(language) for name in known.findall(plain(text))[:1]]
    assert len(named) >= 30
    for text, name in named:
        readings = {read_goal(Goal(sentence=text), Texts(language), child) for child in ("", name, name.title())}
        assert len(readings) == 1


def offers(language):
    """Each sentence that may be read with the last thing the check says of it, where a better wording stands."""
    texts = Texts(language)
    lead = texts("goal.for-example", wording="")
    for text, *_ in itertools.chain(rows(language, "once blind"), rows(language, "seen")):
        last = advice(Prep().edited("agree.goal", {"sentence": text}), texts)[-1]
        yield text, last.removeprefix(lead) if last.startswith(lead) else ""


@pytest.mark.parametrize("language", languages())
def test_the_offers_are_those_that_were_read(language):
    golden = HERE / f"offers_{language}.tsv"
    if os.environ.get("GOLDEN") == "write":
        read = dict(_read(golden)) if golden.exists() else {}
        made = [f"{text}\t{offer}\t{read.get((text, offer), '')}" for text, offer in offers(language) if offer]
        golden.write_text("\n".join(["sentence\toffer\tverdict", *made]) + "\n", "utf-8")
    assert [key for key, _ in _read(golden)] == [(text, offer) for text, offer in offers(language) if offer]


def _read(golden):
    for line in golden.read_text("utf-8").splitlines()[1:]:
        text, offer, verdict = line.split("\t")
        yield (text, offer), verdict


def verdicts(language):
    """What the reader said of each offer."""
    return [verdict for _, verdict in _read(HERE / f"offers_{language}.tsv") if verdict]


@pytest.mark.parametrize("language", languages())
def test_nine_in_ten_offers_were_read_as_right(language):
    wrong = [verdict for verdict in verdicts(language) if not verdict.startswith("right")]
    assert len(wrong) * 10 <= len(verdicts(language)), wrong
