"""Suggestions and words from the guide: the banks, which suggestion fits best, how it reads, the words of school.

It imports only `prep` and `words`; it knows no file and no sheet.
"""
