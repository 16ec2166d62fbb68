"""Charts of the score stabilization: the right field on the right axis."""

from dataclasses import replace
from datetime import timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.reports.decision.verdict import StabilityGap
from analytics.reports.practice.stabilization import StabilizationReport, stabilization_report
from dashboard.charts import stabilization as charts
from dashboard.text import stabilization as text
from tests.inputs.builders import TODAY, fitted_from, practice_exam
from tests.inputs.drawn import drawn_ranges

EXAM = "DEA-C01"
COUNTS = [(14, 20), (15, 20), (13, 20), (12, 20)]


@pytest.fixture(scope="module")
def report() -> StabilizationReport:
    """Return a report of two providers, one of them with seen questions as well."""
    seen = [replace(r, n_seen_before=20, n_correct=19) for r in practice_exam(TODAY, COUNTS, exam_code=EXAM)]
    rows = [
        *practice_exam(TODAY - timedelta(days=25), COUNTS, exam_code=EXAM),
        *practice_exam(TODAY - timedelta(days=9), COUNTS, exam_code=EXAM, provider="Provider B"),
        *seen,
    ]
    return stabilization_report(fitted_from(rows, exam_code=EXAM))


def test_scores_are_dots_with_whiskers_by_provider_hollow_where_seen(report: StabilizationReport) -> None:
    """Each provider has its symbol, with whiskers for chance, hollow for seen questions."""
    figure = charts.scores(report)
    by_name = {trace.name: trace for trace in figure.data if trace.mode == "markers"}
    assert list(by_name) == ["Provider A", "Provider B"]
    first = by_name["Provider A"]
    assert [symbol.endswith("-open") for symbol in first.marker.symbol] == [False, True]
    assert first.marker.symbol[0] != by_name["Provider B"].marker.symbol[0]
    share = report.practice_exams[0].share
    assert_allclose(first.y[0] + first.error_y.array[0], 100 * share.high)
    cut = report.readiness.cut_percent
    ends = (cut.low, cut.high, 100 * report.band_low, 100 * report.band_high)
    assert figure.layout.yaxis.autorangeoptions.include == ends  # shapes, which Plotly's own range would cut
    assert figure.layout.yaxis.title.text == "Correct answers (%)"


def test_the_expected_score_has_its_range(report: StabilizationReport) -> None:
    """The level is a line in its band."""
    _, high, line = charts.scores(report).data[:3]
    assert max(high.y) == 100 * max(point.share.high for point in report.path)
    assert_allclose(line.y, [100 * point.share.value for point in report.path])
    assert f'cs-level"></div>{text.EXPECTED}' in charts.key(report)


def test_corridor_and_cut_have_their_places(report: StabilizationReport) -> None:
    """The corridor spans the window around today's score, and the cut is a band."""
    cut, corridor = charts.scores(report).layout.shapes
    assert (corridor.x0, corridor.x1) == (report.window_start.isoformat(), TODAY.isoformat())
    assert (corridor.y0, corridor.y1) == (100 * report.band_low, 100 * report.band_high)
    assert (cut.y0, cut.y1) == (report.readiness.cut_percent.low, report.readiness.cut_percent.high)


def test_the_corridor_is_named_above_the_chart_if_it_is_drawn(report: StabilizationReport) -> None:
    """In the chart, its name would lie on whiskers."""
    assert f'cs-corridor"></div>{text.corridor_label(report)}' in charts.key(report)
    stability = replace(report.readiness.stability, gaps=(StabilityGap.TOO_FEW_EXAMS,))
    early = replace(report, readiness=replace(report.readiness, stability=stability))
    assert "cs-corridor" not in charts.key(early)
    assert len(charts.scores(early).layout.shapes) == 1


def test_the_next_exam_is_an_empty_bracket_ahead(report: StabilizationReport) -> None:
    """The next exam is a bracket of its range, with the value as a hollow dot; the text below the chart names it."""
    figure = charts.scores(report)
    bracket = figure.data[-1]
    assert report.next_forecast is not None
    percent = report.next_forecast.percent
    assert list(bracket.y) == [percent.low, percent.value, percent.high]
    assert list(bracket.marker.symbol) == ["line-ew", "circle-open", "line-ew"]
    assert set(bracket.x) == {report.next_forecast.day}


def test_without_a_practice_exam_there_is_no_bracket(report: StabilizationReport) -> None:
    """Without practice exams only the band and the line are drawn."""
    bare = replace(report, practice_exams=(), next_forecast=None)
    assert len(charts.scores(bare).data) == 3


def test_new_and_seen_questions_are_a_pair_of_ranges(report: StabilizationReport) -> None:
    """New questions stand above seen ones, which are hollow, in percent, below the name of their provider."""
    figure = charts.inflation(report)
    (effect,) = report.seen_effects
    first, again = effect.new, effect.seen
    assert first is not None
    assert again is not None
    new, seen = drawn_ranges(figure)
    ends = (new.low, new.high, seen.low, seen.high)
    assert_allclose(ends, [100 * v for v in (first.low, first.high, again.low, again.high)])
    assert (new.is_hollow, seen.is_hollow) == (False, True)
    (name,) = figure.layout.annotations
    assert (list(figure.layout.yaxis.tickvals), name.text) == ([new.place, seen.place], "<b>Provider A</b>")
    rows = [figure.layout.yaxis.range[1], name.y, new.place, seen.place, figure.layout.yaxis.range[0]]
    assert rows == sorted(rows)
    assert figure.layout.xaxis.title.text == text.INFLATION.x_axis


def test_a_provider_of_mixed_questions_has_no_pair(report: StabilizationReport) -> None:
    """A provider whose new and seen questions are not separate is not drawn."""
    (effect,) = report.seen_effects
    mixed = replace(report, seen_effects=(effect, replace(effect, provider="Mixed", new=None, seen=None)))
    assert len(charts.inflation(mixed).data) == len(charts.inflation(report).data)
