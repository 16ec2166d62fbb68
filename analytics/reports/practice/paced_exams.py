"""The time of each practice exam beside that of the real one: by question where that is known, else as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_points import MOSTLY_SEEN, practice_points
from analytics.reports.practice.response_log import LoggedResponse


@dataclass(frozen=True, slots=True)
class PacedQuestion:
    """One question of a practice exam in its order."""

    position: int
    time_min: float
    is_over_limit: bool
    is_flagged: bool | None


@dataclass(frozen=True, slots=True)
class PacedExam:
    """The time of one practice exam, told by question or only as a whole.

    `allowed_min` is the real exam's time for as many questions, `whole_left_min` what would be left
    of the real exam at this pace. `questions` are those with a time; where some have none,
    `used_min` counts them as the others. Questions seen before are quicker.
    """

    practice_exam_id: str
    day: date
    n_items: int
    used_min: float
    allowed_min: float
    whole_left_min: float
    is_untimed: bool
    seen_share: float
    questions: tuple[PacedQuestion, ...]

    @property
    def is_mostly_seen(self) -> bool:
        """Tell whether most of its questions had been seen before."""
        return self.seen_share >= MOSTLY_SEEN

    @property
    def is_by_question(self) -> bool:
        """Tell whether the time of each question is known."""
        return bool(self.questions)

    @property
    def n_over_limit(self) -> int:
        """Count the questions that took longer than the limit."""
        return sum(question.is_over_limit for question in self.questions)

    @property
    def n_without_time(self) -> int:
        """Count the questions whose time is not known, of an exam that is told by question."""
        return self.n_items - len(self.questions)

    @property
    def used_min_per_item(self) -> float:
        """Give the minutes that a question took."""
        return self.used_min / self.n_items

    @property
    def n_flagged(self) -> int | None:
        """Count the flagged questions, None where no flag was noted."""
        noted = [question.is_flagged for question in self.questions if question.is_flagged is not None]
        return sum(noted) if noted else None


def paced_exams(known: FittedCandidate, responses: Sequence[LoggedResponse], limit_min: float) -> tuple[PacedExam, ...]:
    """List the practice exams with a time, in their order: by question where that is known, else as a whole."""
    exam = known.blueprint
    by_exam = groupby(responses, key=lambda r: r.practice_exam_id)
    told = [paced for _, own in by_exam if (paced := _told_by_question(list(own), exam, limit_min))]
    names = {paced.practice_exam_id for paced in told}
    seen = {point.practice_exam_id: point.seen_share for point in practice_points(known.evidence)}
    table = known.records.exam_times
    whole = [
        PacedExam(
            practice_exam_id=row["practice_exam_id"],
            day=row["day"].date(),
            n_items=row["n_items"],
            **_times(row["duration_min"], row["n_items"], exam),
            is_untimed=row["is_untimed"],
            seen_share=seen.get(row["practice_exam_id"], 0.0),
            questions=(),
        )
        for row in table.to_dict("records")
        if row["practice_exam_id"] not in names
    ]
    return tuple(sorted([*told, *whole], key=lambda paced: (paced.day, paced.practice_exam_id)))


def _times(used_min: float, n_items: int, exam: ExamBlueprint) -> dict[str, float]:
    """Give the time of a practice exam beside that of the real one."""
    return {
        "used_min": used_min,
        "allowed_min": n_items * exam.min_per_item,
        "whole_left_min": exam.duration_min - used_min * exam.n_items_max / n_items,
    }


def _told_by_question(own: Sequence[LoggedResponse], exam: ExamBlueprint, limit_min: float) -> PacedExam | None:
    """Put the questions of one practice exam together, None where none has a time."""
    times = [(k, r, r.response_time_s / 60) for k, r in enumerate(own, start=1) if r.response_time_s]
    if not times:
        return None
    questions = [
        PacedQuestion(r.position or k, time_min, time_min > limit_min, r.is_flagged) for k, r, time_min in times
    ]
    mean_min = sum(question.time_min for question in questions) / len(questions)
    return PacedExam(
        practice_exam_id=own[0].practice_exam_id,
        day=own[0].day,
        n_items=len(own),
        **_times(mean_min * len(own), len(own), exam),
        is_untimed=own[0].is_untimed,
        seen_share=sum(r.was_seen for r in own) / len(own),
        questions=tuple(questions),
    )
