"""Everything that leaves the program as a text: a sheet for each reader, messages, the pocket card, a calendar file.

It may import all folders of `content` but `form` and `open_prep`. Other code renders every sheet through `readers`.
icalendar loads with the first calendar file.
"""
