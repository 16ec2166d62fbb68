"""Layout that charts share: frame, axes, rows, and text in labels."""

import html
import math
import re
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.clock import monday_of
from dashboard import formatting, theme

DAY_TICKS = "%-d %b"
HOVER_DAY = "%{x|%a %-d %b}"
HOVER_X, HOVER_Y = (f"%{{{axis}:.0f}}{formatting.PERCENT}" for axis in "xy")
HOVER_RANGE = f"(%{{customdata[0]:.0f}} to %{{customdata[1]:.0f}}{formatting.PERCENT})"
"""For points whose `customdata` are the ends of their range."""

HOVER_CHARS = 40
"""Longer lines of hover texts would be cut on a phone."""

PHONE_PX = 290
"""Width of a plot over time on a phone."""
BESIDE_PX = 56

NAME_CHARS = 32
ROW_CHARS, ROW_LINES, NAMES_APART_PX = 24, 3, 4
"""Characters and lines of a name if there are few rows, and the space between two names."""
LABEL_PX = 15
MOST_WEEKS_NAMED, MOST_TICKS = 7, 6
FEWEST_WEEKS, MOST_WEEKS = 3, 20
"""A time axis of so many weeks has ticks on Mondays."""
TEXT_SIZE, TICK_SIZE = 12, 11
LEGEND_PX, SAVE_PX, EDGE_PX = 20, 28, 8
"""Heights of a legend and of the button that saves a chart as a picture; space at the other edges."""
MAIN, SECONDARY = 320, 220
"""Heights of a page's main chart and of the others."""
FRAME_PX, ROW_PX, CLOSE_PX, LEAST_PX, ROWS_PX = 100, 34, 24, 20, 340
"""Heights in a chart of rows: its frame, a row of few, a row of many, the smallest row, and the whole chart."""
MOST_APART = 7
"""With more rows than this, names take one line and rows are lower, so that a phone shows what is below."""
ROOM = 1.1
"""Axis length, as a multiple of the largest value."""
POINTS_BESIDE = 3
"""Padding of an axis of scores, in percentage points."""
DAYS_BESIDE, PARTS_BESIDE = timedelta(days=4), 24
"""Padding of a time axis on either side: at least this many days, and this part of its length."""
DAY_MS = 86_400_000


def plain(text: str) -> str:
    """Escape text from a file for Plotly, which interprets some HTML."""
    return html.escape(text, quote=False)


def wrapped(text: str, *, width: int = NAME_CHARS, most_lines: int = 2) -> str:
    """Escape and wrap text from a file for an axis; what is too long ends in an ellipsis."""
    lines = textwrap.wrap(text, width, max_lines=most_lines, placeholder="…")
    return "<br>".join(re.sub(r"[,:.]?( and| of| for)?…$", "…", plain(line)) for line in lines or [""])


def hover_lines(text: str) -> str:
    """Wrap an escaped hover text, which Plotly cuts where it is wider than its chart."""
    return "<br>".join(textwrap.wrap(text, HOVER_CHARS, break_long_words=False))


def row_names(names: Collection[str]) -> list[str]:
    if len(names) > MOST_APART:
        return [plain(formatting.shortened(name, NAME_CHARS)) for name in names]
    return [wrapped(name, width=ROW_CHARS, most_lines=ROW_LINES) for name in names]


def in_two_lines(name: str) -> str:
    return name.replace(" ", "<br>", 1)


def days_in_two_lines(days: Iterable[date]) -> list[str]:
    """Write days for an axis, with a year other than this one on a second line."""
    return ["<br>".join(formatting.day_of_month(day).rsplit(None, formatting.is_of_another_year(day))) for day in days]


def named_weeks(mondays: Sequence[date]) -> Sequence[date]:
    """Return the Mondays to label, few enough for a phone."""
    return mondays[:: max(1, math.ceil(len(mondays) / MOST_WEEKS_NAMED))]


def finish_rows(figure: go.Figure, names: Mapping[str, str], *, x_title: str, has_legend: bool = False) -> go.Figure:
    finish(figure, x_title=x_title, height=rows_height(len(names), names.values()), has_legend=has_legend)
    return name_rows(figure, names)


def name_rows(figure: go.Figure, names: Mapping[str, str]) -> go.Figure:
    """Label category rows by id: two long names may become equal once they are cut."""
    return figure.update_yaxes(
        type="category", tickmode="array", tickvals=list(names), ticktext=row_names(names.values()), showgrid=False
    )


