"""What of a screen is drawn again. It uses private names of Textual: see docs/textual.md."""

from __future__ import annotations

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.widget import Widget


class ChangedParts(Compositor):
    """Draws only the widgets in which something changed. Textual's asks all from the first change to the last.

    An arrow in a list changes its hint too, near the bottom of the screen, with whatever is between.
    """

    _changed: tuple[Region, ...] = ()
    """The regions that are drawn now, while some are."""

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """The widgets in view, and their places; while regions are drawn, those in them."""
        found = super().visible_widgets
        if not self._changed:
            return found
        return {
            widget: (region, clip)
            for widget, (region, clip) in found.items()
            for changed in self._changed
            if region.intersection(clip).overlaps(changed)
        }

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw the regions that changed."""
        # The edges of all widgets on each line, which Textual finds once for each layout.
        _ = self.cuts
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()
