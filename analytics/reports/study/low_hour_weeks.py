"""What followed low-hour weeks, in the candidate's own record."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from analytics.models.rank_sum import rank_sum_p_value
from analytics.reports.study.weekly_hours import WeekHours

SIGNIFICANCE_LEVEL = 0.05
"""Highest probability under chance alone at which a difference is shown."""

MIN_LOW_HOUR_WEEKS = 2


@dataclass(frozen=True, slots=True)
class WeeksAfter:
    """The median hours of some weeks."""

    n_weeks: int
    hours: float


@dataclass(frozen=True, slots=True)
class AfterLowHourWeeks:
    """Weeks after low-hour weeks compared with weeks after the others, as medians.

    Only whole weeks of the plan that are over count. `low_hour_weeks` have the week after each, None if that does not
    count. The chances are probabilities that a random choice of weeks is as low; None with too few weeks.
    """

    low_hour_weeks: tuple[tuple[WeekHours, WeekHours | None], ...]
    after_others: WeeksAfter | None
    hours_chance: float | None
    length_chance: float | None

    @property
    def has_enough_weeks(self) -> bool:
        """Whether there were enough weeks to compare."""
        return self.hours_chance is not None


def is_significant(chance: float | None) -> bool:
    """Whether less followed than chance alone explains."""
    return chance is not None and chance <= SIGNIFICANCE_LEVEL


def after_low_hour_weeks(weeks: Sequence[WeekHours]) -> AfterLowHourWeeks:
    """Compare the weeks after low-hour weeks with the weeks after others."""
    pairs = [(week, then) for week, then in pairwise(weeks) if week.is_whole and then.is_whole]
    after_low = [then for week, then in pairs if week.is_low_hour]
    after_others = [then for week, then in pairs if not week.is_low_hour]
    following = {week.week_on: then for week, then in pairs}
    return AfterLowHourWeeks(
        tuple((week, following.get(week.week_on)) for week in weeks if week.is_low_hour),
        WeeksAfter(len(after_others), median(week.hours for week in after_others)) if after_others else None,
        _chance([week.hours for week in after_low], [week.hours for week in after_others]),
        _chance(_lengths(after_low), _lengths(after_others)),
    )


def _lengths(weeks: Sequence[WeekHours]) -> list[float]:
    return [week.median_session_min for week in weeks if week.median_session_min is not None]


def _chance(after_low: Sequence[float], after_others: Sequence[float]) -> float | None:
    if len(after_low) < MIN_LOW_HOUR_WEEKS or not after_others:
        return None
    return rank_sum_p_value(after_low, after_others)
