"""Charts of mastery: domains over time on the same axes, and tasks or services, not ranked."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseLayoutType
from plotly.subplots import make_subplots

from analytics.reports.practice.mastery import DomainMastery, MasteryReport
from analytics.reports.practice.task_mastery import TaskMasteryReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import audit, common
from dashboard.text import mastery as text

PANEL_HEIGHT, LEAST_PX, MOST_PX, MANY = 130, 60, 1040, 7
"""Height of a panel, and the least where a column would be higher than the third number; so many have few ticks."""
BETWEEN_PX = 104
NAME_PX, BOTTOM_PX = 32, 72
"""Space above the first panel for a name in two lines, and below the last for its sentence."""
MOST_FLOOR, GUESSING_ROOM = 40, 0.08
"""The highest start of the axis, in percent, and room for the label of guessing below all marks, as a share."""


def key(report: MasteryReport) -> str:
    points = [point for domain in report.domains for point in domain.practice_exams]
    return marks.exam_key(points, [("cut" if report.cut.low < report.cut.high else "exact-cut", common.CUT)])


def halves(report: MasteryReport) -> tuple[go.Figure, ...]:
    """Draw the panels in two columns, which stack on a narrow screen."""
    middle = (len(report.domains) + 1) // 2
    columns = (report.domains[:middle], report.domains[middle:])
    return tuple(_column(report, column) for column in columns if column)


def _column(report: MasteryReport, domains: Sequence[DomainMastery]) -> go.Figure:
    """Stack the panels of domains, each with its name above and its sentence below."""
    n, path = len(domains), report.domains[0].path
    years_px = layout.LABEL_PX * any(formatting.is_of_another_year(point.day) for point in path)  # below the ticks
    between = BETWEEN_PX * (n - 1)
    drawn = max(min(PANEL_HEIGHT * n + between, MOST_PX), LEAST_PX * n + between) + years_px * (n - 1)
    figure = make_subplots(rows=n, cols=1, vertical_spacing=(BETWEEN_PX + years_px) / drawn if n > 1 else 0)
    shapes, notes = [], []
    for row, domain in enumerate(domains, start=1):
        panel = _panel(report, domain)
        _label(panel, report, domain, 24 + years_px)  # below the ticks of the time axis
        figure.add_traces(panel.data, rows=row, cols=1)
        shapes += [_in_row(shape, row) for shape in panel.layout.shapes]
        notes += [_in_row(note, row) for note in panel.layout.annotations]
    figure.update_layout(shapes=shapes, annotations=notes)  # at once: each one added copies all others
    layout.finish(figure, height=drawn + NAME_PX + BOTTOM_PX + years_px)
    figure.update_layout(margin={"t": NAME_PX, "b": BOTTOM_PX + years_px, "l": 8, "r": 8})
    figure.update_yaxes(range=[_floor(report), 103], dtick=20 if n < MANY else 40)
    figure.update_yaxes(title_text=text.PATHS.y_axis, row=1, col=1)
    return layout.day_axis(figure, path[0].day, path[-1].day)


def _in_row(mark: BaseLayoutType, row: int) -> dict[str, Any]:
    """Return a shape or note of a panel with the axes of its row."""
    number = "" if row == 1 else row
    axes = {ref: mark[ref].replace(ref[0], f"{ref[0]}{number}") for ref in ("xref", "yref")}
    return {**mark.to_plotly_json(), **axes}


def _panel(report: MasteryReport, domain: DomainMastery) -> go.Figure:
    panel = go.Figure()
    days, shares = [point.day for point in domain.path], [point.share for point in domain.path]
    marks.share_band(panel, days, shares, is_hollow=not report.counts.n_exams)
    past = [point for point in domain.path if point.day <= report.as_of]
    coming = [point for point in domain.path if point.day >= report.as_of]
    for dash, points in (("solid", past), ("dot", coming)):
        marks.line(
            panel,
            [point.day for point in points],
            [100 * point.share.value for point in points],
            f"{layout.HOVER_DAY}: {layout.HOVER_Y} {layout.HOVER_RANGE}",
            dash=dash,
            customdata=marks.percent_ends([point.share for point in points]),
        )
    has_whiskers = len(domain.practice_exams) <= 20  # more would fill the panel
    marks.practice_dots(panel, domain.practice_exams, has_whiskers=has_whiskers)
    marks.horizontal_cut(panel, report.cut, label="")
    if 100 * report.guess_floor >= _floor(report):
        marks.reference_line(panel, 100 * report.guess_floor)
    panel.add_vline(x=report.as_of.isoformat(), line={"color": theme.QUIET, "width": 1, "dash": "dash"})
    return panel.update_traces(showlegend=False)


def _label(panel: go.Figure, report: MasteryReport, domain: DomainMastery, below_px: int) -> None:
    """Write a panel's name above it, its sentence below, and the chance of guessing inside."""
    left = {"xref": "x domain", "yref": "y domain", "xanchor": "left", "align": "left"}
    layout.note(panel, 0, 1, f"<b>{layout.wrapped(domain.name, width=44)}</b>", yanchor="bottom", **left)
    below = "<br>".join(layout.plain(line) for line in text.panel_lines(domain))
    layout.note(panel, 0, 0, below, yanchor="top", yshift=-below_px, **left)
    right = {"xref": "x domain", "yref": "y", "xanchor": "right", "yanchor": "bottom", "bgcolor": theme.BACKGROUND}
    height = max(100 * report.guess_floor, _floor(report))
    layout.note(
        panel, 1, height, text.guessing(report.guess_floor), font={"size": layout.TICK_SIZE}, borderpad=0, **right
    )


def _floor(report: MasteryReport) -> int:
    """Return where the axis starts, in tens of percent, with room for the label of guessing."""
    lows = [point.share.low for domain in report.domains for point in domain.path]
    results = [point.share.value for domain in report.domains for point in domain.practice_exams]
    return min(MOST_FLOOR, 10 * int(10 * (min(lows + results) - GUESSING_ROOM)))


def task_rows(report: TaskMasteryReport, level: str, domain_id: str | None) -> go.Figure:
    """Draw the expected share on new questions with its range, hollow with little evidence, and the raw share."""
    drawn = text.drawn(report, level, domain_id)
    names, entries = list(drawn), dict(enumerate(drawn.values()))
    figure = go.Figure()
    for is_hollow, name in ((False, audit.ESTIMATE_LABEL), (True, text.FEW_LABEL)):
        own = {row: entry for row, entry in entries.items() if entry.has_little_evidence is is_hollow}
        marks.ranges(
            figure,
            list(own),
            [entry.share.scaled(100) for entry in own.values()],
            hovers=[text.hover(layout.plain(names[row]), entry) for row, entry in own.items()],
            name=name,
            is_hollow=is_hollow,
        )
    marks.dots(
        figure,
        [100 * (entry.raw_share or 0.0) for entry in entries.values()],
        list(entries),
        marker={"symbol": "circle-open", "size": 9, "color": theme.TEXT, "line": {"width": 1.5}},
        hovers=[text.raw(entry) for entry in entries.values()],
        name=text.RAW_LABEL,
    )
    layout.finish(figure, x_title=text.ROWS.x_axis, height=layout.rows_height(len(names), names), has_legend=True)
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(layout.percents_of_marks())
    return layout.rows_from_top(figure, layout.row_names(names))
