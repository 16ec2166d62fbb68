"""Marks that charts share: ranges, bars, the cut, days and practice exams."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.estimation.practice_results import PracticeResult
from analytics.models.intervals import Interval
from analytics.reports.planning.plan_weeks import PlannedHours
from dashboard import formatting, theme
from dashboard.charts import layout, plain_marks
from dashboard.text import common, names

WEEK_BAR_MS, WEEK_BAR_OFFSET_MS = 6 * layout.DAY_MS, layout.DAY_MS / 2
MIDDLE_OF_WEEK = timedelta(days=3, hours=12)
"""A week's bar leaves half a day free on either side. Plotly counts days in milliseconds."""

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""Ends of a line that is as long as any time axis, which has a range of its own."""

EXACT_CUT = {"color": theme.QUIET, "width": 2}
RANGE_WIDTH, VALUE_SIZE = 12, 14
MARK_PX, LEAST_RANGE, LEAST_DOT = 20, 0.3, 0.6
"""Room for a mark over time, and the smallest parts of its size, at which dots keep their shapes apart."""

SMALLEST_DOT, LARGEST_DOT, ITEMS_OF_LARGEST_DOT = 7, 12, 65
PROVIDER_SYMBOLS = ("circle", "square", "triangle-up", "cross", "x", "star", "hexagon")
PROVIDER_SIGNS = dict(zip(PROVIDER_SYMBOLS, "●■▲✚✖★⬢", strict=True))


def share_band(figure: go.Figure, days: Sequence[date], shares: Sequence[Interval], *, is_hollow: bool = False) -> None:
    low, high = [100 * share.low for share in shares], [100 * share.high for share in shares]
    band(figure, days, low, high, is_hollow=is_hollow)


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


def line(
    figure: go.Figure,
    x: Sequence[object],
    y: Sequence[object],
    hover: str = "",
    *,
    color: str = theme.ESTIMATE,
    width: float = 2,
    dash: str | None = None,
    **more: object,
) -> None:
    """Draw a line, without a legend entry unless `more` asks for one."""
    own = {"hovertemplate": f"{hover}<extra></extra>"} if hover else {"hoverinfo": "skip"}
    shown: dict[str, object] = {"mode": "lines", "showlegend": False, **own, **more}
    figure.add_scatter(x=x, y=y, line={"color": color, "width": width, "dash": dash}, **shown)


def reference_line(figure: go.Figure, y: float, label: str = "", at: str = "top right", **more: object) -> None:
    """Draw a thin line across time, such as a target."""
    rule = {"color": theme.QUIET, "width": 1, "dash": "dot"}
    named = {"annotation_text": label, "annotation_position": at} if label else {}
    figure.add_hline(y=y, line=rule, **named, **more)


def band(
    figure: go.Figure, x: Sequence[date], low: Sequence[float], high: Sequence[float], *, is_hollow: bool = False
) -> None:
    """Draw a range over time as a light area between two thin lines, or only the lines."""
    for ends, fill in ((low, None), (high, None if is_hollow else "tonexty")):
        line(figure, x, ends, width=1, fill=fill, fillcolor=theme.RANGE)


def plan_rules(
    figure: go.Figure, x: Sequence[date], low: Sequence[float], high: Sequence[float], *, has_edge: bool = True
) -> None:
    """Draw the plan over time as two thin lines; `has_edge` keeps them visible on bars."""
    edge = [(theme.BACKGROUND, 3)] if has_edge else []
    for color, width in [*edge, (theme.PLAN, 1)]:
        line(figure, [*x, None, *x], [*low, None, *high], color=color, width=width)


def plan_steps(figure: go.Figure, bands: Mapping[date, PlannedHours], *, has_edge: bool = True) -> None:
    edges, low, high = list[date](), list[float](), list[float]()
    for monday, band in bands.items():
        edges += [monday, monday + timedelta(weeks=1)]
        low += [band.low, band.low]
        high += [band.high, band.high]
    plan_rules(figure, edges, low, high, has_edge=has_edge)


def ranges(
    figure: go.Figure,
    places: Sequence[object],
    intervals: Sequence[Interval],
    *,
    hovers: Sequence[str],
    name: str = "",
    is_hollow: bool = False,
    is_vertical: bool = False,
) -> None:
    """Draw ranges as outlined bars with a mark at the value; a `name` adds them to the legend.

    Hollow ones are earlier or have less evidence of their own. Each bar is three lines on top of each other: outline,
    background (so that the cut does not shine through) and inside.
    """
    if not intervals:
        return
    along = [end for interval in intervals for end in (interval.low, interval.high, None)]
    across = [end for place in places for end in (place, place, None)]
    cap = {"symbol": "line-ew" if is_vertical else "line-ns", "line": {"width": 1, "color": theme.ESTIMATE}}
    inside, axes = theme.BACKGROUND if is_hollow else theme.RANGE, "yx" if is_vertical else "xy"
    part = _part_of_many(len(intervals), LEAST_RANGE) if is_vertical else 1.0
    width = part * RANGE_WIDTH
    widths = [(theme.ESTIMATE, width + 2), (theme.BACKGROUND, width), (inside, width)]
    for color, width in widths:
        figure.add_scatter(
            **dict(zip(axes, (along, across), strict=True)),
            mode="lines+markers",
            line={"color": color, "width": width},
            marker={**cap, "size": (width + 2) / 1.4},  # Plotly draws a line of so many times its size
            hoverinfo="skip",
            showlegend=False,
        )
    figure.add_scatter(
        **dict(zip(axes, ([interval.value for interval in intervals], places), strict=True)),
        mode="markers",
        marker={**cap, "size": part * VALUE_SIZE, "line": {"width": 3, "color": theme.VALUE}},
        customdata=[*map(layout.hover_lines, hovers)],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    if name:
        legend_range(figure, name, is_hollow=is_hollow)


def zero_line(figure: go.Figure) -> None:
    figure.add_vline(x=0, line={"color": theme.QUIET, "width": 1})


def legend_range(figure: go.Figure, name: str, *, is_hollow: bool) -> None:
    legend_key(figure, name, theme.BACKGROUND if is_hollow else theme.RANGE, width=1, outline=theme.ESTIMATE)


def legend_key(
    figure: go.Figure,
    name: str,
    color: str,
    *,
    symbol: str = "square",
    size: float | None = 11,
    width: float = 2,
    outline: str | None = None,
) -> None:
    """Add a mark to the legend without drawing it."""
    marker = {"symbol": symbol, "size": size, "color": color, "line": {"width": width, "color": outline or color}}
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=marker, name=name, showlegend=True)


def dots(
    figure: go.Figure,
    x: Sequence[object],
    y: Sequence[object],
    *,
    marker: Mapping[str, object],
    hovers: Sequence[str],
    name: str = "",
) -> None:
    """Draw points with a hover text each; a `name` adds them to the legend."""
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"opacity": 1, **marker},
        customdata=[*map(layout.hover_lines, hovers)],
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
    """Draw one part of every week's bar, unless all its values are 0; in the background color it is hollow."""
    if any(values):
        outline = theme.QUIET if color == theme.BACKGROUND else theme.BACKGROUND
        figure.add_bar(
            x=mondays,
            y=values,
            width=WEEK_BAR_MS,
            offset=WEEK_BAR_OFFSET_MS,
            marker={"color": color, "line": {"width": 1, "color": outline}},
            name=layout.wrapped(name, width=36),
            hovertemplate=hover,
            **more,
        )


