"""Charts of the exam day: the right field on the right axis."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.records import ExamOutcome
from analytics.reports.outcomes.exam_day import ExamDayReport, exam_day_report
from dashboard.charts import exam_day as charts
from dashboard.text import exam_day as text
from tests.inputs.builders import EXAM, TODAY, fitted_from, practice_exam
from tests.inputs.drawn import drawn_ranges


@pytest.fixture(scope="module")
def report() -> ExamDayReport:
    """Return an attempt after two practice exams, with classifications of two domains, one of them markup."""
    exams = [r for k in (1, 2) for r in practice_exam(TODAY - timedelta(weeks=k), [(8, 13)] * 4)]
    whole = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    words = [replace(whole, domain_id=d, classification=w) for d, w in (("1", "<b>x</b>"), ("3", "Near"))]
    candidate = fitted_from([*exams, whole, *words])
    return exam_day_report(candidate)


def test_domains_have_two_ranges_and_the_classification(report: ExamDayReport) -> None:
    """Each domain has the hollow range of the audit above that of the day before, and its escaped classification."""
    (entry,) = report.scored_outcomes
    drawn = charts.domains(entry)
    audit, before = [d.audit_share for d in entry.domains], [d.share for d in entry.domains]
    assert [(row.low, row.high, row.is_hollow) for row in drawn_ranges(drawn)] == [
        (100 * share.low, 100 * share.high, is_hollow)
        for shares, is_hollow in ((audit, True), (before, False))
        for share in shares
    ]
    figure = drawn.to_dict()
    labels = figure["layout"]["yaxis"]["ticktext"]
    assert any("&lt;b&gt;x&lt;/b&gt;" in label for label in labels)
    assert figure["layout"]["xaxis"]["title"]["text"] == "Expected correct answers (%)"
    assert [t["name"] for t in figure["data"] if t.get("name")] == ["first audit", "the day before"]


def test_effects_are_ranges_in_points(report: ExamDayReport) -> None:
    """Each condition has a row in points, and there is a line at 0."""
    figure = charts.effects(report)
    assert [(row.place, row.low, row.high) for row in drawn_ranges(figure)] == [
        (text.CONDITIONS[effect.condition], effect.points.low, effect.points.high) for effect in report.effects
    ]
    assert figure.layout.shapes[0].x0 == 0
    assert figure.layout.xaxis.title.text == text.EFFECTS.x_axis
