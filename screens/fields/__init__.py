"""A widget for each kind of field. `registry` makes the one that a field of a step asks for.

They import only `widgets`; they know no screen.
"""
