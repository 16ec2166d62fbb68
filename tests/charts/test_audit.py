"""Charts of the gap audit: the right field on the right axis."""

from dataclasses import replace

import pytest

from analytics.reports.planning.expected_losses import GapBasis
from dashboard.charts import audit as charts
from dashboard.text import audit as text
from tests.inputs.drawn import drawn_ranges
from tests.inputs.report_values import gap_audit_with

REPORT = gap_audit_with(ratings=(4, None, None, None))


def test_rows_are_in_order_of_loss() -> None:
    """The largest loss is on top, although Plotly counts rows from below; the hours beside it have the numbers."""
    axis = charts.questions_lost(REPORT).to_dict()["layout"]["yaxis"]
    assert axis["categoryarray"][::-1] == [gap.domain_id for gap in REPORT.by_loss]
    assert axis["ticktext"][0] == "3 Modeling"
    beside = charts.split_of_hours(REPORT).to_dict()["layout"]["yaxis"]
    assert (beside["categoryarray"], beside["ticktext"][0]) == (axis["categoryarray"], "3")


def test_each_range_and_value_is_drawn_in_questions() -> None:
    """Every domain has its range and value, and the axis title has the unit."""
    figure = charts.questions_lost(REPORT)
    drawn = [(row.place, row.low, row.value, row.high) for row in drawn_ranges(figure)]
    assert drawn == [(gap.domain_id, gap.lost.low, gap.lost.value, gap.lost.high) for gap in REPORT.by_loss]
    assert figure.layout.xaxis.title.text == "Questions missed, of 50"


def test_the_rating_is_a_mark_on_the_same_row() -> None:
    """A rating of 4 is 2.2 of ten questions lost, connected to the expected value."""
    traces = charts.questions_lost(REPORT).to_dict()["data"]
    mark = next(trace for trace in traces if trace.get("name") == text.RATING_LABEL)
    assert (list(mark["x"]), list(mark["y"])) == ([pytest.approx(2.2)], ["1"])
    distance = next(trace for trace in traces if trace.get("line", {}).get("dash") == "dot")
    assert list(distance["x"]) == [REPORT.domains[0].lost.value, pytest.approx(2.2)]


def test_without_practice_exams_a_rating_is_a_range() -> None:
    """Without practice exams a rating is a range; that of a domain without a rating is hollow."""
    rated, *others = (replace(gap, basis=GapBasis.NOTHING) for gap in REPORT.domains)
    shown = replace(REPORT, domains=(replace(rated, basis=GapBasis.SELF_RATINGS), *others))
    figure = charts.questions_lost(shown)
    assert not any(trace.name == text.RATING_LABEL for trace in figure.data)
    assert {row.place: row.is_hollow for row in drawn_ranges(figure)} == {"1": False, "2": True, "3": True, "4": True}


def test_without_any_data_the_legend_names_candidates_in_general() -> None:
    """All ranges are hollow, and so is the mark in the legend."""
    nothing = replace(REPORT, basis=GapBasis.NOTHING)
    names = [trace.name for trace in charts.questions_lost(nothing).data]
    assert text.USUAL_LABEL in names
    assert text.ESTIMATE_LABEL not in names


def test_the_split_is_in_percent_of_the_hours() -> None:
    """The proposed share is a bar, and the share of the last four weeks a mark on it."""
    bars = charts.split_of_hours(REPORT).to_dict()
    assert list(bars["data"][0]["x"]) == [100 * gap.proposed_share_of_hours for gap in REPORT.by_loss]
    assert bars["layout"]["xaxis"]["title"]["text"] == "Share of hours (%)"
    assert len(bars["data"]) == 1
    spent = replace(REPORT, domains=tuple(replace(gap, recent_share_of_hours=0.25) for gap in REPORT.domains))
    assert list(charts.split_of_hours(spent).to_dict()["data"][1]["x"]) == [25.0] * 4


def test_names_are_escaped() -> None:
    """Markup in a domain name is escaped."""
    odd = replace(REPORT.domains[0], name="<b>Data</b> & more")
    figure = charts.questions_lost(replace(REPORT, domains=(odd,))).to_dict()
    assert figure["layout"]["yaxis"]["ticktext"] == ["1 &lt;b&gt;Data&lt;/b&gt; &amp; more"]
