"""The screens that the user sees and the fields on them, in Textual.

Nothing in here imports `tui`, writes a file or changes a prep. `places` makes the screen of a place.
"""
