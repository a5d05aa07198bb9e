"""What each place shows and where it leads: order, advice, the rows of each list, the menu, documents, their delivery.

It imports `fields`, `rows` and the folders below the form. What the start screen and `list` use loads no pydantic.
"""