def horizontal_cut(figure: go.Figure, cut: Interval, *, label: str = common.CUT) -> None:
    """Draw the cut across time: a gray band, or a line if it is exact; its name is outside the plot."""
    if cut.low == cut.high:
        ends = {"x0": EARLIEST, "x1": LATEST, "y0": cut.value, "y1": cut.value}  # Plotly draws no hline over the grid
        figure.add_shape(type="line", **ends, xref="x", yref="y", line=EXACT_CUT, layer="between")
    else:
        figure.add_hrect(y0=cut.low, y1=cut.high, fillcolor=theme.CUT, line_width=0, layer="below")
    if label:
        beside = {"xref": "paper", "xanchor": "left", "xshift": 4, "align": "left"}  # a mark at the edge goes beyond
        layout.note(figure, 1, cut.value, layout.in_two_lines(label), **beside)


def vertical_cut(figure: go.Figure, cut: Interval) -> None:
    if cut.low == cut.high:
        figure.add_vline(x=cut.value, line=EXACT_CUT, layer="below", annotation_text=common.CUT)
        return
    figure.add_vrect(
        x0=cut.low,
        x1=cut.high,
        fillcolor=theme.CUT,
        line_width=0,
        layer="below",
        annotation_text=common.CUT,
        annotation_position="top left",
    )


