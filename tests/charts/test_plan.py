"""Chart of the plan."""

from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from analytics.records import PlannedWeek
from analytics.reports.study.plan import PlanReport, plan_report
from dashboard import theme
from dashboard.charts import layout, week_squares
from dashboard.charts import plan as charts
from dashboard.text import common
from dashboard.text import plan as text
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def report() -> PlanReport:
    """A plan in its second week, with hours and a practice exam in the first."""
    own = plan(exam_code=EXAM, starts_on=MONDAY - timedelta(weeks=1), exam_on=MONDAY + timedelta(weeks=3))
    weeks = (PlannedWeek(1, "2"), PlannedWeek(2, "<b>own</b>"))
    spent = [session(MONDAY - timedelta(days=3), 3, domain_id="2"), session(MONDAY - timedelta(days=3), 12)]
    exam = practice_exam(MONDAY - timedelta(days=2), [(10, 20)] * 4, exam_code=EXAM)
    return plan_report(
        fitted_from(
            [replace(own, weeks=weeks, first_practice_exam_week=1), *spent, *exam],
            exam_code=EXAM,
        )
    )


def trace(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def test_each_week_has_its_square_in_its_row(report: PlanReport) -> None:
    """Fixed ones are filled, proposed ones empty, with the domain's number; other words are in one row, without.

    A day's rule passes behind them, and not through their numbers.
    """
    figure = charts.weeks(report)
    fixed, proposed = trace(figure, text.FIXED_LABEL), trace(figure, text.PROPOSED_LABEL)
    assert (list(fixed.y), list(fixed.text)) == (["2", text.OTHER_ROW], ["2", ""])
    assert list(fixed.marker.color) == list(fixed.marker.line.color)
    assert set(proposed.marker.color) == {theme.BACKGROUND}
    assert {shape.layer for shape in figure.layout.shapes} == {"below"}
    assert len(proposed.x) == sum(len(week.foci) for week in report.weeks[2:]) > len(report.weeks) - 2
    assert fixed.customdata[1] == "Week 2, so far: &lt;b&gt;own&lt;/b&gt;<br>(fixed by you)"
    rows = [*"1234", text.OTHER_ROW, text.PRACTICE_ROW]
    assert list(figure.layout.yaxis.categoryarray) == rows[::-1]
    names = {note.y: note.text for note in figure.layout.annotations[2:]}
    assert [names[place][:1] for place in range(len(rows))] == ["P", "A", *"4321"]


@pytest.mark.parametrize("n_domains", [4, 12])
def test_names_of_rows_touch_no_square(report: PlanReport, n_domains: int) -> None:
    """From a name to the square of the row above there is half a name, and a day's rule runs behind it.

    Many rows are closer, so that the page stays below 1,900 px."""
    figure = charts.weeks(replace(report, domain_names={str(k): "Name" for k in range(1, n_domains + 1)}))
    assert figure.layout.height <= 618
    margin, (low, high) = figure.layout.margin, figure.layout.yaxis.range
    days_and_legend_px = 67  # below the rows, as a browser draws them
    row_px = (figure.layout.height - margin.t - margin.b - days_and_legend_px) / (high - low)
    assert row_px - charts.NAME_PX - layout.TEXT_SIZE >= week_squares.LARGEST / 2 + layout.TEXT_SIZE / 2
    assert {note.bgcolor for note in figure.layout.annotations[2:]} == {theme.BACKGROUND}


def test_the_area_of_a_dot_grows_with_the_hours(report: PlanReport) -> None:
    """Hours on what the week is for have none; those without a domain are in the row of all others."""
    spent = trace(charts.weeks(report), text.SPENT_LABEL)
    assert (list(spent.y), list(spent.customdata)) == ([text.OTHER_ROW], ["Week 1: 12\u00a0h"])
    elsewhere = replace(report.weeks[0], parts={})
    both = trace(charts.weeks(replace(report, weeks=(elsewhere, *report.weeks[1:]))), text.SPENT_LABEL)
    sizes = dict(zip(both.y, both.marker.size, strict=True))
    assert sizes["2"] / sizes[text.OTHER_ROW] == pytest.approx(0.5)


def test_practice_exams_taken_are_filled_and_planned_ones_hollow(report: PlanReport) -> None:
    """A past week without a practice exam has none."""
    figure = charts.weeks(report)
    (marked,) = [trace for trace in figure.data if trace.y and trace.y[0] == text.PRACTICE_ROW]
    assert next(iter(marked.marker.symbol)) == "circle"
    assert set(marked.marker.symbol[1:]) == {"circle-open"}
    assert marked.customdata[0] == text.TAKEN
    assert [note.text for note in figure.layout.annotations[:2]] == [common.TODAY, common.EXAM_DAY]


def test_what_is_over_does_not_lie_ahead(report: PlanReport) -> None:
    """Hours and a practice exam of the week that has just begun stand at today, not in its middle."""
    first_on = report.weeks[0].days.first_on
    figure = charts.weeks(replace(report, planned=replace(report.planned, as_of=first_on)))
    (marked,) = [trace for trace in figure.data if trace.y and trace.y[0] == text.PRACTICE_ROW]
    assert marked.x[0] == trace(figure, text.SPENT_LABEL).x[0] == first_on


def test_names_keep_off_the_squares(report: PlanReport) -> None:
    """A name begins above the squares of its row."""
    figure = charts.weeks(report)
    square = trace(figure, text.FIXED_LABEL).marker
    names = [note for note in figure.layout.annotations if note.xref == "paper"]
    assert len(names) == len(figure.layout.yaxis.categoryarray)
    assert all(note.yshift >= (square.size + square.line.width) / 2 for note in names)


def test_today_is_named_within_the_chart() -> None:
    """At the start of the plan after its day, later before it."""
    sides = []
    for n_weeks in (0, 2):
        own = plan(exam_code=EXAM, starts_on=MONDAY - timedelta(weeks=n_weeks), exam_on=MONDAY + timedelta(weeks=8))
        figure = charts.weeks(plan_report(fitted_from([own], exam_code=EXAM)))
        sides += [note.xanchor for note in figure.layout.annotations if note.text == common.TODAY]
    assert sides == ["left", "right"]


def test_the_exam_day_is_solid_and_today_dashed(report: PlanReport) -> None:
    """As on every time axis."""
    rules = {shape.x0: shape.line.dash for shape in charts.weeks(report).layout.shapes}
    exam_on = MONDAY + timedelta(weeks=3)
    assert rules == {TODAY.isoformat(): "dash", exam_on.isoformat(): "solid"}


def test_a_future_plan_without_an_end_has_only_squares() -> None:
    """It has no dot, no practice exam and no day."""
    own = replace(plan(exam_code=EXAM, starts_on=TODAY + timedelta(weeks=1)), first_practice_exam_week=52)
    figure = charts.weeks(plan_report(fitted_from([own], exam_code=EXAM)))
    assert {trace.name for trace in figure.data} == {text.PROPOSED_LABEL}
    assert not figure.layout.shapes


def test_early_weeks_of_a_long_plan_are_left_out() -> None:
    """At its end as many are drawn as fit a phone with their numbers, else four that are over and all to come."""
    for n_over, n_ahead, n_drawn in ((10, 4, 14), (38, 7, charts.LEAST_WEEKS), (10, 20, 24)):
        starts_on, exam_on = MONDAY - timedelta(weeks=n_over), MONDAY + timedelta(weeks=n_ahead, days=-1)
        report = plan_report(fitted_from([plan(exam_code=EXAM, starts_on=starts_on, exam_on=exam_on)], exam_code=EXAM))
        first, last = charts.weeks(report).layout.xaxis.range
        drawn = last - first - charts.BEFORE - charts.AFTER + timedelta(days=1)
        assert drawn == timedelta(weeks=n_drawn)


def test_marks_of_a_long_plan_are_small() -> None:
    """The more weeks, the smaller, so that none touch on a phone; numbers need room."""
    for n_weeks, has_numbers in ((14, True), (21, False), (26, False), (40, False)):
        own = plan(exam_code=EXAM, starts_on=MONDAY, exam_on=MONDAY + timedelta(weeks=n_weeks, days=-1))
        squares = charts.weeks(plan_report(fitted_from([own], exam_code=EXAM))).data[0]
        assert any(squares.text) == has_numbers
        assert squares.marker.size + squares.marker.line.width < layout.PHONE_PX / n_weeks
