"""Rules of the verdict: book or wait, ready, genuine, and what is missing for a firmer answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.blueprints.model import ExamBlueprint, ExamStatus, PassKind
from analytics.clock import RECENT_DAYS
from analytics.estimation.attempts import Attempts
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.model_fit import ModelFit
from analytics.models.intervals import Floats
from analytics.models.stability import CLAIM_LEVEL, WINDOW_WEEKS
from analytics.reports.decision.booking_costs import BookingCosts, DecisionInputs, last_day

MIN_PRACTICE_EXAMS = 2
MIN_NEW_ITEMS = 60
GENUINE_NEW_ITEMS = 100
MIN_EXAMS_FOR_STABILITY = 3
LOW_CHANCE = 0.50
"""Below this chance the answer warns that failing is more likely; it decides nothing. Forbidding to book below it cost
up to a seventh more in simulated seasons with expensive weeks and cheap fails."""


class Verdict(StrEnum):
    """What to do about the real exam."""

    BOOK = "book"
    WAIT = "wait"
    TOO_LITTLE_DATA = "too_little_data"
    EXAM_RETIRED = "exam_retired"


class StatementVerdict(StrEnum):
    """Answer to a yes-or-no statement that may be undecided."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a verdict is what it is, and caveats of its numbers."""

    NO_LATER_WEEK_IS_CHEAPER = "no_later_week_is_cheaper"
    A_LATER_WEEK_IS_CHEAPER = "a_later_week_is_cheaper"
    MORE_WILL_BE_KNOWN = "more_will_be_known"
    DEADLINE_BINDS = "deadline_binds"
    STOPPING_IS_CHEAPER = "stopping_is_cheaper"
    NO_DAY_PAYS_YET = "no_day_pays_yet"
    CHANCE_IS_LOW = "chance_is_low"
    ALREADY_PASSED = "already_passed"
    RETAKE_IS_NOT_OPEN_YET = "retake_is_not_open_yet"
    FAILED_ATTEMPT_IS_COUNTED = "failed_attempt_is_counted"
    FAILED_ATTEMPT_IS_NOT_COUNTED = "failed_attempt_is_not_counted"
    EXAM_DAY_IS_TOO_LATE = "exam_day_is_too_late"
    EXAM_DAY_IS_FAR = "exam_day_is_far"
    FEE_IS_NOT_PUBLISHED = "fee_is_not_published"
    CUT_IS_UNCERTAIN = "cut_is_uncertain"
    CUT_IS_NOT_PUBLISHED = "cut_is_not_published"
    WEIGHTS_ARE_NOT_PUBLISHED = "weights_are_not_published"
    ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT = "rows_of_unknown_domains_left_out"
    CORRECTED_BY_REAL_RESULTS = "corrected_by_real_results"
    NOT_OPEN_YET = "not_open_yet"
    RETIRED = "retired"


CAVEATS = frozenset(
    {
        Reason.CUT_IS_UNCERTAIN,
        Reason.CUT_IS_NOT_PUBLISHED,
        Reason.WEIGHTS_ARE_NOT_PUBLISHED,
        Reason.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT,
        Reason.CORRECTED_BY_REAL_RESULTS,
        Reason.FEE_IS_NOT_PUBLISHED,
        Reason.CHANCE_IS_LOW,
        Reason.FAILED_ATTEMPT_IS_COUNTED,
        Reason.FAILED_ATTEMPT_IS_NOT_COUNTED,
    }
)
"""Reasons that qualify the numbers; the others explain the verdict."""


class Missing(StrEnum):
    """What a firmer answer needs."""

    PRACTICE_EXAMS = "practice_exams"
    NEW_QUESTIONS = "new_questions"
    RECENT_PRACTICE_EXAM = "recent_practice_exam"
    EXAM_DATE = "exam_date"
    SECOND_FORM_OR_PROVIDER = "second_form_or_provider"


class StabilityGap(StrEnum):
    """What is missing before stability can be judged."""

    TOO_FEW_EXAMS = "too_few_exams"
    NONE_IN_WINDOW = "none_in_window"
    NONE_BEFORE_WINDOW = "none_before_window"


