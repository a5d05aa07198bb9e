"""A prep loads without the system's cryptography and without plugins, and whoever asks for them later finds them."""

import subprocess
import sys

LOAD = """
import sys
import gespreksklaar.content.prep.model
print(*sorted({"_hashlib", "hmac", "importlib.metadata"} & set(sys.modules)))
import secrets
assert secrets.compare_digest("a", "a") and len(secrets.token_hex(4)) == 8
print("there")
"""


def test_a_prep_loads_without_what_it_does_not_use() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "there"]
