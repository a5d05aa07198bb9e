"""The guide's suggestions and words: the banks, their ranking and wording, the words of school, help for hard talks.

It imports only `prep` and `words`; never `store` or `sheets`.
"""
