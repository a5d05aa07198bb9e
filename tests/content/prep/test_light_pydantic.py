"""A prep is checked by pydantic alone: no metadata of packages is read for that, and no cryptography loads."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
import {first}
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.guidance.bank import bank
Prep.model_validate({{"format": 1, "going": {{"child": "Sam"}}}})
bank("questions")
print(*sorted({{"_hashlib", "hmac", "importlib.metadata"}} & set(sys.modules)))
import pydantic.plugin
import secrets
assert secrets.compare_digest("a", "a") and len(secrets.token_hex(4)) == 8
"""


@pytest.mark.parametrize("first", ["content.prep.declaration", "content.prep.model", "content.guidance.bank"])
def test_a_prep_loads_what_it_uses_whatever_is_loaded_first(first: str) -> None:
    program = PROGRAM.format(first=f"gespreksklaar.{first}")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
