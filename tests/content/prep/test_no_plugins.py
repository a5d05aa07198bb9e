"""A prep is checked by pydantic alone, and no metadata of packages is read for that."""

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
print("importlib.metadata" in sys.modules)
import pydantic.plugin
"""


@pytest.mark.parametrize("first", ["content.prep.declaration", "content.prep.model", "content.guidance.bank"])
def test_no_plugin_is_looked_for_whatever_is_loaded_first(first: str) -> None:
    program = PROGRAM.format(first=f"gespreksklaar.{first}")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
