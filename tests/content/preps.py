"""Preps for tests: a dozen named stories, and a hypothesis strategy for any prep at all."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.model import Prep

LONG_WORD = "Meervoudigepersoonlijkheidsstoornisbehandelingsovereenkomst" * 3


def picked(*keys: str) -> dict[str, Any]:
    """Picked suggestions with these keys."""
    return {key: {} for key in keys}


def own(*lines: str) -> dict[str, Any]:
    """The user's own lines, with keys own-1, own-2 and so on."""
    return {f"own-{number}": {"text": line} for number, line in enumerate(lines, 1)}


def top(*keys: str) -> dict[str, Any]:
    """Picked suggestions with these keys, marked top."""
    return {key: {"top": True} for key in keys}


_ONLY_PICKED: dict[str, Any] = {
    "going": {
        "kind": "progress",
        "group": "upper-primary",
        "day": date(2026, 12, 3),
        "start": time(15, 40),
        "people": picked("teacher", "support-coordinator"),
        "companions": picked("grandmother", "interpreter"),
        "attend": "going",
    },
    "child": {
        "likes": picked("sports", "drawing-making"),
        "dislikes": picked("too-noisy"),
        "wishes": picked("quiet-place"),
        "comes": "part",
    },
    "ask": {"questions": {**picked("effort"), **top("strong-points", "do-at-home"), **picked("friends")}},
    "tell": {"tells": picked("likes-school", "reading-together")},
    "agree": {
        "phrases": picked("say-simpler", "soft-busy", "sum-up"),
        "goal": {"what": "read-aloud", "who": "child", "when": "tuesday-evening", "sign": "calendar-mark"},
        "agreements": {
            "message-how-it-goes": {"who": "teacher", "by": date(2026, 12, 17)},
            "reads-daily": {"who": "parents", "by": "vanaf morgen"},
        },
        "contact": "phone-call",
        "contact_day": date(2027, 1, 14),
    },
}
_FULL: dict[str, Any] = {
    **_ONLY_PICKED,
    "going": {
        **_ONLY_PICKED["going"],
        "child": "Sam",
        "group": "groep 6b",
        "expect": "bad-news",
        "minutes": 15,
        "place": "lokaal 12, eerste verdieping",
        "companions": {**picked("speech-therapist"), **own("mijn zus Anna")},
    },
    "child": {**_ONLY_PICKED["child"], "report": "Best goed.\n\nMaar rekenen vind ik moeilijk."},
    "ask": {
        "mind": "Sam was altijd vrolijk. Nu is er elke ochtend ruzie over school.\nWat is er veranderd?",
        "questions": {
            **{"own-1": {"text": "Waarom is rekenen ineens zo moeilijk?", "top": True}},
            **top("strong-points", "school-does"),
            **picked("friends", "effort", "show-work"),
        },
    },
}

_AFTER: dict[str, Any] = {
    **_FULL,
    "child": {**_FULL["child"], "comes": "no", "wishes": {"quiet-place": {}, "own-1": {"text": "Mag ik naast Noor?"}}},
    "ask": {
        "mind": "Ik maak me zorgen.",
        "questions": {
            "strong-points": {"top": True},
            "own-1": {"text": "Is er sprake van faalangst?", "top": True, "mark": "not-child"},
            "own-2": {"text": "Kan ik dit wel aan?", "mark": "only-me"},
            "friends": {},
        },
    },
    "tell": {"tells": {"likes-school": {}, "family-change": {"mark": "not-child"}, "tired": {"mark": "only-me"}}},
    "agree": {
        **_ONLY_PICKED["agree"],
        "agreements": {
            "message-how-it-goes": {"who": "teacher", "by": date(2026, 12, 17), "made": True, "see": "calendar-mark"},
            "own-1": {"text": "Elke dag een kwartier lezen", "who": "parents", "made": True, "state": "kept"},
            "own-2": {"text": "Praten met de huisarts", "who": "parents", "made": True, "mark": "not-child"},
            "reads-daily": {"who": "child"},
        },
    },
    "talk": {
        "noted": {
            "questions.strong-points": {"state": "answered", "notes": "Samen werken en verhalen bedenken."},
            "questions.own-1": {"state": "asked", "notes": "De juf let hierop."},
            "questions.friends": {"state": "later"},
        },
        "went": "Rustig gesprek. De juf nam de tijd.",
        "tell_child": "De juf is blij met je verhalen.",
        "contact_who": "teacher",
    },
}


def _texts(text: str) -> dict[str, Any]:
    """These words in every field that takes text."""
    line = text.split("\n", maxsplit=1)[0]
    return {
        "going": {
            "child": line[:60],
            "group": line[:60],
            "place": line[:100],
            "people": own(text),
            "companions": own(text),
            "kind": line,
        },
        "child": {"likes": own(text), "dislikes": own(text), "wishes": own(text), "report": text},
        "ask": {"mind": text, "questions": {"own-1": {"text": text, "top": True}, "own-2": {"text": text}}},
        "tell": {"tells": own(text)},
        "agree": {
            "phrases": own(text),
            "goal": {"sentence": line},
            "agreements": {"own-1": {"text": text, "who": line, "by": line}},
            "contact": line,
        },
    }


def _many(number: int, said: str) -> dict[str, Any]:
    return own(*(f"{said} {n}" for n in range(1, number + 1)))


