"""The exam day: how its conditions differ from practice, and its result."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.estimation.attempts import Attempt
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.candidate_records import rows_of
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.exam_form import NORMAL_90
from analytics.estimation.exam_plan import PlannedExam
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Interval
from analytics.models.points import condition_points, joined
from analytics.reports.outcomes.scored_outcomes import ScoredOutcome, scored_outcomes


class Condition(StrEnum):
    """What makes a practice exam easier than the real one, in the order of `condition_points`."""

    UNTIMED = "untimed"
    OPEN_BOOK = "open_book"


@dataclass(frozen=True, slots=True)
class ExamConditions:
    """The conditions of one practice exam, None or empty if not recorded, and whether they are the real exam's."""

    practice_exam_id: str
    day: date
    is_timed: bool | None
    is_closed_book: bool | None
    place: str
    is_like_real: bool


@dataclass(frozen=True, slots=True)
class ConditionEffect:
    """What a condition adds according to the model, in logits and in percentage points of the score.

    If `n_exams` is 0, both are the prior's.
    """

    condition: Condition
    n_exams: int
    logits: Interval
    points: Interval


@dataclass(frozen=True, slots=True)
class ExamDayReport:
    """The exam day as of a day.

    `scored_outcomes` are the attempts that could be scored; `all_attempts` are also those without an earlier
    practice exam.
    """

    planned: PlannedExam
    practice_exams: tuple[ExamConditions, ...]
    effects: tuple[ConditionEffect, ...]
    scored_outcomes: tuple[ScoredOutcome, ...]
    all_attempts: tuple[Attempt, ...]

    @property
    def n_like_real(self) -> int:
        """Practice exams recorded as taken under the real exam's conditions."""
        return sum(exam.is_like_real for exam in self.practice_exams)


def exam_day_report(candidate: FittedCandidate) -> ExamDayReport:
    """Report the conditions before the exam, and the scored forecasts after it."""
    may_be_open = candidate.blueprint.is_open_book
    exams = tuple(
        ExamConditions(**row, is_like_real=bool(row["is_timed"] and (may_be_open or row["is_closed_book"])))
        for row in rows_of(candidate.records.exam_conditions)
    )
    return ExamDayReport(
        planned=candidate.planned,
        practice_exams=exams,
        effects=_effects(candidate, exams),
        scored_outcomes=scored_outcomes(candidate),
        all_attempts=candidate.evidence.attempts[0].all,
    )


def _effects(candidate: FittedCandidate, exams: tuple[ExamConditions, ...]) -> tuple[ConditionEffect, ...]:
    """Predict what each condition adds today, jointly with the abilities."""
    fitted, n_domains = candidate.fitted, candidate.fitted.form.n_domains
    today = as_day_numbers([candidate.as_of])
    mean, covariance = fitted.predict(joined(fitted.real_exam(today), condition_points(n_domains)))
    counts = {
        Condition.UNTIMED: sum(exam.is_timed is False for exam in exams),
        Condition.OPEN_BOOK: sum(exam.is_closed_book is False for exam in exams),
    }
    if candidate.blueprint.is_open_book:
        del counts[Condition.OPEN_BOOK]
    effects = []
    for column, (condition, n_exams) in enumerate(counts.items(), start=n_domains):
        which = np.array([*range(n_domains), column])
        of_domains = mean[:, which], covariance[:, which[:, None], which[None, :]]
        points = inflation_percent(*of_domains, fitted.form.shares, fitted.form.guess_floor)
        value, half = float(mean[0, column]), NORMAL_90 * float(np.sqrt(covariance[0, column, column]))
        effects.append(ConditionEffect(condition, n_exams, Interval(value, value - half, value + half), points[0]))
    return tuple(effects)
