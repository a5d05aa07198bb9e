"""The kiosk's supervisor: its configuration, a session for each visitor, and wiping all traces after it.

It never loads Textual or pydantic, and imports neither `full` nor `visit`, which it starts as a process.
Some functions import: it stays small in memory, and loads what only a log or a print job needs when there is one.
"""
