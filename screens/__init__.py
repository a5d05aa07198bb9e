"""The screens that a parent sees and the fields on them, in Textual.

Nothing in here imports `tui`, writes a file or changes a prep. `places` makes the screen that belongs to a step.
"""
