"""Files: one prep on disk with its journal and its earlier versions, the folder of preps, the trash, repair.

It imports only `files`, `prep` and `words`. Some functions import: pydantic loads when a prep is
opened, and the list of preps does without.
"""
