"""Effect of repeated questions, by provider: raw shares, the fitted lift, and fast correct answers."""

from dataclasses import dataclass

from analytics.estimation.candidate import FittedCandidate
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Interval, wilson
from analytics.records.column_table import ColumnTable

MIN_TIMED = 10
"""Timed correct answers of a kind, new or seen, that are needed to compare fast ones."""


@dataclass(frozen=True, slots=True)
class FastResponses:
    """Share of correct answers to seen questions that were fast, compared with new ones.

    Fast is less than a third of the candidate's own median time of a correct answer to a new question. Log response
    times within a person have an SD of about 0.5, so 1 to 3 in 100 considered answers are as fast. No verdict depends
    on it: a question may be recalled, or be easy by now.

    References:
        van der Linden (2006), J. Educ. Behav. Stat. 31, 181-204 (log-normal response times).
        Wise & Ma (2012), normative thresholds (a tenth to a third of a question's usual time).
    """

    share: Interval
    n_timed: int
    share_of_new: Interval


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """A provider with repeated questions; shares are 0-1, `lift` is in percentage points.

    `new` and `seen` are raw shares, None if no questions of the kind were recorded apart; `fast` is None with too few
    timed answers.
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
        """Whether both raw shares exist."""
        return self.new is not None and self.seen is not None


def seen_effects(candidate: FittedCandidate) -> tuple[SeenEffect, ...]:
    """Return the providers with repeated questions, in order of first use."""
    table, lifts = candidate.evidence.table, _lifts(candidate)
    return tuple(
        _effect(table.where(table.provider == provider), table, provider, lifts[index])
        for index, provider in enumerate(candidate.evidence.provider_names)
        if index in lifts
    )


def _lifts(candidate: FittedCandidate) -> dict[int, Interval]:
    """Return today's fitted lift, by the model's index of the provider."""
    fitted, form = candidate.fitted, candidate.fitted.form
    abilities = fitted.abilities_on([candidate.as_of])
    return {
        int(provider): inflation_percent(
            *abilities.with_seen_effect(0, provider=column), form.shares, form.guess_floor
        )[0]
        for column, provider in enumerate(abilities.seen.provider[0])
        if provider >= 0
    }


def _effect(own: ColumnTable, table: ColumnTable, provider: str, lift: Interval) -> SeenEffect:
    """Summarize one provider; cells of mixed exposure are in neither raw share."""
    new, seen = own.where(own.seen_share == 0), own.where(own.seen_share == 1)
    return SeenEffect(
        provider=provider,
        n_new=int(new.n_items.sum()),
        n_seen=int(seen.n_items.sum()),
        new=_raw_share(new),
        seen=_raw_share(seen),
        lift=lift,
        fast=_fast(seen, table.where(table.seen_share == 0)),
    )


def _raw_share(cells: ColumnTable) -> Interval | None:
    return wilson(float(cells.n_correct.sum()), float(cells.n_items.sum())) if len(cells) else None


def _fast(seen: ColumnTable, new: ColumnTable) -> FastResponses | None:
    """Compare fast correct answers to a provider's seen questions with those to all new ones."""
    n_seen, n_new = int(seen.n_timed_right.sum()), int(new.n_timed_right.sum())
    if min(n_seen, n_new) < MIN_TIMED:
        return None
    return FastResponses(
        share=wilson(float(seen.n_fast_right.sum()), n_seen),
        n_timed=n_seen,
        share_of_new=wilson(float(new.n_fast_right.sum()), n_new),
    )
