"""The open prep, for any front: its session with edits, undo and autosave, and following another session's prep.

It imports the other folders of `content` but not `form`, and knows a front only through the port in `front`.
Some functions import: pydantic loads when a prep is opened.
"""
