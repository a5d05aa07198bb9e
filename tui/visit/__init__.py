"""One visitor's session at a kiosk: a process of its own, with an app that gives access to nothing else.

It imports `full` and `kiosk`; only `cli` is above it. `process` imports Textual
once the environment is clean.
"""
