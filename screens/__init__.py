"""The screens that the user sees and the fields on them, in Textual.

Nothing in here imports `tui` or writes a file. A prep changes only through the `LivePrep` that a field is given.
`places` makes the screen of a place.
"""
