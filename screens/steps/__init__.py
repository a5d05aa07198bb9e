"""The base of a prep's screens, the five steps, last time's agreements, and the review.

They import `fields` and `widgets`; not `talk`, `home` or `kiosk`.
"""
