"""Files: one prep on disk with its journal and its earlier versions, the folder of preps, the trash, repair.

It imports only `prep` and `words`. pydantic waits until a prep is opened: listing does without.
"""
