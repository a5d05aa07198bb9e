"""Text: the guide's texts, dates and minutes as people type them, cleaning, measuring, problems, the debug log.

It imports no other folder of `content`. Some functions import: wcwidth (20 ms) loads with the
first letter outside ASCII.
"""
