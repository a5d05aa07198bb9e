"""How a document is delivered: on paper, as a file, on a memory stick, on the screen.

It imports `screens`, `content`, and of `tui` only `home`, `print_jobs`, `printer_watch` and, for types, `guide_base`.
Some functions import: a way to deliver loads when it is chosen.
"""
