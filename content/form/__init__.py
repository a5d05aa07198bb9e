"""What every front shares: which places there are, what each asks, what can be answered, and what an answer changes.

Values and pure functions: a prep and texts go in, rows, words or the next value come out. No widget, no timer, no
terminal. It imports all of `content`; only a front imports it.
"""
