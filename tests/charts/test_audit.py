"""The charts of the gap audit show the report's fields on the right axes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.reports.study.gap_audit import GapAudit, GapBasis, gap_audit
from dashboard import theme
from dashboard.charts import audit as charts
from tests.inputs.builders import candidate_from, practice_exam, rating


@pytest.fixture
def report(tmp_path: Path) -> GapAudit:
    """Give the audit after one practice exam, with one rating."""
    exam = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])
    return gap_audit(candidate_from(tmp_path, [*exam, rating("1", 4)]))


def test_rows_are_in_order_of_loss_the_largest_on_top(report: GapAudit) -> None:
    """Plotly counts rows from below."""
    axis = charts.questions_lost(report).to_dict()["layout"]["yaxis"]
    assert axis["categoryarray"][::-1] == [gap.domain_id for gap in report.by_loss]
    assert axis["ticktext"][0] == report.by_loss[0].name


def test_each_range_and_value_is_drawn_in_questions(report: GapAudit) -> None:
    """The wide mark from low to high, the thin one at the value, and the unit in the title."""
    figure = charts.questions_lost(report).to_dict()
    top = report.by_loss[0]
    own = [trace for trace in figure["data"] if list(trace["y"]) == [top.domain_id] * len(trace["y"])]
    assert list(own[0]["x"]) == [top.lost.low, top.lost.high]
    assert own[0]["opacity"] == theme.RANGE_OPACITY
    assert list(own[1]["x"]) == [top.lost.value]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Questions lost, of 50 scored"


def test_the_rating_is_a_mark_on_the_same_row(report: GapAudit) -> None:
    """A rating of 4 in ten questions is 2.2 lost, tied to the value that the evidence expects."""
    traces = charts.questions_lost(report).to_dict()["data"]
    mark = next(trace for trace in traces if trace.get("name") == "by your own rating")
    assert (list(mark["x"]), list(mark["y"])) == ([pytest.approx(2.2)], ["1"])
    distance = next(trace for trace in traces if trace.get("line", {}).get("dash") == "dot")
    assert list(distance["x"]) == [report.domains[0].lost.value, pytest.approx(2.2)]


def test_before_any_practice_exam_a_rating_is_the_range_not_a_mark(report: GapAudit) -> None:
    """And a domain of which nothing is known is grey."""
    rated, *others = (replace(gap, basis=GapBasis.NOTHING) for gap in report.domains)
    shown = replace(report, domains=(replace(rated, basis=GapBasis.SELF_RATINGS), *others))
    traces = charts.questions_lost(shown).to_dict()["data"]
    assert not any(trace.get("name") == "by your own rating" for trace in traces)
    colours = {trace["y"][0]: trace["line"]["color"] for trace in traces if trace["mode"] == "lines"}
    assert [colours[gap.domain_id] == theme.QUIET for gap in shown.domains] == [False, True, True, True]


def test_the_split_is_in_percent_of_the_hours(report: GapAudit) -> None:
    """Proposed as a bar; with hours the last four weeks as a mark on the same row."""
    bars = charts.split_of_hours(report).to_dict()
    assert list(bars["data"][0]["x"]) == [100 * gap.proposed_share_of_hours for gap in report.by_loss]
    assert bars["layout"]["xaxis"]["title"]["text"] == "Part of the hours (%)"
    assert len(bars["data"]) == 1
    spent = replace(report, domains=tuple(replace(gap, recent_share_of_hours=0.25) for gap in report.domains))
    assert list(charts.split_of_hours(spent).to_dict()["data"][1]["x"]) == [25.0] * 4


def test_names_from_a_file_are_text(report: GapAudit) -> None:
    """Marks of a name are shown, not obeyed."""
    odd = replace(report.domains[0], name="<b>Data</b> & more")
    figure = charts.questions_lost(replace(report, domains=(odd,))).to_dict()
    assert figure["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Data&lt;/b&gt; &amp; more"]
