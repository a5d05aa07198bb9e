"""The program on a full screen: the app, its commands and dialogs, crashes and signals.

It imports neither `cli` nor the kiosk (`kiosk`, `visit`).
"""