def vertical_day(figure: go.Figure, day: date, label: str, *, line: int = 0, xanchor: str = "right") -> None:
    """Mark a day: the exam's is solid; others are dashed, with their labels on higher lines."""
    rule = {"color": theme.QUIET, "width": 1, "dash": "dash" if line else "solid"}
    figure.add_vline(x=day.isoformat(), line=rule, layer="below")
    layout.label_above(figure, day.isoformat(), label, xanchor=xanchor, line=line)


def exam_day(figure: go.Figure, day: date, *, is_closed: bool) -> None:
    vertical_day(figure, day, common.NO_EXAM if is_closed else common.EXAM_DAY)


def practice_dots(figure: go.Figure, points: Sequence[PracticeResult], *, has_whiskers: bool) -> None:
    """Draw results of practice exams: size by questions, shape by provider, hollow if mostly seen before."""
    part = _part_of_many(len(points), LEAST_DOT)
    for provider in dict.fromkeys(point.provider for point in sorted(points, key=lambda p: p.provider_place)):
        own = [point for point in points if point.provider == provider]
        figure.add_scatter(
            x=[point.day for point in own],
            y=[100 * point.share.value for point in own],
            mode="markers",
            marker={
                "symbol": [provider_symbol(p) + ("-open" if p.is_mostly_seen else "") for p in own],
                "size": [dot_size(point.n_items) * part for point in own],
                "color": theme.TEXT,
                "opacity": 1,
                "line": {"width": 1.5, "color": theme.TEXT},
            },
            error_y={**whiskers([point.share for point in own], theme.QUIET), "thickness": 1, "width": 0}
            if has_whiskers
            else None,
            cliponaxis=False,
            name=layout.plain(formatting.shortened(provider or common.NO_PROVIDER, names.PROVIDER_CHARS)),
            customdata=["<br>".join(map(layout.plain, common.practice_exam(point))) for point in own],
            hovertemplate=f"{layout.HOVER_DAY}: %{{customdata}}<extra>%{{fullData.name}}</extra>",
        )


def exam_key(points: Sequence[PracticeResult], kinds: Sequence[tuple[str, str]] = ()) -> str:
    """Explain marks by class, the providers' shapes, and hollow dots, as far as there are any."""
    signs = {
        point.provider_place: (
            PROVIDER_SIGNS[provider_symbol(point)],
            formatting.shortened(point.provider or common.NO_PROVIDER, names.PROVIDER_CHARS),
        )
        for point in sorted(points, key=lambda point: point.provider_place)
    }
    named = signs.values() if any(point.provider for point in points) else ()
    hollow = [("○", common.SEEN_BEFORE)] if any(point.is_mostly_seen for point in points) else []
    return plain_marks.key(kinds, [*named, *hollow])


def bracket(figure: go.Figure, day: date, interval: Interval, meaning: str) -> None:
    """Draw the range of a result still to come."""
    figure.add_scatter(
        x=[day, day, day],
        y=[interval.low, interval.value, interval.high],
        mode="lines+markers",
        line={"color": theme.ESTIMATE, "width": 1.5},
        marker={
            "symbol": ["line-ew", "circle-open", "line-ew"],
            "size": [10, 8, 10],
            "color": theme.ESTIMATE,
            "line": {"width": 2, "color": theme.ESTIMATE},
        },
        showlegend=False,
        hovertemplate=f"{layout.HOVER_DAY}: {layout.HOVER_Y} {meaning}<extra></extra>",
    )


def provider_symbol(point: PracticeResult) -> str:
    """Return the shape of a provider, the same in every chart of a candidate."""
    return PROVIDER_SYMBOLS[point.provider_place % len(PROVIDER_SYMBOLS)]


def _part_of_many(n_marks: int, least: float) -> float:
    """Return the scale, at least `least`, at which `n_marks` fit side by side on a phone."""
    return max(least, min(1.0, layout.PHONE_PX / (MARK_PX * max(1, n_marks))))


def dot_size(n_items: int) -> float:
    """Return the diameter of a dot whose area grows with its questions."""
    share = math.sqrt(min(1.0, n_items / ITEMS_OF_LARGEST_DOT))
    return SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share
