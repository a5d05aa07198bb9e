"""The goal check: it reads the sentence the user typed, and suggests what would make it a better goal.

It imports only `guidance`, `prep` and `words`.
"""
