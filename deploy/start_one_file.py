"""How the one file starts: where it can't unpack itself, it tells so in one line. deploy/build-one-file puts it in."""

import os
import sys

import _bootstrap

WORDS = {
    "nl": "Het programma kan zich niet uitpakken in {} ({}). Geef SHIV_ROOT een map waarin u mag schrijven.",
    "en": "The program can't unpack itself in {} ({}). Give SHIV_ROOT a folder that you may write in.",
}


def tell(error: Exception) -> str:
    """The line for this error, in Dutch unless the system says otherwise."""
    language = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "nl")[:2]
    where = os.environ.get("SHIV_ROOT") or "~/.shiv"
    shown = "".join(sign if sign.isprintable() else "?" for sign in where)
    why = getattr(error, "strerror", None) or error
    return WORDS["en" if language == "en" else "nl"].format(shown, why)


try:
    _bootstrap.bootstrap()
except (OSError, RuntimeError) as error:
    # The program itself lets none out: it was the unpacking.
    sys.exit(tell(error))
