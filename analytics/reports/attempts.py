"""The attempts at the real exam that are known, and when it may be sat again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.blueprint import ExamBlueprint
from analytics.store import Store


@dataclass(frozen=True, slots=True)
class Attempt:
    """The real exam, sat once."""

    taken_on: date
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts of one candidate at one exam, the first one first."""

    all: tuple[Attempt, ...] = ()

    def until(self, day: date) -> "Attempts":
        """Give those up to a day."""
        return Attempts(tuple(attempt for attempt in self.all if attempt.taken_on <= day))

    @property
    def failed_on(self) -> tuple[date, ...]:
        """Give the days on which it was failed."""
        return tuple(attempt.taken_on for attempt in self.all if not attempt.is_passed)

    @property
    def passed_on(self) -> date | None:
        """Give the day on which it was passed, None where it was not."""
        return self.passed_from(date.min)

    def passed_from(self, first_on: date) -> date | None:
        """Give the first day on which it was passed that is not before another."""
        days = (attempt.taken_on for attempt in self.all if attempt.is_passed)
        return next((day for day in days if day >= first_on), None)

    def has_any_from(self, first_on: date) -> bool:
        """Tell whether it was sat on some day or later."""
        return any(attempt.taken_on >= first_on for attempt in self.all)

    def open_from(self, blueprint: ExamBlueprint) -> date:
        """Give the first day on which the exam may be sat by the retake rules; `date.max` for never again."""
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


def read_attempts(
    store: Store, exam_code: str, candidate_ids: Sequence[str], as_of: date, candidate_id: str | None
) -> tuple[Attempts, ...]:
    """Read the attempts of some candidates up to a day, in their order."""
    table = store.query("attempts", exam_code=exam_code, as_of=as_of, candidate_id=candidate_id)
    found: dict[str, list[Attempt]] = {}
    for name, day, is_passed in zip(table.candidate_id, table.taken_on, table.is_passed, strict=True):
        found.setdefault(name, []).append(Attempt(day.date(), bool(is_passed)))
    return tuple(Attempts(tuple(found[name])) if name in found else NO_ATTEMPTS for name in candidate_ids)
