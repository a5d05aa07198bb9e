"""How the goal check reads a goal: what its parts and sentence say, and whether it is small enough.

A goal is ready when it says who does what and when, and is small enough to see happen. How we see it (the sign) is a
good last step: the check mentions it when it is missing, but a goal is ready without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from gespreksklaar.content.goal.lexicon import Lexicon, lexicon, plain
from gespreksklaar.content.prep.declaration import Goal
from gespreksklaar.content.words.texts import Texts

TooBig = Literal["", "vague", "several", "long", "large", "denied"]
PARTS: Final = ("who", "what", "when", "sign")
LONGEST: Final = 200
"""The most characters of a goal that is still easy to remember: two and a half lines on a screen."""

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_START: Final = re.compile(r"[.!?:]\s+")
_CALLED: Final = re.compile(r"\s*([^\W_]+):")
_IN_A_ROW: Final = re.compile(r"@(?:[\s,]*\w{0,3}\s*@)+")
_QUOTED: Final = re.compile(r'["“„][^"“”„]*["“”]')
_NUMBERED: Final = re.compile(r"\W*1\W*\s[^\d]*\s2\W*\s")
_KEPT: Final = 0xE000
_CLAUSE: Final = re.compile(r"[,;/+&]|[.!?](?:\s|$)")


@dataclass(frozen=True)
class GoalReading:
    """The parts a goal lacks, in the order of `PARTS`; why it is too big, if it is; and whether it is good enough."""

    missing: tuple[str, ...]
    too_big: TooBig
    ready: bool


def read_goal(goal: Goal, texts: Texts, child: str = "") -> GoalReading:
    """What the goal's parts and sentence say together. `child` is recognised as a name however it is typed."""
    words = lexicon(texts.language)
    found = {part for part in PARTS if getattr(goal, part).strip()}
    own = goal.sentence.strip() or _own_what(goal, texts)
    too_big: TooBig = "long" if len(own) > LONGEST else ""
    if words and own:
        said = _said(own, words, child)
        found |= said
        too_big = _too_big(own, words, dated=bool({"when"} & found)) or too_big
    elif own:
        found |= set(PARTS)
    missing = tuple(part for part in PARTS if part not in found)
    return GoalReading(missing, too_big, ready=not too_big and set(missing) <= {"sign"})


def _own_what(goal: Goal, texts: Texts) -> str:
    """What is to be done, in own words; empty for a suggestion, which is small by itself."""
    return "" if texts.find(f"goals.{goal.what}.text") else goal.what.strip()


def areas_in(text: str, texts: Texts) -> list[str]:
    """The areas of work a text is about (`read`, `sums`), in the order of the lexicon."""
    words = lexicon(texts.language)
    return (
        [name.removeprefix("areas.") for name, area in words.areas.items() if area.search(plain(text))] if words else []
    )


def setting_of(text: str, texts: Texts) -> str:
    """Where what this text says is done: `contact`, `class` or `home`; empty when it does not say, or says two."""
    words, said = lexicon(texts.language), plain(text)
    if not words or words["setting.once"].search(said):
        return ""
    found = [name for name in ("contact", "class", "home") if words[f"setting.{name}"].search(said)]
    return found[0] if len(found) == 1 or found[:1] == ["contact"] else ""


def states_who(text: str, texts: Texts) -> bool:
    """Whether the text may name somebody we do not know: then nobody else is put before it."""
    words = lexicon(texts.language)
    return not words or not words["setting.bare"].match(plain(text))


def said_again(text: str, texts: Texts) -> bool:
    """Whether the text says that it is done time and again."""
    words = lexicon(texts.language)
    return bool(words and words["when.again"].search(plain(text)))


def asks_others(text: str, texts: Texts) -> bool:
    """Whether somebody else than the child is to do it: then nothing is offered for the child to do."""
    words = lexicon(texts.language)
    return bool(words and words["who.others"].search(words["who.not"].sub(" x ", plain(text))))