class GenuineReason(StrEnum):
    """Why recent scores may not be genuine."""

    TOO_FEW_NEW_QUESTIONS = "too_few_new_questions"
    ONE_FORM = "one_form"
    MOSTLY_SEEN_BEFORE = "mostly_seen_before"


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate of a fit, with the question to answer."""

    fitted: ModelFit
    blueprint: ExamBlueprint
    inputs: DecisionInputs
    candidate_id: str
    index: int
    counts: EvidenceCounts
    exam_day: date
    is_exam_day_given: bool

    @property
    def as_of(self) -> date:
        """The last day of the evidence."""
        return self.fitted.evidence.as_of

    @property
    def attempts(self) -> Attempts:
        """The candidate's attempts at the real exam up to that day."""
        return self.fitted.evidence.attempts_of(self.index)

    @property
    def n_failed_counted(self) -> int:
        """Failed attempts that the estimate includes."""
        return int((self.fitted.evidence.counted.results.sign[self.index] < 0).sum())

    @property
    def n_left_out(self) -> int:
        """Questions of domains that the exam does not have."""
        return int(self.fitted.evidence.n_left_out[self.index])


def stability_gaps(counts: EvidenceCounts, as_of: date) -> tuple[StabilityGap, ...]:
    """Return what is missing to judge stability.

    It takes enough practice exams, one within the window, and one at its start or before.
    """
    gaps = []
    if counts.n_exams < MIN_EXAMS_FOR_STABILITY:
        gaps.append(StabilityGap.TOO_FEW_EXAMS)
    if not counts.n_exams_in_window:
        gaps.append(StabilityGap.NONE_IN_WINDOW)
    if counts.first_on is None or counts.first_on > as_of - timedelta(weeks=WINDOW_WEEKS):
        gaps.append(StabilityGap.NONE_BEFORE_WINDOW)
    return tuple(gaps)


def ready_verdict(chance: float, pass_draws: Floats, target: float, *, is_evidence_enough: bool) -> StatementVerdict:
    """Decide whether the chance of passing reaches the target; no only if that is fairly certain.

    `pass_draws` (draws,) are chances of passing given ability and cut.
    """
    if not is_evidence_enough:
        return StatementVerdict.CANNOT_TELL
    if chance >= target:
        return StatementVerdict.YES
    return StatementVerdict.NO if (pass_draws < target).mean() >= CLAIM_LEVEL else StatementVerdict.CANNOT_TELL


def genuine_verdict(counts: EvidenceCounts) -> tuple[StatementVerdict, tuple[GenuineReason, ...]]:
    """Decide whether recent scores rest on new questions from more than one form."""
    reasons = []
    is_mostly_seen = counts.n_seen_in_window > counts.n_new_in_window
    if counts.n_new_in_window < GENUINE_NEW_ITEMS:
        reasons.append(GenuineReason.TOO_FEW_NEW_QUESTIONS)
    if counts.n_forms_in_window < 2:
        reasons.append(GenuineReason.ONE_FORM)
    if is_mostly_seen:
        reasons.append(GenuineReason.MOSTLY_SEEN_BEFORE)
    if is_mostly_seen:
        return StatementVerdict.NO, tuple(reasons)
    return (StatementVerdict.CANNOT_TELL if reasons else StatementVerdict.YES), tuple(reasons)


def missing_items(case: Case) -> tuple[Missing, ...]:
    """Return what a firmer answer needs."""
    counts = case.counts
    missing = []
    if counts.n_exams < MIN_PRACTICE_EXAMS:
        missing.append(Missing.PRACTICE_EXAMS)
    if counts.n_items - counts.n_seen < MIN_NEW_ITEMS:
        missing.append(Missing.NEW_QUESTIONS)
    if counts.last_on is None or (case.as_of - counts.last_on).days > RECENT_DAYS:
        missing.append(Missing.RECENT_PRACTICE_EXAM)
    if not case.is_exam_day_given:
        missing.append(Missing.EXAM_DATE)
    if counts.n_forms_in_window < 2:
        missing.append(Missing.SECOND_FORM_OR_PROVIDER)
    return tuple(missing)


