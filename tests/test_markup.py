"""Text is never markup: no bare string goes where Textual or Rich would read it as markup.

Textual reads `[/]` in a bare string as an error, `[1]` as nothing and `[@click=app.quit]` as a thing to do. So what
these places get must be seen to be content, by reading the code: a `Content(...)`, a literal without a bracket, or a
call of something of ours that says it gives a `Content`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from gespreksklaar.content.form.places.menu import commands
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("screens", "tui") for path in (ROOT / folder).rglob("*.py"))
WIDGETS = {
    "Button", "Checkbox", "Collapsible", "DataTable", "Label", "Option", "OptionList", "Placeholder", "RadioButton",
    "RadioSet", "Select", "Selection", "SelectionList", "Static", "Tab", "TabPane", "Tabs", "Toast",
    "Tooltip", "Tree", "Markdown", "DiscoveryHit", "Hit",
}  # fmt: skip
CALLS = {
    "update", "notify", "add_option", "add_options", "replace_option_prompt", "add_row", "add_column", "add_columns",
    "add_leaf", "set_label", "set_options", "from_text", "highlight", "visualize",
}  # fmt: skip
ATTRIBUTES = {
    "border_title", "border_subtitle", "tooltip", "BORDER_TITLE", "BORDER_SUBTITLE", "content", "renderable", "label",
    "placeholder", "prompt",
}  # fmt: skip
ASKS = {"isinstance", "issubclass", "query", "query_one", "query_exactly_one", "query_children", "query_ancestor", "on"}
"""They take a kind of widget, and show nothing."""
SHOWN_AT = {"DiscoveryHit": slice(0, 1), "Hit": slice(1, 2)}
"""Which of the arguments are shown, where not all are."""
WORDS_OF_CALLS = {"content", "label", "prompt", "title", "message", "tooltip", "help", "renderable", "options"}
FORBIDDEN = {"rich.markup", "rich.console", "rich.prompt", "textual.markup"}
LITERAL_ANYWAY = {"LineInput", "ListLine", "NoteLine", "Input", "CommandPalette", "Palette", "PaletteLine"}
"""Their placeholder is not markup; a TextArea's is."""
KNOWN = {
    "matcher.highlight(command.words)", "widths.update(found)", "self._line.placeholder = self.form.placeholder",
    "PageWords(body)", "os.environ.update(environment)", "os.environ.update(request.environment)",
}  # fmt: skip
"""The program's own words, where Textual takes nothing but markup (see the last test); no widget; a LineInput's; and
those that PageWords makes Content of."""


class Lint:
    """What is wrong in some sources, seen together: a widget or a function of one may be used in another."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.trees = {name: ast.parse(text) for name, text in sources.items()}
        self.functions = {name: _content_functions(tree) for name, tree in self.trees.items()}
        self.widgets = set(WIDGETS)
        classes = [node for tree in self.trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for _ in classes:
            self.widgets |= {c.name for c in classes if any(_name(base) in self.widgets for base in c.bases)}

    def findings(self) -> list[str]:
        found = []
        for file, tree in self.trees.items():
            self.file = file
            found += [f"{file}:{line}: {why}" for line, why in dict.fromkeys(self._look(tree, ""))]
        return found

    def _look(self, node: ast.AST, here: str) -> Iterator[tuple[int, str]]:
        """Everything wrong below this node, which is in the class `here`."""
        here = node.name if isinstance(node, ast.ClassDef) else here
        line = getattr(node, "lineno", 0)
        for found in self._wrong(node, here):
            yield line, ast.unparse(found)[:90]
        for child in ast.iter_child_nodes(node):
            yield from self._look(child, here)

    def _wrong(self, node: ast.AST, here: str) -> Iterator[ast.AST]:
        if isinstance(node, ast.Call):
            yield from self._wrong_call(node, here)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            shown = any(_name(target) in ATTRIBUTES for target in targets)
            fine = not node.value or self._is_content(node.value) or self._is_widget(node.value)
            if shown and not fine and ast.unparse(node) not in KNOWN:
                yield node
        elif (isinstance(node, ast.AugAssign) and _name(node.target) in ATTRIBUTES) or (
            isinstance(node, ast.FunctionDef) and node.name == "render" and _name(node.returns) != "Content"
        ):
            yield node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            names = [alias.name for alias in node.names]
            if FORBIDDEN & {module, *names} or (module == "rich" and "print" in names):
                yield node
            # By another name we would not know it.
            if any(alias.asname and alias.name in self.widgets for alias in node.names):
                yield node

    def _wrong_call(self, call: ast.Call, here: str) -> Iterator[ast.AST]:
        name = _name(call.func)
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name == "__init__" and isinstance(owner, ast.Call) and _name(owner.func) == "super":
            name = here
        if name == "from_markup" and not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant)):
            yield call
        if name not in self.widgets | CALLS or ast.unparse(call) in KNOWN:
            shown = {"exit": {"message"}}.get(name, set() if name in LITERAL_ANYWAY else {"placeholder"})
            words = [k.value for k in call.keywords if k.arg in shown]
        else:
            words = [
                *call.args[SHOWN_AT.get(name, slice(None))],
                *(k.value for k in call.keywords if k.arg in {*WORDS_OF_CALLS, "placeholder"}),
            ]
        if name == "setattr" and [_name(arg) for arg in call.args[1:2] if _name(arg) in ATTRIBUTES]:
            words += call.args[2:]
        if name not in ASKS and any(map(self._shows, call.args)):
            # Called later, or for each of many: `map(Static, names)`, `call_later(line.update, name)`.
            words += [arg for arg in call.args if not self._shows(arg)]
        if any(not self._is_content(word) for word in words):
            yield call

    def _shows(self, value: ast.expr) -> bool:
        """Whether this is, uncalled, what shows what it is given."""
        return (isinstance(value, ast.Name) and value.id in self.widgets) or (
            isinstance(value, ast.Attribute) and value.attr in CALLS
        )

    def _is_widget(self, value: ast.expr) -> bool:
        """A widget that is kept under a name; what it shows is looked at where it is made."""
        return isinstance(value, ast.Call) and _name(value.func) in self.widgets | LITERAL_ANYWAY

    def _is_content(self, value: ast.expr) -> bool:
        """Whether this can be seen to be no bare string, or one without a bracket."""
        if isinstance(value, ast.Constant):
            return not (isinstance(value.value, str) and "[" in value.value)
        if isinstance(value, ast.IfExp):
            return self._is_content(value.body) and self._is_content(value.orelse)
        if isinstance(value, ast.Lambda | ast.GeneratorExp):
            return isinstance(value, ast.GeneratorExp) or self._is_content(value.body)
        if isinstance(value, ast.List | ast.Tuple):
            return all(map(self._is_content, value.elts))
        if not isinstance(value, ast.Call):
            return False
        owner = value.func.value if isinstance(value.func, ast.Attribute) else None
        ours = self._gives_content(_name(value.func)) or ast.unparse(value) in KNOWN
        of_content = owner is not None and (_name(owner) == "Content" or self._is_content_call(owner))
        return ours or of_content

    def _gives_content(self, name: str) -> bool:
        """Whether a function of this name says so: the one in this file, else all that there are."""
        own = self.functions[self.file].get(name)
        all_there_are = [functions[name] for functions in self.functions.values() if name in functions]
        return name == "Content" or (bool(all_there_are) and all(all_there_are) if own is None else own)

    def _is_content_call(self, value: ast.expr) -> bool:
        return isinstance(value, ast.Call) and self._is_content(value)


def _content_functions(tree: ast.Module) -> dict[str, bool]:
    """The functions of a file, and whether all of that name give a Content."""
    found: dict[str, bool] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = found.get(node.name, True) and _name(node.returns) == "Content"
    return found


def _name(node: ast.AST | None) -> str:
    """The last name of `a.b.c`, of `"c"` and of `c[d]`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return name
        case ast.Subscript(value=value):
            return _name(value)
    return ""


def lint(*sources: str) -> Sequence[str]:
    return Lint({f"{number}.py": text for number, text in enumerate(sources)}).findings()


