"""The command line's arguments, with help and errors in the user's language."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from gespreksklaar.content.words.texts import Texts, languages
from gespreksklaar.tui.cli.output import print_line
from gespreksklaar.tui.terminal.theme_names import NAMES

VERBS = ("open", "list", "sheet", "check", "schema", "where", "kiosk", "warm")


class _Wrong(Exception):  # noqa: N818 - caught here, never seen
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong, instead of ending the program with an English message."""

    def error(self, message: str) -> NoReturn:
        raise _Wrong(message)


def early_options(given: Sequence[str]) -> dict[str, str]:
    """The values of --lang, --config and --data, found before parsing: the help itself is in that language."""
    found = {"lang": "", "config": "", "data": ""}
    for word, after in zip(given, [*given, ""][1:], strict=True):
        option, equals, value = word.partition("=")
        if option.removeprefix("--") in found and option.startswith("--"):
            found[option[2:]] = value if equals else after
    return found


def parse(given: Sequence[str], texts: Texts) -> argparse.Namespace | int:
    """The parsed command, or the exit code when nothing is left to do (help, version, wrong use)."""
    parser = _parser(texts)
    try:
        args = _read(parser, list(given), texts)
    except _Wrong as wrong:
        print_line(wrong.words, wrong=True)
        return 2
    if args.help:
        print(parser.format_help(), end="")
        return 0
    if args.version:
        from importlib.metadata import version  # noqa: PLC0415 - only to tell it

        print(f"gespreksklaar {version('gespreksklaar')}")
        return 0
    return args


def _parser(texts: Texts) -> _Parser:
    parser = _Parser(
        prog="gespreksklaar",
        usage=argparse.SUPPRESS,
        description=texts("cli.description") + "\n\n" + texts("cli.usage"),
        epilog=texts("cli.epilog"),
        add_help=False,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options = parser.add_argument_group(texts("cli.options"))
    for name, known in (("data", ()), ("lang", languages()), ("theme", NAMES), ("config", ()), ("log", ())):
        words = texts(f"cli.help.{name}", known=", ".join(known))
        options.add_argument(f"--{name}", default="", metavar=texts(f"cli.values.{name}"), help=words)
    options.add_argument("--for", default="", dest="for_", help=argparse.SUPPRESS)
    # None means that the option was not given; an empty name is an error.
    options.add_argument("--output", default=None, dest="output_", help=argparse.SUPPRESS)
    for name in ("json", "once", "make-pin", "force"):
        options.add_argument(f"--{name}", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--version", action="store_true", help=texts("cli.help.version"))
    options.add_argument("--help", "-h", action="store_true", help=texts("cli.help.help"))
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    return parser


def _read(parser: _Parser, given: list[str], texts: Texts) -> argparse.Namespace:
    try:
        args, unknown = parser.parse_known_intermixed_args(given)
    except _Wrong:
        raise _Wrong(texts("cli.wrong-value")) from None
    if unknown:
        raise _Wrong(_did_you_mean("cli.unknown-option", unknown[0], _option_names(parser), texts))
    words: list[str] = args.words
    args.verb, rest = (words[0], words[1:]) if words else ("", [])
    if args.help or args.version:
        return args
    if args.verb and args.verb not in VERBS:
        raise _Wrong(_did_you_mean("cli.unknown-verb", args.verb, VERBS, texts))
    _take_words(args, rest, texts)
    return args


def _take_words(args: Any, rest: list[str], texts: Texts) -> None:
    """Set the verb's words as `names` and `name`; raise _Wrong for words or options that the verb does not take."""
    needs = {"open": (1, 1), "sheet": (1, 1), "check": (1, 10_000), "warm": (1, 1)}.get(args.verb, (0, 0))
    if not needs[0] <= len(rest) <= needs[1]:
        raise _Wrong(texts("cli.use", how=texts(f"cli.how.{args.verb}")))
    only_for = {
        "json": "list",
        "for_": "sheet",
        "output_": "sheet",
        "force": "sheet",
        "once": "kiosk",
        "make_pin": "kiosk",
    }
    for option, verb in only_for.items():
        if getattr(args, option) not in (None, "", False) and args.verb != verb:
            raise _Wrong(texts("cli.not-for-verb", option="--" + option.rstrip("_").replace("_", "-"), verb=verb))
    args.names = rest
    args.name = rest[0] if rest else ""


def _option_names(parser: _Parser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings]


def _did_you_mean(key: str, word: str, known: Sequence[str], texts: Texts) -> str:
    import difflib  # noqa: PLC0415 - only after a mistake

    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return texts(f"{key}-near", word=word, near=near[0]) if near else texts(key, word=word)
