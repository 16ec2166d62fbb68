"""Tests of the forecast of a practice exam, and of how it compares with what came."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.blueprint_file import shipped_blueprints
from analytics.models.intervals import Interval
from analytics.records import Record
from analytics.reports.candidate_exam import CandidateExam, read_candidate_exam
from analytics.reports.forecast import (
    FORECAST_LEVEL,
    Conditions,
    ScoredForecast,
    forecast_practice_exam,
    last_scored,
    next_forecast,
)
from tests.builders import EXAM, TODAY, plan, practice_exam, store_with

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def known_of(folder: Path, records: Iterable[Record], *, as_of: date = TODAY) -> CandidateExam:
    """Read and fit a file of some records."""
    store = store_with(folder, [plan(exam_code="OTHER"), *records])
    return read_candidate_exam(store, shipped_blueprints()[EXAM], "me", as_of)


def exams(n: int, *, provider: str = "Provider A") -> list[Record]:
    """Make a practice exam a week, the last one the day before the present one."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, COUNTS, provider=provider)]


def test_nothing_can_be_forecast_before_the_first_practice_exam(tmp_path: Path) -> None:
    """Without an exam to be like there is no next one, and nothing to score."""
    known = known_of(tmp_path, [])
    assert next_forecast(known) is None
    assert last_scored(known) is None


def test_the_next_practice_exam_is_like_the_last_one_in_a_week(tmp_path: Path) -> None:
    """Same provider, as many questions, seven days on, at the level that is told."""
    forecast = next_forecast(known_of(tmp_path, exams(2, provider="Provider B")))
    assert forecast is not None
    assert (forecast.day, forecast.provider, forecast.n_items) == (TODAY + timedelta(7), "Provider B", 65)
    assert forecast.percent.level == FORECAST_LEVEL


def test_the_range_holds_chance_and_ability(tmp_path: Path) -> None:
    """With a long steady record it is centred on the record, and wider than chance in 65 questions alone."""
    forecast = next_forecast(known_of(tmp_path, exams(12)))
    assert forecast is not None
    share = 45 / 65
    chance_width = 2 * 1.2816 * 100 * np.sqrt(share * (1 - share) / 65)
    assert_allclose(forecast.percent.value, 100 * share, atol=3)
    assert chance_width < forecast.percent.high - forecast.percent.low < 2 * chance_width


@pytest.mark.parametrize(
    "conditions", [Conditions(seen_share=1.0), Conditions(is_untimed=True), Conditions(is_open_book=True)]
)
def test_what_lifts_a_raw_score_lifts_its_forecast(tmp_path: Path, conditions: Conditions) -> None:
    """Seen questions, no clock and an open book each make a higher score likely."""
    known = known_of(tmp_path, exams(3))
    strict = forecast_practice_exam(known, TODAY, provider="Provider A", n_items=65)
    lifted = forecast_practice_exam(known, TODAY, provider="Provider A", n_items=65, conditions=conditions)
    assert lifted.percent.value > strict.percent.value


def test_a_provider_that_is_not_known_widens_the_range(tmp_path: Path) -> None:
    """How hard a new provider asks is not known yet."""
    known = known_of(tmp_path, exams(8))
    old, new = (
        forecast_practice_exam(known, TODAY, provider=name, n_items=65).percent for name in ("Provider A", "Provider Z")
    )
    assert new.high - new.low > old.high - old.low


def test_the_last_exam_is_compared_with_what_was_known_the_day_before(tmp_path: Path) -> None:
    """A result that came out quite differently does not move its own forecast."""
    before = exams(4)
    scored = []
    for share, folder in ((0.2, "low"), (0.95, "high")):
        (tmp_path / folder).mkdir()
        last = practice_exam(TODAY, [(round(share * n), n) for _, n in COUNTS])
        scored.append(last_scored(known_of(tmp_path / folder, [*before, *last])))
    low, high = scored
    assert low is not None
    assert high is not None
    assert low.forecast == high.forecast
    assert not low.is_within
    assert not high.is_within


def test_the_first_exam_has_no_forecast_to_be_scored(tmp_path: Path) -> None:
    """A second one is needed."""
    assert last_scored(known_of(tmp_path, exams(1))) is None


def test_the_conditions_of_the_last_exam_are_in_its_forecast(tmp_path: Path) -> None:
    """An untimed one was forecast as untimed."""
    strict = practice_exam(TODAY, COUNTS)
    loose = [replace(row, is_timed=False) for row in strict]
    forecasts = []
    for rows, folder in ((strict, "strict"), (loose, "loose")):
        (tmp_path / folder).mkdir()
        scored = last_scored(known_of(tmp_path / folder, [*exams(3), *rows]))
        assert scored is not None
        forecasts.append(scored.forecast.percent.value)
    assert forecasts[1] > forecasts[0]


def test_both_ends_of_the_range_are_within_it(tmp_path: Path) -> None:
    """A score on the edge counts as forecast."""
    scored = last_scored(known_of(tmp_path, exams(2)))
    assert scored is not None
    share = 100 * scored.point.share.value
    edge = replace(scored.forecast, percent=Interval(share, share, share))
    assert ScoredForecast(edge, scored.point).is_within