def blocking(missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """Return the missing items that rule out a verdict."""
    needed = {Missing.PRACTICE_EXAMS, Missing.NEW_QUESTIONS, Missing.RECENT_PRACTICE_EXAM}
    return tuple(item for item in missing if item in needed)


def verdict_of(
    case: Case, missing: Sequence[Missing], costs: BookingCosts | None, chance: float
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Return the verdict and its reasons; costs decide only if nothing else rules them out."""
    reasons = list(_caveats(case))
    status = case.blueprint.status_on(case.exam_day)
    if costs is None or status is ExamStatus.RETIRED:
        return Verdict.EXAM_RETIRED, (Reason.RETIRED, *reasons)
    if case.attempts.passed_on is not None:
        return Verdict.WAIT, (Reason.ALREADY_PASSED, *reasons)
    if blocking(missing):
        return Verdict.TOO_LITTLE_DATA, tuple(reasons)
    if status is ExamStatus.ANNOUNCED:
        return Verdict.WAIT, (Reason.NOT_OPEN_YET, *reasons)
    if chance < LOW_CHANCE:
        reasons.insert(0, Reason.CHANCE_IS_LOW)
    return _book_or_wait(case, costs, reasons)


def _book_or_wait(case: Case, costs: BookingCosts, reasons: list[Reason]) -> tuple[Verdict, tuple[Reason, ...]]:
    """Decide by expected costs alone; the deciding reason comes first.

    Book if sitting the exam is likely to be cheapest by the chosen day. For today, that means it is cheapest now.
    """
    if case.exam_day < case.attempts.open_from(case.blueprint):
        return Verdict.WAIT, (Reason.RETAKE_IS_NOT_OPEN_YET, *reasons)
    last_open = last_day(case.blueprint, case.inputs)
    if last_open is not None and case.exam_day > last_open:
        return Verdict.WAIT, (Reason.EXAM_DAY_IS_TOO_LATE, *reasons)
    if case.exam_day > costs.days[-1]:
        return Verdict.WAIT, (Reason.EXAM_DAY_IS_FAR, *reasons)
    if last_open is not None and last_open < costs.days[-1]:
        reasons.insert(0, Reason.DEADLINE_BINDS)
    if costs.is_stopping_cheapest:
        return Verdict.WAIT, (_why_no_day(case, costs), *reasons)
    if costs.best_day <= case.exam_day:
        return Verdict.BOOK, (Reason.NO_LATER_WEEK_IS_CHEAPER, *reasons)
    later = costs.cheaper_after(case.exam_day)
    why = Reason.A_LATER_WEEK_IS_CHEAPER if later is not None else Reason.MORE_WILL_BE_KNOWN
    return Verdict.WAIT, (why, *reasons)


def _why_no_day(case: Case, costs: BookingCosts) -> Reason:
    """Advise stopping only if it is fairly certain and based on the candidate's own progress.

    Stopping is the one advice that cannot be undone, and with few practice exams it depends on how fast others
    learn. In simulated seasons, advising it earlier cost a tenth more.
    """
    is_sure = costs.dearer_than_stopping >= CLAIM_LEVEL
    if is_sure and not stability_gaps(case.counts, case.as_of):
        return Reason.STOPPING_IS_CHEAPER
    return Reason.NO_DAY_PAYS_YET


def _caveats(case: Case) -> Iterator[Reason]:
    """Yield what qualifies the numbers."""
    if case.blueprint.cut.share is None:
        yield Reason.CUT_IS_NOT_PUBLISHED
    elif case.blueprint.cut.kind is not PassKind.PERCENT:
        yield Reason.CUT_IS_UNCERTAIN
    if not case.blueprint.is_weight_published:
        yield Reason.WEIGHTS_ARE_NOT_PUBLISHED
    if case.inputs.fee is None and case.blueprint.fee is None:
        yield Reason.FEE_IS_NOT_PUBLISHED
    if case.fitted.form.calibration.n_outcomes:
        yield Reason.CORRECTED_BY_REAL_RESULTS
    if case.n_failed_counted:
        yield Reason.FAILED_ATTEMPT_IS_COUNTED
    if len(case.attempts.failed_on) > case.n_failed_counted:
        yield Reason.FAILED_ATTEMPT_IS_NOT_COUNTED
    if case.n_left_out:
        yield Reason.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT
