"""The agreements made at a talk, and the identity that each keeps in all preps."""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.prep.agreement_index import identity
from gespreksklaar.content.prep.declaration import Agreement, Talk
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import TALK_ASIDE


def made_agreements(prep: Prep) -> Mapping[str, Agreement]:
    """The agreements made at the talk, by key; wishes are left out."""
    return {key: item for key, item in prep.agree.agreements.items() if item.made}


def is_only_wish(item: Agreement, prep: Prep) -> bool:
    """Whether the talk left this line out while it did agree on others."""
    return not item.made and bool(made_agreements(prep))


def was_held(prep: Prep) -> bool:
    """Whether the talk took place: something was agreed there, or noted about it.

    Not by what looking ahead at its screens can leave: when it began, who sits there, who makes the next contact.
    """
    beside = Talk().model_dump(include=set(TALK_ASIDE))
    return bool(made_agreements(prep)) or prep.talk.model_copy(update=beside) != Talk()


def agreement_id(prep: Prep, key: str, item: Agreement) -> str:
    """The identity of an agreement of this prep, the same in all preps.

    The file holds it once the agreement was made; before that it follows from the prep and the key.
    """
    return identity(item.id, prep.id, key)


def agreed(prep: Prep, key: str, item: Agreement | None = None, *, made: bool = True) -> Agreement:
    """This line of the prep, or `item` in its place, as agreed at the talk.

    `made=False` makes it a wish again, which keeps its identity. Raises KeyError when the prep has no such line.
    """
    item = prep.agree.agreements[key] if item is None else item
    return item.model_copy(update={"made": made, "id": agreement_id(prep, key, item)})
