"""The one way to read, to write and to remove a file, whoever put it there: the only folder that opens one.

A read waits for nothing and is bounded; a write is whole or not done at all; only what is ours by name is removed. It
imports only `words`. Some functions import: what names a mistake loads with the first one.
"""
