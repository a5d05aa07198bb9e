"""The app at home on a full screen: its commands and dialogs, and its orderly end on signals and crashes.

It imports neither `cli` nor the kiosk (`kiosk`, `visit`). Some functions import: steps, dialogs and the palette load
when they are opened, so that the start screen shows sooner.
"""
