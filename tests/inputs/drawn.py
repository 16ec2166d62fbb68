"""Marks read back from a chart."""

from typing import NamedTuple

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import marks


class DrawnRange(NamedTuple):
    """One range bar of a chart, with the place of its row or column."""

    place: object
    low: float
    value: float
    high: float
    is_hollow: bool
    hover: str


def drawn_ranges(figure: go.Figure) -> list[DrawnRange]:
    """Return the range bars of a chart, in the order in which they are drawn."""
    found = []
    for inside, values in zip(figure.data, figure.data[1:], strict=False):
        if values.marker.size == marks.VALUE_SIZE:
            is_vertical = values.marker.symbol == "line-ew"
            along, places, ends = (values.y, values.x, inside.y) if is_vertical else (values.x, values.y, inside.x)
            is_hollow = inside.line.color == theme.BACKGROUND
            rows = zip(places, ends[::3], along, ends[1::3], values.customdata, strict=True)
            found += [DrawnRange(place, low, value, high, is_hollow, hover) for place, low, value, high, hover in rows]
    return found
