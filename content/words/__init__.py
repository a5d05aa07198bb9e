"""Text: the guide's texts, dates and minutes as people type them, cleaning, measuring, and problems in words.

It imports no other folder of `content`.
"""