def test_no_text_is_markup_anywhere() -> None:
    assert len(SOURCES) > 80, "the folders are elsewhere"
    assert Lint({str(path.relative_to(ROOT)): path.read_text("utf-8") for path in SOURCES}).findings() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Static(name)", "Static(f'Dag {name}')", "Static('Dag ' + name)", "Static('[b]Dag[/b]')", "Static(str(name))",
        "Static('{}'.format(name))", "Static(content=name)", "widgets.Label(self.name)", "Label(texts('ui.x'))",
        "Button(name if name else Content('x'))", "Option(name)", "OptionList(*names)", "OptionList(Option(name))",
        "TextArea(placeholder=name)", "LongInput(placeholder=name)", "Checkbox(label=name)",
        "self.query_one('#x', Static).update(name)", "self.label.update(self.words())", "app.notify(name)",
        "app.notify(message=f'{name}')", "app.notify('ok', title=name)", "app.exit(message=name)", "x.add_option(name)",
        "x.add_row('a', name)", "self.border_title = name", "x.tooltip = f'{name}'", "BORDER_TITLE = '[b]x'",
        "self.border_subtitle: str = name", "Content.from_markup(name)", "Content.from_markup(f'[b]{name}')",
        "Content.from_markup('[b]' + name)", "Content.from_markup('[b]%s' % name)", "Text.from_markup(name)",
        "Content.from_text(name)", "DiscoveryHit(name, go)", "matcher.highlight(name)", "from rich import print",
        "import rich.markup", "from rich.markup import escape", "from rich.console import Console",
        "class Note(Static): pass\nNote(name)", "class A(Static): pass\nclass B(A): pass\nB(name)",
        "class Note(Static):\n def __init__(self, name):\n  super().__init__(name)",
        "class W(Widget):\n def render(self) -> str: return name", "class W(Widget):\n def render(self): return name",
        "def words() -> str: ...\nStatic(words())", "Static(Content)", "Static(name.join([Content('x')]))",
        "line.content = name", "button.label = name", "area.placeholder = name", "x.border_title += name",
        "from textual.widgets import Static as S\nS(name)", "list(map(Static, names))", "partial(Static, name)",
        "self.call_later(line.update, name)", "self.call_after_refresh(app.notify, name)", "Static(lambda: name)",
        "setattr(x, 'border_title', name)", "options.set_options(names)",
    ],
)  # fmt: skip
def test_it_finds(wrong: str) -> None:
    assert lint(wrong)


@pytest.mark.parametrize(
    "right",
    [
        "Static()", "Static('')", "Static(Content(name))", "Static(Content(f'Dag {name}'), classes=name, id=name)",
        "Static(Content.assemble('Dag ', (name, 'bold')))", "Static(Content('\\n').join(lines))",
        "Static(Content.from_markup('[b]Dag $name', name=name))", "self.label.update(Content(name))",
        "def words() -> Content: ...\nStatic(self.words())", "x.border_title = Content(name)", "LineInput(name)",
        "LineInput(placeholder=name)", "app.exit(0)", "app.exit(code, return_code=code)", "Button('Verder')",
        "Static(Content(name) if name else '')", "app.notify('Klaar')", "cells.update((a, b) for a in c)",
        "class W(Widget):\n def render(self) -> Content: return Content(name)", "print(name)",
        "self.label = Static(Content(name))", "self.query_one(f'#{name}', Static)", "isinstance(each, Static)",
        "self.call_later(line.update, Content(name))",
    ],
)  # fmt: skip
def test_it_lets_pass(right: str) -> None:
    assert lint(right) == []


def test_a_function_of_another_file_counts() -> None:
    assert lint("Static(words())", "def words() -> Content: ...") == []
    assert lint("Static(words())", "def words() -> str: ...")
    assert lint("Note(name)", "class Note(Static): ...")


def test_the_words_in_the_palette_hold_no_bracket() -> None:
    class OfAPrep:
        in_use = barred = False
        prep = STORIES["next-time"]

    for language in languages():
        for session in (None, OfAPrep()):
            for command in commands(Texts(language), session):  # type: ignore[arg-type]
                assert "[" not in command.words
