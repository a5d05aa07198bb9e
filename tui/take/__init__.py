"""How a document is delivered: on paper, as a file, on a memory stick, on the screen.

It imports `guide_base` for types, and `home`.
"""