def beginnings(text: str, texts: Texts) -> list[str]:
    """The text up to each place where something else is added to it, the shortest first."""
    words = lexicon(texts.language)
    # Places in the text are the same as in its plain form only when nothing was taken out of it.
    if not words or len(plain(text)) != len(text):
        return []
    ends = {found.start() for name in ("joins.words", "joins.strong") for found in words[name].finditer(plain(text))}
    ends |= {found.start() for found in _CLAUSE.finditer(text)}
    return [text[:end].strip() for end in sorted(ends) if text[:end].strip()]


# Reading a sentence


def _said(text: str, words: Lexicon, child: str) -> set[str]:
    """The parts that a sentence names."""
    rest = words["wish.words"].sub(" , ", plain(text))
    said: set[str] = set()
    if words["question.opening"].match(rest.strip(" ,")):
        return said
    if words["sign.words"].search(rest):
        said.add("sign")
    timed = _timed(words["when.not"].sub(" xx ", rest), words)
    rest = timed.replace("@", ",")
    if "@" in timed:
        said.add("when")
    names = _names(text, rest, words) | _called(child, words)
    rest = words["who.not"].sub(" x ", rest)
    doers = words["who.words"].findall(rest) or [word for word in _WORD.findall(rest) if word in names]
    if (
        doers
        or words["who.clause"].search(plain(text))
        or (words["own.things"].search(rest) and words["own.states"].search(rest))
    ):
        said.add("who")
    rest = words["filler.words"].sub(" ", words["who.words"].sub(" ", rest))
    if any(word not in names for word in _WORD.findall(rest)) or words["sign.words"].search(rest):
        said.add("what")
    return said


def _names(text: str, rest: str, words: Lexicon) -> set[str]:
    """Usual first names, and words that look like a name: unknown ones with a capital, or beside a verb or a colon.

    `rest` is the text as compared, without what says when.
    """
    names = set(words["names.words"].findall(rest))
    if text.isupper():
        return names
    seen = {plain(called[1]) for called in [_CALLED.match(text)] if called}
    for part in _START.split(text.replace("’", "'")):
        seen |= {plain(word) for word in _WORD.findall(part)[1:] if word[0].isupper() and len(word) > 1}
    for at, clause in enumerate(map(_WORD.findall, _CLAUSE.split(rest))):
        if len(clause) > 1 and _is_verb(clause[1], words):
            seen.add(clause[0])
        if len(clause) > 1 and at and _is_verb(clause[0], words, "who.before"):
            seen.add(clause[1])
    return names | {name for name in seen if not words.knows(name)}


def _called(child: str, words: Lexicon) -> set[str]:
    """The words of the child's name: the first whatever it means, and later ones that mean nothing else."""
    called = _WORD.findall(plain(child))
    return {*called[:1], *(word for word in called[1:] if not words.knows(word))}


def _is_verb(word: str, words: Lexicon, verbs: str = "who.verbs") -> bool:
    return bool(words[verbs].fullmatch(word)) and not words["who.not_verbs"].fullmatch(word)


def _too_big(text: str, words: Lexicon, *, dated: bool) -> TooBig:
    said = words["wish.words"].sub(" ", plain(text))
    if words["question.opening"].match(said.strip()):
        return ""
    timed = _timed(said, words)
    bare = timed.replace("@", "")
    goals = 2 if _at_one_moment(said, timed, words) else 1
    if _NUMBERED.match(said) or _goals_in(timed, words) > goals or _added(timed, words) or _timed_twice(timed, words):
        return "several"
    if _vague(bare, words, dated=dated):
        return "vague"
    if words["large.words"].search(words["large.not"].sub(" ", bare)) or words["large.clock"].search(said):
        return "large"
    return "denied" if _only_denied(said, words) else ""


def _vague(bare: str, words: Lexicon, *, dated: bool) -> bool:
    """Whether nobody could see it happen: only a wish, or something that goes on in a head."""
    signed = words["sign.words"].search(bare)
    if signed or words["concrete.words"].search(bare):
        return bool(not signed and words["unseen.words"].search(bare))
    wish, deed = words["vague.not"].sub(" ", _without_clauses(bare, words)), words["deeds.words"].search(bare)
    if words["vague.words"].search(wish) or (words["vague.soft"].search(wish) and not (dated and deed)):
        return True
    idle = (not deed or (not dated and _only_topics(bare, words))) and _does(bare, words)
    return idle or bool(words["unseen.words"].search(bare))


