"""What was agreed, in words: to read aloud at the table, and to send to the teacher afterwards.

It holds the agreements (who does what by when) and the next contact alone: nothing else that the parent wrote or noted,
and no line with a mark against whoever reads or hears it.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from gespreksklaar.content.agreements.carry_over import is_over
from gespreksklaar.content.agreements.made import made_agreements, was_held
from gespreksklaar.content.guidance.wording import by_words, child_name, deed_words, inside, sentence
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.sheets.messages_ahead import SchoolMessage, greeting, ready_messages, with_own
from gespreksklaar.content.talk.items import sits_there
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.texts import Texts


def agreement_words(key: str, item: Agreement, prep: Prep, texts: Texts) -> str:
    """Who does what by when, and how both will see it, on one line. Own words stay as written."""
    by, parts = by_words(item, prep, texts), [deed_words(key, item, prep, texts)]
    if isinstance(by, date):
        parts.append(sentence(texts("talk.agreed.by-day", day=show_day(by, texts))))
    elif by:
        parts.append(sentence(texts("talk.agreed.by", words=by)))
    if item.see:
        parts.append(sentence(texts("talk.agreed.see", see=inside(texts, "signs", item.see, prep))))
    return " ".join(map(_ended, parts))


def contact_words(prep: Prep, texts: Texts) -> str:
    """How and when school and home speak again, and who starts; empty when none of that is known."""
    agree = prep.agree
    how = inside(texts, "contacts", agree.contact, prep)
    day = show_day(agree.contact_day, texts) if agree.contact_day else ""
    who = inside(texts, "actors", prep.talk.contact_who, prep)
    again = ", ".join(filter(None, (how, day)))
    parts = [
        texts("talk.contact.again", words=again) if again else "",
        texts("talk.contact.who", who=who) if who else "",
    ]
    return " ".join(filter(None, parts))


def read_aloud(prep: Prep, texts: Texts) -> str:
    """A short text of who does what by when, to read to the teacher at the end; a child at the table may hear it."""
    prep = seen_by(prep, "table" if sits_there(prep) else "teacher")
    made = _numbered(prep, texts)
    lines = [texts("talk.aloud.open" if made else "talk.aloud.none"), *made, contact_words(prep, texts)]
    return "\n\n".join(filter(None, [*lines, texts("talk.aloud.check") if made else ""]))


def recap(prep: Prep, texts: Texts) -> str:
    """The message to the teacher: thanks, what was agreed, the next contact."""
    prep, texts = seen_by(prep, "teacher"), texts.for_reader("recap")
    made = _numbered(prep, texts)
    agreed = [texts("things.message.agreed"), *made] if made else []
    contact = contact_words(prep, texts)
    right = texts("things.message.right") if made or contact else ""
    return _letter(prep, texts, ["\n".join(agreed), contact, right])


def thanks(prep: Prep, texts: Texts) -> str:
    """Only a word of thanks."""
    return _letter(seen_by(prep, "teacher"), texts, [])


def messages_now(prep: Prep, texts: Texts, today: date) -> list[SchoolMessage]:
    """Every message to send, by whether the talk is still to come.

    Of a talk that was held, only what follows it; a day that is past, with nothing noted, may have been missed.
    """
    if not is_over(prep, today):
        return ready_messages(prep, texts)
    made = {"recap": recap, "thanks": thanks} if recap(prep, texts) != thanks(prep, texts) else {"thanks": thanks}
    after = [
        SchoolMessage(name, texts(f"things.menu.{name}"), with_own(partial(make, prep), texts))
        for name, make in made.items()
    ]
    return after if was_held(prep) else [*after, *ready_messages(prep, texts)]


def _letter(prep: Prep, texts: Texts, body: list[str]) -> str:
    day = prep.going.day
    name = child_name(prep, texts)
    thank = texts("things.message.thanks-day", day=show_day(day, texts), child=name) if day else ""
    first = thank or texts("things.message.thanks", child=name)
    lines = [greeting(prep, texts), first, *body, texts("things.message.close"), texts("messages.blank")]
    return "\n\n".join(filter(None, lines))


def _numbered(prep: Prep, texts: Texts) -> list[str]:
    made = made_agreements(prep).items()
    return [f"{n}. {agreement_words(key, item, prep, texts)}" for n, (key, item) in enumerate(made, 1)]


def _ended(words: str) -> str:
    return words if words[-1:] in ".!?…" else f"{words}."
