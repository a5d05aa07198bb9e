"""One visitor's session at a kiosk: a process of its own, with an app in which nothing else can be reached.

It imports `full` and `kiosk`; only `cli` is above it.
"""
