"""The spine, and the dumbbells of the last practice exam."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose

from analytics.clock import monday_of
from analytics.models.intervals import Interval
from analytics.records import ExamOutcome, LabKind, PlannedWeek, Record
from analytics.reports.decision.booking import booking_report
from analytics.reports.overview import OverviewReport, overview_report
from analytics.reports.planning.study_next import StudyNext, StudyReason
from analytics.reports.study.hours import hours_report
from analytics.reports.study.labs import labs_report
from analytics.reports.study.plan import plan_report
from dashboard import theme
from dashboard.charts import booking, hours, labs, layout, marks, overview, spine
from dashboard.charts import plan as plan_charts
from dashboard.text import common
from dashboard.text import overview as text
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, rating, session
from tests.inputs.labs import lab
from tests.inputs.sizes import full

EXAM = "AIF-C01"
COUNTS = [(8, 13), (12, 16), (12, 18), (6, 9), (5, 9)]
EXAM_ON = TODAY + timedelta(days=44)
START = TODAY - timedelta(weeks=7)


def taken(days: int, provider: str = "Shop") -> Sequence[Record]:
    return practice_exam(TODAY - timedelta(days=days), COUNTS, exam_code=EXAM, provider=provider)


def report_of(records: Sequence[Record]) -> OverviewReport:
    return overview_report(fitted_from(records, exam_code=EXAM))


def the_plan(exam_on: date | None = EXAM_ON) -> Record:
    own = plan(exam_code=EXAM, starts_on=START, exam_on=exam_on)
    return replace(own, weeks=(PlannedWeek(1, "2"), PlannedWeek(2, "audit"), PlannedWeek(9, "4")))


@pytest.fixture(scope="module")
def report() -> OverviewReport:
    """Two practice exams, and ten hours, two of them this week."""
    studied = [session(START, 8.0, domain_id="2"), session(TODAY, 2.0, domain_id="1")]
    return report_of([the_plan(), *taken(20), *taken(8, "<b>"), *studied])


@pytest.fixture(scope="module")
def figure(report: OverviewReport) -> go.Figure:
    return spine.spine(report)


def lane(figure: go.Figure, axis: str) -> list[Any]:
    return [trace for trace in figure.data if (trace.yaxis or "y") == axis]


def names(figure: go.Figure) -> dict[str, Any]:
    return {note.text: note for note in figure.layout.annotations}


def test_the_marks_of_practice_exams_are_told_from_others(report: OverviewReport, figure: go.Figure) -> None:
    """Those that lead to their table are the results, one trace for each provider, and not the forecast."""
    found = [trace for k, trace in enumerate(figure.data) if spine.is_of_practice_exams(figure, k)]
    assert sorted(day for trace in found for day in trace.x) == [p.day for p in report.week.practice_exams]
    assert len(found) == 2


def test_the_first_lane_is_the_chance(report: OverviewReport, figure: go.Figure) -> None:
    """Dots are the chance on the exam day as it stood; today has the bracket of one more practice exam."""
    week = report.week
    ahead, bracket, past, _ = lane(figure, spine.CHANCE)
    assert_allclose(past.y, [100 * point.on_exam_day.value for point in week.history])
    assert (list(ahead.x), ahead.line.dash) == ([TODAY, EXAM_ON], "dot")
    assert week.change is not None
    assert past.y[-2] == 100 * week.change.was
    move, value = week.readiness.moves_to, week.readiness.pass_probability.value
    assert set(bracket.x) == {TODAY}
    assert_allclose(bracket.y, [100 * move.low, 100 * value, 100 * move.high])
    assert [past.y[-1], *ahead.y] == pytest.approx([100 * value] * 3)
    assert text.target(week) in figure.layout.yaxis.ticktext


@pytest.mark.parametrize(
    "over", [{"awaited_result_on": TODAY}, {"study_next": StudyNext(None, None, StudyReason.EXAM_CLOSED)}]
)
def test_from_the_exam_day_on_no_chance_is_ahead(over: dict[str, Any], report: OverviewReport) -> None:
    """Nor once the exam is closed; what was estimated before stays."""
    week = report.week
    ready = replace(week.readiness, **over)
    figure = spine.spine(replace(report, week=replace(week, readiness=ready)))
    past, _ = lane(figure, spine.CHANCE)
    assert list(past.x) == [point.day for point in week.history]


def test_the_second_lane_is_practice_exams_and_the_next_one(report: OverviewReport, figure: go.Figure) -> None:
    """The key names the shape of each provider; the cut is a gray band, and the next exam is forecast on its day."""
    *dots, bracket = lane(figure, spine.EXAMS)
    assert sorted(share for trace in dots for share in trace.y) == sorted(
        100 * point.share.value for point in report.week.practice_exams
    )
    assert report.week.next_forecast is not None
    assert set(bracket.x) == {report.week.next_forecast.day}
    cut, axis = report.week.readiness.cut_percent, figure.layout.yaxis2
    assert dict(zip(axis.tickvals, axis.ticktext, strict=True))[cut.value] == layout.in_two_lines(common.CUT)
    (band,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (band.y0, band.y1, band.fillcolor) == (cut.low, cut.high, theme.CUT)
    assert (band.layer, [band.x0, band.x1]) == ("between", list(figure.layout.xaxis.range))  # over a grid line
    assert not band.line.width
    assert "● &lt;b&gt;</div><div>■ Shop</div>" in marks.exam_key(report.week.practice_exams)


def test_the_third_lane_is_hours_and_what_weeks_are_for(report: OverviewReport, figure: go.Figure) -> None:
    """Bars are hours by week, in the color of a fixed focus; a square has its number or letter, hollow if proposed."""
    bars, *rules, squares = lane(figure, spine.HOURS)
    hours = {week.week_on: week.hours for week in report.week.hours.weeks if week.hours}
    assert dict(zip(map(monday_of, bars.x), bars.y, strict=True)) == hours
    assert {hours for rule in rules for hours in rule.y} >= {10.0, 12.0}
    are_filled = [fill != theme.BACKGROUND for fill in squares.marker.color]
    shown = dict(zip(squares.x, zip(squares.text, are_filled, strict=True), strict=True))
    by_week = {week.number: week for week in report.week.plan.weeks if week.focus is not None}
    found = {number: shown[spine_middle] for number, spine_middle in zip(by_week, squares.x, strict=True)}
    assert (found[1], found[2], found[9]) == (("2", True), ("A", True), ("4", True))
    assert all(found[n][1] == week.is_fixed for n, week in by_week.items())
    assert not by_week[8].is_fixed
    assert bars.marker.color == (theme.domain_colors(list(report.week.plan.domain_names))["2"], theme.QUIET)
    assert bars.marker.pattern.shape == ("", "/")


def test_a_week_of_one_day_is_as_wide_as_the_others() -> None:
    """The exam on a Monday ends the plan, and the hours of its whole week are drawn."""
    exam_on = monday_of(TODAY)
    rows = [the_plan(exam_on), *taken(20), session(START, 4.0), session(TODAY, 2.0)]
    failed = report_of([*rows, ExamOutcome(taken_on=exam_on, exam_code=EXAM, is_passed=False)])
    assert failed.week.plan.weeks[-1].days.last_on == exam_on
    bars, rules, _ = lane(spine.spine(failed), spine.HOURS)
    assert list(bars.y) == [4.0, 2.0]
    assert len({*bars.width} if isinstance(bars.width, tuple) else {bars.width}) == 1
    assert max(day for day in rules.x if day) == exam_on + timedelta(weeks=1)


def test_a_mark_at_100_percent_is_whole(figure: go.Figure) -> None:
    """In the lanes of the chance and of practice exams there is room for half of the largest mark above 100 %."""
    plot_px = spine.HEIGHT - figure.layout.margin.t - figure.layout.margin.b
    axes = {spine.CHANCE: figure.layout.yaxis, spine.EXAMS: figure.layout.yaxis2}
    for name, axis in axes.items():
        low, high = axis.range
        px_per_percent = plot_px * (axis.domain[1] - axis.domain[0]) / (high - low)
        largest = marks.LARGEST_DOT if name == spine.EXAMS else spine.CHANCE_DOT
        assert (high - 100) * px_per_percent >= largest / 2


def test_a_high_passing_score_is_named_instead_of_the_end(report: OverviewReport) -> None:
    """Their names would cover each other."""
    high = replace(report.week.readiness, cut_percent=Interval(90, 85, 95))
    shown = replace(report, week=replace(report.week, readiness=high))
    assert list(spine.spine(shown).layout.yaxis2.ticktext)[-1] == layout.in_two_lines(common.CUT)


def test_an_exact_passing_score_is_a_line(report: OverviewReport) -> None:
    """A band without height would not be seen."""
    exact = replace(report.week.readiness, cut_percent=Interval(70, 70, 70))
    shapes = spine.spine(replace(report, week=replace(report.week, readiness=exact))).layout.shapes
    assert [shape.line.width for shape in shapes if shape.type == "rect"] == [2]


def test_days_are_named_once_above_all_lanes(figure: go.Figure) -> None:
    """Today and the exam day are ruled from top to bottom; the axis ends three days after the exam."""
    rules = {shape.x0: shape for shape in figure.layout.shapes if shape.type == "line" and shape.yref == "paper"}
    assert {(day, rule.line.dash) for day, rule in rules.items()} == {(TODAY, "dash"), (EXAM_ON, "solid")}
    assert [note.text for note in figure.layout.annotations].count(common.TODAY) == 1
    assert tuple(figure.layout.xaxis.range) == (monday_of(START), EXAM_ON + spine.DAYS_AFTER)


def test_names_of_close_days_do_not_cover_each_other() -> None:
    """With the exam tomorrow its name is a line above that of today."""
    drawn = names(spine.spine(report_of([the_plan(TODAY + timedelta(days=1)), *taken(20)])))
    assert drawn[text.EXAM_DAY].yshift > drawn[common.TODAY].yshift


def test_names_of_days_do_not_meet_on_a_phone() -> None:
    """With a third of the axis between today and the exam's last day, their names are on different lines."""
    planned = plan(exam_code="DVA-C02", starts_on=TODAY - timedelta(days=2), exam_on=TODAY + timedelta(days=6))
    exam = practice_exam(TODAY - timedelta(days=1), [(9, 13), (11, 16)], exam_code="DVA-C02")
    drawn = names(spine.spine(overview_report(fitted_from([planned, *exam], exam_code="DVA-C02"))))
    assert drawn[common.LAST_DAY].yshift > drawn[common.TODAY].yshift


