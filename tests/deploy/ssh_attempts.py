"""What an ssh client can request to get anything but the program: a table to extend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MARK = "OUT-42-OUT"
"""The output of a command that ran; the command's own words do not contain it."""
_SAY = "echo OUT-$((6*7))-OUT"


@dataclass(frozen=True)
class Attempt:
    """One attempt: `program` is the client to run, `words` its arguments besides the connection."""

    name: str
    words: Sequence[str] = ()
    options: Sequence[str] = ()
    env: dict[str, str] = field(default_factory=dict)
    typed: str = f"{_SAY}\nexit\n"
    program: str = "ssh"


COMMANDS = (
    _SAY, f"; {_SAY}", f"& {_SAY}", f"| {_SAY}", f"&& {_SAY}", f"|| {_SAY}", f"\n{_SAY}\n", f"$({_SAY})", f"`{_SAY}`",
    f"' ; {_SAY} ; '", f'" ; {_SAY} ; "', f"-c '{_SAY}'", f"sh -c '{_SAY}'", "sh -i", "bash -l", "exec bash", "su",
    "/bin/sh", "../../bin/sh", "script -q /dev/null", "vi -c :sh", "less /etc/passwd", "python3", "login", "env",
    "cat /etc/passwd", f"TERM=x {_SAY}", f"() {{ :;}}; {_SAY}", "{}", "%s%n%n", "--help", "--plain", "--data /tmp list",
    "sheet /etc/passwd", "check /etc/shadow", "kiosk", "open ../../../etc/passwd", "scp -t .", "scp -f /etc/passwd",
    "/usr/lib/openssh/sftp-server", "rsync --server . .", "git-upload-pack x", "x" * 50_000, " ",
)  # fmt: skip
TERMS = (
    f"x; {_SAY}", f"$({_SAY})", "../../../etc/passwd", "%n%n%s", "\x1b]52;c;eA==\x07", "xterm\nPATH=/tmp", "x" * 1_000,
)  # fmt: skip
NO_SCREEN = ("dumb", "")
"""With these the login says how to log in with a screen, and ends."""
NASTY = {
    name: f"/tmp/evil;{_SAY}"
    for name in (
        "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PS4", "PROMPT_COMMAND", "IFS", "CDPATH", "SHELL", "EDITOR",
        "VISUAL", "PAGER", "BROWSER", "LESSOPEN", "LESSCLOSE", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP",
        "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONBREAKPOINT", "PYTHONUSERBASE", "PYTHONEXECUTABLE", "PYTHONUTF8",
        "PYTHONIOENCODING", "PYTHONDUMPREFS", "TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_PRESS",
        "TEXTUAL_SCREENSHOT", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SCREENSHOT_FILENAME", "TEXTUAL_ALLOW_SIGNALS",
        "TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT", "TEXTUAL_SHOW_RETURN", "TEXTUAL_COLOR_SYSTEM", "COLUMNS",
        "LINES", "ESCDELAY", "LC_ALL", "LC_TERMINAL", "LC_MESSAGES", "LANG", "LANGUAGE", "TERM_PROGRAM", "TERMCAP",
        "TERMINFO", "TERMINFO_DIRS", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
        "RUNTIME_DIRECTORY", "SHIV_ROOT", "SHIV_ENTRY_POINT", "SHIV_INTERPRETER", "SHIV_MODULE", "SHIV_FORCE_EXTRACT",
        "CUPS_SERVER", "PRINTER", "LPDEST", "MAIL", "SSH_ORIGINAL_COMMAND", "NLSPATH", "GCONV_PATH", "HOSTALIASES",
        "RES_OPTIONS", "MALLOC_CHECK_", "TZ", "GESPREKSKLAAR_LOG",
    )
}  # fmt: skip
"""Variables that Textual, Python, a shell, the C library or our own program obeys."""
SET = ("HOME", "USER", "PATH", "LANG", "LC_ALL", "SHELL", "TEXTUAL_LOG", "PYTHONINSPECT", "GESPREKSKLAAR_LOG")

WITHOUT_A_TERMINAL = [
    *(Attempt(f"command {command[:30]!r}", ["-T", "--", command]) for command in COMMANDS if command.strip()),
    Attempt("a shell on a pipe", ["-T"]),
    *(
        Attempt(f"subsystem {name}", ["-s", name])
        for name in ("sftp", "shell", "sftp;sh", "../../bin/sh", "netconf", "x" * 2_000)
    ),
    Attempt("sftp", program="sftp"),
    Attempt("scp, in", program="scp", words=["/etc/hostname", "HOST:/tmp/out"]),
    Attempt("scp, out", program="scp", words=["HOST:/etc/passwd", "/dev/stdout"]),
    Attempt("old scp, in", program="scp", options=["-O"], words=["/etc/hostname", "HOST:/tmp/out"]),
    *(Attempt(f"TERM={term!r}", ["-tt"], env={"TERM": term}) for term in NO_SCREEN),
    Attempt("old scp, out", program="scp", options=["-O"], words=["HOST:/etc/passwd", "/dev/stdout"]),
]
WITH_A_TERMINAL = [
    *(Attempt(f"command {command[:30]!r}", ["-tt", "--", command]) for command in COMMANDS),
    *(Attempt(f"TERM={term[:20]!r}", ["-tt"], env={"TERM": term}) for term in TERMS),
    Attempt("every nasty variable", ["-tt"], [f"-oSendEnv={' '.join(NASTY)}"], env=NASTY),
    *(Attempt(f"{name} set", ["-tt"], [f"-oSetEnv={name}=/tmp/evil"]) for name in SET),
    Attempt("an agent", ["-tt"], ["-A"]),
    Attempt("a window system", ["-tt"], ["-X"]),
    Attempt("a trusted window system", ["-tt"], ["-Y"]),
]
