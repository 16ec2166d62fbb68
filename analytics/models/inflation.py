"""By how much having seen a question lifts the share answered rightly."""

import numpy as np

from analytics.models import response
from analytics.models.exam_score import ability_draws, sobol_normals
from analytics.models.intervals import Floats, Interval, from_rows_of_draws


def inflation_percent(
    mean: Floats, covariance: Floats, shares: tuple[float, ...], guess_floor: float
) -> list[Interval]:
    """Give, per candidate, how many percent points a seen question is answered better than a new one.

    Args:
        mean: (candidates, domains + 1): abilities on a day and, last, the seen effect.
        covariance: (candidates, domains + 1, domains + 1).
        shares: Share of scored items by domain.
        guess_floor: The chance of a right answer by guessing.
    """
    draws = ability_draws(mean, covariance, sobol_normals(len(shares) + 1))
    theta, seen_effect = draws[..., :-1], draws[..., -1:]
    lifted = response.share_correct(theta + seen_effect, guess_floor)
    lift = 100 * (lifted - response.share_correct(theta, guess_floor)) @ np.array(shares)
    return from_rows_of_draws(lift)