def test_weeks_to_come_have_no_hours_on_hovering(figure: go.Figure) -> None:
    """None that are to come is no result; a week that has begun has its hours."""
    squares = lane(figure, spine.HOURS)[-1]
    has_hours = {day: not hover.endswith(")") for day, hover in zip(squares.x, squares.customdata, strict=True)}
    assert has_hours == {day: monday_of(day) <= TODAY for day in squares.x}


def test_hours_beside_the_days_of_the_plan_are_told_apart_as_in_the_chart_of_hours() -> None:
    """Of three hours in the week of the exam day, two are on a day after it."""
    exam_on = TODAY - timedelta(days=5)
    own = plan(exam_code=EXAM, starts_on=START, exam_on=exam_on)
    rows: list[Record] = [own, session(exam_on, 1.0), session(exam_on + timedelta(days=1), 2.0)]
    hovers = [hover for trace in lane(spine.spine(report_of(rows)), spine.HOURS) for hover in trace.customdata or ()]
    assert any(hover.replace("\u00a0", " ").replace("<br>", " ").endswith("3 h (1 h in the plan)") for hover in hovers)


def test_an_exam_day_on_which_the_exam_is_closed_is_named_so_in_all_charts() -> None:
    """The exam ends before it."""
    code, exam_on = "DVA-C02", date(2026, 12, 19)
    rows: list[Record] = [
        plan(exam_code=code, starts_on=START, exam_on=exam_on),
        lab(TODAY, LabKind.GUIDED, cost=5.0, currency="USD"),
        *practice_exam(TODAY, [(9, 13), (11, 16)], exam_code=code),
    ]
    candidate = fitted_from(rows, exam_code=code)
    report = labs_report(candidate)
    assert report.spending is not None
    figures = [
        spine.spine(overview_report(candidate)),
        plan_charts.weeks(plan_report(candidate)),
        booking.chance_and_cost(booking_report(candidate)),
        labs.money(report, report.spending),
    ]
    said = [{note.text for note in figure.layout.annotations} for figure in figures]
    said.append({trace.name for trace in hours.day_calendar(hours_report(candidate)).data})
    assert [(common.NO_EXAM in names, common.EXAM_DAY in names) for names in said] == [(True, False)] * 5


