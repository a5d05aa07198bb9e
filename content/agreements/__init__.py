"""Agreements: which were made at a talk, which of them go on to the next, and all of them over all talks.

It imports only `prep`, `words` and, for types, `store`; it knows no sheet.
"""
