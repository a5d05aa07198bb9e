"""Enter a session that the warm host forks; where there is none, return, and the program starts as ever.

It is imported by the program, and installed as a file of its own for logins: `python3 -I -S enter.py PROGRAM ...`. It
loads no module that takes time, not even `socket` and `signal`, as all else waits for it. Once the session runs, this
process becomes a shell, which takes a thirtieth of Python's memory to wait for its end.
"""

import _socket
import os
import resource
import sys

VARIABLE = "GESPREKSKLAAR_WARM"
"""Names the socket of the warm host. Without it none is looked for."""
AT_IMPORT = ("ESCDELAY", "LC_TERMINAL", "TERM_PROGRAM")
"""What the libraries read while they load, which for a warm host is too early. No login of ours passes them on."""
GO = b"!"
"""The caller's last word: only then does the session touch the terminal."""
LIMITS = range(16)
"""The numbers of the limits of a process on Linux."""
_GREETING = 0.5
"""Seconds for a host to greet. It does nothing else, so that it does so in time on a busy machine as well."""
_READY = 5.0
"""Seconds for the forked process, which shares the processors with all others."""
_FILES = 16
"""The open files below this number go along, such as the one that a login holds locked while it lasts."""
_WAIT = r"""
exec 2>/dev/null
trap '' INT QUIT TSTP TTIN TTOU
trap 'more=1; kill -WINCH "$1"' WINCH
trap 'more=1; kill -HUP "$1"' HUP
trap 'more=1; kill -TERM "$1"' TERM
# In case the window changed just before.
kill -WINCH "$1"
code='' more=1
while [ "$more" ]; do
    more=''
    read -r line <&3 && code=$line
done
if [ -z "$code" ]; then
    # It was killed, and left the terminal as it was.
    stty sane
    printf '\033[<u\033[?2004l\033[2J\033[?1049l\033[?25h\033[0m'
    code=137
fi
exit "$code"
"""


def enter(program: str, arguments: list[str]) -> None:
    """Become a session of the warm host and never return; return if there is none that is of use here.

    `program` is the file that would be started otherwise.
    """
    path = os.environ.pop(VARIABLE, "")
    if not path or any(name in os.environ for name in AT_IMPORT) or not all(map(os.isatty, range(3))):
        return
    line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM | _socket.SOCK_CLOEXEC)
    try:
        session = _begin(line, path, program, arguments)
    except Exception:  # noqa: BLE001 - whatever it is, a plain start is better than any message
        # Closed, it tells a session that may still come that nobody waits for it.
        line.close()
        return
    os.dup2(line.fileno(), 3)
    os.set_inheritable(3, True)
    os.execv("/bin/sh", ["gespreksklaar", "-c", _WAIT, "gespreksklaar", session])


def _begin(line: _socket.socket, path: str, program: str, arguments: list[str]) -> str:
    """Begin a session; returns its process id. Raises OSError if there is none."""
    line.settimeout(_GREETING)
    line.connect(path)
    if peer(line) != (os.geteuid(), os.getegid()) or line.recv(200) != stamp(program):
        raise OSError
    line.settimeout(_READY)
    _send_request(line, program, arguments)
    session = line.recv(20).decode().strip()
    if not session.isdecimal():
        raise OSError
    line.settimeout(None)
    line.sendall(GO)
    return session


def peer(line: _socket.socket) -> tuple[int, int]:
    """The user and group at the other end."""
    found = line.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
    user, group = (int.from_bytes(found[at : at + 4], sys.byteorder) for at in (4, 8))
    return user, group


def stamp(program: str) -> bytes:
    """Which version of the program this file is: another one has another number, size or time. Raises OSError."""
    found = os.stat(program)
    return f"1 {found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns}\n".encode()


def _send_request(line: _socket.socket, program: str, arguments: list[str]) -> None:
    files = [number for number in range(_FILES) if number != line.fileno() and _is_open(number)]
    os.umask(umask := os.umask(0o077))
    limits = " ".join(f"{soft} {hard}" for soft, hard in map(resource.getrlimit, LIMITS))
    given = [program, *arguments]
    variables = [f"{name}={value}" for name, value in os.environ.items()]
    fields = [" ".join(map(str, files)), str(umask), limits, _folder(), str(len(given)), *given, *variables]
    body = "\0".join(fields).encode("utf-8", "surrogateescape")
    data = len(body).to_bytes(8, "big") + body
    handles = b"".join(number.to_bytes(4, sys.byteorder) for number in files)
    sent = line.sendmsg([data], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handles)])
    line.sendall(data[sent:])


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        # It was removed.
        return "/"


if __name__ == "__main__":
    enter(sys.argv[1], sys.argv[2:])
    os.execv(sys.argv[1], sys.argv[1:])
