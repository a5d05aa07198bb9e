"""The terminal: reading keys, sending frames, themes, and the set-up before Textual is loaded.

It imports no other folder of `tui`; what goes to the terminal is in `picture`. `early_keys`, `terminal_setup` and
`theme_names` load no Textual.
"""
