"""What each place shows and where it leads: order, advice, the rows of each list, the menu, what can be taken along.

It imports `fields`, `rows` and the folders below the form. What the start screen and `list` use loads no pydantic.
"""
