"""The open prep, for any front: its session with edits and undo, autosave, and following another session's prep.

It imports the other folders of `content` but not `form`, and knows a front only through the port in `front`.
Some functions import: the app has an `Autosave` from its start, and pydantic loads when a prep is opened.
"""
