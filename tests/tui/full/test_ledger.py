"""Agreements over all talks, in the real app: what is due, telling what became of it, the next prep, looking back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gespreksklaar.content.agreements.ledger import ledger
from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.tui.full.app import GuideApp
from tests.pressing import at_rest, press
from tests.tui.walk import make_app, number_of, running, screen_text

# Each is more than a day away from where it means something else: midnight may pass while the tests run.
LAST_MONTH = date.today() - timedelta(days=30)
DAYS_AGO = date.today() - timedelta(days=2)
SOON = date.today() + timedelta(days=3)


def talk(app: GuideApp, child: str = "Sam", **items: Agreement) -> str:
    """A talk that was held last month; gives its name."""
    prep = Prep().edited("going.child", child).edited("going.day", LAST_MONTH).edited("going.kind", "progress")
    prep = prep.edited("agree.agreements", items)
    for key in items:
        prep = prep.edited("agree.agreements", {**prep.agree.agreements, key: agreed(prep, key)})
    return app.library.create(prep)


async def keys(app: GuideApp, *wanted: str) -> None:
    """Press these keys, each once what the one before it opened is there."""
    for key in wanted:
        await press(app, key)
        await press(app)


def words(app: GuideApp) -> str:
    return " ".join(screen_text(app).split())


def states(app: GuideApp) -> dict[str, str]:
    return {line.words.text: line.state for line in ledger(app.library.list())}


READ = Agreement(text="Elke dag lezen", by=SOON)
CALL = Agreement(text="De juf belt")


async def test_what_is_due_is_one_row_that_leads_to_all_agreements_and_is_told_there(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    talk(app, "Sam", a=READ, b=CALL)
    talk(app, "Noor", a=Agreement(text="Het verslag sturen", by=DAYS_AGO))
    async with running(app):
        await at_rest(app)
        assert "2 afspraken met de school lopen nu af: Noor, Sam" in words(app)
        await keys(app, "home", "down", "down", "enter")
        await at_rest(app)
        assert "Afspraken met school" in words(app)
        assert "1 Het verslag sturen" in words(app)
        await keys(app, "enter", "1")
        assert "Bewaard: gelukt." in words(app)
        await keys(app, "2", "3", "3", "2")
        await at_rest(app)
        assert states(app) == {"Het verslag sturen": "kept", "Elke dag lezen": "unknown", "De juf belt": "not-kept"}
        await keys(app, "2", "4")
        assert states(app)["Elke dag lezen"] == "", "it can be told otherwise"
        await keys(app, "escape")
        await at_rest(app)
        assert "nu af" not in words(app), "all was told today"


async def test_without_agreements_there_is_no_key_for_them_and_the_menu_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.library.create(Prep().edited("going.place", "lokaal 4"))
    async with running(app):
        await at_rest(app)
        assert "a afspraken" not in words(app)
        await keys(app, "/")
        assert "nieuw gesprek voorbereiden" in words(app)
        app.action_choose("agreements")
        await at_rest(app)
        assert "Er zijn nog geen afspraken." in words(app)
        await keys(app, "enter", "*", "space", "f1", "escape")
        assert "Er zijn nog geen afspraken." in words(app)


async def test_the_key_begins_at_the_child_of_the_prep_under_the_cursor(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    talk(app, "Noor", a=CALL)
    name = talk(app, "Sam", a=READ)
    async with running(app):
        await at_rest(app)
        app.screen.fill(name)  # type: ignore[attr-defined]
        await keys(app, "/")
        await at_rest(app)
        assert "▶ 2 Elke dag lezen" in words(app) or "▶ 1 Elke dag lezen" in words(app)


async def test_what_is_open_in_another_window_is_said_and_nothing_changes(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    name = talk(app, "Sam", a=READ)
    other = Library(app.library.folder).write(name)
    async with running(app):
        await at_rest(app)
        await keys(app, "/")
        await at_rest(app)
        await keys(app, "1", "1")
        assert "in een ander venster open" in words(app)
        assert states(app) == {"Elke dag lezen": ""}
    other.close()


async def test_a_child_without_agreements_has_its_talks_to_look_back_on(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    talk(app, "Sam")
    talk(app, "Noor", a=CALL)
    async with running(app):
        await at_rest(app)
        app.screen.fill("sam-voortgangsgesprek-" + LAST_MONTH.isoformat())  # type: ignore[attr-defined]
        await keys(app, "/")
        await at_rest(app)
        assert "▶ nog geen afspraken" in words(app)
        await keys(app, "enter", "*")
        await at_rest(app)
        assert "De gesprekken over Sam" in words(app)
        assert "Voortgangsgesprek" in words(app)


# The next prep.


async def test_a_copy_opens_with_what_is_open_once_and_passing_it_by_tells_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    name = talk(app, "Sam", a=READ, b=CALL)
    before = app.library.path(name).read_bytes()
    copy = app.library.copy(name)
    async with running(app):
        app.open_prep(copy)
        await at_rest(app)
        assert "Hoe is het gegaan met de afspraken?" in words(app)
        await keys(app, "2", "1", "escape")
        await at_rest(app)
        assert "Stap 1 van 5" in words(app)
        assert app.library.path(name).read_bytes() == before, "the prep of that talk is not written in"
        app.show("start")
        await at_rest(app)
        app.open_prep(copy)
        await at_rest(app)
        assert "Stap 1 van 5" in words(app)
        await keys(app, "f2", *"gegaan")
        await at_rest(app)
        assert "Hoe is het gegaan met de afspraken?" in words(app)
        await keys(app, "escape", "escape")
        app.action_go("before")
        await at_rest(app)
        assert "1 Elke dag lezen" in words(app)
        assert states(app) == {"Elke dag lezen": "", "De juf belt": "kept"}


async def test_a_new_prep_asks_once_its_childs_name_is_known_and_goes_on_to_where_the_parent_went(
    tmp_path: Path,
) -> None:
    app = make_app(tmp_path)
    talk(app, "Zoë", a=READ)
    async with running(app):
        app.new_prep()
        await at_rest(app)
        await keys(app, "f4")
        await at_rest(app)
        assert "Stap 2 van 5" in words(app), "no name yet"
        await keys(app, "f3")
        await at_rest(app)
        await keys(app, "tab", "z", "o", "e", "f4")
        await at_rest(app)
        assert "Hoe is het gegaan met de afspraken?" in words(app)
        await keys(app, "enter")
        await at_rest(app)
        assert "Stap 2 van 5" in words(app)
        await keys(app, "f4")
        await at_rest(app)
        assert "Stap 3 van 5" in words(app)
        assert app.session is not None
        assert [item.text for item in app.session.prep.before.agreements.values()] == ["Elke dag lezen"]


async def test_a_prep_that_can_only_be_read_brings_nothing_along(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    name = app.library.copy(talk(app, "Sam", a=READ))
    other = Library(app.library.folder).write(name)
    async with running(app):
        app.open_prep(name)
        await at_rest(app)
        assert "Stap 1 van 5" in words(app)
    other.close()


# Looking back.


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_talks_of_a_child_are_a_sheet_for_a_new_school(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    talk(app, "Sam", a=READ, b=Agreement(text="GEHEIM", mark="only-me"))
    talk(app, "Noor", a=CALL)
    async with running(app, size):
        await at_rest(app)
        await keys(app, "/")
        await at_rest(app)
        await keys(app, "home" if "▶ 1 Elke dag lezen" in words(app) else "down", "*")
        await at_rest(app)
        assert "De gesprekken over Sam" in words(app)
        await keys(app, "+")
        await at_rest(app)
        assert "Hoe wilt u dit blad meenemen?" in words(app)
        await keys(app, number_of("Bewaren in een bestand", words(app)), "enter")
        await at_rest(app)
        assert "Het blad is bewaard" in words(app)
    (file,) = app.folders.sheets.glob("*.txt")
    text = file.read_text("utf-8")
    assert file.name == "sam-gesprekken.txt"
    assert text.startswith("Voor de nieuwe school van Sam")
    assert "Elke dag lezen" in text
    assert "GEHEIM" not in text
    assert "De juf belt" not in text


async def test_markup_in_a_name_or_an_agreement_is_text_wherever_it_comes(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    child, what = "[@click=app.quit]Sam[/]", "[/] [b]vet[/b] [1]"
    name = talk(app, child, a=Agreement(text=what, who="[red]wie", by="[/]nu"), b=Agreement(text="dag", by=SOON))
    copy = app.library.copy(name)
    async with running(app):
        await at_rest(app)
        assert child in words(app)
        await keys(app, "/")
        await at_rest(app)
        assert f"[red]wie: {what} ([/]nu)" in words(app)
        await keys(app, "2")
        assert f"[red]wie: {what} ([/]nu)" in words(app)
        await keys(app, "escape", "*")
        await at_rest(app)
        assert f"De gesprekken over {child}" in words(app)
        assert f"[red]wie: {what}." in words(app)
        await keys(app, "escape")
        app.open_prep(copy)
        await at_rest(app)
        assert "Hoe is het gegaan met" in words(app)
        assert what in words(app)


async def test_a_file_with_a_name_that_is_too_long_does_not_keep_the_others_from_sight(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    talk(app, "Sam", a=READ)
    text = app.library.path(talk(app, "Noor", a=CALL)).read_text()
    app.library.path("lang").write_text(text.replace('"Noor"', f'"{"N" * 150}"'))
    async with running(app):
        await at_rest(app)
        await keys(app, "/")
        assert "Elke dag lezen" in words(app)
        assert "N" * 40 in words(app)


async def test_a_prep_can_have_any_name(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.library.path("new-prep").parent.mkdir(exist_ok=True)
    app.library.path("new-prep").write_text('format = 1\nid = "x"\n[going]\nchild = "Sam"\n')
    async with running(app):
        await at_rest(app)
        await keys(app, "end", "enter")
        assert app.session
        assert app.session.name == "new-prep"
