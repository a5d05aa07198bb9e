"""What only a visitor of a kiosk sees: the welcome, and the dialogs of a public computer.

It imports only `widgets`.
"""
