"""What questions seen before do, by provider: raw shares, the fitted lift, and fast right answers."""

from dataclasses import dataclass

import pandas as pd

from analytics.estimation.candidate import FittedCandidate
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Interval, wilson

MIN_TIMED = 10
"""Timed right answers of a kind, new or seen, below which nothing is said of fast ones."""


@dataclass(frozen=True, slots=True)
class FastResponses:
    """The share of right answers on seen questions that came fast, beside that on new ones.

    Fast is less than a third of the candidate's own median time of a right answer on a new
    question. Log response times within a person have a sd of about .5, so that of answers that
    were read and thought over, 1 to 3 in 100 are as fast. It is shown and judges nothing: a
    question may be recalled, or be easy by now.

    References:
        van der Linden (2006), J. Educ. Behav. Stat. 31, 181-204 (log-normal response times).
        Wise & Ma (2012), normative thresholds (a tenth to a third of a question's usual time).
    """

    share: Interval
    n_timed: int
    share_of_new: Interval


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """A provider whose questions were met again; shares are 0-1, `lift` is in percent points.

    `new` and `seen` are raw shares, None where no questions of the kind are told apart; `fast`
    is None where too few answers are timed.
    """

    provider: str
    n_new: int
    n_seen: int
    new: Interval | None
    seen: Interval | None
    lift: Interval
    fast: FastResponses | None

    @property
    def has_pair(self) -> bool:
        """Tell whether there is a pair to compare."""
        return self.new is not None and self.seen is not None


def seen_effects(known: FittedCandidate) -> tuple[SeenEffect, ...]:
    """Give each provider of whom questions were met again, in the order of the practice exams."""
    table, lifts = known.evidence.table, _lifts(known)
    return tuple(
        _effect(table[table.provider == provider], table, provider, lifts[index])
        for index, provider in enumerate(table.provider.unique())
        if index in lifts
    )


def _lifts(known: FittedCandidate) -> dict[int, Interval]:
    """Give the fitted lift today by the model's index of the provider."""
    fitted, form = known.fitted, known.fitted.form
    abilities = fitted.abilities_on([known.as_of])
    return {
        int(provider): inflation_percent(
            *abilities.with_seen_effect(0, provider=column), form.shares, form.guess_floor
        )[0]
        for column, provider in enumerate(abilities.seen.provider[0])
        if provider >= 0
    }


def _effect(own: pd.DataFrame, table: pd.DataFrame, provider: str, lift: Interval) -> SeenEffect:
    """Put one provider's numbers together; cells of mixed exposure are in neither raw share."""
    new, seen = own[own.seen_share == 0], own[own.seen_share == 1]
    return SeenEffect(
        provider=str(provider),
        n_new=int(new.n_items.sum()),
        n_seen=int(seen.n_items.sum()),
        new=_raw_share(new),
        seen=_raw_share(seen),
        lift=lift,
        fast=_fast(seen, table[table.seen_share == 0]),
    )


def _raw_share(cells: pd.DataFrame) -> Interval | None:
    return wilson(float(cells.n_correct.sum()), float(cells.n_items.sum())) if len(cells) else None


def _fast(seen: pd.DataFrame, new: pd.DataFrame) -> FastResponses | None:
    """Compare fast right answers on a provider's seen questions with those on all new ones."""
    n_seen, n_new = int(seen.n_timed_right.sum()), int(new.n_timed_right.sum())
    if min(n_seen, n_new) < MIN_TIMED:
        return None
    return FastResponses(
        share=wilson(float(seen.n_fast_right.sum()), n_seen),
        n_timed=n_seen,
        share_of_new=wilson(float(new.n_fast_right.sum()), n_new),
    )
