"""Charts of the pace page: the questions of one exam, the minutes left, and the first pass ahead."""

import plotly.graph_objects as go

from analytics.reports.practice.pace import PaceReport
from analytics.reports.practice.paced_exams import PacedExam
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import pace as text

FEW_TICKS = 10
LABEL_PX = 74


def question_times(exam: PacedExam, report: PaceReport) -> go.Figure:
    """Minutes of each question in order, with the limit as a line."""
    figure = go.Figure()
    for is_flagged, name, symbol in (
        (False, text.ANSWERED_LABEL, "circle"),
        (True, text.FLAGGED_LABEL, "diamond-open"),
    ):
        own = [question for question in exam.questions if bool(question.is_flagged) is is_flagged]
        figure.add_scatter(
            x=[question.position for question in own],
            y=[question.time_min for question in own],
            mode="markers",
            marker={"symbol": symbol, "size": 7, "color": theme.TEXT},
            name=name,
            hovertemplate=f"{text.question_hover(name)}<extra></extra>",
        )
    _line(figure, report.limit_min, text.LIMIT_LABEL, solid=True, above=report.limit_min >= report.allowed_min)
    if report.limit_min != report.allowed_min:
        _line(figure, report.allowed_min, text.ALLOWED_LABEL, solid=False, above=report.limit_min < report.allowed_min)
    layout.finish(figure, x_title=text.QUESTIONS.x_axis, y_title=text.QUESTIONS.y_axis, has_legend=True)
    figure.update_layout(legend={"itemclick": False}, margin={"r": LABEL_PX})
    last = max(question.position for question in exam.questions)
    figure.update_xaxes(dtick=FEW_TICKS if last > 2 * FEW_TICKS else 1)
    return figure.update_yaxes(rangemode="tozero")


def _line(figure: go.Figure, at: float, label: str, *, solid: bool, above: bool) -> None:
    """Draw a horizontal line with its label at the right end."""
    line = {"color": theme.TEXT} if solid else {"color": theme.QUIET, "dash": "dot"}
    figure.add_hline(y=at, line={"width": 1.5, **line})
    figure.add_annotation(
        text=label, x=1, xref="paper", xanchor="left", y=at, yanchor="bottom" if above else "top", showarrow=False
    )


def minutes_left(report: PaceReport) -> go.Figure:
    """Minutes left at each practice exam's pace; hollow if most questions were seen before."""
    figure = go.Figure()
    marks.dots(
        figure,
        [exam.day for exam in report.exams],
        [exam.real_exam_left_min for exam in report.exams],
        marker={
            "symbol": ["circle-open" if exam.is_mostly_seen else "circle" for exam in report.exams],
            "size": 12,
            "color": theme.TEXT,
            "line": {"width": 1.5, "color": theme.TEXT},
        },
        hovers=[
            f"{formatting.day(exam.day)}, {text.left_hover(layout.plain(exam.practice_exam_id), exam)}"
            for exam in report.exams
        ],
    )
    if report.reserve_min:
        figure.add_hline(
            y=report.reserve_min,
            line={"color": theme.TEXT, "width": 1.5, "dash": "dash"},
            annotation_text=text.MARGIN_LABEL,
            annotation_position="top left",
        )
    figure.add_hline(y=0, line={"color": theme.QUIET, "width": 1})
    layout.finish(figure, y_title=text.LEFT.y_axis, height=layout.SECONDARY)
    return layout.day_axis(figure, report.exams[0].day, report.exams[-1].day)


def outlook(report: PaceReport) -> go.Figure:
    """Minutes of the first pass ahead with their range, against the exam's time."""
    figure = go.Figure()
    every = {
        text.FEWEST: report.outlook_shortest,
        text.WITH_LIMIT: report.outlook_with_limit,
        text.AS_NOW: report.outlook,
    }
    rows = {name: ahead for name, ahead in every.items() if ahead is not None}
    hovers = [text.outlook_hover(ahead) for ahead in rows.values()]
    marks.ranges(figure, list(rows), [ahead.total_min for ahead in rows.values()], hovers=hovers)
    figure.add_vline(
        x=report.duration_min,
        line={"color": theme.TEXT, "width": 1.5},
    )
    layout.label_above(figure, report.duration_min, text.EXAM_TIME, xanchor="right")
    layout.finish(figure, x_title=text.OUTLOOK.x_axis, height=layout.rows_height(len(rows)))
    longest = max([report.duration_min, *(ahead.total_min.high for ahead in rows.values())])
    figure.update_xaxes(range=[0, layout.ROOM * longest])
    return figure.update_yaxes(
        tickvals=list(rows),
        ticktext=[layout.wrapped(name) for name in rows],
        range=[-0.6, len(rows) - 0.4],
        showgrid=False,
    )
