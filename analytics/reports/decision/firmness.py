"""Certainty of the chance of passing: what would move it, and the causes of doubt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.model_fit import ModelFit
from analytics.estimation.practice_results import usual_exam_sizes
from analytics.models import response
from analytics.models.intervals import CHANCE_LEVEL, Floats
from analytics.models.points import Points, joined
from analytics.models.preposterior import chances_after
from analytics.models.score_variance import ExamMargin, exam_margin
from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS

MAX_PROVIDERS = 4
"""Providers compared, the most recently used; more would hardly differ."""

MIN_DAYS_BETWEEN = 7
"""The last practice exam before the exam day is shown only if it is that much later than today."""


class Doubt(StrEnum):
    """Sources of doubt about passing."""

    EXAM_CHANCE = "exam_chance"
    LEARNING = "learning"
    PRACTICE_CHANCE = "practice_chance"
    PROVIDER_OFFSET = "provider_offset"
    CUT = "cut"
    FORM_AND_DAY = "form_and_day"
    EXAM_DAY = "exam_day"


@dataclass(frozen=True, slots=True)
class LastPracticeExam:
    """The range of the chance if the extra practice exam is taken shortly before the exam day."""

    on: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChanceMove:
    """The range of the chance after one more practice exam today, of `n_items` questions.

    `provider` is the most informative one, None for one that the candidate has not used yet. `last` is None if the
    exam day is near, or the plan has no practice exam before it.
    """

    low: float
    high: float
    level: float
    provider: str | None
    n_items: int
    last: LastPracticeExam | None

    @property
    def is_notable(self) -> bool:
        """Whether the ends are at least one percent point apart."""
        return self.high - self.low >= 0.01


@dataclass(frozen=True, slots=True)
class Firmness:
    """How far the chance may still move, and each cause's share of the variance of score minus cut, largest first."""

    moves_to: ChanceMove
    doubt: Mapping[Doubt, float]


def firmness(
    fitted: ModelFit,
    exam_days: Sequence[date],
    chance: Floats,
    *,
    last_days: Sequence[int] | None = None,
    with_doubt: bool = True,
) -> list[Firmness]:
    """Return how firm each candidate's chance on their exam day is.

    Args:
        fitted: The fit.
        exam_days: Each candidate's.
        chance: P(pass) before the correction by real results, (candidates,).
        last_days: Days from each candidate's last practice exam to the exam day, 0 for none; None for the default.
        with_doubt: Whether to compute the causes of doubt.
    """
    on, providers, n_items = as_day_numbers(exam_days)[:, None], _providers(fitted), usual_exam_sizes(fitted.evidence)
    today = np.full_like(on, fitted.evidence.as_of.toordinal())
    before = np.array(last_days or [LAST_PRACTICE_EXAM_DAYS] * len(exam_days), dtype=float)[:, None]
    is_later = (on - today >= before + MIN_DAYS_BETWEEN) & (before > 0)
    last = np.where(is_later, on - before, today)
    practice = joined(*(fitted.practice_exams(day, providers) for day in (today, last)))
    exam_day, now = fitted.real_exam(on), fitted.real_exam(today)
    mean, covariance = fitted.predict(joined(exam_day, practice))
    covariance, n = _cut_first(fitted, covariance), fitted.form.n_domains
    margin = exam_margin(mean[:, :n], np.diagonal(covariance, axis1=1, axis2=2)[:, :n], fitted.form)
    information = response.fisher_weight(mean[:, n:-1], n_items[:, None], fitted.form.guess_floor)
    revealed = margin.share_revealed(covariance, 1 / information + fitted.cohort.form_spread**2)
    last_on = [date.fromordinal(int(day)) if later else None for day, later in np.c_[last, is_later].tolist()]
    moves = _moves(fitted, chance, revealed, zip(providers, n_items.tolist(), last_on, strict=True))
    open_now = margin.variance(covariance[:, : n + 1, : n + 1])
    doubt = _doubt(fitted, margin, open_now, joined(exam_day, now)) if with_doubt else [{}] * len(moves)
    return list(map(Firmness, moves, doubt))


