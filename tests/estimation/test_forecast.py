"""Forecasts of practice exams."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidate
from analytics.estimation.forecast import (
    FORECAST_LEVEL,
    DesignCell,
    PracticeDesign,
    design_of,
    design_points,
    forecast_of,
    practice_like_real_exam,
)
from analytics.estimation.model_fit import ModelFit
from analytics.models import response
from analytics.records import Record
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam, store_with, total_of

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def fitted_of(folder: Path, records: Iterable[Record], *, as_of: date = TODAY) -> ModelFit:
    """Fit the candidate of a file of some records."""
    store = store_with(folder, [plan(exam_code="OTHER"), *records])
    return fit_candidate(store, shipped_blueprints()[EXAM], "me", as_of).fitted


def exams(n: int, *, provider: str = "Provider A") -> list[Record]:
    """Make a practice exam a week, the last one yesterday."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, COUNTS, provider=provider)]


def test_the_range_holds_chance_and_ability(tmp_path: Path) -> None:
    """After a long level record the forecast is centered on it, and wider than chance in 65 questions."""
    fitted = fitted_of(tmp_path, exams(12))
    design = practice_like_real_exam(fitted, TODAY + timedelta(weeks=1), provider="Provider A", n_items=65)
    forecast = forecast_of(fitted, design)
    assert (forecast.day, forecast.provider, forecast.n_items) == (design.day, "Provider A", 65)
    assert forecast.percent.level == FORECAST_LEVEL
    share = 45 / 65
    chance_width = 2 * 1.2816 * 100 * np.sqrt(share * (1 - share) / 65)
    assert_allclose(forecast.percent.value, 100 * share, atol=3)
    assert chance_width < forecast.percent.high - forecast.percent.low < 2 * chance_width


@pytest.mark.parametrize("lift", [{"seen_share": 1.0}, {"is_untimed": True}, {"is_open_book": True}])
def test_what_lifts_a_raw_score_lifts_its_forecast(tmp_path: Path, lift: dict[str, float]) -> None:
    """Seen questions, no time limit and an open book each raise the forecast."""
    fitted = fitted_of(tmp_path, exams(3))
    strict = practice_like_real_exam(fitted, TODAY, provider="Provider A", n_items=65)
    seen = lift.get("seen_share", 0.0)
    lifted = replace(
        strict,
        cells=tuple(replace(cell, seen_share=seen) for cell in strict.cells),
        is_untimed="is_untimed" in lift,
        is_open_book="is_open_book" in lift,
    )
    assert forecast_of(fitted, lifted).percent.value > forecast_of(fitted, strict).percent.value


def test_a_provider_that_is_not_known_widens_the_range(tmp_path: Path) -> None:
    """The difficulty of a new provider is unknown."""
    fitted = fitted_of(tmp_path, exams(8))
    old, new = (
        forecast_of(fitted, practice_like_real_exam(fitted, TODAY, provider=name, n_items=65)).percent
        for name in ("Provider A", "Provider Z")
    )
    assert new.high - new.low > old.high - old.low


def test_forms_that_differ_widen_the_range(tmp_path: Path) -> None:
    """If a cohort's forms differ the range is wider; without forms nothing is added."""
    fitted = fitted_of(tmp_path, exams(4))
    assert fitted.cohort.form_spread == 0
    cohort = replace(fitted.cohort, form_offsets={("A", "1"): 0.4, ("A", "2"): -0.4})
    unlike = replace(fitted, cohort=cohort)
    design = practice_like_real_exam(fitted, TODAY, provider="Provider A", n_items=65)
    alike, wider = (forecast_of(one, design).percent for one in (fitted, unlike))
    assert cohort.form_spread == pytest.approx(0.4)
    assert wider.high - wider.low > 1.3 * (alike.high - alike.low)


def test_few_questions_at_a_high_level_are_forecast_as_they_fall(tmp_path: Path) -> None:
    """The probabilities of ten questions after a strong record agree with plain simulation."""
    good = [row for k in range(4) for row in practice_exam(TODAY - timedelta(days=1 + 7 * k), [(13, 13), (15, 16)])]
    fitted = fitted_of(tmp_path, good)
    asked = tuple(DesignCell(domain_id, 0.0, n) for domain_id, n in (("1", 5.0), ("2", 5.0)))
    design = PracticeDesign(TODAY, "Provider A", asked)
    mean, covariance = fitted.predict(design_points(fitted, design))
    rng = np.random.default_rng(3)
    theta = rng.multivariate_normal(mean[0, :-1], covariance[0, :-1, :-1], 200_000)
    score = rng.binomial(5, response.share_correct(theta, 0.2)).sum(axis=1)
    assert_allclose(forecast_of(fitted, design).probabilities, np.bincount(score, minlength=11) / len(score), atol=0.01)


def test_chances_of_whole_scores_add_up(tmp_path: Path) -> None:
    """There is a probability for each score, and their mean is the forecast's value."""
    fitted = fitted_of(tmp_path, exams(3))
    forecast = forecast_of(fitted, practice_like_real_exam(fitted, TODAY, provider="Provider A", n_items=10))
    assert forecast.probabilities.shape == (11,)
    assert_allclose(forecast.probabilities.sum(), 1)
    assert_allclose(10 * forecast.probabilities @ np.arange(11), forecast.percent.value)


def test_the_design_is_all_but_the_answers(tmp_path: Path) -> None:
    """A design has questions by domain and exposure, day, provider and conditions; a total is a mix."""
    rows = [replace(row, n_seen_before=3, is_closed_book=False) for row in practice_exam(TODAY, COUNTS[:2])]
    fitted = fitted_of(tmp_path, [*exams(1), *rows, total_of(TODAY, 9, 40, provider="Provider C")])
    design = design_of(fitted.evidence, rows[0].practice_exam_id)
    assert design.cells == (DesignCell("1", 3 / 13, 13), DesignCell("2", 3 / 16, 16))
    assert (design.day, design.provider, design.n_items) == (TODAY, "Provider A", 29)
    assert (design.is_untimed, design.is_open_book) == (False, True)
    total = design_of(fitted.evidence, f"Provider C {TODAY}")
    alike = practice_like_real_exam(fitted, TODAY, provider="Provider C", n_items=40)
    assert_allclose(forecast_of(fitted, total).percent.value, forecast_of(fitted, alike).percent.value, atol=1.5)
