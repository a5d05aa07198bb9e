"""The app at home on a full screen: its commands and dialogs, and its orderly end on signals and crashes.

It imports neither `cli` nor the kiosk (`kiosk`, `visit`).
"""