def _goals_in(bare: str, words: Lexicon) -> int:
    """How many goals it holds: areas of work in clauses joined by "and", or in three or more clauses."""
    joined = _joined_up(bare, words)
    clauses = [clause for clause in _CLAUSE.split(joined) if clause.strip()]
    areas = [{name for name, area in words.areas.items() if area.search(clause)} for clause in clauses]
    different: set[str] = set().union(*areas)
    filled = sum(bool(found) for found in areas)
    together = ";" in joined or filled > 2
    return min(filled, len(different)) if together else 1


def _at_one_moment(said: str, timed: str, words: Lexicon) -> bool:
    """Whether it begins with one occasion ("at six", "after gym"), so that "and" joins one thing to the next."""
    single = timed.startswith(" @") and timed.count("@") == 1 and "," not in timed
    return single and not words["when.spread"].match(said.strip(" ,"))


def _joined_up(text: str, words: Lexicon) -> str:
    """The text with a `;` for each "and" between two things; "and then" is one thing after another."""
    return words["joins.words"].sub(" ; ", words["joins.not"].sub(" ", text))


def _added(bare: str, words: Lexicon) -> bool:
    """Whether something is added to what is done already: "and also ...", or "she ... and she ..."."""
    clauses = words["joins.strong"].sub(" ; ", bare).split(" ; ")
    first, *later = _joined_up(bare, words).split(" ; ")
    again = [clause.split()[:1] for clause in (first, *later) if words["who.words"].match(clause.strip())]
    repeated = again[0] in again[1:] if again else False
    return repeated or sum(_does(clause, words) for clause in clauses) > 1


def _timed_twice(timed: str, words: Lexicon) -> bool:
    """Whether two things joined by "and" or a comma are each done at a time of their own."""
    clauses = _joined_up(timed, words).split(" ; ")
    begun = [clause for clause in timed.split(",") if "@" in clause.split()[:2]]
    return (
        sum("@" in clause and _does(clause, words) for clause in clauses) > 1
        or sum(words["who.words"].search(clause) is not None for clause in begun) > 1
    )


def _timed(text: str, words: Lexicon) -> str:
    """The text with an `@` for each moment in it; moments in a row, as "on Monday and Friday", are one."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f" {chr(_KEPT + len(kept) - 1)} "

    text = words["when.not"].sub(keep, text.replace("@", " ").strip(" ,"))
    if opening := words["when.opening"].match(text):
        text = f" @ {text[opening.end() :]}"
    text = _IN_A_ROW.sub("@", words["when.words"].sub(" @ ", text))
    for at, word in enumerate(kept):
        text = text.replace(chr(_KEPT + at), word)
    return text


def _does(clause: str, words: Lexicon) -> bool:
    """Whether a clause names something to do."""
    for idle in ("who.words", "names.words", "filler.words"):
        clause = words[idle].sub(" ", clause)
    return bool(_WORD.search(clause))


def _without_clauses(bare: str, words: Lexicon) -> str:
    """The text without what comes after "when" or "if": a feeling there is an occasion and no wish."""
    heads = " , ".join(words["clause.words"].split(clause)[0] for clause in _CLAUSE.split(bare))
    return heads if _does(heads, words) else bare


def _only_denied(said: str, words: Lexicon) -> bool:
    """Whether it only says what is not to happen. What comes after "when" or "because" does not count."""
    if words["deny.start"].match(said.strip()) and not words["deny.unless"].search(said):
        return True
    opening = words["deny.opening"].match(said.strip())
    said = words["deny.not"].sub(" ", _QUOTED.sub(" x ", said.strip()[opening.end() if opening else 0 :]))
    heads = [words["deny.after"].split(clause)[0] for clause in _CLAUSE.split(said)]
    done = [head for head in heads if _does(words["when.words"].sub(" ", head), words)]
    positive = words["deny.unless"].search(said)
    return bool(done) and not positive and all(words["deny.words"].search(head) for head in done)


def _only_topics(bare: str, words: Lexicon) -> bool:
    rest = words["topics.words"].sub(" ", bare)
    rest = words["filler.words"].sub(" ", words["who.words"].sub(" ", rest))
    return bool(words["topics.words"].search(bare)) and not _WORD.search(rest)
