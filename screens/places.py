"""The screen of each place."""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.steps.agree import AgreeScreen
from gespreksklaar.screens.steps.ask import AskScreen
from gespreksklaar.screens.steps.before import BeforeScreen
from gespreksklaar.screens.steps.child import ChildScreen
from gespreksklaar.screens.steps.going import GoingScreen
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.steps.review import ReviewScreen
from gespreksklaar.screens.steps.tell import TellScreen
from gespreksklaar.screens.talk.after import AfterScreen
from gespreksklaar.screens.talk.close import CloseScreen
from gespreksklaar.screens.talk.talk_screen import TalkScreen

_PREPARING = (BeforeScreen, GoingScreen, ChildScreen, AskScreen, TellScreen, AgreeScreen, ReviewScreen)
_TALKING = (TalkScreen, CloseScreen, AfterScreen)
_SCREENS: Mapping[str, type[PrepScreen]] = {screen.step: screen for screen in (*_PREPARING, *_TALKING)}


def make_screen(place: str, live: LivePrep, texts: Texts, field: str = "", saving: str = "saved") -> PrepScreen:
    """Make the screen of this place; for an unknown place, that of the first step."""
    screen = _SCREENS.get(place, GoingScreen)
    return screen(live, texts, field=field, saving=saving)