def finish(
    figure: go.Figure, *, y_title: str = "", x_title: str = "", height: int = MAIN, has_legend: bool = False
) -> go.Figure:
    text = {"size": TEXT_SIZE, "color": theme.TEXT}
    notes = figure.layout.annotations
    labels = [note.yshift for note in notes if (note.yref, note.yanchor) == ("paper", "bottom")]
    is_named_beside = any((note.xref, note.x, note.xanchor) == ("paper", 1, "left") for note in notes)
    above = max([SAVE_PX, *(EDGE_PX + LABEL_PX + shift for shift in labels)]) + (LEGEND_PX if has_legend else 0)
    figure.update_layout(
        overwrite=True,  # Plotly takes ten times as long to merge each property
        height=height,
        margin={"l": EDGE_PX, "r": BESIDE_PX if is_named_beside else EDGE_PX, "t": above, "b": EDGE_PX},
        font=text,
        showlegend=has_legend,
        legend={
            "orientation": "h",
            "traceorder": "normal",  # an area up to the trace before would turn the order around
            "yanchor": "bottom",
            "y": 1.0,
            "x": 0,
            "font": text,
            "itemsizing": "constant",
        },
        hovermode="closest",
        hoverlabel={"font": text},
        bargap=0.35,
    )
    ticks = {**text, "size": TICK_SIZE}
    title = "<br>".join(textwrap.wrap(x_title, 30)) or None  # centered in what row names leave of a phone's width
    x_axis = {"title": {"text": title, "font": text}, "tickfont": ticks, "automargin": True}
    figure.update_xaxes(overwrite=True, showgrid=bool(x_title), **x_axis)  # only time and categories need no title
    y_axis = {"title": {"text": y_title or None, "font": text}, "tickfont": ticks, "automargin": True}
    return figure.update_yaxes(overwrite=True, **y_axis)


def rows_height(n: int, names: Collection[str] = ()) -> int:
    """Return the height of a chart of `n` rows; long names make a few rows higher."""
    if n <= MOST_APART:
        return FRAME_PX + row_px(row_names(names)) * n
    return max(min(FRAME_PX + CLOSE_PX * n, ROWS_PX), FRAME_PX + LEAST_PX * n)


def row_px(names: Sequence[str]) -> int:
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    return max(ROW_PX, LABEL_PX * most_lines + NAMES_APART_PX)


def percents_of_marks(*others: float) -> Mapping[str, object]:
    """Return an axis of percents as long as its marks and other values need."""
    return {"autorangeoptions": {"include": others, "clipmin": 0, "clipmax": 100 + POINTS_BESIDE}}


def rows_from_top(figure: go.Figure, labels: Sequence[str]) -> go.Figure:
    """Label rows at y = 0 (the top) to n - 1."""
    return figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )


def note(figure: go.Figure, x: object, y: object, words: str, **where: object) -> None:
    figure.add_annotation(x=x, y=y, text=words, showarrow=False, **where)


def label_above(figure: go.Figure, x: object, label: str, *, xanchor: str, line: int = 0) -> None:
    """Write a label above the plot; those that may lie close take different lines."""
    note(figure, x, 1, label, yref="paper", xanchor=xanchor, yanchor="bottom", yshift=LABEL_PX * line)


def legend_below(figure: go.Figure) -> go.Figure:
    margin = figure.layout.margin.t - LEGEND_PX
    return figure.update_layout(legend={"yref": "container", "y": 0, "yanchor": "bottom"}, margin_t=margin)


def with_years(figure: go.Figure) -> go.Figure:
    """Return a copy with years if the chart shows a day of another year; Plotly drops those that repeat."""
    xs = (x for trace in figure.data if trace.x is not None for x in trace.x)
    if not any(isinstance(x, date) and formatting.is_of_another_year(x) for x in xs):
        return figure
    dated = go.Figure(figure).update_xaxes(tickformat=f"{DAY_TICKS}\n%Y", selector={"tickformat": DAY_TICKS})
    for trace in dated.data:
        if trace.hovertemplate:
            trace.hovertemplate = trace.hovertemplate.replace("%b}", "%b %Y}")
    return dated


def day_axis(figure: go.Figure, first: date, last: date) -> go.Figure:
    beside = max(DAYS_BESIDE, (last - first) / PARTS_BESIDE)
    edges = [first - beside, last + beside]
    return figure.update_xaxes(range=edges, **day_ticks(*edges))


def day_ticks(first: date, last: date) -> Mapping[str, object]:
    """Return the ticks of a time axis: Mondays if it has some weeks, as Plotly's are Sundays, else days or months."""
    n_weeks = (last - first) / timedelta(weeks=1)
    if not FEWEST_WEEKS <= n_weeks <= MOST_WEEKS:
        return {"tickformat": DAY_TICKS, "nticks": MOST_TICKS}
    every = math.ceil(n_weeks / MOST_TICKS)
    return {"tickformat": DAY_TICKS, "tick0": monday_of(first), "dtick": 7 * every * DAY_MS}
