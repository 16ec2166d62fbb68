"""The records of the product: one frozen class per table of the file contract.

Field names are the column names of the contract, except `candidate_id` for `candidate`. A moment
is a `date` if only the day is known, else an aware `datetime`.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, get_args

Moment = date | datetime

ME = "me"
"""The candidate of a row without one."""


def candidate_name(text: str) -> str:
    """Return a name in the one spelling that is stored (NFC): each accented letter is one character."""
    return unicodedata.normalize("NFC", text)


TOTAL_DOMAIN = "total"
"""The domain of a result without domains."""

NO_DOMAIN = ""
"""The domain of hours without one of the exam."""


class Activity(StrEnum):
    """What a study session was spent on."""

    READING = "reading"
    VIDEO = "video"
    LAB = "lab"
    PRACTICE = "practice"
    REVIEW = "review"
    NOTES = "notes"
    DIAGRAM = "diagram"
    OTHER = "other"


class LabKind(StrEnum):
    """Whether a lab was guided step by step or built from requirements alone."""

    GUIDED = "guided"
    FROM_REQUIREMENTS = "from_requirements"


class Confidence(StrEnum):
    """How sure the candidate was of a response."""

    GUESS = "guess"
    UNSURE = "unsure"
    CONFIDENT = "confident"


class ErrorCause(StrEnum):
    """Why a response was wrong, in the candidate's judgment."""

    KNOWLEDGE = "knowledge"
    CONFUSED_PAIR = "confused_pair"
    MISREAD = "misread"
    REASONING = "reasoning"
    TIMING = "timing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainResult:
    """The result of one practice exam in one domain (a row of `practice_exams`)."""

    TABLE: ClassVar[str] = "practice_exams"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "practice_exam_id", "domain_id")

    candidate_id: str = ME
    practice_exam_id: str
    taken_at: Moment
    exam_code: str
    provider: str | None = None
    form: str | None = None
    sitting: int | None = None
    is_timed: bool | None = None
    is_closed_book: bool | None = None
    place: str | None = None
    duration_min: float | None = None
    domain_id: str
    n_items: int
    n_correct: int
    n_seen_before: int | None = None
    n_correct_seen_before: int | None = None


ResponseKey = tuple[str, str]
"""The practice exam of a response, and its key in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResponse:
    """One response to one item (a row of `item_responses`).

    `response_key` identifies a response within its practice exam: the item's id, else its position,
    else a hash of the row and its occurrence. A question whose domain is not known counts for the whole exam.
    """

    TABLE: ClassVar[str] = "item_responses"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "practice_exam_id", "response_key")

    candidate_id: str = ME
    practice_exam_id: str
    response_key: str
    taken_at: Moment
    exam_code: str
    provider: str | None = None
    form: str | None = None
    sitting: int | None = None
    is_timed: bool | None = None
    is_closed_book: bool | None = None
    position: int | None = None
    item_id: str | None = None
    domain_id: str = TOTAL_DOMAIN
    task_id: str | None = None
    services: str | None = None
    is_correct: bool
    response_time_s: float | None = None
    is_flagged: bool | None = None
    is_revisited: bool | None = None
    confidence: Confidence | None = None
    error_cause: ErrorCause | None = None
    chosen: str | None = None
    correct_answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySession:
    """Time spent studying (a row of `study_sessions`).

    `session_key` is the source's own id, else a hash of the row and its occurrence in the file. So
    two equal sessions of a day both count, and the same file twice adds nothing. Without an exam it
    counts for each of the candidate's exams until that is over.
    """

    TABLE: ClassVar[str] = "study_sessions"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "session_key")

    candidate_id: str = ME
    session_key: str
    started_at: Moment
    time_on_task_min: float
    activity: Activity
    exam_code: str | None = None
    domain_id: str | None = None
    task_id: str | None = None
    resource: str | None = None
    is_new_material: bool | None = None
    lab_kind: LabKind | None = None
    n_errors_met: int | None = None
    cost: float | None = None
    currency: str | None = None
    note: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """Time planned for studying, whether or not it was used (a row of `planned_sessions`).

    `planned_key` is formed like the key of a study session.
    """

    TABLE: ClassVar[str] = "planned_sessions"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "planned_key")

    candidate_id: str = ME
    planned_key: str
    starts_at: Moment
    duration_min: float
    activity: Activity = Activity.OTHER
    domain_id: str | None = None
    task_id: str | None = None
    title: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReview:
    """One review of a flash card (a row of `card_reviews`).

    It counts as study time, not as evidence of readiness, because drilling would bias it.
    `rating` is 1 again, 2 hard, 3 good, 4 easy.
    """

    TABLE: ClassVar[str] = "card_reviews"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "review_id")

    candidate_id: str = ME
    review_id: str
    reviewed_at: Moment
    rating: int
    response_time_s: float | None = None
    deck: str | None = None
    domain_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRating:
    """The candidate's rating of their own knowledge, 1 to 5 (a row of `self_ratings`).

    Without an exam it counts for each of the candidate's exams until that is over.
    """

    TABLE: ClassVar[str] = "self_ratings"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "rated_on", "domain_id", "task_id", "exam_code")

    candidate_id: str = ME
    rated_on: date
    exam_code: str | None = None
    domain_id: str
    task_id: str | None = None
    rating: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamOutcome:
    """The result of the real exam, in total or for one domain (a row of `exam_outcomes`)."""

    TABLE: ClassVar[str] = "exam_outcomes"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "exam_code", "taken_on", "domain_id")

    candidate_id: str = ME
    taken_on: date
    exam_code: str
    scaled_score: float | None = None
    is_passed: bool
    domain_id: str | None = None
    classification: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Sleep, exercise and screen time of a day (a row of `check_ins`)."""

    TABLE: ClassVar[str] = "check_ins"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "on")

    candidate_id: str = ME
    on: date
    sleep_h: float | None = None
    exercise_min: float | None = None
    evening_screen_min: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """The focus of one week of a plan."""

    number: int
    focus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlan:
    """The candidate's plan for one exam (`study_plan.toml`).

    `minutes_per_item` is the limit for a question on a first pass. `last_practice_exam_days` is the number
    of days from the last practice exam to the exam. `weeks` are those that the candidate fixed. `booked_exam_on` is the
    day that the candidate has booked: if `exam_on` becomes another day, that one is not booked.
    """

    TABLE: ClassVar[str] = "study_plan"
    KEY: ClassVar[tuple[str, ...]] = ("candidate_id", "exam_code")

    candidate_id: str = ME
    exam_code: str
    starts_on: date
    exam_on: date | None = None
    hours_per_week_low: float
    hours_per_week_high: float
    audit_weeks: int = 0
    review_weekday: str | None = None
    first_practice_exam_week: int | None = None
    lab_budget: float | None = None
    rest_weekdays: tuple[str, ...] = ()
    minutes_per_item: float | None = None
    last_practice_exam_days: int | None = None
    booked_exam_on: date | None = None
    activity_share: Mapping[str, float] | None = None
    weeks: tuple[PlannedWeek, ...] = ()

    @property
    def is_booked(self) -> bool:
        """Whether the planned exam day is the booked one."""
        return self.exam_on is not None and self.exam_on == self.booked_exam_on


Record = (
    DomainResult
    | ItemResponse
    | StudySession
    | SelfRating
    | ExamOutcome
    | CheckIn
    | StudyPlan
    | PlannedSession
    | CardReview
)

RECORD_TYPES: tuple[type[Record], ...] = get_args(Record)


@dataclass(frozen=True, slots=True)
class Row:
    """A record and its line in the file."""

    line: str
    record: Record
