"""Widgets that know no prep: the frame, the list and inputs that fields are made of, dialogs, messages.

Of the other folders of `screens` they import `drawing` alone.
"""
