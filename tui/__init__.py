"""The program around the screens: command line, app, terminal, kiosk, and what goes to paper or a stick.

`screens` and `content` never import it. Nothing that a quick command or the kiosk's supervisor runs loads Textual,
and pydantic waits until a prep is opened: that is why some functions import.
"""
