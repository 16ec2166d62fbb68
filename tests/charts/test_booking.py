"""Charts of booking, and marks that charts share."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose

from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.estimation.decision_inputs import STANDARD_INPUTS, WEEK_COST, DecisionInputs
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.exam_plan import OpenDays
from analytics.estimation.selection import known_blueprints
from analytics.reports.decision.booking import BookingReport, Side, booking_report
from analytics.reports.decision.verdict import Reason, Verdict
from analytics.store import Store
from dashboard import formatting
from dashboard.charts import booking, layout, marks
from dashboard.text import booking as booking_text
from dashboard.text import common
from tests.inputs.builders import TODAY

GIVEN = DecisionInputs(week_cost=WEEK_COST)


@pytest.fixture(scope="module")
def store(sample_file: Path) -> Store:
    """A store with the sample."""
    return Store(sample_file)


@pytest.fixture(scope="module")
def candidate(store: Store) -> FittedCandidate:
    """The candidate in week eight."""
    return fit_candidate(store, known_blueprints(store)["AIF-C01"], "week-eight", TODAY)


@pytest.fixture(scope="module")
def decision(candidate: FittedCandidate) -> BookingReport:
    return booking_report(candidate)


def trace(figure: go.Figure, mode: str) -> go.Scatter:
    """Return the first trace of a mode."""
    return next(t for t in figure.data if t.mode == mode)


def test_a_hundred_scores_are_drawn_against_the_cut(decision: BookingReport) -> None:
    """Each is a dot at its percent, each side has its count, and the cut is a band."""
    figure = booking.equally_likely_scores(decision)
    drawn = [(x, y) for side in figure.data for x, y in zip(side.x, side.y, strict=True)]
    assert sorted(drawn) == sorted((dot.percent, dot.height) for dot in decision.scores)
    counts = [sum(dot.side is side for dot in decision.scores) for side in Side]
    labels = [f"{n} {side.value}" for n, side in zip(counts, Side, strict=True) if n]
    assert [note.text for note in figure.layout.annotations][: len(labels)] == [f"<b>{label}</b>" for label in labels]
    band = figure.layout.shapes[0]
    assert (band.x0, band.x1) == (decision.readiness.cut_percent.low, decision.readiness.cut_percent.high)
    assert figure.layout.xaxis.title.text.replace("<br>", " ") == booking_text.SCORE.x_axis


def test_an_exact_cut_is_a_line(decision: BookingReport) -> None:
    """An exactly known cut has no band on either axis, and lies below the marks."""
    figure = go.Figure()
    marks.vertical_cut(figure, CutBelief(0.7, 0.0).percent)
    marks.horizontal_cut(figure, CutBelief(0.7, 0.0).percent)
    assert [(shape.type, shape.layer) for shape in figure.layout.shapes] == [("line", "below"), ("line", "between")]
    assert figure.layout.shapes[1].xref == "x"  # in a browser, Plotly fails to draw one of "x domain" over the grid
    marks.horizontal_cut(figure, CutBelief(0.7, 0.05).percent)
    assert figure.layout.shapes[-1].type == "rect"


def test_the_chosen_day_is_marked_on_the_coming_weeks(decision: BookingReport) -> None:
    """The chance of each coming week is a point, and the chosen day has a line."""
    figure = booking.chance_and_cost(decision)
    line = figure.data[0]
    assert_allclose(line.y, [100 * chance for chance in decision.readiness.outlook.chances])
    assert decision.readiness.exam_on.isoformat() in [shape.x0 for shape in figure.layout.shapes]


@pytest.mark.parametrize(("target", "below"), [(0.01, True), (0.99, False)])
def test_the_name_of_the_target_is_off_the_chances(decision: BookingReport, target: float, below: bool) -> None:
    """It is below the target where the chances are above."""
    outlook = replace(decision.readiness.outlook, target=target)
    figure = booking.chance_and_cost(replace(decision, readiness=replace(decision.readiness, outlook=outlook)))
    (named,) = [note for note in figure.layout.annotations if note.text == booking_text.target_label(target)]
    assert named.yanchor == ("top" if below else "bottom")


@pytest.mark.parametrize(("week", "side"), [(0, "right"), (2, "right"), (-3, "left"), (-1, "left")])
def test_the_name_of_the_target_is_off_the_exam_day(decision: BookingReport, week: int, side: str) -> None:
    """It is at the end of its rule that is farther from that day."""
    ready = decision.readiness
    figure = booking.chance_and_cost(replace(decision, readiness=replace(ready, exam_on=ready.outlook.days[week])))
    label = booking_text.target_label(ready.outlook.target)
    assert [note.xanchor for note in figure.layout.annotations if note.text == label] == [side]


def test_the_last_day_of_an_exam_is_marked_among_the_weeks(decision: BookingReport) -> None:
    """A retirement or a deadline after the weeks has no line."""
    days = decision.readiness.outlook.days
    for last, marked in ((days[3], [days[3].isoformat()]), (days[-1] + timedelta(days=1), []), (None, [])):
        figure = booking.chance_and_cost(replace(decision, open_days=OpenDays(days[0], last)))
        assert [note.x for note in figure.layout.annotations if note.text == common.LAST_DAY] == marked


@pytest.mark.parametrize(("n_days", "apart"), [(1, layout.DAY_MS), (2, None)])
def test_no_day_is_named_twice_on_the_axis(decision: BookingReport, n_days: int, apart: float | None) -> None:
    """Where fewer days are drawn than there are ticks, ticks are a day apart."""
    outlook = decision.readiness.outlook
    few = replace(outlook, days=outlook.days[:n_days], chances=outlook.chances[:n_days])
    figure = booking.chance_and_cost(replace(decision, readiness=replace(decision.readiness, outlook=few)))
    assert figure.layout.xaxis.dtick == apart


def test_the_cheapest_week_is_marked(decision: BookingReport) -> None:
    """Closed weeks are left out, and the day of the lowest cost is named; without own costs there is one row."""
    assert decision.readiness.costs is not None
    costs = replace(decision.readiness.costs, inputs=GIVEN)
    day, cost = min(costs.open_weeks[1:], key=lambda week: week[1])
    own = replace(decision, readiness=replace(decision.readiness, costs=costs, verdict=Verdict.BOOK))
    notes = booking.chance_and_cost(own).layout.annotations
    (cheapest,) = [note for note in notes if note.text == booking_text.cheapest(day, is_today_cheaper=True)]
    assert (cheapest.x, cheapest.y) == (day, cost)
    for none in (None, replace(costs, inputs=STANDARD_INPUTS)):
        without = replace(decision, readiness=replace(decision.readiness, costs=none))
        assert len(booking.chance_and_cost(without).data) == 1


@pytest.mark.parametrize(
    ("days", "verdict", "marked"),
    [(45, Verdict.BOOK, 14), (0, Verdict.WAIT, 14), (0, Verdict.BOOK, 0)],
)
def test_today_is_marked_only_if_the_verdict_is_to_go_today(
    decision: BookingReport, days: int, verdict: Verdict, marked: int
) -> None:
    """Today is too late to book, so that the mark is on the cheapest other day, which the reasons may name."""
    assert decision.readiness.costs is not None
    later = [500.0, 400.0, *[600.0] * (len(decision.readiness.costs.days) - 3)]
    costs = replace(decision.readiness.costs, inputs=GIVEN, expected_cost=(300.0, *later))
    ready = replace(decision.readiness, costs=costs, exam_on=TODAY + timedelta(days=days), verdict=verdict)
    notes = booking.chance_and_cost(replace(decision, readiness=ready)).layout.annotations
    found = [note.x for note in notes if note.text.startswith("cheapest")]
    assert found == [TODAY + timedelta(days=marked)]
    named = costs.cheaper_before(ready.exam_on)
    assert named is None or named[0] == found[0]


@pytest.mark.parametrize(
    ("why", "marked"), [(Reason.MORE_WILL_BE_KNOWN, []), (Reason.AN_EARLIER_WEEK_IS_CHEAPER, [TODAY + timedelta(14)])]
)
def test_no_earlier_day_is_called_the_cheapest_where_the_verdict_is_to_wait(
    decision: BookingReport, why: Reason, marked: list[date]
) -> None:
    """If the next practice exams may show more, an earlier day is not what the costs advise; else a reason names it."""
    assert decision.readiness.costs is not None
    later = [500.0, 400.0, *[600.0] * (len(decision.readiness.costs.days) - 3)]
    costs = replace(decision.readiness.costs, inputs=GIVEN, expected_cost=(300.0, *later))
    far = TODAY + timedelta(days=45)
    ready = replace(decision.readiness, costs=costs, exam_on=far, verdict=Verdict.WAIT, reasons=(why,))
    notes = booking.chance_and_cost(replace(decision, readiness=ready)).layout.annotations
    assert [note.x for note in notes if note.text.startswith("cheapest")] == marked


def test_ten_points_more_begin_at_the_chance_now(decision: BookingReport) -> None:
    """Each domain's bar goes from the chance now to the chance then, which is written at its end.

    The longest, if it is five points or more, takes almost all of the axis, and its number the margin.
    """
    figure = booking.improvements(decision)
    (bars,) = figure.data
    low, high = figure.layout.xaxis.range
    assert high <= 100
    assert max(bars.x) >= 0.9 * (high - low)
    assert_allclose(bars.base, 100 * decision.readiness.pass_probability.value)
    assert_allclose(bars.x, [100 * move.gain for move in reversed(decision.improvements)])
    assert list(bars.text) == [formatting.percent(move.chance) for move in reversed(decision.improvements)]


def test_no_bar_of_ten_points_more_ends_beyond_the_axis(decision: BookingReport) -> None:
    """Plotly leaves out the number of such a bar; 18 + 7.400000000000001 is more than 25.4."""
    ready = decision.readiness
    spread = replace(ready.pass_probability.spread, value=0.18, low=0.1)
    now = replace(ready, pass_probability=replace(ready.pass_probability, spread=spread))
    moves = [replace(move, chance=0.254, gain=0.254 - 0.18) for move in decision.improvements]
    figure = booking.improvements(replace(decision, readiness=now, improvements=tuple(moves)))
    assert figure.layout.xaxis.range[1] >= max(figure.data[0].base + gain for gain in figure.data[0].x)


def test_a_long_name_takes_two_lines_and_rows_have_ids() -> None:
    """Names that are equal once they are cut do not share a row."""
    cut = layout.wrapped("a <b> " * 30, width=18)
    assert cut.count("<br>") == 1
    assert cut.endswith("…")
    assert "<b>" not in cut
    figure = layout.name_rows(go.Figure(), {"1": "long " * 30, "2": "long " * 31})
    assert list(figure.layout.yaxis.tickvals) == ["1", "2"]
    assert len(set(figure.layout.yaxis.ticktext)) == 1


def test_dots_show_size_provider_and_exposure(candidate: FittedCandidate) -> None:
    """A dot grows with the questions up to a limit; providers differ in shape, exams seen before are hollow."""
    assert marks.dot_size(5) < marks.dot_size(65) == marks.dot_size(200)
    assert layout.plain("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
