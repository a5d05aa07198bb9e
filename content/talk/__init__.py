"""The talk itself: the minutes, and what to say in which order.

It imports `agreements`, `goal` and the folders below them; never `sheets`.
"""
