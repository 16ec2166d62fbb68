"""Texts of the forecast record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.models.intervals import Interval, wilson
from analytics.records import ExamOutcome
from analytics.reports.outcomes.forecast_record import ForecastRecord, ScoreLine, forecast_record
from analytics.reports.outcomes.scored_outcomes import DomainOutcome
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.gap_audit import gap_audit
from dashboard.text import record as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import EXAM, TODAY, add_on, candidate_of, fitted_from, store_with, total_of


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ForecastRecord:
    """Return a record of three forecasts, one of them prospective, and a failed attempt."""
    folder = tmp_path_factory.mktemp("record")
    rows = [total_of(TODAY - timedelta(weeks=k), 45, 65, provider=None) for k in range(4)]
    outcome = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=False)
    store = store_with(folder, [*rows[2:], outcome])
    add_on(store, rows[1:2], TODAY - timedelta(weeks=1))
    add_on(store, rows[:1], TODAY)
    return forecast_record(candidate_of(store))


def with_kept(report: ForecastRecord, n_within: int, n: int) -> ForecastRecord:
    """Return a record with `n` prospective forecasts, `n_within` of which held."""
    assert report.prospective is not None
    prospective = replace(
        report.prospective, n_forecasts=n, n_within=n_within, expected_within=0.84 * n, coverage=wilson(n_within, n)
    )
    return replace(report, prospective=prospective, summary=prospective, entries=report.entries[:1] * n)


@pytest.mark.parametrize(
    ("n_within", "words"),
    [(10, "10 of 12 did; that fits what they claim"), (3, "3 of 12 did; fewer than they claim")],
)
def test_a_claim_has_its_counts(report: ForecastRecord, n_within: int, words: str) -> None:
    """From ten prospective forecasts on, a claim comes with its counts."""
    assert words in text.answer(with_kept(report, n_within, 12))


def test_ranges_that_hold_too_often_are_too_wide(report: ForecastRecord) -> None:
    """Ranges that hold too often are called wider than need be."""
    assert "wider than need be" in text.claim(with_kept(report, 40, 40))


def test_no_claim_without_enough_kept(report: ForecastRecord) -> None:
    """Few forecasts are too little, and retrospective ones do not count."""
    assert "it takes ten" in text.claim(report)
    many = replace(report, entries=report.entries[:1] * 12)
    assert "only from ten forecasts that were stored" in text.claim(many)


def test_the_origin_of_the_forecasts(report: ForecastRecord) -> None:
    """The origin is named for all, some and no prospective forecasts, and is empty without any."""
    assert "1 of the 3 forecasts was stored" in text.origin(report)
    assert "Every forecast was stored" in text.origin(with_kept(report, 3, 3))
    assert "From now on" in text.origin(replace(report, prospective=None))
    two = with_kept(report, 2, 2)
    assert "2 of the 3 forecasts were stored" in text.origin(replace(two, entries=report.entries))
    bare = replace(report, entries=(), summary=None)
    assert text.origin(bare) == text.shows(bare) == ""
    assert text.score_rows(bare) == []


def test_limits_of_the_record(report: ForecastRecord) -> None:
    """The text names the expected count and that the record is about practice exams."""
    shown = text.shows(report)
    assert "of 3 within" in shown
    assert "about practice exams" in shown


def test_a_row_has_range_score_and_origin(report: ForecastRecord) -> None:
    """A row shows range, score and origin, and a provider without a name."""
    rows = table_rows(text.COLUMNS, report.entries)
    assert rows[-1]["Made"] == f"18 Nov 2026, {text.KEPT}"
    assert rows[0]["Made"] == text.WORKED_OUT
    assert rows[0]["Provider"] == "provider not named"
    assert {row["Within"] for row in rows} <= {"yes", "no"}


def test_scores_are_compared_with_the_reference(report: ForecastRecord) -> None:
    """Each measure has a row with ranges; for a single forecast the range is not known."""
    rows = text.score_rows(report)
    assert len(rows) == 3
    assert rows[0]["Better"].startswith("too early to tell; so far ")
    assert " to " in rows[1]["Forecasts"]
    assert report.summary is not None
    alone = Interval(0.25, 0.0, float("inf"))
    line = ScoreLine(1, alone, alone, Interval(0.0, -float("inf"), float("inf")))
    one = text.score_rows(replace(report, summary=replace(report.summary, brier=line)))[1]
    assert one["Forecasts"] == "0.25 (range not known)"
    assert one["Better"] == "too early to tell; so far the forecasts"


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (Interval(-2, -3, -1), None),
        (Interval(1, -1, 3), "closer so far, 3.0 points off against 4.0, which may be chance."),
        (Interval(1, 0.5, 2), "closer so far, 3.0 points off against 4.0."),
    ],
)
def test_a_record_that_loses_to_the_last_score_says_so(
    report: ForecastRecord, difference: Interval, words: str | None
) -> None:
    """The answer names both distances when repeating the last score was closer, and whether that may be chance."""
    assert report.summary is not None
    line = ScoreLine(12, Interval(4, 3, 5), Interval(3, 2, 4), difference)
    answer = text.answer(replace(report, summary=replace(report.summary, ranked_points=line)))
    assert ("Repeating your last score" in answer) is (words is not None)
    assert answer.endswith(words or ".")
    wins = "the forecasts" if words is None else "the same as last time"
    better = text.score_rows(replace(report, summary=replace(report.summary, ranked_points=line)))[0]["Better"]
    assert better.endswith(wins)


def test_a_failed_attempt_is_named(report: ForecastRecord) -> None:
    """A failed attempt is named, without the audit if the result names no domain."""
    (entry,) = report.outcomes
    assert text.outcome(entry).startswith("On 25 Nov 2026 you did not pass. The day before")
    assert text.audit(entry) == ""


def test_the_first_audit_is_compared_with_the_result(report: ForecastRecord) -> None:
    """One domain that costs most has the result's word or is not rated; overlapping ones are named and not ranked."""
    (entry,) = report.outcomes
    some = Interval(5, 3, 7)
    first, second, third = gap_audit(fitted_from([])).domains[:3]
    rated = DomainOutcome(first.domain_id, first.name, some, "low", some, some)
    one = replace(entry, domains=(rated,), audit_largest=(first,), audit_basis=GapBasis.SELF_RATINGS)
    assert text.audit(one).endswith(f"expected most questions missed in {first.name}; the result says: low.")
    assert "from your own ratings" in text.audit(one)
    other = text.audit(replace(one, audit_largest=(second,), audit_basis=GapBasis.PRACTICE_EXAMS))
    assert other.endswith(
        f"from the first practice exams, expected most questions missed in {second.name}; the result does not rate it."
    )
    open_one = text.audit(replace(one, audit_largest=(first, second, third)))
    assert f"the ranges of {first.name}, {second.name} and {third.name} overlap." in open_one
    assert "low" not in open_one