def test_before_any_practice_exam_two_lanes_say_what_they_wait_for() -> None:
    """Only the plan is drawn."""
    figure = spine.spine(report_of([the_plan()]))
    assert {text.NO_CHANCE, text.NO_EXAMS} <= set(names(figure))
    assert not lane(figure, spine.CHANCE)
    assert not lane(figure, spine.EXAMS)
    assert len(lane(figure, spine.HOURS)) > 1


def test_the_outline_names_what_each_lane_waits_for() -> None:
    """It has no marks, and each lane a line at its foot: Plotly draws no grid where there is nothing."""
    figure = spine.outline()
    assert not figure.data
    assert sorted(line.y0 for line in figure.layout.shapes) == sorted(foot for foot, _ in spine.DOMAINS.values())
    assert {text.NO_CHANCE, text.NO_EXAMS, text.NO_HOURS} <= set(names(figure))


def test_what_an_empty_lane_waits_for_is_off_its_lines() -> None:
    """The words are centered at their height, where Plotly would hang them from it, and today's rule does not cross."""
    words = [note for note in spine.outline().layout.annotations if note.x == 0.5]
    assert [(note.yanchor, note.bgcolor) for note in words] == [("middle", theme.BACKGROUND)] * 3
    assert [note.y for note in words] == pytest.approx([sum(spine.DOMAINS[one]) / 2 for one in spine.DOMAINS][::-1])


