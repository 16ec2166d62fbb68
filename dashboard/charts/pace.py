"""Charts of pace: the minutes of practice exams, the questions of one, and the first pass ahead."""

import plotly.graph_objects as go

from analytics.reports.practice.pace import PaceReport
from analytics.reports.practice.paced_exams import PacedExam
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import pace as text

MOST_TICKS = 8
"""Tick labels that a phone shows without turning them."""

LABEL_PX = 74
ROOM = 1.01
"""Axis length, as a multiple of the longest time, so that its outline is not cut."""


def question_times(exam: PacedExam, report: PaceReport) -> go.Figure:
    """Minutes of each question in order, with the limit as a line."""
    figure = go.Figure()
    for is_flagged, name, symbol in (
        (False, text.ANSWERED_LABEL, "circle"),
        (True, text.FLAGGED_LABEL, "triangle-right-open"),
    ):
        own = [question for question in exam.questions if bool(question.is_flagged) is is_flagged]
        figure.add_scatter(
            x=[question.position for question in own],
            y=[question.time_min for question in own],
            mode="markers",
            marker={"symbol": symbol, "size": 7, "color": theme.TEXT},
            name=name,
            hovertemplate=f"{text.QUESTIONS.x_axis} %{{x}}: %{{y:.1f}} min, {name}<extra></extra>",
        )
    limit_min, allowed_min = report.limit_min, report.exam.min_per_item
    _line(figure, limit_min, text.LIMIT_LABEL, solid=True, above=limit_min >= allowed_min)
    if limit_min != allowed_min:
        _line(figure, allowed_min, text.ALLOWED_LABEL, solid=False, above=limit_min < allowed_min)
    layout.finish(figure, x_title=text.QUESTIONS.x_axis, y_title=text.QUESTIONS.y_axis, has_legend=True)
    figure.update_layout(legend={"itemclick": False}, margin={"r": LABEL_PX})
    last = max(question.position for question in exam.questions)
    figure.update_xaxes(nticks=MOST_TICKS, dtick=None if last > MOST_TICKS else 1)
    return figure.update_yaxes(rangemode="tozero")


def _line(figure: go.Figure, at: float, label: str, *, solid: bool, above: bool) -> None:
    line = {"color": theme.TEXT} if solid else {"color": theme.QUIET, "dash": "dot"}
    figure.add_hline(y=at, line={"width": 1.5, **line})
    layout.note(figure, 1, at, label, xref="paper", xanchor="left", yanchor="bottom" if above else "top")


def minutes_used(report: PaceReport) -> go.Figure:
    """Draw how much of the real exam's time each practice exam's pace takes, the latest on top, and the reserve."""
    exams = report.exams[::-1][: text.N_EXAMS_DRAWN]
    rows = list(range(len(exams)))
    used = [report.real_exam_min(exam) for exam in exams]
    inside = [theme.BACKGROUND if exam.is_mostly_seen else theme.DONE for exam in exams]
    figure = go.Figure()
    figure.add_bar(
        x=used,
        y=rows,
        orientation="h",
        marker={"color": inside, "line": {"width": 1, "color": theme.DONE}},
        customdata=[text.used_hover(layout.plain(exam.practice_exam_id), exam) for exam in exams],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_bar(
        x=[max(0.0, exam.real_exam_left_min) for exam in exams],
        y=rows,
        orientation="h",
        marker={"color": theme.BACKGROUND, "line": {"width": 1, "color": theme.LINE}},
        hoverinfo="skip",
    )
    _vertical(figure, report.exam.duration_min, text.EXAM_TIME, solid=True)
    if report.reserve_min:
        _vertical(figure, report.exam.duration_min - report.reserve_min, text.RESERVE_LABEL, solid=False)
    layout.finish(figure, x_title=text.USED.x_axis, height=layout.rows_height(len(exams)))
    figure.update_layout(barmode="stack", margin={"r": LABEL_PX})
    figure.update_xaxes(range=[0, ROOM * max(report.exam.duration_min, *used)])
    of_all = f"of {report.exam.duration_min} min"
    labels = [f"{formatting.day(exam.day)}<br>{spent:.0f} {of_all}" for exam, spent in zip(exams, used, strict=True)]
    return layout.rows_from_top(figure, labels)


def _vertical(figure: go.Figure, at: float, label: str, *, solid: bool) -> None:
    """Draw a vertical line through all rows, its label above: right of a solid line, left of a dashed one."""
    figure.add_vline(x=at, line={"color": theme.TEXT, "width": 1.5, "dash": "solid" if solid else "dash"})
    layout.label_above(figure, at, label, xanchor="left" if solid else "right")


def outlook(report: PaceReport) -> go.Figure:
    """Minutes of the first pass ahead with their range, against the exam's time."""
    figure = go.Figure()
    every = {text.WITH_LIMIT: report.outlook_with_limit, text.AS_NOW: report.outlook}
    rows = {name: ahead for name, ahead in every.items() if ahead is not None}
    hovers = [text.outlook_hover(ahead) for ahead in rows.values()]
    marks.ranges(figure, list(rows), [ahead.total_min for ahead in rows.values()], hovers=hovers)
    _vertical(figure, report.exam.duration_min, text.EXAM_TIME, solid=True)
    layout.finish_rows(figure, {name: name for name in rows}, x_title=text.OUTLOOK.x_axis)
    longest = max([report.exam.duration_min, *(ahead.total_min.high for ahead in rows.values())])
    figure.update_layout(margin={"r": LABEL_PX})
    return figure.update_xaxes(range=[0, ROOM * longest])
