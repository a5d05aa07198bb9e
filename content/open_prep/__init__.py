"""The open prep, for any front: the session that edits and undoes, autosave, and following a prep that another writes.

It imports the other folders of `content` but not `form`, and knows no front but by the port in `front`.
"""
