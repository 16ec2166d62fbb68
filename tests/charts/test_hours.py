"""Charts of the hours page."""

from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose

from analytics.models.intervals import Interval
from analytics.records import Activity
from analytics.reports.planning.study_next import StudyReason
from analytics.reports.study.hours import HoursReport, hours_report
from dashboard.charts import hours as charts
from dashboard.charts.hours import day_calendar
from dashboard.text import common
from dashboard.text import hours as text
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session
from tests.inputs.drawn import drawn_ranges

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def report() -> HoursReport:
    """Seven weeks: one before the plan, one low-hour week, one running."""
    rows = [
        session(MONDAY - timedelta(weeks=6), 2, domain_id="1"),
        session(MONDAY - timedelta(weeks=2), 3, domain_id="1"),
        session(MONDAY - timedelta(weeks=2), 1, activity=Activity.LAB),
        session(MONDAY - timedelta(weeks=1), 11, domain_id="2", activity=Activity.LAB),
        session(MONDAY, 2, domain_id="1"),
    ]
    own = plan(exam_code=EXAM, starts_on=MONDAY - timedelta(weeks=2), exam_on=TODAY + timedelta(days=30))
    return hours_report(
        fitted_from(
            [own, *rows, *practice_exam(TODAY, [(10, 20)] * 4, exam_code=EXAM)],
            exam_code=EXAM,
        )
    )


def bars(figure: go.Figure) -> dict[str, list[float]]:
    return {trace.name: list(trace.y) for trace in figure.data if trace.type == "bar"}


