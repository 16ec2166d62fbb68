"""An exam as data: its domains and weights, its cut score, its format, its fee and its dates.

The files that these values are read from are described in `blueprints/README.md`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DEFAULT_OPTIONS_PER_QUESTION = 4

TRUE_FALSE_GUESS = 0.5
MULTIPLE_RESPONSE_GUESS = 0.10
MIXED_GUESS = 0.20


class WeightKind(StrEnum):
    """How an exam publishes the weight of a domain."""

    EXACT = "exact"
    RANGE = "range"
    APPROX = "approx"
    UNPUBLISHED = "unpublished"


class PassKind(StrEnum):
    """What the passing score is a number of, if there is one."""

    SCALED = "scaled"
    PERCENT = "percent"
    PERCENT_UNOFFICIAL = "percent_unofficial"
    PASS_FAIL_ONLY = "pass_fail_only"  # noqa: S105 - a mark that was passed, no password


class ExamStatus(StrEnum):
    """Whether an exam can be sat."""

    ANNOUNCED = "announced"
    BETA = "beta"
    ACTIVE = "active"
    RETIRING = "retiring"
    RETIRED = "retired"


class QuestionType(StrEnum):
    """What a question asks the candidate to do."""

    MULTIPLE_CHOICE = "multiple_choice"
    MULTIPLE_RESPONSE = "multiple_response"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    MATCHING = "matching"
    HOT_AREA = "hot_area"
    CASE_STUDY = "case_study"
    PERFORMANCE_BASED = "performance_based"
    ADVANCED_ITEMS = "advanced_items"
    FILL_IN = "fill_in"
    LAB = "lab"
    PERFORMANCE_TASK = "performance_task"


OPEN_QUESTION_TYPES = frozenset({QuestionType.FILL_IN, QuestionType.LAB, QuestionType.PERFORMANCE_TASK})
"""Types whose answer is produced, so that a blind guess is never right."""


@dataclass(frozen=True, slots=True)
class Task:
    """One statement within a domain."""

    task_id: str
    title: str


@dataclass(frozen=True, slots=True)
class BlueprintDomain:
    """One content area and its share of the scored questions.

    The shares of an exam add to 1. `share_half_width` is how far the published figure leaves
    the share open: half a range, the rounding of an approximate weight, 0 for an exact one.
    Both are None where the exam publishes no weights.
    """

    domain_id: str
    name: str
    weight_kind: WeightKind
    share: float | None
    share_half_width: float | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class CutScore:
    """The lowest passing score and its scale, as far as they are published.

    Only the two percent kinds can be compared with a percentage of questions answered right.
    """

    kind: PassKind
    pass_score: float | None
    scale_min: float | None
    scale_max: float | None

    def percent_of(self, score: float) -> float | None:
        """Give the percentage of questions that a reported score stands for; None where its scale does not tell it."""
        if self.kind is not PassKind.PERCENT or self.scale_max is None:
            return None
        low = self.scale_min or 0.0
        return 100 * (score - low) / (self.scale_max - low)

    def standing_of(self, score: float) -> float | None:
        """Give where a reported score stands: -1 at the lowest mark, 0 at the pass mark, 1 at the highest.

        None where the scale or the pass mark is not known.
        """
        if self.kind is PassKind.PASS_FAIL_ONLY or self.pass_score is None or self.scale_max is None:
            return None
        below, above = self.pass_score - (self.scale_min or 0.0), self.scale_max - self.pass_score
        side = below if score < self.pass_score else above
        return max(-1.0, min(1.0, (score - self.pass_score) / side)) if side else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamBlueprint:
    """Everything that Cutscore knows of one exam.

    `n_items_min` and `n_items_max` count all questions shown, the unscored ones too; they are
    equal where the number is fixed or only a maximum is published. `may_return` tells whether a
    question that was left can be answered later. `listed_status` is the word of the file when it
    was written: ask `status_on` for the status of a day. `first_day` and `last_day` are days on
    which the exam can be sat. None stands for not published, and for no limit in `attempt_limit`
    and `attempt_window_d`.
    """

    code: str
    name: str
    provider: str | None
    level: str | None
    guide_version: str | None
    domains: tuple[BlueprintDomain, ...]
    cut: CutScore
    duration_min: int
    n_items_min: int
    n_items_max: int
    n_unscored_items: int | None
    is_adaptive: bool
    may_return: bool
    n_breaks: int | None
    break_min: float | None
    question_types: tuple[QuestionType, ...]
    options_per_question: int | None
    fee: float | None
    currency: str
    retake_wait_d: tuple[int, ...]
    attempt_limit: int | None
    attempt_window_d: int | None
    free_retake: bool
    listed_status: ExamStatus
    first_day: date | None
    last_day: date | None
    general_availability: date | None
    replaced_by: tuple[str, ...]
    replaces: tuple[str, ...]
    services: tuple[str, ...]
    unverified_fields: tuple[str, ...]
    source_urls: tuple[str, ...]

    @property
    def domain_ids(self) -> tuple[str, ...]:
        """Give the ids of the domains in the order of the file."""
        return tuple(domain.domain_id for domain in self.domains)

    @property
    def task_ids(self) -> tuple[str, ...]:
        """Give the ids of all tasks in the order of the file."""
        return tuple(task.task_id for domain in self.domains for task in domain.tasks)

    def domain(self, domain_id: str) -> BlueprintDomain:
        """Give one domain; KeyError where the exam has none of this id."""
        for domain in self.domains:
            if domain.domain_id == domain_id:
                return domain
        raise KeyError(domain_id)

    @property
    def is_weight_published(self) -> bool:
        """Say whether the domains have shares; an exam has them for all or for none."""
        return self.domains[0].share is not None

    @property
    def n_scored_items(self) -> int:
        """Count the questions that make the score.

        The middle of a band is the best single number for a form of unknown length, rounded down
        so that no precision is claimed that the form may not have. An adaptive exam is counted
        at its maximum, which is what a candidate near the cut sits.
        """
        n_shown = self.n_items_max if self.is_adaptive else (self.n_items_min + self.n_items_max) // 2
        return n_shown - (self.n_unscored_items or 0)

    @property
    def guess_floor(self) -> float:
        """Give the chance of a right answer without knowledge, from the question types.

        With k options a blind choice is right in 1/k. A multiple-response question has many more
        possible answers, but often says how many to choose: .10. Choices mixed with harder types
        lie between: .20. Nothing is gained by guessing where the answer is produced, not chosen.
        An exam that names no types is taken as multiple choice.
        """
        types = frozenset(self.question_types) or {QuestionType.MULTIPLE_CHOICE}
        if types <= OPEN_QUESTION_TYPES:
            return 0.0
        if types == {QuestionType.MULTIPLE_CHOICE}:
            return 1 / (self.options_per_question or DEFAULT_OPTIONS_PER_QUESTION)
        if types == {QuestionType.TRUE_FALSE}:
            return TRUE_FALSE_GUESS
        if types == {QuestionType.MULTIPLE_RESPONSE}:
            return MULTIPLE_RESPONSE_GUESS
        return MIXED_GUESS

    def status_on(self, day: date) -> ExamStatus:
        """Work out the status on a day from the dates, for the word in the file grows old.

        The listed word is used for what no date tells: that an exam without a date is over, or
        that it began as a beta. A file that was written after the end does not say when the end
        became known, so until its last day that exam counts as active.
        """
        if self.last_day is not None and day > self.last_day:
            return ExamStatus.RETIRED
        if self.first_day is not None and day < self.first_day:
            return ExamStatus.ANNOUNCED
        if self._is_undated:
            return self.listed_status
        if self.listed_status is ExamStatus.BETA and not self._is_generally_available(day):
            return ExamStatus.BETA
        if self.last_day is not None and self.listed_status is not ExamStatus.RETIRED:
            return ExamStatus.RETIRING
        return ExamStatus.ACTIVE

    @property
    def _is_undated(self) -> bool:
        """Say whether the date that the listed word speaks of is missing."""
        match self.listed_status:
            case ExamStatus.RETIRED | ExamStatus.RETIRING:
                return self.last_day is None
            case ExamStatus.ANNOUNCED:
                return self.first_day is None
            case _:
                return False

    def _is_generally_available(self, day: date) -> bool:
        return self.general_availability is not None and day >= self.general_availability

    @property
    def min_per_item(self) -> float:
        """Give the minutes for one question, at the greatest number of questions."""
        return self.duration_min / self.n_items_max

    def wait_after_fail_d(self, n_failed: int) -> int:
        """Give the days to wait after so many failed attempts; the last value of the file repeats."""
        if not self.retake_wait_d or n_failed < 1:
            return 0
        return self.retake_wait_d[min(n_failed, len(self.retake_wait_d)) - 1]
