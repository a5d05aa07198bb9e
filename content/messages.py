"""Short messages to the school, ready to send: more time, another time, who comes along, the child along.

A message holds the appointment and nothing else: no worry, no question, nothing the child said.
"""

from __future__ import annotations

from gespreksklaar.content.dates import show_clock, show_day
from gespreksklaar.content.plan import Plan, make_plan, talk_minutes
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.texts import Texts
from gespreksklaar.content.wording import child_name, item_words


def ready_messages(prep: Prep, texts: Texts) -> list[tuple[str, str]]:
    """Title and words of every message that fits this prep, the likeliest first."""
    plan = make_plan(prep)
    wanted = {
        "other-time": prep.going.attend == "other-time",
        "more-time": bool(plan.dropped),
        "companion": bool(prep.going.companions),
        "child-along": prep.child.comes in ("", "ask", "part"),
    }
    names = sorted(wanted, key=lambda name: not wanted[name])
    return [(texts(f"messages.{name}.title"), message(name, prep, texts, plan)) for name in names]


def message(name: str, prep: Prep, texts: Texts, plan: Plan | None = None) -> str:
    """One message: greeting, request, thanks; what is not known is left as dots to fill in."""
    plan = plan or make_plan(prep)
    going, blank = prep.going, texts("messages.blank")
    companions = [item_words(texts, "companions", key, item, prep) for key, item in going.companions.items()]
    body = texts(
        f"messages.{name}.body",
        child=child_name(prep, texts),
        day=show_day(going.day, texts) if going.day else blank,
        clock=show_clock(going.start, texts) if going.start else blank,
        minutes=talk_minutes(prep) + plan.short_by,
        who=", ".join(companions)[:1].lower() + ", ".join(companions)[1:] if companions else blank,
    )
    return "\n".join([texts("messages.greeting"), "", body, "", texts("messages.close")])
