"""The talk itself: the minutes, and what to say in which order.

It imports `agreements`, `goal` and what is below them; it knows no sheet.
"""
