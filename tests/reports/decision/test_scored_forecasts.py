"""Practice exams compared with their forecasts."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.clock import DayRule
from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.records import DomainResult, Record
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.decision.scored_forecasts import ScoredForecast, last_scored, scored_forecasts
from analytics.store import Store
from analytics.updates.stored_forecasts import storing_forecasts
from tests.inputs.builders import (
    EXAM,
    MADE_AT,
    TODAY,
    add_on,
    add_records,
    candidate_of,
    fitted_from,
    plan,
    practice_exam,
    store_with,
)
from tests.inputs.sizes import full

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one yesterday."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, COUNTS)]


def candidate_with(records: Sequence[Record]) -> FittedCandidate:
    return fitted_from([plan(exam_code="OTHER"), *records])


def test_every_exam_after_the_first_day_is_scored_in_order() -> None:
    """The first exam, and others of its day, have no forecast."""
    first = TODAY - timedelta(days=22)
    candidate = candidate_with([*exams(4), *practice_exam(first, COUNTS, provider="Provider B")])
    found = scored_forecasts(candidate)
    assert [scored.exam.day for scored in found] == [TODAY - timedelta(days=days) for days in (15, 8, 1)]
    assert found[-1] == last_scored(candidate)
    assert not any(scored.is_prospective for scored in found)


def test_early_exams_are_scored_only_with_a_stored_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two computed forecasts at most, earlier exams without a stored forecast are left out."""
    monkeypatch.setattr("analytics.reports.decision.scored_forecasts.MAX_COMPUTED", 2)
    days = [TODAY - timedelta(days=1 + 7 * k) for k in reversed(range(6))]
    store = store_with(tmp_path, [row for day in days[:2] for row in practice_exam(day, COUNTS)])
    add_on(store, practice_exam(days[2], COUNTS), days[2])
    add_on(store, [row for day in days[3:] for row in practice_exam(day, COUNTS)], TODAY)

    found = scored_forecasts(candidate_of(store))

    assert [scored.exam.day for scored in found] == days[3:]
    assert all(scored.is_prospective for scored in found)


def test_nothing_to_score_before_a_second_day() -> None:
    """Neither with no practice exam, nor with one or two of one day."""
    two = [*exams(1), *practice_exam(TODAY - timedelta(days=1), COUNTS, provider="Provider B")]
    for records in ([], exams(1), two):
        candidate = candidate_with(records)
        assert scored_forecasts(candidate) == ()
        assert last_scored(candidate) is None


@pytest.mark.parametrize(
    ("shares", "is_missed"), [((80, 81, 82, 50), True), ((80, 81, 82, 82), False), ((80, 50), False)]
)
def test_a_settled_score_names_the_last_exam_that_missed_its_forecast(
    shares: Sequence[int], *, is_missed: bool
) -> None:
    """A last score outside its forecast speaks against a score that is stable; without stability it says nothing."""
    days = [TODAY - timedelta(weeks=2 * k) for k in range(len(shares), 0, -1)]
    counts = [[(round(n * share / 100), n) for _, n in COUNTS] for share in shares]
    candidate = candidate_with([row for day, own in zip(days, counts, strict=True) for row in practice_exam(day, own)])
    last = last_scored(candidate)
    assert last is not None
    assert last.is_within is (shares[-1] > 50)
    assert readiness_of(candidate).missed_forecast == (last if is_missed else None)


def test_each_is_compared_with_what_was_known_the_day_before() -> None:
    """An unexpected result does not change its own forecast, nor an earlier one, but for rounding."""
    scored = []
    for share in (0.2, 0.95):
        last = practice_exam(TODAY, [(round(share * n), n) for _, n in COUNTS])
        scored.append(scored_forecasts(candidate_with([*exams(4), *last])))
    low, high = scored
    for ours, theirs in zip(low, high, strict=True):
        assert_allclose(ours.forecast.probabilities, theirs.forecast.probabilities, atol=1e-9)
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


