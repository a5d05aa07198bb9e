"""Everything that leaves the program as a text: a sheet for each reader, messages, the pocket card, a calendar file.

It may import every other folder of `content`, and none of them imports it. `readers` is the door to every sheet.
"""
