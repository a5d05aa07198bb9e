"""The prep: which fields each step asks, the frozen value that holds the answers, and what can be read off it.

It imports only `words`. `fields`, `agreement_index` and `summary` load no pydantic: the list of preps uses them.
"""
