"""Marks that charts share: ranges, bars, the cut, days and practice exams."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.estimation.exam_form import CutBelief
from analytics.estimation.practice_points import PracticePoint
from analytics.models.intervals import Interval
from dashboard import theme
from dashboard.charts import layout
from dashboard.text import common

_DAY_MS = 24 * 3600 * 1000
WEEK_BAR_MS, WEEK_BAR_OFFSET_MS = 6 * _DAY_MS, _DAY_MS / 2
MIDDLE_OF_WEEK = timedelta(days=3, hours=12)
"""The bar of a week leaves half a day free on either side. Plotly counts days in milliseconds."""

LABEL_HEIGHT = 14

SMALLEST_DOT = 7
LARGEST_DOT = 16
ITEMS_OF_LARGEST_DOT = 65


def share_band(figure: go.Figure, days: Sequence[date], shares: Sequence[Interval], color: str) -> None:
    """Draw the ranges of shares over time, in percent."""
    band(figure, days, [100 * share.low for share in shares], [100 * share.high for share in shares], color)


def percent_ends(shares: Sequence[Interval]) -> list[list[float]]:
    """Return the ends of each range in percent, for `layout.HOVER_RANGE`."""
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
            name=layout.wrapped(name, width=36),
            hovertemplate=hover,
            **more,
        )


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
            name=layout.plain(provider) or common.NO_PROVIDER,
            customdata=["<br>".join(map(layout.plain, common.practice_exam(point))) for point in own],
            hovertemplate=f"{layout.HOVER_DAY}: %{{customdata}}<extra>%{{fullData.name}}</extra>",
        )


def dot_size(n_items: int) -> float:
    """Return the diameter of a dot whose area grows with its questions."""
    share = math.sqrt(min(1.0, n_items / ITEMS_OF_LARGEST_DOT))
    return SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share
