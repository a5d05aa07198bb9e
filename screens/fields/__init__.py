"""A widget for each kind of field. `registry` makes the one for a declared field.

They import only `widgets`; they know no screen.
"""
