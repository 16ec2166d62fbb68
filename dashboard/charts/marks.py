"""Marks and layout that charts share: ranges, the cut, practice exams, days, rows and the frame."""

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
"""For points whose `customdata` are the ends of their range."""

_DAY_MS = 24 * 3600 * 1000
WEEK_BAR_MS, WEEK_BAR_OFFSET_MS = 6 * _DAY_MS, _DAY_MS / 2
MIDDLE_OF_WEEK = timedelta(days=3, hours=12)
"""The bar of a week leaves half a day free on either side. Plotly counts days in milliseconds."""

LABEL_HEIGHT = 14
MOST_LINES = 3
ROOM = 1.1
"""Axis length, as a multiple of the largest value."""
POINTS_BESIDE = 3
"""Padding of an axis of scores, in percentage points."""
DAYS_BESIDE = timedelta(days=4)
"""Padding of a time axis, on either side."""

SMALLEST_DOT = 7
LARGEST_DOT = 16
ITEMS_OF_LARGEST_DOT = 65


def plain(text: str) -> str:
    """Escape text from a file for Plotly, which interprets some HTML."""
    return html.escape(text, quote=False)


def wrapped(text: str, *, width: int = 18) -> str:
    """Escape and wrap text from a file for an axis; what is too long ends in an ellipsis."""
    lines = textwrap.wrap(text, width, max_lines=MOST_LINES, placeholder="…")
    return "<br>".join(plain(line) for line in lines or [""])


def name_rows(figure: go.Figure, names: Mapping[str, str], *, width: int) -> go.Figure:
    """Label category rows by id: two long names may become equal once they are cut."""
    return figure.update_yaxes(
        type="category",
        tickmode="array",
        tickvals=list(names),
        ticktext=[wrapped(name, width=width) for name in names.values()],
    )


def finish(
    figure: go.Figure, *, y_title: str = "", x_title: str = "", height: int = 320, has_legend: bool = False
) -> go.Figure:
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
    """Return the range of an axis of scores, from just below the lowest."""
    return [max(0, lowest - POINTS_BESIDE), 100 + POINTS_BESIDE]


def number_rows(figure: go.Figure, labels: Sequence[str]) -> go.Figure:
    """Label rows at y = n (the top) down to 1."""
    n = len(labels)
    return figure.update_yaxes(
        tickmode="array",
        tickvals=[n - row for row in range(n)],
        ticktext=labels,
        range=[0.4, n + 0.6],
        showgrid=False,
    )


def rows_from_top(figure: go.Figure, labels: Sequence[str]) -> go.Figure:
    """Label rows at y = 0 (the top) to n - 1."""
    return figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )


def share_band(figure: go.Figure, days: Sequence[date], shares: Sequence[Interval], color: str) -> None:
    """Draw the ranges of shares over time, in percent."""
    band(figure, days, [100 * share.low for share in shares], [100 * share.high for share in shares], color)


def percent_ends(shares: Sequence[Interval]) -> list[list[float]]:
    """Return the ends of each range in percent, for `HOVER_RANGE`."""
    return [[100 * share.low, 100 * share.high] for share in shares]


def whiskers(shares: Sequence[Interval], color: str) -> dict[str, object]:
    """Return the ranges of shares as error bars, in percent."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [100 * (share.high - share.value) for share in shares],
        "arrayminus": [100 * (share.value - share.low) for share in shares],
        "color": color,
    }


def band(figure: go.Figure, x: Sequence[date], low: Sequence[float], high: Sequence[float], color: str) -> None:
    """Draw a range over time as a wide light area."""
    figure.add_scatter(
        x=[*x, *reversed(x)],
        y=[*high, *reversed(low)],
        fill="toself",
        mode="lines",
        line={"width": 0, "color": color},
        fillcolor=color,
        opacity=theme.BAND_OPACITY,
        hoverinfo="skip",
        showlegend=False,
    )


def range_bar(figure: go.Figure, y: str | float, interval: Interval, color: str, *, hover: str) -> None:
    """Draw a row's range as a wide light bar and its value as a thin dark mark."""
    figure.add_scatter(
        x=[interval.low, interval.high],
        y=[y, y],
        mode="lines",
        line={"color": color, "width": 14},
        opacity=theme.RANGE_OPACITY,
        hoverinfo="skip",
        showlegend=False,
    )
    value_mark(figure, interval.value, y, color, hover=hover)


