"""Widgets that know no prep: the frame, the list and inputs that fields are made of, dialogs, messages.

They import no other folder of `screens`.
"""
