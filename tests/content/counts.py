"""How well the guide does, in numbers, from the same tables as its tests: `make counts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gespreksklaar.content.guidance.bank import bank, kinds, school_words
from gespreksklaar.content.words.texts import languages
from tests.content.goal.test_blind import HALVES, judged, rows, verdicts
from tests.content.guidance.test_jargon import is_found, words_met
from tests.content.guidance.test_topics import BLIND, WORRIES, fits, is_about


def main() -> None:
    """Print what each table holds and how much of it is right."""
    for name, number in counts():
        print(f"{name:<60}{number:>10}")


def counts() -> Iterator[tuple[str, str]]:
    """What is counted, and the number, or the right ones of all."""
    yield "questions", str(len(bank("questions")))
    yield "kinds of talk", str(len(kinds()))
    yield "words of school", str(len(school_words()))
    yield "words that parents meet, found", _right(is_found(typed, key) for typed, key in words_met().items())
    yield "worries with a fitting question among the first three", _right(is_about(*worry) for worry in WORRIES)
    for language in languages():
        for hidden in (False, True):
            some = [row for row in BLIND if row["language"] == language and row.get("hidden", False) == hidden]
            yield f"blind worries, {language}, {HALVES[hidden]}", _right(map(fits, some))
        for half in HALVES:
            whole = (all(judged(*row, language).values()) for row in rows(language, half))
            yield f"blind goals judged as a reader did, {language}, {half}", _right(whole)
        yield f"offers read as right, {language}", _right(said.startswith("right") for said in verdicts(language))


def _right(each: Iterable[bool]) -> str:
    all_of_them = list(each)
    return f"{sum(all_of_them)} of {len(all_of_them)}"


if __name__ == "__main__":
    main()
