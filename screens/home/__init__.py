"""Screens that need no open prep: the start, the agreements of all talks, words of school, hard moments.

They import `fields`, `pages` and `widgets`; not `steps`, `talk` or `kiosk`.
"""
