"""Everything the program says and keeps: the guide, the prep, its file, its checks and its sheets.

Nothing in here imports Textual, Rich, `screens` or `tui`. pydantic waits until a prep is opened, for the start
screen does without: that is why some functions import.
"""
