"""Whether the candidate will finish in time: the first pass, flags, and the chance of running out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.models.first_pass import MIN_TIMES, FirstPass, predict_first_pass
from analytics.models.intervals import Floats
from analytics.reports.practice.paced_exams import PacedExam, paced_exams
from analytics.reports.practice.response_log import LoggedResponse, ResponseGroup, group_of, read_responses


@dataclass(frozen=True, slots=True)
class FlaggedQuestions:
    """Responses by what happened to the flag, if flags were recorded at all.

    A log holds the last answer only, so it does not show the effect of changing one.
    """

    returned: ResponseGroup
    left: ResponseGroup
    unknown: ResponseGroup
    not_flagged: ResponseGroup

    @property
    def n_flagged(self) -> int:
        """Flagged questions, revisited or not."""
        return self.returned.n + self.left.n + self.unknown.n

    @property
    def n(self) -> int:
        """Responses with a recorded flag."""
        return self.n_flagged + self.not_flagged.n


def _flagged_questions(responses: Sequence[LoggedResponse]) -> FlaggedQuestions:
    recorded = [response for response in responses if response.is_flagged is not None]
    flagged = [response for response in recorded if response.is_flagged]
    return FlaggedQuestions(
        returned=group_of([r for r in flagged if r.is_revisited]),
        left=group_of([r for r in flagged if r.is_revisited is False]),
        unknown=group_of([r for r in flagged if r.is_revisited is None]),
        not_flagged=group_of([r for r in recorded if not r.is_flagged]),
    )


STANDARD_LIMIT_MIN = 3.0
"""Default limit per question on the first pass, unless the plan sets one or the exam gives more time."""

RESERVE_SHARE = 1 / 6
"""Share of the exam's time to reserve for skipped questions: 30 minutes of three hours."""

RECENT_EXAMS = 3
"""Latest comparable practice exams that represent today's pace, unless the exam has too few questions."""


class LimitSource(StrEnum):
    """Where the limit per question comes from."""

    TRIED = "tried"
    PLANNED = "planned"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class PaceReport:
    """Pace up to a day compared with the limit and the real exam; practice exams in order.

    `outlook` is the first pass at full length and today's pace; `outlook_with_limit` moves on at the limit.
    Both are None with too few times. They use the `n_recent_times` answer times of the `n_recent_exams` recent practice
    exams that have any, without questions seen before.
    """

    as_of: date
    exam: ExamBlueprint
    limit_min: float
    own_limit_min: float
    limit_source: LimitSource
    reserve_min: float
    exams: tuple[PacedExam, ...]
    n_recent_exams: int
    n_recent_times: int
    flags: FlaggedQuestions
    outlook: FirstPass | None
    outlook_with_limit: FirstPass | None

    @property
    def at_limit_min(self) -> float:
        """Minutes of a first pass that takes the limit for every question."""
        return self.limit_min * self.exam.n_items_max

    @property
    def by_question(self) -> tuple[PacedExam, ...]:
        """Practice exams with times by question."""
        return tuple(exam for exam in self.exams if exam.is_by_question)

    @property
    def recent(self) -> tuple[PacedExam, ...]:
        """The practice exams that represent today's pace."""
        return _recent(self.exams, self.exam)

    def real_exam_min(self, exam: PacedExam) -> float:
        """Return the real exam's minutes at the pace of a practice exam."""
        return self.exam.duration_min - exam.real_exam_left_min


def recent_exams(exam: ExamBlueprint) -> int:
    """Return how many of the latest comparable practice exams represent today's pace."""
    return max(RECENT_EXAMS, math.ceil(MIN_TIMES / exam.n_items_max))


def own_limit_min(candidate: FittedCandidate) -> float:
    """Return the limit per question: the plan's, or the larger of the default and the exam's."""
    planned = candidate.plan.minutes_per_item if candidate.plan else None
    return planned or max(STANDARD_LIMIT_MIN, candidate.blueprint.min_per_item)


def pace_report(
    candidate: FittedCandidate, *, limit_min: float | None = None, reserve_min: float | None = None
) -> PaceReport:
    """Report the pace, by the candidate's own limit or another one to try."""
    blueprint, own_min = candidate.blueprint, own_limit_min(candidate)
    own_source = LimitSource.PLANNED if candidate.plan and candidate.plan.minutes_per_item else LimitSource.STANDARD
    limit = limit_min or own_min
    responses = read_responses(candidate)
    exams = paced_exams(candidate, responses, limit)
    recent = _recent_times(responses, _recent(exams, blueprint))
    n_times = sum(len(times) for times in recent)
    reserve_share = RESERVE_SHARE if blueprint.may_return else 0.0

    def ahead(limit_s: float = np.inf) -> FirstPass | None:
        if n_times < MIN_TIMES:
            return None
        return predict_first_pass(
            recent, n_items=blueprint.n_items_max, duration_min=blueprint.duration_min, limit_s=limit_s
        )

    return PaceReport(
        as_of=candidate.as_of,
        exam=blueprint,
        limit_min=limit,
        own_limit_min=own_min,
        limit_source=own_source if limit == own_min else LimitSource.TRIED,
        reserve_min=float(round(blueprint.duration_min * reserve_share)) if reserve_min is None else reserve_min,
        exams=exams,
        n_recent_exams=len(recent),
        n_recent_times=n_times,
        flags=_flagged_questions(responses),
        outlook=ahead(),
        outlook_with_limit=ahead(60 * limit),
    )


def _recent(exams: Sequence[PacedExam], exam: ExamBlueprint) -> tuple[PacedExam, ...]:
    """Return the latest practice exams taken like the real one: timed, with mostly new questions."""
    comparable = tuple(own for own in exams if not own.is_untimed and not own.is_mostly_seen)
    return comparable[-recent_exams(exam) :]


def _recent_times(responses: Sequence[LoggedResponse], exams: Sequence[PacedExam]) -> list[Floats]:
    """Return the times of each practice exam that has any, without questions seen before: they are faster."""
    recent = {exam.practice_exam_id for exam in exams}
    new = [r for r in responses if r.practice_exam_id in recent and r.response_time_s and not r.was_seen]
    by_exam = groupby(new, key=lambda r: r.practice_exam_id)
    return [np.array([r.response_time_s for r in own], dtype=float) for _, own in by_exam]
