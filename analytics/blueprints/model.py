"""An exam as data: domains and weights, cut score, format, fee and dates.

`blueprints/README.md` describes the files that these values are read from.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from analytics.blueprints.apportionment import webster_turns

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
    """The unit of the passing score, if one is published."""

    SCALED = "scaled"
    PERCENT = "percent"
    PERCENT_UNOFFICIAL = "percent_unofficial"
    PASS_FAIL_ONLY = "pass_fail_only"  # noqa: S105 - an exam was passed; this is no password


PERCENT_KINDS = frozenset({PassKind.PERCENT, PassKind.PERCENT_UNOFFICIAL})


class ExamStatus(StrEnum):
    """Whether an exam is available."""

    ANNOUNCED = "announced"
    BETA = "beta"
    ACTIVE = "active"
    RETIRING = "retiring"
    RETIRED = "retired"


class QuestionType(StrEnum):
    """The task format of a question."""

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
"""Types without options to choose from, so that a blind guess is never right."""


class Task(NamedTuple):
    """One statement within a domain."""

    task_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueprintDomain:
    """One content area and its share of the scored questions.

    The shares of an exam add up to 1. `share_half_width` is the uncertainty of the published figure: half a range,
    the rounding of an approximate weight, or 0 for an exact one. Both are None if the exam publishes no weights.
    `published_range` is in percent. Rows with an id in `formerly` belong to this domain.
    """

    domain_id: str
    name: str
    weight_kind: WeightKind
    share: float | None
    share_half_width: float | None
    tasks: tuple[Task, ...]
    formerly: tuple[str, ...] = ()
    published_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class CutScore:
    """The lowest passing score and its scale; None means unpublished.

    Only the two percent kinds are comparable with a percentage of correct answers.
    """

    kind: PassKind
    pass_score: float | None
    scale_min: float | None
    scale_max: float | None

    @property
    def scale(self) -> tuple[float, float] | None:
        """The lowest and the highest score, None if not published; 0 to 100 for percentages."""
        if self.kind in PERCENT_KINDS:
            return 0.0, 100.0
        return None if self.scale_max is None else (self.scale_min or 0.0, self.scale_max)

    @property
    def share(self) -> float | None:
        """The passing score's place on its scale from 0 to 1, None if either is not published."""
        if self.kind is PassKind.PASS_FAIL_ONLY or self.pass_score is None or self.scale is None:
            return None
        low, high = self.scale
        return (self.pass_score - low) / (high - low)

    def least_correct(self, n_items: int) -> int | None:
        """Return the fewest correct answers that pass, None if no official percentage is published.

        A percentage with decimals is taken to be rounded: 74.3 % of 35 is 26, although 26 are only 74.29 %.
        """
        if self.kind is not PassKind.PERCENT or self.pass_score is None:
            return None
        raw, n_decimals = self.pass_score * n_items / 100, len(f"{self.pass_score:.9g}".partition(".")[2])
        rounding = n_items / 200 / 10**n_decimals if n_decimals else 0.0
        return ceil(raw - rounding - 1e-9)

    def percent_of(self, score: float) -> float | None:
        """Return the percentage of questions behind a reported score, None for other scales."""
        return score if self.kind is PassKind.PERCENT else None

    def standing_of(self, score: float) -> float | None:
        """Return a reported score relative to the cut: -1 lowest, 0 at the cut, 1 highest.

        None if the scale or the passing score is not published.
        """
        if self.share is None or self.pass_score is None or self.scale is None:
            return None
        low, high = self.scale
        side = self.pass_score - low if score < self.pass_score else high - self.pass_score
        return max(-1.0, min(1.0, (score - self.pass_score) / side)) if side else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamBlueprint:
    """All facts about one exam; None means not published.

    `n_items_min` and `n_items_max` include unscored questions; they are equal if the number is fixed or only a maximum
    is published. `may_return` is whether a skipped question can be answered later, `is_compensatory` whether only the
    total decides. `listed_status` is the status when the file was written. The exam can be taken from `first_day` to
    `last_day`, and is a beta before `general_availability`. `attempt_limit` and `attempt_window_d` are None if
    attempts are not limited.
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
    is_open_book: bool
    has_public_items: bool
    may_return: bool
    is_compensatory: bool
    has_negative_marking: bool
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
    beta_n_items: int | None
    beta_duration_min: int | None
    beta_fee: float | None
    replaced_by: tuple[str, ...]
    replaces: tuple[str, ...]
    services: tuple[str, ...]
    unverified_fields: tuple[str, ...]
    source_urls: tuple[str, ...]

    @property
    def domain_ids(self) -> tuple[str, ...]:
        """Ids of the domains, in the order of the file."""
        return tuple(domain.domain_id for domain in self.domains)

    @property
    def former_ids(self) -> Mapping[str, str]:
        """The current id of a domain by its former id."""
        return {former: domain.domain_id for domain in self.domains for former in domain.formerly}

    @property
    def task_ids(self) -> tuple[str, ...]:
        """Ids of all tasks, in the order of the file."""
        return tuple(task.task_id for domain in self.domains for task in domain.tasks)

    def domain(self, domain_id: str) -> BlueprintDomain:
        """Return the domain with an id.

        Raises:
            KeyError: If there is none.
        """
        return {domain.domain_id: domain for domain in self.domains}[domain_id]

    @property
    def is_weight_published(self) -> bool:
        """Whether the domains have shares; an exam has them for all or for none."""
        return self.domains[0].share is not None

    def may_score(self, score: float, is_passed: bool) -> bool:
        """Whether a result can have a score: a fail can reach the passing score only if sections have minimums, too."""
        cut = self.cut.pass_score
        return cut is None or (score >= cut) == is_passed or not (is_passed or self.is_compensatory)

    @property
    def n_scored_items(self) -> int:
        """Number of scored questions.

        For a range, the middle, rounded down so as not to overstate precision. For an adaptive exam, the maximum,
        because a candidate near the cut gets that many.
        """
        n_shown = self.n_items_max if self.is_adaptive else (self.n_items_min + self.n_items_max) // 2
        return n_shown - (self.n_unscored_items or 0)

    @property
    def n_practice_items(self) -> int | None:
        """Number of questions of a full practice exam, including unscored ones; None if it is not fixed."""
        return self.n_items_max if self.n_items_min == self.n_items_max and not self.is_adaptive else None

    def items_by_domain(self, n_items: int, *, without: Collection[str] = ()) -> Mapping[str, int]:
        """Split `n_items` questions among the domains, except those in `without`, by weight; evenly if unpublished."""
        domains = [domain for domain in self.domains if domain.domain_id not in without]
        weights = [1.0 if domain.share is None else domain.share for domain in domains]
        n_of = Counter(webster_turns(weights, [0.0] * len(weights), [1.0] * n_items))
        return {domain.domain_id: n_of[at] for at, domain in enumerate(domains)}

    @property
    def guess_floor(self) -> float:
        """Probability of a correct blind guess, by question types; no types means multiple choice.

        With k options it is 1/k. A multiple-response question has many more combinations but often states how many to
        choose: .10. A mix of types lies between: .20. An answer without options is never guessed.
        """
        types = frozenset(self.question_types or (QuestionType.MULTIPLE_CHOICE,))
        if types <= OPEN_QUESTION_TYPES:
            return 0.0
        if types == {QuestionType.MULTIPLE_CHOICE}:
            return 1 / (self.options_per_question or DEFAULT_OPTIONS_PER_QUESTION)
        if types == {QuestionType.TRUE_FALSE}:
            return TRUE_FALSE_GUESS
        return MULTIPLE_RESPONSE_GUESS if types == {QuestionType.MULTIPLE_RESPONSE} else MIXED_GUESS

    def status_on(self, day: date) -> ExamStatus:
        """Return the status on a day, derived from the dates.

        The listed status becomes outdated, so it is used only if its date is missing, and for a beta. A file that
        lists an exam as retired does not say when that was announced, so the exam was active until its last day.
        """
        if self.last_day is not None and day > self.last_day:
            return ExamStatus.RETIRED
        if self.first_day is not None and day < self.first_day:
            return ExamStatus.ANNOUNCED
        of_status = {
            ExamStatus.RETIRED: self.last_day,
            ExamStatus.RETIRING: self.last_day,
            ExamStatus.ANNOUNCED: self.first_day,
        }
        if of_status.get(self.listed_status, day) is None:
            return self.listed_status
        opens_on = self.general_availability
        if self.listed_status is ExamStatus.BETA and (opens_on is None or day < opens_on):
            return ExamStatus.BETA
        if self.last_day is not None and self.listed_status is not ExamStatus.RETIRED:
            return ExamStatus.RETIRING
        return ExamStatus.ACTIVE

    def fee_on(self, day: date) -> float | None:
        """Return the published fee of an attempt, the beta fee during the beta."""
        is_beta = self.beta_fee is not None and self.status_on(day) is ExamStatus.BETA
        return self.beta_fee if is_beta else self.fee

    @property
    def min_per_item(self) -> float:
        """Minutes per question, at the maximum number of questions."""
        return self.duration_min / self.n_items_max

    def wait_after_fail_d(self, n_failed: int) -> int:
        """Return the days to wait after `n_failed` attempts; the last wait in the file repeats."""
        if not self.retake_wait_d or n_failed < 1:
            return 0
        return self.retake_wait_d[min(n_failed, len(self.retake_wait_d)) - 1]