def _moves(
    fitted: ModelFit, chance: Floats, revealed: Floats, exams: Iterable[tuple[Floats, float, date | None]]
) -> list[ChanceMove]:
    """Return the range of each candidate's chance after the practice exam that is most informative today.

    `chance` is P(pass) before the correction by real results; `revealed` is the share of the variance that each
    practice exam would reveal: today's of each provider, then the last ones. `exams` are each candidate's providers,
    number of questions, and day of the last one.
    """
    by_day = revealed.reshape(len(chance), 2, -1)
    rows, best = np.arange(len(chance)), by_day[:, 0].argmax(axis=1)
    before, corrected = chance[:, None], fitted.form.calibration.applied_after
    least, most = chances_after(before, by_day[rows, :, best])
    lows, highs = corrected(before, least).tolist(), corrected(before, most).tolist()
    names = [*fitted.evidence.provider_names, None]
    moves = []
    for (providers, n, day), k, low, high in zip(exams, best, lows, highs, strict=True):
        last = None if day is None else LastPracticeExam(day, low[1], high[1])
        name = names[int(providers[k])]
        moves.append(ChanceMove(low[0], high[0], CHANCE_LEVEL, provider=name, n_items=int(n), last=last))
    return moves


def _doubt(fitted: ModelFit, margin: ExamMargin, open_now: Floats, points: Points) -> list[dict[Doubt, float]]:
    """Return each candidate's causes: how much the variance falls as one unknown after another becomes known.

    The order is the providers' offsets; the shocks of practice forms and days; today's ability, which by then is
    uncertain only for want of questions, or of recent ones; the cut. What remains, apart from the exam itself, is
    learning until then. Each step conditions one joint normal on more, so no part is negative and all add up to the
    variance.
    """
    n = fitted.form.n_domains + 1
    offsets = fitted.fit.prior.knowing_providers()
    forms = replace(offsets, exam_shock_sd=0.0, exam_domain_shock_sd=0.0)
    spreads = [_cut_first(fitted, fitted.covariance_with(prior, points)) for prior in (offsets, forms)]
    left = np.array(
        [
            open_now,
            *(margin.variance(spread[:, :n, :n]) for spread in spreads),
            margin.variance_knowing(spreads[1], n),
            margin.variance_knowing(spreads[1], n - 1),
            np.zeros(len(open_now)),
        ]
    )
    order = (Doubt.PROVIDER_OFFSET, Doubt.FORM_AND_DAY, Doubt.PRACTICE_CHANCE, Doubt.CUT, Doubt.LEARNING)
    parts = dict(zip(order, np.maximum(left[:-1] - left[1:], 0.0), strict=True))
    parts |= {Doubt.EXAM_CHANCE: margin.chance, Doubt.EXAM_DAY: margin.day}
    shares = np.array([parts[cause] for cause in Doubt])
    rows = (shares / shares.sum(axis=0)).T.tolist()
    return [dict(sorted(zip(Doubt, row, strict=True), key=lambda part: -part[1])) for row in rows]


def _cut_first(fitted: ModelFit, covariance: Floats) -> Floats:
    """Move the cut from the end to behind the abilities on the exam day."""
    n, last = fitted.form.n_domains, covariance.shape[1] - 1
    order = np.array([*range(n), last, *range(n, last)])
    return covariance[:, order[:, None], order]


def _providers(fitted: ModelFit) -> Floats:
    """Return the indices of the providers compared, (candidates, 1 + `MAX_PROVIDERS`): a new one first, also to pad."""
    cells, names = fitted.evidence.cells, fitted.evidence.provider_names
    is_used = (cells.provider[:, :, None] == np.arange(len(names))) & (fitted.evidence.n_items[:, :, None] > 0)
    is_named = np.array([name != "" for name in names], dtype=bool)
    places = np.arange(1, cells.shape[1] + 1)[:, None]
    last = np.where(is_used & is_named, places, 0).max(axis=1, initial=0)
    latest = np.argsort(-last, axis=1, kind="stable")[:, :MAX_PROVIDERS]
    found = np.full((len(last), 1 + MAX_PROVIDERS), float(len(names)))
    found[:, 1 : 1 + latest.shape[1]] = np.where(np.take_along_axis(last, latest, axis=1), latest, len(names))
    return found
