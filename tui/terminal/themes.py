"""Our own three themes. Every text has a contrast of 4.5 to 1 or more, in `contrast` 7 to 1."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme


def _theme(  # noqa: PLR0913 - a theme is its colours
    name: str, *, ink: str, paper: str, accent: str, bar: str, bar_ink: str, chosen: str, chosen_ink: str,
    soft: str, dark: bool,
) -> Theme:  # fmt: skip
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=accent,
        error=accent,
        success=accent,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        boost=paper,
        dark=dark,
        variables={
            "text": ink, "text-muted": soft, "text-disabled": soft, "bar": bar, "bar-ink": bar_ink,
            "chosen": chosen, "chosen-ink": chosen_ink, "soft": soft,
            "input-cursor-background": ink, "input-cursor-foreground": paper,
            "input-selection-background": chosen,
            "block-cursor-background": chosen, "block-cursor-foreground": chosen_ink,
            "block-cursor-text-style": "none", "block-cursor-blurred-background": chosen,
            "block-cursor-blurred-foreground": chosen_ink,
            "scrollbar": soft, "scrollbar-hover": soft, "scrollbar-active": accent,
            "scrollbar-background": paper, "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper, "scrollbar-corner-color": paper,
            "footer-key-foreground": accent, "footer-background": bar, "footer-foreground": bar_ink,
        },
    )  # fmt: skip


THEMES: Final = (
    _theme(
        "dark", ink="#e6e6e6", paper="#101418", accent="#7cc4ff", bar="#23303c", bar_ink="#f2f2f2",
        chosen="#b9dcff", chosen_ink="#0a1016", soft="#a9b4be", dark=True,
    ),
    _theme(
        "light", ink="#1a1a1a", paper="#fbfaf6", accent="#0b4f8a", bar="#dfe6ec", bar_ink="#10161c",
        chosen="#123f6b", chosen_ink="#ffffff", soft="#4d5963", dark=False,
    ),
    _theme(
        "contrast", ink="#ffffff", paper="#000000", accent="#ffff55", bar="#000000", bar_ink="#ffffff",
        chosen="#ffff55", chosen_ink="#000000", soft="#ffffff", dark=True,
    ),
)  # fmt: skip
