"""Marks that every chart shares: ranges, the cut, practice exams, days, and the plain frame."""

import html
import math
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.estimation.exam_form import CutBelief
from analytics.estimation.practice_points import PracticePoint
from analytics.models.intervals import Interval
from dashboard import formatting, theme
from dashboard.text import common

DAY_TICKS = "%-d %b"
HOVER_DAY = "%{x|%a %-d %b}"
HOVER_X, HOVER_Y = (f"%{{{axis}:.0f}}{formatting.PERCENT}" for axis in "xy")
HOVER_RANGE = f"(%{{customdata[0]:.0f}} to %{{customdata[1]:.0f}}{formatting.PERCENT})"
"""Of a point whose low and high end are its first two data."""

_DAY_MS = 24 * 3600 * 1000
WEEK_BAR_MS, WEEK_BAR_OFFSET_MS = 6 * _DAY_MS, _DAY_MS / 2
MIDDLE_OF_WEEK = timedelta(days=3, hours=12)
"""The bar of a week leaves half a day free on either side; plotly counts days in milliseconds."""

LABEL_HEIGHT = 14
MOST_LINES = 3
ROOM = 1.1
"""So far an axis goes beyond what is drawn."""
POINTS_BESIDE = 3
"""So many percent points an axis of scores shows beyond what is drawn."""
DAYS_BESIDE = timedelta(days=4)
"""So far an axis of time goes beyond what is drawn, on either side."""

SMALLEST_DOT = 7
LARGEST_DOT = 16
ITEMS_OF_LARGEST_DOT = 65


def plain(text: str) -> str:
    """Make text from a file safe for plotly, which reads some markup: every mark is shown as it is."""
    return html.escape(text, quote=False)


def wrapped(text: str, *, width: int = 18) -> str:
    """Break a text from a file into a few lines, for the axis of a narrow chart; three dots say that it goes on."""
    lines = textwrap.wrap(text, width, max_lines=MOST_LINES, placeholder="…")
    return "<br>".join(plain(line) for line in lines or [""])


def name_rows(figure: go.Figure, names: Mapping[str, str], *, width: int) -> go.Figure:
    """Name rows that are told apart by their ids, since two long names may look alike once they are cut."""
    return figure.update_yaxes(
        type="category",
        tickmode="array",
        tickvals=list(names),
        ticktext=[wrapped(name, width=width) for name in names.values()],
    )


def finish(
    figure: go.Figure, *, y_title: str = "", x_title: str = "", height: int = 320, has_legend: bool = False
) -> go.Figure:
    """Give a figure the plain frame of all charts."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 24 if has_legend else 8, "b": 8},
        showlegend=has_legend,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None},
        hovermode="closest",
        bargap=0.35,
    )
    figure.update_xaxes(title=x_title or None, automargin=True)
    return figure.update_yaxes(title=y_title or None, automargin=True)


def percents_from(lowest: float) -> list[float]:
    """Give the ends of an axis of scores whose lowest mark is given."""
    return [max(0, lowest - POINTS_BESIDE), 100 + POINTS_BESIDE]


def band(figure: go.Figure, x: Sequence[date], low: Sequence[float], high: Sequence[float], colour: str) -> None:
    """Draw a range over time as the wide light mark."""
    figure.add_scatter(
        x=[*x, *reversed(x)],
        y=[*high, *reversed(low)],
        fill="toself",
        mode="lines",
        line={"width": 0, "color": colour},
        fillcolor=colour,
        opacity=theme.BAND_OPACITY,
        hoverinfo="skip",
        showlegend=False,
    )


def range_bar(figure: go.Figure, y: str | float, interval: Interval, colour: str, *, hover: str) -> None:
    """Draw one row's range as a wide light bar and its value as a thin dark mark."""
    figure.add_scatter(
        x=[interval.low, interval.high],
        y=[y, y],
        mode="lines",
        line={"color": colour, "width": 14},
        opacity=theme.RANGE_OPACITY,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[interval.value],
        y=[y],
        mode="markers",
        marker={"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": colour}},
        hovertemplate=f"{hover}<extra></extra>",
        showlegend=False,
    )


