"""Texts of the forecasts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.models.intervals import Interval, wilson
from analytics.records import ExamOutcome
from analytics.reports.outcomes.forecast_record import ForecastRecord, ScoreLine, forecast_record
from dashboard.text import forecasts as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import EXAM, TODAY, add_on, candidate_of, store_with, total_of


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
    [(10, "10 of 12 held, as expected"), (3, "3 of 12 held, fewer than expected")],
)
def test_a_claim_has_its_counts(report: ForecastRecord, n_within: int, words: str) -> None:
    """From ten prospective forecasts on, a claim comes with its counts."""
    assert words in text.answer(with_kept(report, n_within, 12))


def test_ranges_that_hold_too_often_are_too_wide(report: ForecastRecord) -> None:
    """Ranges that hold too often are called wider than they need to be."""
    assert "wider than they need to be" in text.claim(with_kept(report, 40, 40))


def test_no_claim_without_enough_kept(report: ForecastRecord) -> None:
    """Few forecasts are too little, and retrospective ones do not count."""
    assert "that takes ten forecasts." in text.claim(report)
    many = replace(report, entries=report.entries[:1] * 12)
    assert "that takes ten forecasts stored" in text.claim(many)


def test_the_origin_of_the_forecasts(report: ForecastRecord) -> None:
    """The origin is named for all, some and no prospective forecasts, and is empty without any."""
    assert "1 of 3 forecasts was stored" in text.origin(report)
    assert text.origin(with_kept(report, 3, 3)) == f"3 of 3 forecasts were {text.STORED}."
    assert text.origin(replace(report, prospective=None)).startswith("0 of 3 forecasts were stored")
    two = with_kept(report, 2, 2)
    assert "2 of 3 forecasts were stored" in text.origin(replace(two, entries=report.entries))
    bare = replace(report, entries=(), summary=None)
    assert text.origin(bare) == text.coverage(bare) == ""
    assert text.origin(replace(report, n_practice_exams=41)).endswith("before your latest 40.")
    assert "latest" not in text.origin(replace(report, n_practice_exams=40))
    assert text.score_rows(bare) == []


def test_limits_of_the_record(report: ForecastRecord) -> None:
    """The text names the expected share, and that the record is about practice exams."""
    shown = text.coverage(report)
    assert "About 80\u00a0% of scores should fall within their range" in shown
    assert "about practice exams" in shown


def test_a_row_has_range_score_and_origin(report: ForecastRecord) -> None:
    """A row shows range, score and origin, and a provider without a name."""
    rows = table_rows(text.COLUMNS, report.entries)
    assert rows[-1]["Made"] == f"{text.STORED}, 18\u00a0Nov\u00a02026"
    assert rows[0]["Made"] == text.COMPUTED
    assert rows[0]["Provider"] == "provider not named"
    assert {row["Within"] for row in rows} <= {"yes", "no"}


def test_scores_are_compared_with_the_reference(report: ForecastRecord) -> None:
    """Each measure has a row with ranges; for a single forecast the range is not known."""
    rows = text.score_rows(report)
    assert len(rows) == 3
    assert rows[0]["Better"] == "too early to tell"
    assert " to " in rows[1]["Forecasts"]
    assert report.summary is not None
    alone = Interval(0.25, 0.0, float("inf"))
    line = ScoreLine(1, alone, alone, Interval(0.0, -float("inf"), float("inf")))
    one = text.score_rows(replace(report, summary=replace(report.summary, brier=line)))[1]
    assert one["Forecasts"] == "0.25 (range unknown)"


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (Interval(-2, -3, -1), None),
        (Interval(1, -1, 3), "So far, expecting the same as last time has been closer, which may be chance."),
        (Interval(1, 0.5, 2), "So far, expecting the same as last time has been closer."),
    ],
)
def test_a_record_that_loses_to_the_last_score_says_so(
    report: ForecastRecord, difference: Interval, words: str | None
) -> None:
    """The answer says when the last score was the closer forecast, and whether that may be chance.

    It names no distance: the ranked probability score is not the mean distance that a reader can work out.
    """
    assert report.summary is not None
    line = ScoreLine(12, Interval(4, 3, 5), Interval(3, 2, 4), difference)
    answer = text.answer(replace(report, summary=replace(report.summary, ranked_points=line)))
    assert ("same as last time" in answer) is (words is not None)
    assert answer.endswith(words or ".")
    row = text.score_rows(replace(report, summary=replace(report.summary, ranked_points=line)))[0]
    assert (row["Forecasts"], row["Same as last time"]) == ("4.0 (3.0 to 5.0)", "3.0 (2.0 to 4.0)")


def test_the_method_says_which_exams_have_no_stored_forecast() -> None:
    """The limits are those of the rule: a tenth of the questions repeated, 15 % in other domains."""
    limits = "more than 10 % repeated questions, or of which more than 15 % would be in other domains on the real exam"
    assert limits in " ".join(text.METHOD.split())
