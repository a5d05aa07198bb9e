"""Ways to corrupt a prep's file, each a small pure function of a random source and bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

TOKENS = (
    "=", ".", ",", "[", "]", "[[", "]]", "{", "}", "#", "'", '"', "'''", '"""', "\\", "\n", "\r", "\r\n", "\t", "true",
    "false", "inf", "-inf", "nan", "0x", "0o7", "0b1", "1_0", "1e9", "+1", "2026-12-03", "T15:40:00Z", "15:40:00",
    "1979-05-27T07:32:00-07:00", "\\u0000", "\\ud83d", "\\U0010ffff", "\\x1b", "\\\n", '""', "''", "format = 1\n",
    "[going]\n", "[[going]]\n", "[ask.questions.x]\n", "x = 1\n", "top = true\n",
)  # fmt: skip
VALUES = (
    "1", "-1", "0", "900", "2" * 30, "9" * 5_000, "0x" + "f" * 5_000, "1.5", "inf", "nan", "true", "false", "''", "'x'",
    '"""een\ntwee"""', "'" + "x" * 20_001 + "'", '"\\r\\n"', '"\\u001b[31m"', "'10'", "'2026-12-03'", "'15:40:00Z'",
    "2026-12-03", "0001-01-01", "9999-12-31", "15:40:00", "23:59:59.999999", "2026-12-03T15:40:00",
    "2026-12-03 15:40:00+14:00", "[]", "[1, 'a']", "[[[[]]]]", "{}", "{a = 1}", "{text = 'x', top = true}",
)  # fmt: skip
GARBAGE = (
    b"\0", b"\x1b[31m", b"\x7f", b"\x9b", b"\xff\xfe", b"\xe9", b"\xc3", b"\xc3\xa9", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x85", "\x85\u2028\u2029".encode(), "\u202e\u2066".encode(), "\u200b".encode(),
    "👩‍👧".encode(), "e\u0301".encode(), "\U000e0041".encode(), b"\x0b\x0c", b"\r", b"\b" * 9,
)  # fmt: skip
KEYS = ("format", "id", "created", "going", "minutes", "day", "start", "top", "by", "text", "questions", "__class__",
        "'a.b'", '"\\u0000"', "a.b.c", "x" * 300)  # fmt: skip


def flip(random: Random, data: bytes) -> bytes:
    """Flip one to eight bits."""
    spoiled = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if spoiled:
            spoiled[random.randrange(len(spoiled))] ^= 1 << random.randrange(8)
    return bytes(spoiled)


def cut_out(random: Random, data: bytes) -> bytes:
    """Delete a piece, often all up to the end."""
    start = random.randint(0, len(data))
    end = random.choice((len(data), start + random.randint(0, 40)))
    return data[:start] + data[end:]


def copy_lines(random: Random, data: bytes) -> bytes:
    """Copy some lines to another place."""
    lines = data.splitlines(keepends=True)
    start, there = (random.randint(0, len(lines)) for _ in "ab")
    return b"".join(lines[:there] + lines[start : start + random.randint(1, 4)] + lines[there:])


def other_value(random: Random, data: bytes) -> bytes:
    """Give a key a value of another kind."""
    return _replace_one(random, data, rb"(?<== )[^\n]*", random.choice(VALUES).encode())


def other_key(random: Random, data: bytes) -> bytes:
    """Give a key another name."""
    return _replace_one(random, data, rb"(?m)^[\w-]+(?= =)|(?<=[\[.])[\w-]+(?=[\].])", random.choice(KEYS).encode())


def splice(random: Random, data: bytes) -> bytes:
    """Insert one to three pieces of TOML syntax."""
    for _ in range(random.randint(1, 3)):
        data = _put(random, data, random.choice(TOKENS).encode())
    return data


def garbage(random: Random, data: bytes) -> bytes:
    """Insert bytes that no file should hold."""
    return _put(random, data, random.choice((*GARBAGE, random.randbytes(6))))


def repeat(random: Random, data: bytes) -> bytes:
    """Repeat a sign, a value or a line very often; now and then beyond the limit of a file."""
    lines = data.splitlines(keepends=True) or [b""]
    piece = random.choice([*(token.encode() for token in TOKENS), b" ", b"a.", b'"a".', b"a . ", random.choice(lines)])
    times = random.choice((2, 20, 200, 2_000, 20_000, 300_000))
    return _put(random, data, (piece * min(times, 300_000 // len(piece))) if piece else b"")


def nest(random: Random, data: bytes) -> bytes:
    """Nest a value in lists or tables, many deep, under a known or an unknown key."""
    deep = random.choice((3, 30, 99, 250, 1_000, 40_000))
    opening, closing = random.choice(((b"[", b"]"), (b"{a = ", b"}"), (b"[[", b"]]")))
    nested = opening * deep + b"1" + closing * deep
    if random.random() < 0.5:
        return _replace_one(random, data, rb"\n(?=\[)", b"\nx = " + nested + b"\n")
    return _replace_one(random, data, rb"(?<== )[^\n]*", nested)


WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (
    flip, cut_out, copy_lines, other_value, other_key, splice, garbage, repeat, nest,
)  # fmt: skip


def mutant(random: Random, data: bytes) -> bytes:
    """The data corrupted in one to three ways, mostly cheap ones."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = random.choices(WAYS, weights=(8, 8, 8, 16, 8, 16, 8, 2, 1))[0](random, data)
    return data


def _put(random: Random, data: bytes, piece: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + piece + data[at:]


def _replace_one(random: Random, data: bytes, pattern: bytes, by: bytes) -> bytes:
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    one = random.choice(found)
    return data[: one.start()] + by + data[one.end() :]
