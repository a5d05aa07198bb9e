"""Files: one prep on disk with its journal and its earlier versions, the folder of preps, the trash, repair.

It imports only `prep` and `words`. pydantic loads when a prep is opened: the list of preps does without.
"""