def test_the_final_week_is_drawn_by_day() -> None:
    """Three weeks before the exam and a day more, so that no mark at the edge is cut; a bar a day."""
    report = report_of([the_plan(TODAY + timedelta(days=5)), *taken(20), session(TODAY, 2.0)])
    figure = spine.spine(report)
    (bars,) = lane(figure, spine.HOURS)
    assert list(bars.y) == [day.hours for day in report.final_week.days]
    assert figure.layout.xaxis.range[0] == TODAY - timedelta(days=17)


@pytest.mark.parametrize("hours", [1.5, 9.5, *full([0.5, 1.7, 2.5])])
@pytest.mark.parametrize("days_ahead", [5, 60])
def test_the_axis_of_hours_has_a_number_within_its_range(days_ahead: int, hours: float) -> None:
    """Else bars of an hour and a half have no scale: Plotly leaves out a tick above the axis."""
    own = plan(exam_code=EXAM, starts_on=TODAY - timedelta(days=9), exam_on=TODAY + timedelta(days=days_ahead))
    few = replace(own, hours_per_week_low=0.5, hours_per_week_high=1.5)
    figure = spine.spine(report_of([few, *taken(20), session(TODAY, hours)]))
    _, number = figure.layout.yaxis3.tickvals
    assert 1 <= number <= figure.layout.yaxis3.range[1]


def test_without_a_plan_the_weeks_with_hours_are_drawn() -> None:
    """The axis begins with the first of them, and ends after the next practice exam."""
    report = report_of([*taken(8), session(START, 3.0)])
    figure = spine.spine(report)
    bars = lane(figure, spine.HOURS)[0]
    assert list(bars.y) == [3.0]
    assert report.week.next_forecast is not None
    assert report.week.next_forecast.day == TODAY
    assert figure.layout.xaxis.range == (monday_of(START), monday_of(TODAY) + timedelta(days=6))
    without = spine.spine(report_of(taken(8)))
    assert text.NO_HOURS in names(without).keys() - names(figure).keys()
    assert without.layout.yaxis3.tickvals == ()


def test_hours_before_the_plan_are_drawn() -> None:
    """Without a range; the axis begins with them."""
    before = START - timedelta(weeks=2)
    bars = lane(spine.spine(report_of([the_plan(), session(before, 3.0), session(TODAY, 2.0)])), spine.HOURS)[0]
    assert sorted(bars.y) == [2.0, 3.0]
    assert min(map(monday_of, bars.x)) == monday_of(before)


def test_without_an_exam_day_the_axis_ends_with_the_plan() -> None:
    """The lane of chances then speaks of no exam day."""
    report = report_of([the_plan(None), *taken(8)])
    figure = spine.spine(report)
    assert figure.layout.xaxis.range[1] >= report.week.plan.weeks[-1].days.last_on + spine.DAYS_AFTER
    assert text.CHANCE_LANE in names(figure)


def test_after_the_exam_nothing_is_expected() -> None:
    """A fail is a cross on its day; after a pass there is neither an expected chance nor today."""
    failed_on = TODAY - timedelta(days=3)
    rows = [the_plan(failed_on), *taken(20), *taken(8)]
    failed = report_of([*rows, ExamOutcome(taken_on=failed_on, exam_code=EXAM, is_passed=False)])
    assert list(lane(spine.spine(failed), spine.CHANCE)[-1].x) == [failed_on]
    passed = report_of([*rows, ExamOutcome(taken_on=failed_on, exam_code=EXAM, is_passed=True)])
    figure = spine.spine(passed)
    assert all(trace.line.dash != "dot" for trace in lane(figure, spine.CHANCE))
    assert text.PASSED in names(figure)
    assert common.TODAY not in names(figure)
    assert figure.layout.xaxis.range[1] == failed_on + spine.DAYS_AFTER


def test_the_last_day_of_the_exam_is_marked(report: OverviewReport) -> None:
    """Only where it lies on the axis."""
    for days, is_marked in ((10, True), (400, False)):
        week = replace(report.week, exam_last_day=TODAY + timedelta(days=days))
        drawn = names(spine.spine(replace(report, week=week)))
        assert (common.LAST_DAY in drawn) == is_marked


