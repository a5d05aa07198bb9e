"""The program's files on this computer besides preps: settings, bookmarks, logs; and the folders of all.

It imports no other folder of `tui`, and no Textual.
"""
