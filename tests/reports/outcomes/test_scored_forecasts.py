"""Practice exams compared with their forecasts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.records import Record, Row
from analytics.reports.outcomes.scored_forecasts import ScoredForecast, last_scored, scored_forecasts
from analytics.store import Store
from analytics.updates.forecast_snapshots import snapshot_forecasts
from tests.inputs.builders import MADE_AT, TODAY, candidate_of, fitted_from, plan, practice_exam, store_with

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one yesterday."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, COUNTS)]


def candidate_with(records: Sequence[Record]) -> FittedCandidate:
    return fitted_from([plan(exam_code="OTHER"), *records])


def add_after_snapshot(store: Store, records: Sequence[Record]) -> None:
    with snapshot_forecasts(store, made_at=MADE_AT, today=TODAY), store.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", record) for record in records])


def test_every_exam_after_the_first_day_is_scored_in_order() -> None:
    """The first exam, and others of its day, have no forecast."""
    first = TODAY - timedelta(days=22)
    candidate = candidate_with([*exams(4), *practice_exam(first, COUNTS, provider="Provider B")])
    found = scored_forecasts(candidate)
    assert [scored.point.day for scored in found] == [TODAY - timedelta(days=days) for days in (15, 8, 1)]
    assert found[-1] == last_scored(candidate)
    assert not any(scored.is_prospective for scored in found)


def test_nothing_to_score_before_a_second_day() -> None:
    """Neither with no practice exam, nor with one or two of one day."""
    two = [*exams(1), *practice_exam(TODAY - timedelta(days=1), COUNTS, provider="Provider B")]
    for records in ([], exams(1), two):
        candidate = candidate_with(records)
        assert scored_forecasts(candidate) == ()
        assert last_scored(candidate) is None


def test_each_is_compared_with_what_was_known_the_day_before() -> None:
    """An unexpected result does not change its own forecast, nor an earlier one."""
    scored = []
    for share in (0.2, 0.95):
        last = practice_exam(TODAY, [(round(share * n), n) for _, n in COUNTS])
        scored.append(scored_forecasts(candidate_with([*exams(4), *last])))
    low, high = scored
    assert [one.forecast for one in low] == [one.forecast for one in high]
    assert not low[-1].is_within
    assert not high[-1].is_within


def test_the_conditions_of_an_exam_are_in_its_forecast() -> None:
    """An untimed exam, or one of seen questions, has a higher forecast."""
    strict = practice_exam(TODAY, COUNTS)
    loose = [replace(row, is_timed=False) for row in strict]
    seen = [replace(row, n_seen_before=row.n_items) for row in strict]
    means = []
    for rows in (strict, loose, seen):
        scored = last_scored(candidate_with([*exams(3), *rows]))
        assert scored is not None
        means.append(scored.forecast.percent.value)
    assert means[0] < min(means[1:])


def test_an_exam_of_one_domain_is_forecast_as_that() -> None:
    """For a candidate with one strong domain, the exam's mix decides."""
    uneven = [(13, 13), (3, 16), (4, 23), (3, 13)]
    held = [row for k in (1, 2, 3) for row in practice_exam(TODAY - timedelta(weeks=k), uneven)]
    means = []
    for domain in (0, 1):
        scored = last_scored(candidate_with([*held, practice_exam(TODAY, uneven)[domain]]))
        assert scored is not None
        means.append(scored.forecast.percent.value)
    assert means[0] > means[1] + 20


def test_a_stored_forecast_wins(tmp_path: Path) -> None:
    """A stored forecast is used even if the file has learned more about the days before."""
    store = store_with(tmp_path, exams(3))
    new = practice_exam(TODAY, COUNTS)
    add_after_snapshot(store, new)
    said = last_scored(candidate_of(store))
    assert said is not None
    assert said.is_prospective
    assert said.made_at_utc == MADE_AT.replace(tzinfo=None)
    with store.batch("late", made_at=MADE_AT) as batch:
        batch.add([Row("1", row) for row in practice_exam(TODAY - timedelta(days=2), [(1, n) for _, n in COUNTS])])
    assert last_scored(candidate_of(store)) == said


def test_a_forecast_of_an_exam_that_was_corrected_is_not_of_it(tmp_path: Path) -> None:
    """With more questions, or on another day, it is computed anew; a corrected result keeps it."""
    store = store_with(tmp_path, exams(3))
    new = practice_exam(TODAY, COUNTS)
    add_after_snapshot(store, new)
    for corrected, is_prospective in (
        ([replace(row, n_correct=row.n_correct - 1) for row in new], True),
        ([replace(row, n_items=row.n_items + 1) for row in new], False),
        ([replace(row, taken_at=TODAY - timedelta(days=3)) for row in new], False),
        (new, True),
    ):
        with store.batch("correction", made_at=MADE_AT) as batch:
            batch.add([Row("1", row) for row in corrected])
        found = (
            last_scored(candidate_of(store))
            if corrected[0].taken_at == TODAY
            else scored_forecasts(candidate_of(store))[-2]
        )
        assert found is not None
        assert found.is_prospective is is_prospective


def test_a_forecast_of_an_exam_that_is_gone_is_not_shown(tmp_path: Path) -> None:
    """After undoing its import only the others remain."""
    store = store_with(tmp_path, exams(3))
    add_after_snapshot(store, practice_exam(TODAY, COUNTS))
    store.undo()
    assert [scored.is_prospective for scored in scored_forecasts(candidate_of(store))] == [False, False]


def test_both_ends_of_the_range_are_within_it() -> None:
    """A score at either end is within the range."""
    scored = last_scored(candidate_with(exams(2)))
    assert scored is not None
    share = 100 * scored.point.share.value
    edge = replace(scored.forecast, percent=Interval(share, share, share))
    assert ScoredForecast(edge, scored.point).is_within
