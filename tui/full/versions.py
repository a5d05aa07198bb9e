"""What was: an earlier version of a prep, a damaged one, and the bin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.prep.summary import glance
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.store import maintenance, prep_toml
from gespreksklaar.content.store.versions import State, states_of
from gespreksklaar.content.words.dates import show_clock, show_day_short
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.screens.widgets.dialogs import Menu

if TYPE_CHECKING:
    from gespreksklaar.tui.full.app import GuideApp
    from gespreksklaar.tui.full.prep_app import PrepApp

_NOT_THE_FILES_FAULT = ("too-new", "unreadable-denied", "unreadable-broken")


def choose_state(app: GuideApp) -> None:
    """Bring back an earlier version of the open prep."""
    if app.session is None:
        return
    app.autosave.save()
    states = {str(state.number): state for state in app.session.states}
    if not states:
        app.say(app.texts("ui.message.no-states"))
        return

    def answered(key: str | None) -> None:
        if key:
            _try(app, lambda: _bring_back(app, states[key]))

    rows = [
        Row(key, _words(app, state), number=n if n < 10 else None) for n, (key, state) in enumerate(states.items(), 1)
    ]
    app.push_screen(Menu(app.texts("ui.dialog.states.title"), rows, app.texts), answered)


def _words(app: GuideApp, state: State) -> str:
    try:
        begun = glance("", prep_toml.prep_tables(state.read(), state.path), state.when).steps_begun
    except Problem:
        begun = 0
    return app.texts("ui.dialog.states.row", **_moment(app, state.when), n=begun, total=len(STEPS))


def _moment(app: PrepApp, when: datetime) -> dict[str, str]:
    return {"day": show_day_short(when.date(), app.texts), "clock": show_clock(when.time(), app.texts)}


def _bring_back(app: GuideApp, state: State) -> None:
    note = app.autosave.bring_back(prep_toml.load_text(state.read(), state.path).prep)
    # What was taken in from outside is in the version that just went among the earlier ones.
    if note and note.reason == "both-kept":
        app.say(note.say(app.texts))
    else:
        app.say(app.texts("ui.message.state-back"))


def offer_repair(app: PrepApp, name: str, problem: Problem) -> None:
    """A prep can't be read: say why, and offer an earlier version where the file itself is what is wrong."""
    states = states_of(app.shelf.folder, name).list()
    if not states or problem.reason in _NOT_THE_FILES_FAULT:
        app.say(problem.say(app.texts))
        return

    def repair() -> None:
        aside = maintenance.repair(app.shelf.folder, name)
        app.open_prep(name)
        app.say(app.texts("ui.message.repaired", name=aside.name) if aside else app.texts("ui.message.sound"))

    words = app.texts("ui.dialog.repair.repair", **_moment(app, states[0].when))
    rows = [Row("repair", words, number=1), Row("leave", app.texts("ui.dialog.repair.leave"), number=2)]
    title = app.texts("ui.dialog.repair.title", why=problem.say(app.texts))
    app.push_screen(Menu(title, rows, app.texts), lambda key: _try(app, repair) if key == "repair" else None)


def show_bin(app: GuideApp) -> None:
    """What was taken away: bring one back, or throw all away."""
    binned = {str(number): entry for number, entry in enumerate(app.shelf.bin.list(), 1)}
    if not binned:
        app.say(app.texts("ui.message.bin-empty"))
        return
    rows = [
        Row(
            key,
            app.texts("ui.dialog.bin.row", name=entry.name, day=show_day_short(entry.when.date(), app.texts)),
            number=int(key) if int(key) < 9 else None,
        )
        for key, entry in binned.items()
    ]
    rows.append(Row("empty", app.texts("ui.dialog.bin.empty"), number=9))

    def bring_back(key: str) -> None:
        name = app.shelf.bring_back(binned[key])
        _show(app, name, "brought-back", name=name)

    def answered(key: str | None) -> None:
        if key == "empty":
            _ask_empty(app)
        elif key:
            _try(app, lambda: bring_back(key))

    app.push_screen(Menu(app.texts("ui.dialog.bin.title"), rows, app.texts), answered)


def _ask_empty(app: GuideApp) -> None:
    rows = [Row(key, app.texts(f"ui.dialog.empty-bin.{key}"), number=n) for n, key in enumerate(("keep", "empty"), 1)]

    def empty() -> None:
        _show(app, "", "bin-emptied", n=app.shelf.bin.empty())

    title = app.texts("ui.dialog.empty-bin.title")
    app.push_screen(Menu(title, rows, app.texts), lambda key: _try(app, empty) if key == "empty" else None)


def _show(app: GuideApp, at: str, message: str, **values: object) -> None:
    if isinstance(app.screen, StartScreen):
        app.screen.fill(at)
    app.say(app.texts(f"ui.message.{message}", **values))


def _try(app: PrepApp, do: Callable[[], None]) -> None:
    try:
        do()
    except Problem as problem:
        app.say(problem.say(app.texts))
