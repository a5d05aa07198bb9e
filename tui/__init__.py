"""The program around it: command line, app, settings, theme, driver."""
