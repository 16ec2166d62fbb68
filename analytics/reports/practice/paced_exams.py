"""Time of each practice exam compared with the real one, by question or as a total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.candidate_records import rows_of
from analytics.estimation.evidence import MOSTLY_SEEN
from analytics.estimation.practice_results import practice_results
from analytics.reports.practice.response_log import LoggedResponse


@dataclass(frozen=True, slots=True)
class PacedQuestion:
    """A question's time, in the order of the practice exam."""

    position: int
    time_min: float
    is_over_limit: bool
    is_flagged: bool | None


@dataclass(frozen=True, slots=True)
class PacedExam:
    """The time of one practice exam, by question or only as a total.

    `allowed_min` is the real exam's time for as many questions, `real_exam_left_min` what would be left of the real
    exam at this pace. `questions` are those with a time; `used_min` assumes the mean time for the others. Questions
    seen before are faster.
    """

    practice_exam_id: str
    day: date
    n_items: int
    used_min: float
    allowed_min: float
    real_exam_left_min: float
    is_untimed: bool
    seen_share: float
    questions: tuple[PacedQuestion, ...] = ()

    @property
    def is_mostly_seen(self) -> bool:
        """Whether most of its questions had been seen before."""
        return self.seen_share >= MOSTLY_SEEN

    @property
    def is_by_question(self) -> bool:
        """Whether it has times by question."""
        return bool(self.questions)

    @property
    def n_over_limit(self) -> int:
        """Questions that took longer than the limit."""
        return sum(question.is_over_limit for question in self.questions)

    @property
    def n_without_time(self) -> int:
        """Questions without a time, if it has times by question."""
        return self.n_items - len(self.questions)

    @property
    def used_min_per_item(self) -> float:
        """Minutes per question."""
        return self.used_min / self.n_items

    @property
    def n_flagged(self) -> int | None:
        """Flagged questions, None if no flags were recorded."""
        recorded = [question.is_flagged for question in self.questions if question.is_flagged is not None]
        return sum(recorded) if recorded else None


def paced_exams(
    candidate: FittedCandidate, responses: Sequence[LoggedResponse], limit_min: float
) -> tuple[PacedExam, ...]:
    """Return the practice exams with a time in order, by question if recorded, else as a total."""
    exam = candidate.blueprint
    by_exam = groupby(responses, key=lambda r: r.practice_exam_id)
    by_question = [paced for _, own in by_exam if (paced := _by_question(list(own), exam, limit_min))]
    names = {paced.practice_exam_id for paced in by_question}
    seen = {exam.practice_exam_id: exam.seen_share for exam in practice_results(candidate.evidence)}
    totals = [
        PacedExam(
            **row,
            allowed_min=row["n_items"] * exam.min_per_item,
            real_exam_left_min=_real_exam_left_min(exam, row["used_min"], row["n_items"]),
            seen_share=seen.get(row["practice_exam_id"], 0.0),
        )
        for row in rows_of(candidate.records.exam_times)
        if row["practice_exam_id"] not in names
    ]
    return tuple(sorted([*by_question, *totals], key=lambda paced: (paced.day, paced.practice_exam_id)))


def _real_exam_left_min(exam: ExamBlueprint, used_min: float, n_items: int) -> float:
    return exam.duration_min - used_min * exam.n_items_max / n_items


def _by_question(own: Sequence[LoggedResponse], exam: ExamBlueprint, limit_min: float) -> PacedExam | None:
    """Return a practice exam with times by question, None if no question has one."""
    times = [(r.position or k, r.response_time_s / 60, r) for k, r in enumerate(own, start=1) if r.response_time_s]
    if not times:
        return None
    questions = [PacedQuestion(place, minutes, minutes > limit_min, r.is_flagged) for place, minutes, r in times]
    used_min = sum(question.time_min for question in questions) / len(questions) * len(own)
    return PacedExam(
        practice_exam_id=own[0].practice_exam_id,
        day=own[0].day,
        n_items=len(own),
        used_min=used_min,
        allowed_min=len(own) * exam.min_per_item,
        real_exam_left_min=_real_exam_left_min(exam, used_min, len(own)),
        is_untimed=own[0].is_untimed,
        seen_share=sum(r.was_seen for r in own) / len(own),
        questions=tuple(questions),
    )
