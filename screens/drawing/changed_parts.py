"""What of a screen is drawn again. It uses private names of Textual: see docs/textual.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class ChangedParts(Compositor):
    """Draws only widgets that show where something changed. Textual's draws all from the first change to the last.

    An arrow in a list changes its hint too, near the bottom of the screen, with whatever is between; and each widget
    has several behind it, which nobody sees.
    """

    _changed: Iterable[Region] = ()
    """The regions that are drawn now, where that is not the whole screen."""
    _drawn: dict[Widget, tuple[Region, Region]] | None = None
    """The widgets that show there, while they are drawn."""

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """The widgets in view, and their places; while regions are drawn, those that show there."""
        return super().visible_widgets if self._drawn is None else self._drawn

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw the regions that changed."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        self._drawn = self._in_front(self._changed or (crop,))
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._drawn = None

    def _in_front(self, regions: Iterable[Region]) -> dict[Widget, tuple[Region, Region]]:
        """The widgets that show in these regions: from the front to the back, until nothing of them is left to draw."""
        left: dict[int, set[int]] = {}
        for region in regions:
            for y in region.intersection(self.size.region).line_range:
                cuts = (at for at, end in pairwise(self.cuts[y]) if at < region.right and end > region.x)
                left[y] = left.get(y, set()).union(cuts)
        found: dict[Widget, tuple[Region, Region]] = {}
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for y, line in left.items():
                if line and seen.y <= y < seen.bottom:
                    covered = {at for at in line if seen.x <= at < seen.right}
                    if covered:
                        found[widget] = region, clip
                        line.difference_update(covered)
        return found
