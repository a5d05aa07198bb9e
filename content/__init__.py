"""All content, without a screen: the guide, the prep, its file, its checks, its sheets, and what fronts share.

Nothing in here imports Textual, Rich, `screens` or `tui`. The start screen does without pydantic, so some functions
import it late: it loads when a prep is opened.
"""
