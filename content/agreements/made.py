"""What was agreed at a talk: which agreements were made there, and the identity each keeps over all preps."""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.prep.agreement_index import identity
from gespreksklaar.content.prep.declaration import Agreement, Talk
from gespreksklaar.content.prep.model import Prep


def made_agreements(prep: Prep) -> Mapping[str, Agreement]:
    """What was agreed at the talk; a wish from before it is no agreement."""
    return {key: item for key, item in prep.agree.agreements.items() if item.made}


def was_held(prep: Prep) -> bool:
    """Whether the talk has been: something was agreed there, or noted of it."""
    return bool(made_agreements(prep)) or prep.talk.model_copy(update={"began": None, "child_there": None}) != Talk()


def agreement_id(prep: Prep, key: str, item: Agreement) -> str:
    """The one identity of an agreement of this prep, by which all preps know it.

    It is written in the file from when the agreement was made; before that it follows from the prep and the key.
    """
    return identity(item.id, prep.id, key)


def agreed(prep: Prep, key: str, item: Agreement | None = None, *, made: bool = True) -> Agreement:
    """This line of the prep, or `item` in its place, as one that was agreed at the talk.

    `made=False` makes it a wish again, which keeps its identity. Raises KeyError when the prep has no such line.
    """
    item = prep.agree.agreements[key] if item is None else item
    return item.model_copy(update={"made": made, "id": agreement_id(prep, key, item)})
