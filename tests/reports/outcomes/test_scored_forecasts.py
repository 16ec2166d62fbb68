"""Tests of practice exams beside their forecasts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.models.intervals import Interval
from analytics.records import Record, Row
from analytics.reports.outcomes.scored_forecasts import ScoredForecast, last_scored, scored_forecasts
from analytics.store import Store
from analytics.updates.forecast_snapshots import snapshot_forecasts
from tests.inputs.builders import EXAM, MADE_AT, TODAY, plan, practice_exam, store_with

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one the day before the present one."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, COUNTS)]


def candidate_of(store: Store) -> FittedCandidate:
    return fit_candidate(store, shipped_blueprints()[EXAM], "me", TODAY)


def known_with(folder: Path, records: Sequence[Record]) -> FittedCandidate:
    """Read and fit a file of some records."""
    folder.mkdir(exist_ok=True)
    return candidate_of(store_with(folder, [plan(exam_code="OTHER"), *records]))


def kept_write(store: Store, records: Sequence[Record]) -> None:
    with snapshot_forecasts(store, made_at=MADE_AT, today=TODAY), store.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", record) for record in records])


def test_every_exam_after_the_first_day_is_scored_in_order(tmp_path: Path) -> None:
    """The first one has no forecast, nor has another of the same day."""
    first = TODAY - timedelta(days=22)
    candidate = known_with(tmp_path, [*exams(4), *practice_exam(first, COUNTS, provider="Provider B")])
    found = scored_forecasts(candidate)
    assert [scored.point.day for scored in found] == [TODAY - timedelta(days=days) for days in (15, 8, 1)]
    assert found[-1] == last_scored(candidate)
    assert not any(scored.is_prospective for scored in found)


def test_nothing_to_score_before_a_second_day(tmp_path: Path) -> None:
    """No practice exam, one, or two of one day."""
    two = [*exams(1), *practice_exam(TODAY - timedelta(days=1), COUNTS, provider="Provider B")]
    for number, records in enumerate(([], exams(1), two)):
        candidate = known_with(tmp_path / str(number), records)
        assert scored_forecasts(candidate) == ()
        assert last_scored(candidate) is None


def test_each_is_compared_with_what_was_known_the_day_before(tmp_path: Path) -> None:
    """A result that came out quite differently does not move its own forecast, nor an earlier one."""
    scored = []
    for share, folder in ((0.2, "low"), (0.95, "high")):
        last = practice_exam(TODAY, [(round(share * n), n) for _, n in COUNTS])
        scored.append(scored_forecasts(known_with(tmp_path / folder, [*exams(4), *last])))
    low, high = scored
    assert [one.forecast for one in low] == [one.forecast for one in high]
    assert not low[-1].is_within
    assert not high[-1].is_within


def test_the_conditions_of_an_exam_are_in_its_forecast(tmp_path: Path) -> None:
    """An untimed one was forecast as untimed, one of seen questions as seen, and one of one domain as that."""
    strict = practice_exam(TODAY, COUNTS)
    loose = [replace(row, is_timed=False) for row in strict]
    seen = [replace(row, n_seen_before=row.n_items) for row in strict]
    means = []
    for rows, folder in ((strict, "strict"), (loose, "loose"), (seen, "seen")):
        scored = last_scored(known_with(tmp_path / folder, [*exams(3), *rows]))
        assert scored is not None
        means.append(scored.forecast.percent.value)
    assert means[0] < min(means[1:])


def test_an_exam_of_one_domain_is_forecast_as_that(tmp_path: Path) -> None:
    """Where a candidate is strong in one domain and weak in others, its mix decides."""
    uneven = [(13, 13), (3, 16), (4, 23), (3, 13)]
    held = [row for k in (1, 2, 3) for row in practice_exam(TODAY - timedelta(weeks=k), uneven)]
    means = []
    for domain, folder in ((0, "strong"), (1, "weak")):
        scored = last_scored(known_with(tmp_path / folder, [*held, practice_exam(TODAY, uneven)[domain]]))
        assert scored is not None
        means.append(scored.forecast.percent.value)
    assert means[0] > means[1] + 20


def test_what_was_kept_wins(tmp_path: Path) -> None:
    """It is told apart, also where the file has learned more since of the days before."""
    store = store_with(tmp_path, exams(3))
    new = practice_exam(TODAY, COUNTS)
    kept_write(store, new)
    said = last_scored(candidate_of(store))
    assert said is not None
    assert said.is_prospective
    assert said.made_at_utc == MADE_AT.replace(tzinfo=None)
    with store.batch("late", made_at=MADE_AT) as batch:
        batch.add([Row("1", row) for row in practice_exam(TODAY - timedelta(days=2), [(1, n) for _, n in COUNTS])])
    assert last_scored(candidate_of(store)) == said


def test_a_forecast_of_an_exam_that_was_corrected_is_not_of_it(tmp_path: Path) -> None:
    """With more questions, or on another day, it is worked out anew; a corrected result changes nothing."""
    store = store_with(tmp_path, exams(3))
    new = practice_exam(TODAY, COUNTS)
    kept_write(store, new)
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
    """After the import is taken back only the others are left."""
    store = store_with(tmp_path, exams(3))
    kept_write(store, practice_exam(TODAY, COUNTS))
    store.undo()
    assert [scored.is_prospective for scored in scored_forecasts(candidate_of(store))] == [False, False]


def test_both_ends_of_the_range_are_within_it(tmp_path: Path) -> None:
    """A score on the edge counts as forecast."""
    scored = last_scored(known_with(tmp_path, exams(2)))
    assert scored is not None
    share = 100 * scored.point.share.value
    edge = replace(scored.forecast, percent=Interval(share, share, share))
    assert ScoredForecast(edge, scored.point).is_within
