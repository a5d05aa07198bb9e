"""Widgets that know no prep: the frame, the list and the lines all fields are made of, dialogs, the messages.

They import no other folder of `screens`.
"""
