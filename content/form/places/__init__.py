"""What each place shows and where it leads: their order, advice, the rows of start, ledger and review, the menu.

It imports `fields`, `rows` and the folders below the form.
"""
