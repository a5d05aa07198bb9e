"""The rows of review: the points that are still open, then where to go next. Also the minutes and the messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from gespreksklaar.content.agreements.carry_over import is_over
from gespreksklaar.content.agreements.made import made_agreements, was_held
from gespreksklaar.content.form.places.menu import to_the_talk
from gespreksklaar.content.form.rows import Choice, Row, number_key, numbered
from gespreksklaar.content.goal.check import is_too_big
from gespreksklaar.content.guidance.wording import sentence
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import OpenPoint, open_points
from gespreksklaar.content.prep.vocabulary import AFTER, TALK
from gespreksklaar.content.sheets.messages_after import messages_now
from gespreksklaar.content.sheets.messages_ahead import SchoolMessage
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.content.talk.plan import make_plan, plan_lines
from gespreksklaar.content.words.texts import Texts

TAKE: Final = "take"
"""The key of the row that takes the sheet along."""
OTHER: Final = "other"
"""The key of the row that shows the sheet for another reader."""
MESSAGES: Final = "messages"
"""The key of the row that shows the messages to school."""


IN_LIST: Final = "#"
"""Ends the path of a field that is opened at the rows of its list rather than at the line above them."""
REST: Final = "rest"
"""The key of the row that shows the other points that are open."""
_FEW: Final = 2
"""So many rows of what is open are shown at once: with more, the ways to go on would not be in sight."""
ALL: Final = "all"
"""The key of the row that leaves the short way: the steps ask all from then on."""


class Review(NamedTuple):
    """The part of review above the sheet."""

    open: str
    """That nothing is open any more, or that the talk is over; empty while there are rows of what is open."""
    rows: tuple[Row, ...]
    minutes: str
    """The plan of the minutes, in lines; empty once the talk is over, and the short way where all of it fits."""


def review(prep: Prep, texts: Texts, today: date, *, talk_follows: bool = True, whole: bool = False) -> Review:
    """The part of review below the sheet; with `talk_follows`, also the ways to the talk: first, from its day on.

    Of many open points one row counts those that matter less, until the list is shown `whole`.

    The row of an open point has the place and the field as its key, parted by a space: `goes_to` reads it. The row to
    a place of the talk has that place as its key.
    """
    points = still_open(prep, texts)
    to_fill_in = [(f"{point.step} {point.field}{IN_LIST * point.in_list}", texts(point.text)) for point in points]
    if prep.short:
        to_fill_in.append((ALL, texts("ui.review.all")))
    if len(to_fill_in) > _FEW and not whole:
        rest = texts("ui.review.rest", n=len(to_fill_in) - _FEW + 1)
        to_fill_in = [*to_fill_in[: _FEW - 1], (REST, rest)]
    to_talk = [Row(TALK, to_the_talk(prep, texts), mark="*"), Row(AFTER, texts("talk.over"), mark="-")]
    first, last = _beside_the_rest(to_talk if talk_follows else [], prep, today)
    rows = [
        Row(TAKE, texts("ui.review.take"), mark="0"),
        *first,
        *(
            Row(key, words, mark="·", tag=texts("ui.review.optional") if n == 1 else "", number=number_key(n))
            for n, (key, words) in enumerate(to_fill_in, 1)
        ),
        Row(OTHER, texts("ui.review.other"), mark="/"),
        Row(MESSAGES, texts("ui.review.messages"), mark="+"),
        *last,
    ]
    if is_over(prep, today):
        return Review(texts("ui.review.held"), tuple(rows), "")
    # Only a helper has words above the rows of what is open, which say themselves what they are.
    words = texts.find("ui.review.open") or "" if points else texts("ui.review.all-done")
    plan = make_plan(prep)
    minutes = () if prep.short and not plan.dropped else plan_lines(plan, prep, texts)
    return Review(words, tuple(rows), "\n".join(minutes))


def _beside_the_rest(to_talk: list[Row], prep: Prep, today: date) -> tuple[list[Row], list[Row]]:
    """The ways to the talk that come first, and those that come last: a low window shows the first ones only."""
    if is_over(prep, today):
        return to_talk[::-1], []
    return (to_talk, []) if prep.going.day == today or prep.talk.began else ([], to_talk)


def still_open(prep: Prep, texts: Texts) -> list[OpenPoint]:
    """What could still be filled in, or be made smaller; nothing once the talk is over."""
    if was_held(prep):
        return []
    points = open_points(prep)
    if is_too_big(prep, texts):
        part = "sentence" if prep.agree.goal.sentence else "what"
        points.insert(0, OpenPoint(f"agree.goal.{part}", "progress.goal-big"))
    return points


def goes_to(key: str) -> tuple[str, str]:
    """The place and field to which the row with this key leads."""
    place, _, field = key.partition(" ")
    return place, field


def sheet_title(reader: str, texts: Texts) -> str:
    """The line above the sheet: whom it is for."""
    return texts("ui.review.sheet", name=texts(f"sheet.readers.{reader}.name"))


def proposed_reader(prep: Prep) -> str:
    """The reader of the sheet that review shows first.

    The parent's own has all that they need, the child's words too. What was agreed at the talk is worth keeping after.
    """
    return "agreements" if made_agreements(prep) else "own"


def choose_reader(reader: str, texts: Texts) -> Choice:
    """The question for whom to show the sheet, at the reader it is for now."""
    rows = numbered((name, sentence(texts(f"sheet.readers.{name}.name"))) for name in SHEETS)
    return Choice(texts("ui.dialog.readers.title"), tuple(rows), reader)


def messages_to_read(prep: Prep, texts: Texts, today: date | None = None) -> dict[str, SchoolMessage]:
    """The messages that are ready to send, by name."""
    return {message.name: message for message in messages_now(prep, texts, today or date.today())}


def choose_message(messages: Mapping[str, SchoolMessage], at: str, texts: Texts) -> Choice:
    """The question which of these messages to read, at the one read last."""
    rows = numbered((name, message.title) for name, message in messages.items())
    return Choice(texts("ui.review.messages"), tuple(rows), at)
