"""The program's files besides preps: settings, bookmarks, the crash log, the debug log; and the folders of all.

It imports no other folder of `tui`, and no Textual. tomli_w loads
when a setting is written.
"""
