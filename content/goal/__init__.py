"""The goal check: it reads the sentence a parent typed, and says what would make it a better goal.

It imports only `guidance`, `prep` and `words`.
"""