@pytest.mark.parametrize("days", [30, *full([34, 38])])
def test_the_name_of_a_day_near_the_end_is_whole_on_a_phone(report: OverviewReport, days: int) -> None:
    """It ends at its day unless half of it has room beside it, at the width of a narrow letter."""
    figure = spine.spine(replace(report, week=replace(report.week, exam_last_day=TODAY + timedelta(days=days))))
    first, last = figure.layout.xaxis.range
    for note in figure.layout.annotations:
        if isinstance(note.x, date) and note.xanchor == "center":
            assert layout.PHONE_PX * ((last - note.x) / (last - first)) > layout.TEXT_SIZE * len(note.text) / 4


def test_many_weeks_have_small_squares() -> None:
    """None touch on a phone, and no numbers below them do: of very many weeks only every n-th has its own."""
    for n_weeks, place, every in ((5, "middle center", 1), (16, "bottom center", 1), (50, "bottom center", 2)):
        figure = spine.spine(report_of([the_plan(TODAY + timedelta(weeks=n_weeks)), *taken(8)]))
        squares, (first_on, last_on) = lane(figure, spine.HOURS)[-1], figure.layout.xaxis.range
        week_px = layout.PHONE_PX * timedelta(weeks=1) / (last_on - first_on)
        assert squares.marker.size + squares.marker.line.width < week_px
        numbered = [k for k, number in enumerate(squares.text) if number]
        assert (numbered, squares.textposition) == (list(range(0, len(squares.x), every)), place)
        assert every * week_px > 0.6 * squares.textfont.size
        if place == "bottom center":
            axis = figure.layout.yaxis3.range
            px = spine.HEIGHT * (1 - 0.2) * spine.DOMAINS[spine.HOURS][1] / (axis[1] - axis[0])
            assert (squares.y[0] - axis[0]) * px > squares.marker.size / 2 + squares.textfont.size


def test_all_weeks_before_a_retake_are_on_the_axis() -> None:
    """Those of a plan go on after its exam day if that is within the wait after a fail."""
    failed = ExamOutcome(taken_on=TODAY - timedelta(days=1), exam_code=EXAM, is_passed=False)
    figure = spine.spine(report_of([*taken(20), the_plan(TODAY + timedelta(days=2)), failed]))
    assert figure.layout.xaxis.range[1] >= TODAY + timedelta(days=13)


def test_a_retired_exam_ends_the_axis(report: OverviewReport) -> None:
    """Months after its last day do not squeeze the preparation; today is out of sight, as may be all estimates."""
    last_day = TODAY - timedelta(days=1)
    history = report.week.history[:-1]
    week = replace(report.week, exam_last_day=last_day, as_of=TODAY + timedelta(days=240), history=history)
    figure = spine.spine(replace(report, week=week))
    assert figure.layout.xaxis.range[1] == monday_of(last_day) + timedelta(days=6) > last_day + spine.DAYS_AFTER
    assert max(lane(figure, spine.CHANCE)[-2].x) <= last_day  # so that no mark is cut, and none comes after it
    assert {common.TODAY, text.NO_CHANCE_THEN}.isdisjoint(names(figure))
    assert common.LAST_DAY in names(figure)
    assert text.NO_CHANCE_THEN in names(spine.spine(replace(report, week=replace(week, history=()))))


def test_time_runs_to_the_right_where_a_retired_exam_has_no_record() -> None:
    """Its last day lies before today, with which the axis would begin."""
    report = report_of([rating("1", 3, exam_code=EXAM)])
    last_day = TODAY - timedelta(days=240)
    first, last = spine.spine(replace(report, week=replace(report.week, exam_last_day=last_day))).layout.xaxis.range
    assert first <= last_day <= last


def test_dumbbells_go_from_loss_to_hours(report: OverviewReport) -> None:
    """Each domain has its share of the losses, hollow, and of the hours since, filled, in percent."""
    losses = report.week.last_exam_losses
    *_, lost, spent = overview.losses_and_hours(report.week).data
    assert_allclose(lost.x, [100 * row.share_of_loss for row in losses])
    assert_allclose(spent.x, [100 * row.share_of_hours for row in losses])
    assert (lost.marker.symbol, spent.marker.symbol) == ("circle-open", "circle")


def test_each_bracket_says_what_it_is(figure: go.Figure) -> None:
    """The chance of the exam day can still move by one more practice exam; a practice exam's range is expected."""
    found = {
        trace.yaxis or "y": trace.hovertemplate for trace in figure.select_traces("scatter") if trace.line.width == 1.5
    }
    assert text.MOVABLE in found["y"]
    assert text.EXPECTED in found["y2"]
