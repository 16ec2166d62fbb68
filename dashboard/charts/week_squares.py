"""Squares on a time axis: what each week is for."""

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import study_next

SMALLEST, SMALLEST_NUMBERED, LARGEST, LARGEST_NUMBER = 3, 13, 16, 11
DIGIT_PX, APART = 6, 4
"""Width of a digit; space between squares, between numbers, and from the edges of a square to its number."""


class Square(NamedTuple):
    """A week's focus; `is_set` is False if it is only proposed."""

    day: date
    place: object
    focus: str
    is_set: bool
    hover: str


def size(n_weeks: float) -> int:
    """Return the size at which the squares of `n_weeks` do not touch on a phone."""
    return max(SMALLEST, min(LARGEST, int(layout.PHONE_PX / n_weeks) - APART))


def add(
    figure: go.Figure, squares: Sequence[Square], domain_ids: Sequence[str], n_weeks: float, name: str = ""
) -> None:
    """Draw squares in their domains' colors with their numbers, proposed ones hollow; a `name` adds a legend entry.

    Numbers that do not fit inside stand below as far as there is room, except in named rows, which show them anyway.
    """
    if not squares:
        return
    colors, signs, side = theme.domain_colors(domain_ids), study_next.symbols(domain_ids), size(n_weeks)
    own = [colors.get(one.focus, theme.QUIET) for one in squares]
    is_inside = side >= SMALLEST_NUMBERED
    numbers = [signs.get(one.focus, "") for one in squares]
    if not is_inside:
        every = math.ceil((APART + DIGIT_PX * max(map(len, numbers))) * n_weeks / layout.PHONE_PX)
        numbers = ["" if name or k % every else number for k, number in enumerate(numbers)]
    fills = [color if one.is_set else theme.BACKGROUND for one, color in zip(squares, own, strict=True)]
    figure.add_scatter(
        x=[one.day for one in squares],
        y=[one.place for one in squares],
        mode="markers+text",
        marker={"symbol": "square", "size": side, "color": fills, "line": {"width": 1.5, "color": own}},
        text=numbers,
        textposition="middle center" if is_inside else "bottom center",
        textfont={
            "size": min(LARGEST_NUMBER, side - APART) if is_inside else LARGEST_NUMBER,
            "color": [
                theme.number_on(color) if one.is_set and is_inside else theme.TEXT
                for one, color in zip(squares, own, strict=True)
            ],
        },
        customdata=[layout.hover_lines(layout.plain(one.hover)) for one in squares],
        hovertemplate="%{customdata}<extra></extra>",
        name=name or None,
        showlegend=False,
        cliponaxis=False,
    )
    if name:
        inside = theme.QUIET if squares[0].is_set else theme.BACKGROUND
        marks.legend_key(figure, name, inside, size=None, width=1.5, outline=theme.QUIET)
