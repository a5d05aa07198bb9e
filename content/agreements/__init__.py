"""Agreements: those made at a talk, those carried over to the next, and the ledger over all talks.

It imports only `prep`, `words` and, for types, `store`; never `sheets`.
"""
