"""Whole screens to page through: a sheet, a QR code.

They import only `widgets`. Who shows one imports it when it is shown.
"""
