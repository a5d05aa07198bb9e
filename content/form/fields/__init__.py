"""One file for each kind of field: what is shown of it, what can be picked, and what each answer makes of its value.

It imports `rows` and the folders below the form; not `places`.
"""
