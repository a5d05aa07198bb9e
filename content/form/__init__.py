"""What every front shares: the places, what each asks, what can be answered, and what an answer changes.

Values and pure functions: a prep and texts go in, rows, words or the next value come out. No widget, no timer, no
terminal. It may import all of `content` but `open_prep`; only a front imports it.
"""
