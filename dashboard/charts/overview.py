"""The hero and the tiles of the landing page, as plain HTML, and what the last practice exam showed."""

import plotly.graph_objects as go

from analytics.blueprints.model import ExamBlueprint
from analytics.models.intervals import Interval
from analytics.reports.overview import OverviewReport
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks, plain_marks
from dashboard.text import chances, verdicts
from dashboard.text import overview as text
from dashboard.text import week as week_text


def people(week: WeekReport) -> str:
    return (
        plain_marks.line("words", text.people_before(week))
        + plain_marks.line("number", chances.about_n_people(week.readiness.pass_probability.value))
        + plain_marks.line("words", text.PEOPLE_AFTER)
        + circles(week)
        + "".join(plain_marks.line("note", note) for note in text.people_notes(week))
    )


def circles(week: WeekReport) -> str:
    chance = text.movable(week)
    people_of_twenty = plain_marks.people(chance, label=verdicts.chance(week.readiness))
    return people_of_twenty + plain_marks.people_key(chance, text.PEOPLE_KEY)


def missed(week: WeekReport) -> str:
    domains, named = week.hours.audit.domains, formatting.whole.with_range
    rows = [plain_marks.MarkRow(gap.name, gap.lost, text=named(gap.lost_shown)) for gap in domains]
    number, after = text.missed(week)
    words = plain_marks.line("number", number) + plain_marks.line("words", after)
    if not text.are_gaps_known(week):
        return words
    return (
        plain_marks.line("words", week_text.NO_CHANCE)
        + words
        + plain_marks.range_rows(rows, label=text.missed_label(week))
    )


def passed(report: OverviewReport, exam: ExamBlueprint) -> str:
    before = report.chance_before
    people = None if before is None else Interval(before.value, before.value, before.value, 1.0)  # moves no more
    number, after = text.score(report, exam)
    return (
        plain_marks.line("number", number)
        + plain_marks.line("words", after)
        + (plain_marks.people(people, label=text.passed(report)) if people else "")
        + plain_marks.line("note", text.passed(report))
    )


def hours(week: WeekReport) -> str:
    days = [(f"{day:%a}"[:2], spent) for day, spent in week.hours.days_this_week.items()]
    today = None if week.has_passed or week.hours.is_last_week_over else week.as_of.weekday()
    return plain_marks.day_bars(days, label=text.hours_label(week), today=today)


def gaps(week: WeekReport) -> str:
    rows = [plain_marks.MarkRow(str(k), gap.lost) for k, gap in enumerate(week.hours.audit.domains, start=1)]
    return plain_marks.range_rows(rows, label=text.missed_label(week)) if text.are_gaps_known(week) else ""


def last_exam(week: WeekReport) -> str:
    if week.last_exam is None:
        return ""
    return plain_marks.forecast_strip(
        week.last_forecast.forecast.percent if week.last_forecast else None,
        label=text.exam_label(week),
        result=100 * week.last_exam.share.value,
        cut=week.readiness.cut_percent,
    )


def causes(report: OverviewReport) -> str:
    if not report.causes.n_with_cause:
        return ""
    rows = [plain_marks.MarkRow(text.CAUSES[cause], share) for cause, share in report.causes.shares.items()]
    return plain_marks.range_rows(rows, label=text.causes_label(report))


def losses_and_hours(report: WeekReport) -> go.Figure:
    """A dumbbell for each domain, from its share of the loss, hollow, to its share of the hours, filled."""
    rows, figure = report.last_exam_losses, go.Figure()
    ids = [row.domain_id for row in rows]
    for row in rows:
        ends = [100 * row.share_of_loss, 100 * row.share_of_hours]
        marks.line(figure, ends, [row.domain_id] * 2, color=theme.QUIET)
    for name, symbol, shares in (
        (week_text.LOST_LABEL, "circle-open", [row.share_of_loss for row in rows]),
        (week_text.SPENT_LABEL, "circle", [row.share_of_hours for row in rows]),
    ):
        figure.add_scatter(
            x=[100 * share for share in shares],
            y=ids,
            mode="markers",
            marker={"symbol": symbol, "size": 12, "color": theme.TEXT, "line": {"width": 2, "color": theme.TEXT}},
            name=name,
            hovertemplate=f"{layout.HOVER_X} %{{fullData.name}}<extra></extra>",
        )
    names = {row.domain_id: row.name for row in rows}
    layout.finish_rows(figure, names, x_title=week_text.LAST_EXAM.x_axis, has_legend=True)
    return figure.update_yaxes(autorange="reversed").update_xaxes(rangemode="tozero")
