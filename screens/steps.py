"""Which screen shows which place."""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.prep import Prep
from gespreksklaar.content.texts import Texts
from gespreksklaar.screens.after import AfterScreen
from gespreksklaar.screens.agree import AgreeScreen
from gespreksklaar.screens.ask import AskScreen
from gespreksklaar.screens.before import BeforeScreen
from gespreksklaar.screens.child import ChildScreen
from gespreksklaar.screens.close import CloseScreen
from gespreksklaar.screens.going import GoingScreen
from gespreksklaar.screens.prep_screen import PrepScreen
from gespreksklaar.screens.review import ReviewScreen
from gespreksklaar.screens.talk import TalkScreen
from gespreksklaar.screens.tell import TellScreen

_PREPARING = (BeforeScreen, GoingScreen, ChildScreen, AskScreen, TellScreen, AgreeScreen, ReviewScreen)
_TALKING = (TalkScreen, CloseScreen, AfterScreen)
_SCREENS: Mapping[str, type[PrepScreen]] = {screen.step: screen for screen in (*_PREPARING, *_TALKING)}


def make_screen(place: str, prep: Prep, texts: Texts, field: str = "", saving: str = "saved") -> PrepScreen:
    """The screen for this place; the first step for a place that does not exist."""
    screen = _SCREENS.get(place, GoingScreen)
    return screen(prep, texts, field=field, saving=saving)
