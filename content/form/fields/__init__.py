"""One file for each kind of field: its rows, and the change to the prep that each answer makes.

It imports `rows` and the folders below the form; never `places`.
"""
