"""Charts of the gap audit: the right field on the right axis."""

from dataclasses import replace

import pytest

from analytics.reports.planning.expected_losses import GapBasis
from dashboard import theme
from dashboard.charts import audit as charts
from tests.inputs.report_values import gap_audit_with

REPORT = gap_audit_with(ratings=(4, None, None, None))


def test_rows_are_in_order_of_loss() -> None:
    """The largest loss is on top, although Plotly counts rows from below."""
    axis = charts.questions_lost(REPORT).to_dict()["layout"]["yaxis"]
    assert axis["categoryarray"][::-1] == [gap.domain_id for gap in REPORT.by_loss]
    assert axis["ticktext"][0] == REPORT.by_loss[0].name


def test_each_range_and_value_is_drawn_in_questions() -> None:
    """A wide mark spans the range, a thin one marks the value, and the axis title has the unit."""
    figure = charts.questions_lost(REPORT).to_dict()
    top = REPORT.by_loss[0]
    own = [trace for trace in figure["data"] if list(trace["y"]) == [top.domain_id] * len(trace["y"])]
    assert list(own[0]["x"]) == [top.lost.low, top.lost.high]
    assert own[0]["opacity"] == theme.RANGE_OPACITY
    assert list(own[1]["x"]) == [top.lost.value]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Questions lost, of 50 scored"


def test_the_rating_is_a_mark_on_the_same_row() -> None:
    """A rating of 4 is 2.2 of ten questions lost, connected to the expected value."""
    traces = charts.questions_lost(REPORT).to_dict()["data"]
    mark = next(trace for trace in traces if trace.get("name") == "by your own rating")
    assert (list(mark["x"]), list(mark["y"])) == ([pytest.approx(2.2)], ["1"])
    distance = next(trace for trace in traces if trace.get("line", {}).get("dash") == "dot")
    assert list(distance["x"]) == [REPORT.domains[0].lost.value, pytest.approx(2.2)]


def test_without_practice_exams_a_rating_is_a_range() -> None:
    """Without practice exams a rating is a range; a domain without a rating is gray."""
    rated, *others = (replace(gap, basis=GapBasis.NOTHING) for gap in REPORT.domains)
    shown = replace(REPORT, domains=(replace(rated, basis=GapBasis.SELF_RATINGS), *others))
    traces = charts.questions_lost(shown).to_dict()["data"]
    assert not any(trace.get("name") == "by your own rating" for trace in traces)
    colors = {trace["y"][0]: trace["line"]["color"] for trace in traces if trace["mode"] == "lines"}
    assert [colors[gap.domain_id] == theme.QUIET for gap in shown.domains] == [False, True, True, True]


def test_the_split_is_in_percent_of_the_hours() -> None:
    """The proposed share is a bar, and the share of the last four weeks a mark on it."""
    bars = charts.split_of_hours(REPORT).to_dict()
    assert list(bars["data"][0]["x"]) == [100 * gap.proposed_share_of_hours for gap in REPORT.by_loss]
    assert bars["layout"]["xaxis"]["title"]["text"] == "Part of the hours (%)"
    assert len(bars["data"]) == 1
    spent = replace(REPORT, domains=tuple(replace(gap, recent_share_of_hours=0.25) for gap in REPORT.domains))
    assert list(charts.split_of_hours(spent).to_dict()["data"][1]["x"]) == [25.0] * 4


def test_names_are_escaped() -> None:
    """Markup in a domain name is escaped."""
    odd = replace(REPORT.domains[0], name="<b>Data</b> & more")
    figure = charts.questions_lost(replace(REPORT, domains=(odd,))).to_dict()
    assert figure["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Data&lt;/b&gt; &amp; more"]
