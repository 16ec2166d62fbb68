"""Forecasts of practice exams from the evidence before them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.evidence import Evidence, as_day_numbers
from analytics.estimation.model_fit import ModelFit
from analytics.estimation.study_hours import domain_mixes
from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats, Interval
from analytics.models.points import FIRST_FUTURE_EXAM, Points, new_points
from analytics.models.quasi_random import sobol_normals
from analytics.models.score_probabilities import practice_scores, score_interval
from analytics.models.version import model_version
from analytics.records import TOTAL_DOMAIN
from analytics.store import positions

FORECAST_LEVEL = 0.80

MAX_SEEN = 0.1
MAX_MIX_DISTANCE = 0.15
"""Up to these shares of seen questions, and of questions in other domains than on the real exam, a forecast for new
questions in the real mix still applies: our judgment."""


@dataclass(frozen=True, slots=True)
class PracticeForecast:
    """The forecast of one practice exam from the evidence up to the day before, in percent.

    `probabilities` are those of each number of correct answers.
    """

    model_version: str
    day: date
    provider: str
    n_items: int
    percent: Interval
    probabilities: Floats = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class DesignCell:
    """The questions of a practice exam of one domain and exposure."""

    domain_id: str
    seen_share: float
    n_items: float


@dataclass(frozen=True, slots=True)
class PracticeDesign:
    """What is known of a practice exam before its result."""

    day: date
    provider: str
    cells: tuple[DesignCell, ...]
    is_untimed: bool = False
    is_open_book: bool = False

    @property
    def n_items(self) -> int:
        """The number of questions."""
        return round(sum(cell.n_items for cell in self.cells))


def forecast_of(fitted: ModelFit, design: PracticeDesign) -> PracticeForecast:
    """Forecast the raw score of a practice exam, with the exam's own chance.

    A new provider may be harder or easier, and so may a form if a cohort's forms differ.
    """
    mean, covariance = fitted.predict(design_points(fitted, design))
    spread = covariance[0, :-1, :-1] + fitted.cohort.form_spread**2
    theta = ability_draws(mean[0, :-1], spread, sobol_normals(len(design.cells)))
    correct = response.share_correct(theta, fitted.form.guess_floor)
    n_items = np.array([cell.n_items for cell in design.cells])
    probabilities = practice_scores(correct @ n_items / n_items.sum(), design.n_items)
    return forecast_from(design.day, design.provider, probabilities, version=model_version())


def forecast_from(day: date, provider: str, probabilities: Floats, *, version: str) -> PracticeForecast:
    """Build a forecast from the probability of each number of correct answers."""
    percent = score_interval(probabilities, level=FORECAST_LEVEL)
    return PracticeForecast(
        model_version=version,
        day=day,
        provider=provider,
        n_items=len(probabilities) - 1,
        percent=percent,
        probabilities=probabilities,
    )


def practice_like_real_exam(
    fitted: ModelFit, day: date, *, provider: str, n_items: int, seen_share: float = 0.0
) -> PracticeDesign:
    """Return a timed, closed-book practice exam with the real exam's mix of domains."""
    return PracticeDesign(day, provider, _cells(fitted.evidence.blueprint, TOTAL_DOMAIN, seen_share, n_items))


def is_like_the_real_exam(fitted: ModelFit, design: PracticeDesign) -> bool:
    """Whether a practice exam is close to the real exam in mix and conditions, with almost only new questions."""
    n_items = np.array([cell.n_items for cell in design.cells])
    parts = n_items / n_items.sum()
    distance = np.abs(parts @ _domains(fitted, design.cells)[0] - fitted.form.shares).sum() / 2
    is_new = parts @ [cell.seen_share for cell in design.cells] <= MAX_SEEN
    return bool(is_new and distance <= MAX_MIX_DISTANCE and not design.is_untimed and not design.is_open_book)


def design_of(evidence: Evidence, practice_exam_id: str) -> PracticeDesign:
    """Return the design of a practice exam of the file: its questions and conditions, not its answers."""
    rows = evidence.table.where(evidence.table.practice_exam_id == practice_exam_id)
    cells = rows.rows("domain_id", "seen_share", "n_items")
    return PracticeDesign(
        day=date.fromordinal(int(rows.day_number[0])),
        provider=rows.provider[0],
        cells=tuple(part for cell in cells for part in _cells(evidence.blueprint, *cell)),
        is_untimed=bool(rows.is_untimed.any()),
        is_open_book=bool(rows.is_open_book.any()),
    )


def design_points(fitted: ModelFit, design: PracticeDesign) -> Points:
    """Return the points of a future practice exam, one per cell of its design."""
    evidence, form, cells = fitted.evidence, fitted.form, design.cells
    at = as_day_numbers([design.day])
    domain = _domains(fitted, cells)
    zero = np.zeros((1, len(cells)))
    provider = zero + [*evidence.provider_names, design.provider].index(design.provider)  # a new one comes last
    return new_points(
        domain,
        week=np.repeat(evidence.weeks(at), len(cells), axis=1),
        provider=provider,
        source=provider,
        exam=zero + FIRST_FUTURE_EXAM,
        seen=np.array([[cell.seen_share for cell in cells]]),
        untimed=zero + float(design.is_untimed),
        open_book=zero + float(design.is_open_book),
        hours=(evidence.hours_effect(at, form.n_domains) @ np.swapaxes(domain, 1, 2))[:, 0],
        offset=zero + fitted.cohort.provider_offset(design.provider),
        level=zero + 1,
    )


def _cells(exam: ExamBlueprint, domain_id: str, seen_share: float, n_items: float) -> tuple[DesignCell, ...]:
    """Return the cell of a domain, or those of all domains for a total, which has the real exam's mix."""
    if domain_id != TOTAL_DOMAIN:
        return (DesignCell(domain_id, seen_share, n_items),)
    shares = zip(exam.domain_ids, domain_mixes(exam)[-1].tolist(), strict=True)
    return tuple(DesignCell(own, seen_share, n_items * share) for own, share in shares)


def _domains(fitted: ModelFit, cells: Sequence[DesignCell]) -> Floats:
    """Return each cell's domain, (1, cells, domains)."""
    domain = positions([cell.domain_id for cell in cells], fitted.evidence.blueprint.domain_ids)
    return np.eye(fitted.form.n_domains)[None, domain]