def value_mark(figure: go.Figure, x: float, y: str | float, color: str, *, hover: str) -> None:
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": color}},
        hovertemplate=f"{hover}<extra></extra>",
        showlegend=False,
    )


def connector(
    figure: go.Figure, x: Sequence[float], y: Sequence[str], *, width: float = 2, dash: str | None = None
) -> None:
    """Connect two marks by a quiet line."""
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.QUIET, "width": width, "dash": dash},
        hoverinfo="skip",
        showlegend=False,
    )


def zero_line(figure: go.Figure) -> None:
    figure.add_vline(x=0, line={"color": theme.QUIET, "width": 1})


def legend_square(figure: go.Figure, name: str, color: str) -> None:
    """Add a color of range bars to the legend."""
    figure.add_scatter(
        x=[None], y=[None], mode="markers", marker={"symbol": "square", "size": 11, "color": color}, name=name
    )


def hover_dots(
    figure: go.Figure,
    x: Sequence[date],
    y: Sequence[object],
    *,
    marker: Mapping[str, object],
    hovers: Sequence[str],
    name: str = "",
) -> None:
    """Draw points that each have their own hover text; only named ones are in the legend."""
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker=marker,
        customdata=hovers,
        hovertemplate="%{customdata}<extra></extra>",
        name=name or None,
        showlegend=None if name else False,
    )


def week_bars(
    figure: go.Figure,
    mondays: Sequence[date],
    values: Sequence[float],
    color: str,
    *,
    name: str,
    hover: str,
    **more: object,
) -> None:
    """Draw one part of every week's bar, unless all its values are 0."""
    if any(values):
        figure.add_bar(
            x=mondays,
            y=values,
            width=WEEK_BAR_MS,
            offset=WEEK_BAR_OFFSET_MS,
            marker={"color": color},
            name=wrapped(name, width=36),
            hovertemplate=hover,
            **more,
        )


def stack_bars(figure: go.Figure, *, legend_y: float) -> go.Figure:
    """Stack the bars, with the legend below the axis."""
    return figure.update_layout(barmode="stack", legend={"yanchor": "top", "y": legend_y, "traceorder": "normal"})


def day_axis(figure: go.Figure, first: date, last: date) -> go.Figure:
    """Set a time axis from a little before the first day to a little after the last."""
    edges = [first - DAYS_BESIDE, last + DAYS_BESIDE]
    return figure.update_xaxes(range=edges, tickformat=DAY_TICKS, nticks=6)


def horizontal_cut(figure: go.Figure, cut: CutBelief, *, label: str = common.CUT) -> None:
    """Draw the cut across time: a gray band, or a line if it is exact."""
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
    """Draw the cut across a distribution of scores, as `horizontal_cut` does."""
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
    """Mark a day; labels of days that may lie close take different lines."""
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
    """Mark the last day of the exam, if it is among the days drawn."""
    if day is not None and days[0] <= day <= days[-1]:
        vertical_day(figure, day, common.LAST_DAY, line=2)


def practice_dots(
    figure: go.Figure, points: Sequence[PracticePoint], color: str, *, providers: Sequence[str], has_whiskers: bool
) -> None:
    """Draw practice exams: size by questions, shape by provider, hollow if mostly seen before."""
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
                "color": color,
                "line": {"width": 1.5, "color": color},
            },
            error_y={**whiskers([point.share for point in own], theme.QUIET), "thickness": 1, "width": 0}
            if has_whiskers
            else None,
            name=plain(provider) or common.NO_PROVIDER,
            customdata=["<br>".join(map(plain, common.practice_exam(point))) for point in own],
            hovertemplate=f"{HOVER_DAY}: %{{customdata}}<extra>%{{fullData.name}}</extra>",
        )


def dot_size(n_items: int) -> float:
    """Return the diameter of a dot whose area grows with its questions."""
    share = math.sqrt(min(1.0, n_items / ITEMS_OF_LARGEST_DOT))
    return SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share