def legend_square(figure: go.Figure, name: str, colour: str) -> None:
    """Name a colour of range bars in the legend."""
    figure.add_scatter(
        x=[None], y=[None], mode="markers", marker={"symbol": "square", "size": 11, "color": colour}, name=name
    )


def horizontal_cut(figure: go.Figure, cut: CutBelief, *, label: str = common.CUT) -> None:
    """Draw the cut across time: a grey band, a line where it is exact."""
    percent = cut.percent
    if percent.low == percent.high:
        figure.add_hline(y=percent.value, line={"color": theme.QUIET, "width": 2}, annotation_text=label)
        return
    figure.add_hrect(
        y0=percent.low,
        y1=percent.high,
        fillcolor=theme.CUT,
        line_width=0,
        layer="below",
        annotation_text=label,
        annotation_position="top left",
    )


def vertical_cut(figure: go.Figure, cut: CutBelief) -> None:
    """Draw the cut across a distribution of scores."""
    percent = cut.percent
    if percent.low == percent.high:
        figure.add_vline(x=percent.value, line={"color": theme.QUIET, "width": 2}, annotation_text=common.CUT)
        return
    figure.add_vrect(
        x0=percent.low,
        x1=percent.high,
        fillcolor=theme.CUT,
        line_width=0,
        layer="below",
        annotation_text=common.CUT,
        annotation_position="top left",
    )


def vertical_day(figure: go.Figure, day: date, label: str, *, line: int = 0) -> None:
    """Mark a day with its name; names of days that may lie close go on lines of their own."""
    figure.add_vline(
        x=day.isoformat(),
        line={"color": theme.QUIET, "width": 1, "dash": "dash"},
    )
    figure.add_annotation(
        x=day.isoformat(),
        y=1,
        yref="paper",
        text=label,
        showarrow=False,
        xanchor="right",
        yanchor="top",
        xshift=-4,
        yshift=-LABEL_HEIGHT * line,
    )


def last_day(figure: go.Figure, day: date | None, days: Sequence[date]) -> None:
    """Mark the last day on which the exam can be sat, where it is among those that are drawn."""
    if day is not None and days[0] <= day <= days[-1]:
        vertical_day(figure, day, common.LAST_DAY, line=2)


def practice_dots(
    figure: go.Figure, points: Sequence[PracticePoint], colour: str, *, providers: Sequence[str], whiskers: bool
) -> None:
    """Draw practice exams: size by questions, shape by provider, hollow where mostly seen before."""
    symbols = theme.provider_symbols(providers)
    for provider in dict.fromkeys(point.provider for point in points):
        own = [point for point in points if point.provider == provider]
        figure.add_scatter(
            x=[point.day for point in own],
            y=[100 * point.share.value for point in own],
            mode="markers",
            marker={
                "symbol": [symbols[provider] + ("-open" if p.is_mostly_seen else "") for p in own],
                "size": [dot_size(point.n_items) for point in own],
                "color": colour,
                "line": {"width": 1.5, "color": colour},
            },
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [100 * (point.share.high - point.share.value) for point in own],
                "arrayminus": [100 * (point.share.value - point.share.low) for point in own],
                "thickness": 1,
                "width": 0,
                "color": theme.QUIET,
            }
            if whiskers
            else None,
            name=plain(provider) or common.NO_PROVIDER,
            customdata=["<br>".join(map(plain, common.practice_exam(point))) for point in own],
            hovertemplate=f"{HOVER_DAY}: %{{customdata}}<extra>%{{fullData.name}}</extra>",
        )


def dot_size(n_items: int) -> float:
    """Give the diameter of a dot whose area goes with the number of questions."""
    share = math.sqrt(min(1.0, n_items / ITEMS_OF_LARGEST_DOT))
    return SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share