def notes(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


@pytest.mark.parametrize("stack", text.Stack)
def test_the_bars_of_a_week_add_to_its_hours(report: HoursReport, stack: text.Stack) -> None:
    """However the bars are divided, their parts add up."""
    figure = charts.weeks(report, stack)
    assert_allclose([sum(parts) for parts in zip(*bars(figure).values(), strict=True)], [w.hours for w in report.weeks])
    assert figure.layout.barmode == "stack"
    assert figure.layout.yaxis.title.text == text.WEEKS.y_axis


def test_hours_under_the_pointer_are_written_as_on_the_page(report: HoursReport) -> None:
    """With halves, and never with decimals; in all are those of the plan."""
    spent = replace(report.domains[0], hours=5.5)
    dots = charts.spent_and_recommended(replace(report, domains=(spent, *report.domains[1:]))).data[-1]
    assert dots.customdata[0].endswith(": 5½\u00a0h<br>spent")
    week = replace(report.weeks[0], by_activity={Activity.LAB: 5.5})
    drawn = charts.weeks(replace(report, weeks=(week,)), text.Stack.ACTIVITY).data[-1]
    assert drawn.customdata[0].startswith("5½\u00a0h<br>")
    assert list(charts.cumulative(report).data[-1].customdata)[-1] == "17\u00a0h"


def test_bars_are_named_by_activity_or_by_domain(report: HoursReport) -> None:
    """Parts without hours are left out; hours without a domain have a part."""
    assert list(bars(charts.weeks(report, text.Stack.ACTIVITY))) == ["learning", "labs"]
    names = list(bars(charts.weeks(report, text.Stack.DOMAIN)))
    assert len(names) == 3
    assert names[-1] == common.NO_DOMAIN
    numbers = {domain.name: number for number, domain in enumerate(report.domains, start=1)}
    drawn = [f'cs-domain-{numbers[name] - 1}"></div>{numbers[name]} {name}' for name in names[:-1]]
    found = [charts.key(report).index(part) for part in (*drawn, f'cs-hollow-bar"></div>{common.NO_DOMAIN}')]
    assert found == sorted(found)


def test_the_plan_is_two_rules_over_its_weeks_only(report: HoursReport) -> None:
    """They start with the plan and lie over the bars; low-hour and running weeks are labeled."""
    *_, rules = charts.weeks(report, text.Stack.ACTIVITY).data
    assert (rules.mode, rules.fill) == ("lines", None)
    assert rules.x[0] == MONDAY - timedelta(weeks=2)
    assert {y for y in rules.y if y is not None} == {10, 12}
    assert notes(charts.weeks(report, text.Stack.ACTIVITY)) == [text.PLAN, text.LOW_HOURS, text.RUNNING]


def test_after_a_pass_no_week_is_running(report: HoursReport) -> None:
    """The week of the pass holds all its hours, and not those "so far"."""
    passed = replace(report.audit, study_next=replace(report.audit.study_next, reason=StudyReason.PASSED))
    figure = charts.weeks(replace(report, audit=passed), text.Stack.ACTIVITY)
    assert notes(figure) == [text.PLAN, text.LOW_HOURS]


@pytest.mark.parametrize(("n_weeks", "angle"), [(8, 0), (9, -90)])
def test_labels_of_many_weeks_stand_upright(report: HoursReport, n_weeks: int, angle: int) -> None:
    """Each keeps within the width of its bar on a phone, and off its neighbors."""
    running = report.weeks[-1]
    earlier = [replace(running, week_on=running.week_on - timedelta(weeks=k)) for k in range(n_weeks - 1, 0, -1)]
    figure = charts.weeks(replace(report, weeks=(*earlier, running)), text.Stack.ACTIVITY)
    assert {note.textangle for note in figure.layout.annotations if note.text == text.RUNNING} == {angle}


def test_hours_spent_are_a_dot_beside_the_recommended_range(report: HoursReport) -> None:
    """Each domain has its range, value and dot in one row."""
    figure = charts.spent_and_recommended(report)
    wanted = [(domain.domain_id, domain.recommended_hours) for domain in report.domains]
    drawn = [(row.place, Interval(row.value, row.low, row.high)) for row in drawn_ranges(figure)]
    assert drawn == wanted
    spent = figure.data[-1]
    assert (list(spent.y), list(spent.x)) == ([d.domain_id for d in report.domains], [d.hours for d in report.domains])
    assert figure.layout.xaxis.title.text == text.DOMAINS.x_axis
    assert figure.layout.xaxis.range[1] > max(d.recommended_hours.high for d in report.domains)


def test_cumulative_hours_are_drawn_under_the_plans_rules(report: HoursReport) -> None:
    """The rules go from 0 to the plan's hours by the exam day."""
    _, rules, line = charts.cumulative(report).data
    assert rules.y[-1] == list(report.cumulative_band.values())[-1].high
    assert list(line.y) == [*report.cumulative.values()]
    assert charts.cumulative(report).layout.yaxis.title.text == text.CUMULATIVE.y_axis


def test_consistency_is_a_line_over_finished_weeks(report: HoursReport) -> None:
    """In percent, without weeks before the plan and the running one."""
    (line,) = charts.consistency(report).data
    assert_allclose(line.y, [100 * w.consistency for w in report.weeks if w.consistency is not None])
    assert len(line.y) == 2


def test_the_calendar_shades_each_day_up_to_today(report: HoursReport) -> None:
    """A stronger step for each hour begun, up to over three; days ahead are empty; exams have a ring."""
    cells, *others = day_calendar(report).data
    assert [trace.name for trace in others] == [*text.DAY_STEPS, text.PRACTICE_EXAM, common.EXAM_DAY]
    shown = {
        monday + timedelta(days=row): cells.z[row][column] for column, monday in enumerate(cells.x) for row in range(7)
    }
    steps = {day.day: shown.get(day.day) for day in report.days if day.hours}
    assert list(steps.values()) == [2, 4, 4, 2]
    assert shown[TODAY] == 0
    assert shown[TODAY + timedelta(days=1)] is None
    assert list(others[5].x) == [MONDAY]


def test_rest_days_and_the_exam_day_are_outlined(report: HoursReport) -> None:
    """A rest day on which nothing was done has a dot instead of a shade."""
    assert report.planned.plan is not None
    rested = replace(report.days[0], hours=0.0, is_rest=True)
    figure = day_calendar(replace(report, days=(rested, *report.days[1:])))
    (dots,) = [trace for trace in figure.data if trace.name == text.REST_DAY]
    assert (list(dots.x), list(dots.y)) == ([rested.day], [0])
    assert figure.data[0].z[0][0] is None
    assert [shape.x0 for shape in figure.layout.shapes] == [
        day - timedelta(days=3) for day in (rested.day, date(2026, 12, 21))
    ]
    bare = day_calendar(replace(report, planned=replace(report.planned, written_plan=None)))
    assert not bare.layout.shapes


def test_without_a_plan_there_is_no_band() -> None:
    """Neither weekly nor cumulative hours have a band."""
    bare = hours_report(fitted_from([plan(exam_code="OTHER"), session(MONDAY, 2)], exam_code=EXAM))
    assert [trace.type for trace in charts.weeks(bare, text.Stack.ACTIVITY).data] == ["bar"]
    assert len(charts.cumulative(bare).data) == 1


def test_few_weeks_of_the_calendar_are_named_as_far_apart_as_many() -> None:
    """Two columns are no wider than those of fourteen weeks, where each second one is named."""
    two = hours_report(fitted_from([session(TODAY - timedelta(weeks=1), 2)]))
    axis = day_calendar(two).layout.xaxis
    assert (len(two.days), list(axis.tickvals)) == (14, [two.days[0].day])
