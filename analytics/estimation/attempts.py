"""Attempts at the real exam, as evidence and for the retake rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.blueprints.model import ExamBlueprint, PassKind
from analytics.estimation.exam_form import SCALED_CUT_SD
from analytics.models.attempts import AttemptResults
from analytics.models.intervals import Floats
from analytics.store import Rows

SAME_PREPARATION_DAYS = 182
"""An attempt longer than this before the first practice exam belongs to another preparation, as does a pass longer
before the latest one: our judgment."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at the real exam."""

    taken_on: date
    is_passed: bool
    scaled_score: float | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts of one candidate at one exam, in order."""

    all: tuple[Attempt, ...] = ()

    def until(self, day: date) -> "Attempts":
        """Return the attempts up to a day."""
        return Attempts(tuple(attempt for attempt in self.all if attempt.taken_on <= day))

    def of_preparation(self, last_practice: float | None, plan_starts_on: date = date.min) -> "Attempts":
        """Return the attempts after any pass before the plan or long before the last practice (a day number)."""
        last = date.min if last_practice is None else date.fromordinal(round(last_practice) - SAME_PREPARATION_DAYS)
        earliest = max(last, plan_starts_on)
        ended = max((own.taken_on for own in self.all if own.is_passed and own.taken_on < earliest), default=date.min)
        return Attempts(tuple(attempt for attempt in self.all if attempt.taken_on > ended))

    @property
    def failed_on(self) -> tuple[date, ...]:
        """The days of failed attempts."""
        return tuple(attempt.taken_on for attempt in self.all if not attempt.is_passed)

    @property
    def passed_on(self) -> date | None:
        """The day of the first pass."""
        return self.passed_from(date.min)

    def passed_from(self, first_on: date) -> date | None:
        """Return the day of the first pass on or after a day."""
        days = (attempt.taken_on for attempt in self.all if attempt.is_passed)
        return next((day for day in days if day >= first_on), None)

    def has_any_from(self, first_on: date) -> bool:
        """Whether there is an attempt on or after a day."""
        return any(attempt.taken_on >= first_on for attempt in self.all)

    def retake_from(self, blueprint: ExamBlueprint) -> date:
        """Return the first day allowed by the retake rules; `date.max` if no attempt is left."""
        failed = self.failed_on
        if not failed:
            return date.min
        waited = failed[-1] + timedelta(days=blueprint.wait_after_fail_d(len(failed)))
        limit = blueprint.attempt_limit
        if limit is None or len(failed) < limit:
            return waited
        if blueprint.attempt_window_d is None:
            return date.max
        return max(waited, failed[-limit] + timedelta(days=blueprint.attempt_window_d))


NO_ATTEMPTS = Attempts()


@dataclass(frozen=True, slots=True)
class CountedAttempts:
    """The attempts of some candidates that count as evidence, by day number, (candidates, attempts)."""

    day_numbers: Floats
    results: AttemptResults

    @property
    def has_any(self) -> NDArray[np.bool_]:
        """Whether each candidate has an attempt that counts, (candidates,)."""
        return np.asarray((self.results.sign != 0).any(axis=1))

    @property
    def none(self) -> "CountedAttempts":
        """The same candidates without attempts."""
        return self._part(np.arange(len(self.day_numbers)), 0)

    def of(self, index: NDArray[np.intp]) -> "CountedAttempts":
        """Return the attempts of some of the candidates, with as many columns as they need."""
        return self._part(index, int((self.results.sign[index] != 0).sum(axis=1).max(initial=0)))

    def _part(self, index: NDArray[np.intp], n: int) -> "CountedAttempts":
        results = replace(self.results, sign=self.results.sign[index, :n], standing=self.results.standing[index, :n])
        return CountedAttempts(self.day_numbers[index, :n], results)


def counted_attempts(attempts: Sequence[Attempts], first_practice: Floats, blueprint: ExamBlueprint) -> CountedAttempts:
    """Return the attempts of some candidates as arrays, without those of an earlier preparation.

    A score that contradicts its result is left out, because either may be wrong. Where a section may be below its
    minimum, a fail with more than the passing score counts as one right at it: the chance is that of the total alone,
    and must not rise by such a fail.

    Args:
        attempts: Each candidate's attempts.
        first_practice: The day number of the first practice exam, (candidates,).
        blueprint: The exam.
    """
    counted = [
        [attempt for attempt in own.all if attempt.taken_on.toordinal() >= first - SAME_PREPARATION_DAYS]
        for own, first in zip(attempts, first_practice, strict=True)
    ]
    shape = len(counted), max((len(own) for own in counted), default=0)
    days = np.repeat(first_practice[:, None], shape[1], axis=1)
    sign, standing = np.zeros(shape), np.full(shape, np.nan)
    for i, own in enumerate(counted):
        for k, attempt in enumerate(own):
            days[i, k] = attempt.taken_on.toordinal()
            sign[i, k] = 1.0 if attempt.is_passed else -1.0
            if attempt.scaled_score is not None and blueprint.may_score(attempt.scaled_score, attempt.is_passed):
                place = blueprint.cut.standing_of(attempt.scaled_score)
                standing[i, k] = np.nan if place is None else place if attempt.is_passed else min(place, 0.0)
    reading_sd = 0.0 if blueprint.cut.kind is PassKind.PERCENT else SCALED_CUT_SD
    return CountedAttempts(days, AttemptResults(sign, standing, reading_sd))


def read_attempts(rows: Rows, exam_code: str, candidate_ids: Sequence[str], as_of: date) -> tuple[Attempts, ...]:
    """Read the attempts of some candidates up to a day, in their order."""
    table = rows.table("attempts", exam_code=exam_code, as_of=as_of, candidate_ids=list(candidate_ids))
    by_candidate: dict[str, list[Attempt]] = {}
    for name, day, is_passed, score in table.rows("candidate_id", "taken_on", "is_passed", "scaled_score"):
        attempt = Attempt(day.date(), is_passed, None if np.isnan(score) else score)
        by_candidate.setdefault(name, []).append(attempt)
    return tuple(Attempts(tuple(by_candidate[name])) if name in by_candidate else NO_ATTEMPTS for name in candidate_ids)
