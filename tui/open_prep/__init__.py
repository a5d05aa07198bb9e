"""The open prep: the session that edits and undoes, when it is saved, and following a prep that another writes.

It imports `content`, and `full` for types only; it is on its way below the app.
"""
