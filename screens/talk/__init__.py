"""The screens of the talk, its close and just after it, and the fields that only they have.

They import `steps`, `fields` and `widgets`.
"""