_NEXT: dict[str, Any] = {
    "going": {**_ONLY_PICKED["going"], "child": "Sam", "day": date(2027, 3, 11)},
    "before": {
        "agreements": {
            "a1": {"suggestion": "message-how-it-goes", "who": "teacher", "by": date(2026, 12, 17), "state": "kept"},
            "a2": {"text": "Elke dag een kwartier lezen", "who": "parents", "state": "not-kept"},
            "a3": {
                "suggestion": "talks-with-child",
                "who": "teacher",
                "by": "voor de vakantie",
                "see": "calendar-mark",
            },
            "a4": {"text": "Praten met de huisarts", "who": "parents", "mark": "not-child"},
        }
    },
    "ask": {"questions": {"before-a3": {"top": True}, "before-gone": {}}},
}


_TABLES: dict[str, dict[str, Any]] = {
    "empty": {},
    "full": _FULL,
    "only-picked": _ONLY_PICKED,
    "after-the-talk": _AFTER,
    "next-time": _NEXT,
    "long-words": _texts(LONG_WORD),
    "forty-questions": {"going": {"kind": "mdo", "child": "Noor"}, "ask": {"questions": _many(40, "Vraag nummer")}},
    "accents": _texts("Zoë vindt Façade, naïef én čeština prima: ‘s middags — “één” coördinatie"),
    "emoji": _texts("Leuk 👩‍👩‍👧‍👦 gezin 🇳🇱 👍🏽 ❤️ en een 🏳️‍🌈 vlag"),
    "right-to-left": _texts("سارة تحب القراءة كثيرا (boek 3) ואת החשבון פחות"),
    "wide-signs": _texts("我的孩子喜欢阅读但是数学对他来说很难我们在家里每天晚上都一起练习十五分钟"),
    "long-texts": {
        "going": {"kind": "support", "child": "Milan"},
        "ask": {"mind": "\n\n".join(f"Alinea {n}: " + "het gaat thuis steeds wat beter. " * 12 for n in range(1, 15))},
        "tell": {"tells": own(*("Dit is belangrijk om te weten. " * 20 for _ in range(4)))},
    },
    "many-agreements": {
        "going": {"kind": "incident", "child": "Fatima", "day": date(2026, 12, 1)},
        "agree": {
            "agreements": {
                f"own-{n}": {"text": f"Afspraak {n}", "who": "school", "by": date(2026, 12, n)} for n in range(1, 26)
            }
        },
    },
    "another-time": {
        "going": {"kind": "start", "day": date(2026, 12, 8), "start": time(9, 5), "attend": "other-time", "minutes": 5},
        "agree": {"contact": "i-ask"},
    },
}

STORIES: dict[str, Prep] = {name: Prep.model_validate(tables) for name, tables in _TABLES.items()}


# Any prep: picked and own lines, any sign that Unicode has, every field empty or not.
_odd = ["", LONG_WORD, "👩‍👩‍👧‍👦" * 30, "ـ" * 90, "a\u0301" * 100, "한국어 " * 20]
_words = st.text(max_size=120) | st.sampled_from(_odd)
_line = _words.map(lambda text: text[:60])


def _items(name: str) -> st.SearchStrategy[dict[str, Any]]:
    keys = st.sampled_from(sorted(bank(name))) | st.uuids().map(lambda key: key.hex[:12])
    return st.dictionaries(keys, st.fixed_dictionaries({"text": _words}), max_size=9)


def _one(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *sorted(bank(name))]) | _line


def _marked(questions: dict[str, Any], number: int) -> dict[str, Any]:
    return {key: {**item, "top": n < number} for n, (key, item) in enumerate(questions.items())}


_going = st.fixed_dictionaries(
    {
        "kind": _one("kinds"),
        "child": _line,
        "group": _one("groups"),
        "day": st.none() | st.dates(),
        "start": st.none() | st.times(),
        "minutes": st.none() | st.integers(1, 480),
        "place": _line,
        "people": _items("roles"),
        "attend": _one("attendance"),
        "companions": _items("companions"),
    }
)
_child = st.fixed_dictionaries(
    {
        "likes": _items("likes"),
        "dislikes": _items("dislikes"),
        "report": _words,
        "wishes": _items("wishes"),
        "comes": _one("presence"),
    }
)
_agreements = st.dictionaries(
    st.sampled_from(sorted(bank("agreements"))) | st.uuids().map(str),
    st.fixed_dictionaries({"text": _words, "who": _one("actors"), "by": st.dates() | _line}),
    max_size=9,
)
_agree = st.fixed_dictionaries(
    {
        "phrases": _items("phrases"),
        "goal": st.fixed_dictionaries({"what": _one("goals"), "who": _one("actors"), "sentence": _line}),
        "agreements": _agreements,
        "contact": _one("contacts"),
        "contact_day": st.none() | st.dates(),
    }
)
preps: st.SearchStrategy[Prep] = st.fixed_dictionaries(
    {
        "going": _going,
        "child": _child,
        "ask": st.fixed_dictionaries(
            {"mind": _words, "questions": st.builds(_marked, _items("questions"), st.integers(0, 3))}
        ),
        "tell": st.fixed_dictionaries({"tells": _items("tells")}),
        "agree": _agree,
    }
).map(Prep.model_validate)
