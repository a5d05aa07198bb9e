"""The screens at the table: the talk, its last minutes, just after it, and the fields that only these have.

They import `steps`, `fields` and `widgets`.
"""
