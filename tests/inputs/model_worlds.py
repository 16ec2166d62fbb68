"""Small sets of cells for the tests of the models."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.models.ability import AbilityFit, CellCounts, fit_ability
from analytics.models.exam_score import ExamForm, score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import Points, real_exam_points
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior

MLS_SHARES = (0.20, 0.24, 0.36, 0.20)
MLS_ITEMS = (13, 16, 23, 13)
MLS_FORM = ExamForm(
    n_items=50,
    shares=MLS_SHARES,
    share_half_widths=(0.0,) * 4,
    cut_mean=650 / 900,
    cut_sd=0.03,
    guess_floor=0.20,
    day_shock_sd=0.12,
)


@dataclass(frozen=True)
class Sat:
    """A practice exam of a made-up candidate: right answers by domain in a week."""

    week: float
    n_correct: Sequence[float]
    n_items: Sequence[int] = MLS_ITEMS
    provider: int = 0
    seen: float = 0.0


def at_percent(week: float, percent: float, *, provider: int = 0, seen: float = 0.0) -> Sat:
    """Sit 65 questions, each domain as near to a percentage as whole questions allow."""
    return Sat(week, [round(n * percent / 100) for n in MLS_ITEMS], provider=provider, seen=seen)


def cells_of(exams: Sequence[Sat], n_domains: int = 4) -> tuple[Points, Floats, Floats]:
    """Lay practice exams out as the cells of one candidate."""
    rows = [(e, k, exam) for e, exam in enumerate(exams) for k in range(n_domains)]
    n = max(1, len(rows))
    points = real_exam_points(np.zeros((1, 1)), 1)
    filled = {name: np.zeros((1, n)) for name in ("week", "seen", "n_correct", "n_items")}
    provider, index = np.full((1, n), -1.0), np.full((1, n), -1.0)
    domain = np.zeros((1, n, n_domains))
    for i, (e, k, exam) in enumerate(rows):
        filled["week"][0, i], filled["seen"][0, i] = exam.week, exam.seen
        filled["n_correct"][0, i], filled["n_items"][0, i] = exam.n_correct[k], exam.n_items[k]
        provider[0, i], index[0, i], domain[0, i, k] = exam.provider, e, 1.0
    zero = np.zeros((1, n))
    points = replace(
        points,
        week=filled["week"],
        domain=domain,
        provider=provider,
        source=provider,
        exam=index,
        seen=filled["seen"],
        untimed=zero,
        open_book=zero,
        hours=zero,
        offset=zero,
        level=zero + 1,
    )
    return points, filled["n_correct"], filled["n_items"]


def fit_cells(
    cells: Points,
    n_correct: Floats,
    n_items: Floats,
    *,
    guess_floor: float,
    has_hours: Floats | None = None,
    prior: AbilityPrior = DEFAULT_PRIOR,
    start: Floats | None = None,
) -> AbilityFit:
    """Fit the answers in some cells, by default of candidates whose hours are not known."""
    hours = np.zeros(cells.shape[0], dtype=bool) if has_hours is None else has_hours
    return fit_ability(CellCounts(cells, n_correct, n_items, guess_floor, hours), prior=prior, start=start)


def fit_of(exams: Sequence[Sat], n_domains: int = 4, guess_floor: float = 0.20) -> AbilityFit:
    """Fit one made-up candidate."""
    return fit_cells(*cells_of(exams, n_domains), guess_floor=guess_floor)


def pass_probability_of(exams: Sequence[Sat], *, weeks_ahead: float = 0.0, form: ExamForm = MLS_FORM) -> float:
    """Return P(pass) some weeks after the last practice exam."""
    week = (exams[-1].week if exams else 0.0) + weeks_ahead
    mean, covariance = fit_of(exams).predict(real_exam_points(np.array([[week]]), form.n_domains))
    return float(score_draws(*with_free_cut(mean[0], covariance[0]), form).pass_probability())


@dataclass(frozen=True)
class Worked:
    """A record in percent by week, and the chance that another program of the same model gave for it.

    That program's counts are not known. 80 % of each domain's questions is 51 of 65 in whole questions
    and 52 in parts of one, and that question alone moves the chance by .05: so both are looked at.
    """

    name: str
    percents: Sequence[float]
    expected: float
    weeks_ahead: int = 0
    has_many_providers: bool = False
    n_seen: int = 0

    def chances(self) -> tuple[float, float]:
        """Return P(pass) from whole questions, and from the exact percentage of each domain's questions."""
        whole, exact = (
            pass_probability_of(
                [self._sat(w, in_whole) for w in range(len(self.percents))], weeks_ahead=self.weeks_ahead
            )
            for in_whole in (True, False)
        )
        return whole, exact

    def _sat(self, week: int, in_whole: bool) -> Sat:
        right = [n * self.percents[week] / 100 for n in MLS_ITEMS]
        return Sat(
            week,
            [round(part) for part in right] if in_whole else right,
            provider=week if self.has_many_providers else 0,
            seen=float(week >= len(self.percents) - self.n_seen),
        )


RISING = [55 + 25 * week / 9 for week in range(10)]
WORKED = (
    Worked("no data", [], 0.32),
    Worked("one exam at 80 %", [80], 0.63),
    Worked("three at 80 %", [80] * 3, 0.73),
    Worked("three at 80 % from three providers", [80] * 3, 0.78, has_many_providers=True),
    Worked("ten flat at 80 %", [80] * 10, 0.81),
    Worked("ten flat at 85 %", [85] * 10, 0.98),
    Worked("ten flat at 72 %", [72] * 10, 0.55),
    Worked("ten rising from 55 to 80 %", RISING, 0.71),
    Worked("the same, four weeks on", RISING, 0.78, weeks_ahead=4),
    Worked("the same, the last three seen before", RISING, 0.45, n_seen=3),
)
