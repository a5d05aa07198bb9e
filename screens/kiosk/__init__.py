"""Screens for the visitor of a kiosk only: the welcome, and the dialogs of a public computer.

It imports only `widgets`.
"""
