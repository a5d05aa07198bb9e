"""The command line: its arguments, the subcommands that need no screen, and how lines are printed.

It imports Textual, pydantic and the rest of `tui` only inside the functions that need them.
"""