def last_of(store: Store, as_of: date = TODAY) -> ScoredForecast:
    found = last_scored(candidate_of(store, as_of=as_of))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a store of three practice exams, with the forecast of the next that was made yesterday."""
    store = store_with(tmp_path_factory.mktemp("made"), [])
    add_on(store, exams(3), TODAY - timedelta(days=1))
    return store.path


@pytest.fixture
def forecast(made: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copy(made, tmp_path)))


def test_a_forecast_stored_before_the_day_wins(forecast: Store) -> None:
    """It stays whatever the file learns of the days before, and a shorter exam has it on fewer questions."""
    add_on(forecast, practice_exam(TODAY, COUNTS), TODAY)
    said = last_of(forecast)
    assert said.is_prospective
    assert said.made_at_utc == MADE_AT.replace(tzinfo=None) - timedelta(days=1)
    add_on(forecast, practice_exam(TODAY - timedelta(days=2), [(1, n) for _, n in COUNTS]), TODAY)
    assert last_of(forecast) == said
    shorter = [
        replace(row, n_items=row.n_items - 3, n_correct=row.n_correct - 3) for row in practice_exam(TODAY, COUNTS)
    ]
    add_on(forecast, shorter, TODAY)
    fewer = last_of(forecast)
    assert (fewer.made_at_utc, fewer.forecast.n_items) == (said.made_at_utc, 53)
    assert_allclose(fewer.forecast.probabilities @ np.arange(54) / 53, said.forecast.probabilities @ np.arange(66) / 65)


def test_only_the_forecasts_last_stored_before_the_day_count(tmp_path: Path) -> None:
    """Those before them may be from a provider's results that were entered by mistake and removed since."""
    store, day = store_with(tmp_path, exams(2)), TODAY - timedelta(days=1)
    add_on(store, practice_exam(day, [(0, n) for _, n in COUNTS], provider="Provider B"), day)
    made_at = MADE_AT - timedelta(days=1, hours=-1)
    with storing_forecasts(store, made_at=made_at, today=day):
        store.undo()
    for provider, is_prospective in (("Provider A", True), ("Provider B", False)):
        add_on(store, practice_exam(TODAY, COUNTS, provider=provider), TODAY)
        said = last_of(store)
        assert (said.exam.provider, said.is_prospective) == (provider, is_prospective)
        assert said.made_at_utc == (made_at.replace(tzinfo=None) if is_prospective else None)
        store.undo()


@pytest.mark.parametrize(
    ("made_on", "taken_on"),
    [
        (TODAY, TODAY),  # on the day itself
        (TODAY, TODAY - timedelta(days=1)),  # an exam that lies in the past
        (TODAY - timedelta(days=40), TODAY),  # longer than four weeks ago
    ],
)
def test_only_a_forecast_of_the_four_weeks_before_the_day_is_prospective(
    tmp_path: Path, made_on: date, taken_on: date
) -> None:
    """A forecast of the day itself, of later or of long ago does not count."""
    store = store_with(tmp_path, [])
    add_on(store, practice_exam(made_on - timedelta(days=9), COUNTS), made_on)
    add_on(store, practice_exam(taken_on, COUNTS), TODAY)
    assert store.forecasts("me", EXAM)
    assert not last_of(store).is_prospective


@pytest.mark.parametrize(
    "taken",
    [
        practice_exam(TODAY, COUNTS, provider="Provider B"),
        practice_exam(TODAY, COUNTS, n_seen=9),
        [replace(row, is_timed=False) for row in practice_exam(TODAY, COUNTS)],
        *full(
            [
                practice_exam(TODAY, [(right, n + 1) for right, n in COUNTS]),
                practice_exam(TODAY, COUNTS[:1]),
                [replace(row, is_closed_book=False) for row in practice_exam(TODAY, COUNTS)],
            ]
        ),
    ],
    ids=["other provider", "seen before", "untimed", "longer", "one domain", "open book"],
)
def test_an_exam_of_another_kind_was_not_forecast(forecast: Store, taken: list[DomainResult]) -> None:
    """What was forecast is a provider's next exam of new questions under the real exam's conditions."""
    add_on(forecast, taken, TODAY)
    assert not last_of(forecast).is_prospective


def test_a_forecast_stored_with_a_result_does_not_count(tmp_path: Path) -> None:
    """Earlier versions stored one as an exam was entered; it does not count for a later exam either."""
    store = store_with(tmp_path, [])
    add_on(store, exams(2), TODAY - timedelta(days=1))
    (stored,) = store.forecasts("me", EXAM)
    store.delete_everything()
    add_records(store, [*exams(2), *practice_exam(TODAY, COUNTS)])
    store.save_forecasts([replace(stored, day=TODAY - timedelta(days=1))])
    assert not last_of(store).is_prospective


def test_the_day_of_a_forecast_is_by_the_candidates_zone(tmp_path: Path) -> None:
    """Stored at nine in London, it counts for the day before in Niue; as of an earlier day it is not known."""
    store = store_with(tmp_path, [])
    add_on(store, exams(3), TODAY)
    add_on(store, practice_exam(TODAY, COUNTS), TODAY)
    assert not last_of(store).is_prospective
    store.set_day_rule("me", DayRule("Pacific/Niue"))
    assert last_of(store).is_prospective
    (stored,) = {forecast.made_at_utc for forecast in candidate_of(store).records.forecasts}
    assert stored == MADE_AT.replace(tzinfo=None)
    early = TODAY - timedelta(days=2)
    assert (
        candidate_of(store, as_of=early).records.forecasts == candidate_of(store).until(early).records.forecasts == ()
    )


def test_both_ends_of_the_range_are_within_it() -> None:
    """A score at either end is within the range."""
    scored = last_scored(candidate_with(exams(2)))
    assert scored is not None
    share = 100 * scored.exam.share.value
    edge = replace(scored.forecast, percent=Interval(share, share, share))
    assert ScoredForecast(edge, scored.exam).is_within
