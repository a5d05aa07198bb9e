"""Every sentence that the guide builds from parts, and what makes one wrong: `test_composed.py` compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

from gespreksklaar.content.goal.check import compose
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import deed_words, suggestion
from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_after import agreement_words, contact_words
from gespreksklaar.content.sheets.messages_ahead import companions_words
from gespreksklaar.content.words.texts import Texts

CHILD: Final = "Sam"
NAMES: Final = {"Sam", "Tuesday", "Wednesday", "Monday", "Thursday", "Saturday", "Sunday", "Ik", "I"}
"""Words that have a capital wherever they stand."""


def goals(texts: Texts) -> Iterator[tuple[str, str, str, str, str]]:
    """Every goal with every doer, time and sign: what, who, when, sign and the sentence."""
    for what, who, when in product(bank("goals"), ("", *bank("actors")), ("", *bank("moments"))):
        yield what, who, when, "", goal(texts, what=what, who=who, when=when)
    for sign, who in product(bank("signs"), bank("actors")):
        yield "read-aloud", who, "once-a-day", sign, goal(texts, what="read-aloud", who=who, sign=sign)


def goal(texts: Texts, **parts: str) -> str:
    """The sentence of these parts."""
    prep = Prep().edited("going.child", CHILD).edited("agree.goal", parts)
    return compose(prep.agree.goal, prep, texts)


def agreements(texts: Texts) -> Iterator[tuple[str, str, str, str]]:
    """Every agreement with every doer: what, who, how it is read aloud, and the question about it next time."""
    for what, who in product(bank("agreements"), ("", *bank("actors"))):
        prep = Prep().edited("going.child", CHILD)
        prep = prep.edited("before.agreements", {"a": {"suggestion": what, "who": who}})
        deed = deed_words(what, prep.before.agreements["a"], prep, texts)
        yield what, who, deed, suggestion(texts, "questions", f"{QUESTION}a", prep)


def seen_by_signs(texts: Texts) -> Iterator[str]:
    """An agreement with every sign."""
    for sign in bank("signs"):
        prep = Prep().edited("going.child", CHILD)
        prep = prep.edited("agree.agreements", {"reads-daily": {"who": "parents", "see": sign}})
        yield agreement_words("reads-daily", prep.agree.agreements["reads-daily"], prep, texts)


def companions(texts: Texts, number: int) -> Iterator[str]:
    """Who comes along, by so many at once, as the teacher reads it."""
    for keys in combinations(bank("companions"), number):
        prep = Prep().edited("going.child", CHILD).edited("going.companions", {key: {} for key in keys})
        yield texts("sheet.ahead.companions", who=companions_words(prep, texts))


def contacts(texts: Texts) -> Iterator[str]:
    """Every way to speak again, and everyone who starts."""
    for how, who in product(("", *bank("contacts")), ("", *bank("actors"))):
        prep = Prep().edited("agree.contact", how).edited("talk.contact_who", who)
        if words := contact_words(prep, texts):
            yield words


def shapes(texts: Texts) -> list[str]:
    """One sentence of each shape, to be read as a whole: each part of each bank stands in at least one."""
    lines = ["# goals"]
    doers, times = list(bank("actors")), list(bank("moments"))
    for at, key in enumerate(bank("goals")):
        lines.append(goal(texts, what=key, who=doers[at % len(doers)], when=times[at % len(times)]))
        lines.append(goal(texts, what=key, when=bank("goals")[key].moment))
    lines += [goal(texts, what="practise-sums", who=who) for who in doers]
    lines += [goal(texts, what="practise-sums", who="child", when=when) for when in times]
    lines += [goal(texts, what="practise-sums", who="child", sign=sign) for sign in bank("signs")]
    lines += ["", "# agreements, by who usually does it, and by somebody else"]
    for what, who, deed, question in agreements(texts):
        usual = bank("agreements")[what].actor
        if who == usual:
            lines += [deed, question]
        elif who == doers[(doers.index(usual) + 1) % len(doers)]:
            lines.append(deed)
    lines += ["", "# in the message to the teacher"]
    lines += [
        deed
        for what, who, deed, _ in agreements(texts.for_reader("recap"))
        if who == bank("agreements")[what].actor and who in ("teacher", "together")
    ]
    lines += ["", "# how we see it", *seen_by_signs(texts), "", "# who comes along"]
    three = list(companions(texts, 3))
    lines += [
        *companions(texts, 1),
        *list(companions(texts, 2))[:: len(bank("companions"))],
        *three[:: len(three) // 6],
    ]
    return [*lines, "", "# speaking again", *contacts(texts)]


# What makes a sentence wrong.

SMALL: Final = {
    "nl": "de het een en of in op voor na te aan van met bij over om tot dat die als er is wij ons wat hoe",
    "en": "the a an and or in on for to at of with by that if is we us it what how will go goes going",
}
"""Words that may stand in a sentence more than once."""
WRONG: Final = {
    "nl": {
        "gaat ... gaan": r"\b[Gg]aa[tn]\b.*\bgaan\b",
        "gaat ... zijn": r"\b[Gg]aa[tn]\b.*\bzijn\b",
        "Één": r"É|(?:^|[.?!] )één",
        "of in a list of people": r"mee: .*\bof\b",
        "iemand with two": r"\biemand mee\b",
    },
    "en": {
        "is going to": r"\bgoing to\b",
        "or in a list of people": r"bring: .*\bor\b",
        "you does": r"\b[Yy]ou [a-z]+s\b",
    },
}
BUILT_BADLY: Final = r"\{|\}|\s\s|\s[.,:?]|[.,:?]{2}|:\s*[.?]|: \w+:"
_SENTENCE: Final = re.compile(r"(?<=[.?!]) ")
_WORD: Final = re.compile(r"[^\W\d_]+")


def faults(language: str, text: str, doer: str = "") -> list[str]:
    """What is wrong with a sentence that was built; a school that does it may be named again, as in "after school"."""
    found = [name for name, pattern in WRONG[language].items() if re.search(pattern, text)]
    found += ["badly built"] if re.search(BUILT_BADLY, text) else []
    small = {*SMALL[language].split(), *(["school"] if "school" in doer else [])}
    for part in _SENTENCE.split(text):
        words = _WORD.findall(part)
        found += [f"no capital: {part}"] if part and part[0].islower() else []
        found += [f"capital inside: {word}" for word in words[1:] if word[0].isupper() and word not in NAMES]
        plain = [word.casefold() for word in words if word.casefold() not in small]
        found += [f"twice: {word}" for word in {*plain} if plain.count(word) > 1]
    return found
