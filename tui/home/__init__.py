"""What is kept on this computer besides preps: settings, bookmarks, the crash log, the debug log, and in which folders.

It imports no other folder of `tui`, and no Textual.
"""
