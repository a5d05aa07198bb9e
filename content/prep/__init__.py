"""The prep: the fields each step asks, the frozen value that holds the answers, and what can be derived from it.

It imports only `words`. `vocabulary`, `fields`, `agreement_index` and `summary` load no pydantic: the list of preps
uses them.
"""
