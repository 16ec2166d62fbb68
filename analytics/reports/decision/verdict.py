"""Rules of the verdict: book or wait, ready, genuine, and what is missing for a more certain answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias, TypeVar

from analytics.blueprints.model import ExamBlueprint, ExamStatus, PassKind
from analytics.clock import RECENT_DAYS
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.exam_plan import OpenDays, PlannedExam
from analytics.estimation.model_fit import ModelFit
from analytics.models.stability import CLAIM_LEVEL, WINDOW_WEEKS
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.chance_by_day import DECISION_WEEKS, Outlook

Item = TypeVar("Item")

MIN_PRACTICE_EXAMS = 2
MIN_NEW_ITEMS = 60
GENUINE_NEW_ITEMS = 100
MIN_EXAMS_FOR_STABILITY = 3
LOW_CHANCE = 0.50
"""Below this chance failing is more likely, which is a caveat and decides nothing. Forbidding to book below it cost
up to a seventh more in simulated seasons with expensive weeks and cheap fails."""


class Verdict(StrEnum):
    """What to do about the real exam."""

    BOOK = "book"
    WAIT = "wait"
    TOO_LITTLE_DATA = "too_little_data"
    EXAM_RETIRED = "exam_retired"


class VerdictBasis(StrEnum):
    """What decides between booking and waiting."""

    TARGET = "target"
    COSTS = "costs"


class StatementVerdict(StrEnum):
    """Answer to a yes-or-no statement that may be undecided."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """What explains a verdict."""

    CHANCE_REACHES_TARGET = "chance_reaches_target"
    CHANCE_BELOW_TARGET = "chance_below_target"
    TARGET_DISAGREES = "target_disagrees"
    AN_EARLIER_DAY_REACHES_TARGET = "an_earlier_day_reaches_target"
    AN_EARLIER_WEEK_IS_CHEAPER = "an_earlier_week_is_cheaper"
    NO_LATER_WEEK_IS_CHEAPER = "no_later_week_is_cheaper"
    A_LATER_WEEK_IS_CHEAPER = "a_later_week_is_cheaper"
    MORE_WILL_BE_KNOWN = "more_will_be_known"
    STOPPING_IS_CHEAPER = "stopping_is_cheaper"
    NO_DAY_PAYS_YET = "no_day_pays_yet"
    ALREADY_PASSED = "already_passed"
    NO_RETAKE_LEFT = "no_retake_left"
    RETAKE_IS_NOT_OPEN_YET = "retake_is_not_open_yet"
    EXAM_DAY_IS_TOO_LATE = "exam_day_is_too_late"
    EXAM_DAY_IS_FAR = "exam_day_is_far"
    NOT_OPEN_YET = "not_open_yet"
    RETIRED = "retired"


class Caveat(StrEnum):
    """What qualifies the numbers of a verdict, or limits its days."""

    DEADLINE_BINDS = "deadline_binds"
    CHANCE_IS_LOW = "chance_is_low"
    FAILED_ATTEMPT_IS_COUNTED = "failed_attempt_is_counted"
    FAILED_ATTEMPT_IS_NOT_COUNTED = "failed_attempt_is_not_counted"
    FEE_IS_NOT_PUBLISHED = "fee_is_not_published"
    CUT_IS_UNCERTAIN = "cut_is_uncertain"
    CUT_IS_NOT_PUBLISHED = "cut_is_not_published"
    WEIGHTS_ARE_NOT_PUBLISHED = "weights_are_not_published"
    SECTIONS_HAVE_MINIMUMS = "sections_have_minimums"
    QUESTIONS_ARE_ADAPTIVE = "questions_are_adaptive"
    WRONG_ANSWERS_COST_POINTS = "wrong_answers_cost_points"
    QUESTIONS_ARE_PUBLIC = "questions_are_public"
    ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT = "rows_of_unknown_domains_left_out"
    CORRECTED_BY_REAL_RESULTS = "corrected_by_real_results"


CLOSED_DAY = frozenset(
    {Reason.NOT_OPEN_YET, Reason.EXAM_DAY_IS_TOO_LATE, Reason.RETAKE_IS_NOT_OPEN_YET, Reason.NO_RETAKE_LEFT}
)
"""Why the exam cannot be taken on the exam day."""

Reasons: TypeAlias = tuple[Reason | Caveat, ...]
"""The reasons for a verdict, the deciding one first."""


class Missing(StrEnum):
    """What a more certain answer needs."""

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
    """One candidate of a fit, with the question to answer; `open_days` end with a deadline, too."""

    fitted: ModelFit
    planned: PlannedExam
    inputs: DecisionInputs
    candidate_id: str
    index: int
    counts: EvidenceCounts
    open_days: OpenDays
    exam_day: date
    is_exam_day_given: bool
    awaited_result_on: date | None = None
    is_exam_day_open: bool = True

    @property
    def blueprint(self) -> ExamBlueprint:
        """The exam."""
        return self.planned.blueprint

    @property
    def as_of(self) -> date:
        """The last day of the evidence."""
        return self.planned.as_of

    def new_items_needed(self, n_items: int) -> int:
        """Return `n_items`, or for a short exam the questions of `MIN_PRACTICE_EXAMS` practice exams."""
        return min(n_items, MIN_PRACTICE_EXAMS * self.blueprint.n_scored_items)

    @property
    def last_considered(self) -> date:
        """The end of the `DECISION_WEEKS`."""
        return self.as_of + timedelta(weeks=DECISION_WEEKS)

    @property
    def passed_on(self) -> date | None:
        """The day of the pass."""
        return self.planned.attempts.passed_on

    @property
    def booked_on(self) -> date | None:
        """The booked exam day while it is ahead, None once the exam is passed or was taken on it or later."""
        plan = self.planned.written_plan
        day = plan.exam_on if plan is not None and plan.is_booked else None
        is_over = day is None or day < self.as_of or self.planned.attempts.has_any_from(day)
        return None if is_over or self.passed_on is not None else day

    @property
    def n_left_out(self) -> int:
        """Questions of domains that the exam does not have."""
        return int(self.fitted.evidence.n_left_out[self.index])


def _holding(rules: Mapping[Item, bool]) -> tuple[Item, ...]:
    return tuple(item for item, holds in rules.items() if holds)


def stability_gaps(counts: EvidenceCounts, as_of: date) -> tuple[StabilityGap, ...]:
    """Return what is missing to judge stability.

    It takes enough practice exams since the last pause, one within the window, and one at its start or before.
    """
    window_from = as_of - timedelta(weeks=WINDOW_WEEKS)
    return _holding(
        {
            StabilityGap.TOO_FEW_EXAMS: counts.n_exams_since_pause < MIN_EXAMS_FOR_STABILITY,
            StabilityGap.NONE_IN_WINDOW: not counts.n_exams_in_window,
            StabilityGap.NONE_BEFORE_WINDOW: counts.begun_on is None or counts.begun_on > window_from,
        }
    )


def ready_verdict(chance: float, target: float, *, is_evidence_enough: bool) -> StatementVerdict:
    """Decide whether the chance of passing reaches the target; it already averages over all that is not known."""
    if not is_evidence_enough:
        return StatementVerdict.CANNOT_TELL
    return StatementVerdict.YES if chance >= target else StatementVerdict.NO


def genuine_verdict(counts: EvidenceCounts, n_needed: int) -> tuple[StatementVerdict, tuple[GenuineReason, ...]]:
    """Decide whether recent scores come from new questions of more than one form."""
    reasons = _holding(
        {
            GenuineReason.TOO_FEW_NEW_QUESTIONS: counts.n_new_in_window < n_needed,
            GenuineReason.ONE_FORM: counts.n_forms_in_window < 2,
            GenuineReason.MOSTLY_SEEN_BEFORE: counts.n_seen_in_window > counts.n_new_in_window,
        }
    )
    if GenuineReason.MOSTLY_SEEN_BEFORE in reasons:
        return StatementVerdict.NO, reasons
    return StatementVerdict.CANNOT_TELL if reasons else StatementVerdict.YES, reasons


def missing_items(case: Case) -> tuple[Missing, ...]:
    """Return what a more certain answer needs: nothing after a pass, for a closed exam only what blocks a verdict."""
    counts = case.counts
    if case.passed_on is not None:
        return ()
    missing = _holding(
        {
            Missing.PRACTICE_EXAMS: counts.n_exams < MIN_PRACTICE_EXAMS,
            Missing.NEW_QUESTIONS: counts.n_items - counts.n_seen < case.new_items_needed(MIN_NEW_ITEMS),
            Missing.RECENT_PRACTICE_EXAM: counts.last_on is None or (case.as_of - counts.last_on).days > RECENT_DAYS,
            Missing.EXAM_DATE: not case.is_exam_day_given and case.awaited_result_on is None,
            Missing.SECOND_FORM_OR_PROVIDER: counts.n_forms_in_window < 2,
        }
    )
    return blocking(missing) if case.planned.is_closed else missing


def blocking(missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """Return the missing items that rule out a verdict."""
    needed = {Missing.PRACTICE_EXAMS, Missing.NEW_QUESTIONS, Missing.RECENT_PRACTICE_EXAM}
    return tuple(item for item in missing if item in needed)


def verdict_of(
    case: Case, missing: Sequence[Missing], outlook: Outlook, costs: BookingCosts | None, *, chance: float
) -> tuple[Verdict, Reasons]:
    """Return the verdict for the exam day, and its reasons.

    The chance against the target decides, or costs if the candidate gave that of a week or a fail; assumed costs do
    not count.
    """
    caveats = _caveats(case)
    own = None if case.inputs.are_costs_assumed else costs
    if case.blueprint.status_on(case.as_of) is ExamStatus.RETIRED:
        return Verdict.EXAM_RETIRED, (Reason.RETIRED, *caveats)
    if case.passed_on is not None:
        return Verdict.WAIT, (Reason.ALREADY_PASSED, *caveats)
    if case.planned.is_closed:
        return Verdict.WAIT, (Reason.NO_RETAKE_LEFT, *caveats)
    not_open = _why_not_open(case)
    if blocking(missing):
        return Verdict.TOO_LITTLE_DATA, (*not_open, *caveats)
    if chance < LOW_CHANCE:
        caveats = (Caveat.CHANCE_IS_LOW, *caveats)
    if not not_open and case.exam_day > case.last_considered:
        not_open = (Reason.EXAM_DAY_IS_FAR,)
    if not_open:
        return Verdict.WAIT, (*not_open, *_earlier(case, outlook, own), *caveats)
    reached, below = (Verdict.BOOK, Reason.CHANCE_REACHES_TARGET), (Verdict.WAIT, Reason.CHANCE_BELOW_TARGET)
    by_target = reached if chance >= outlook.target else below
    verdict, reason = by_target if own is None else _by_costs(case, own)
    more: list[Reason | Caveat] = [] if verdict is by_target[0] else [Reason.TARGET_DISAGREES]
    if own is None or verdict is Verdict.BOOK:
        more += _earlier(case, outlook, own)
    if case.open_days.last is not None and case.open_days.last < case.last_considered:
        more.append(Caveat.DEADLINE_BINDS)
    return verdict, (reason, *more, *caveats)


def _why_not_open(case: Case) -> tuple[Reason, ...]:
    """Return why the exam cannot be taken on the exam day, empty if it can."""
    last = case.open_days.last
    if case.blueprint.status_on(case.exam_day) is ExamStatus.ANNOUNCED:
        return (Reason.NOT_OPEN_YET,)
    if last is not None and case.exam_day > last:
        return (Reason.EXAM_DAY_IS_TOO_LATE,)
    return (Reason.RETAKE_IS_NOT_OPEN_YET,) if case.exam_day < case.open_days.first else ()


def _earlier(case: Case, outlook: Outlook, costs: BookingCosts | None) -> Iterator[Reason]:
    """Yield the reasons for an earlier day: the target is reached, or it is cheaper. Today can no longer be booked."""
    reached_on = outlook.reaches_target_after(case.as_of)
    if reached_on is not None and reached_on < case.exam_day:
        yield Reason.AN_EARLIER_DAY_REACHES_TARGET
    if costs is not None and costs.cheaper_before(case.exam_day):
        yield Reason.AN_EARLIER_WEEK_IS_CHEAPER


def _by_costs(case: Case, costs: BookingCosts) -> tuple[Verdict, Reason]:
    """Decide by expected costs alone.

    Book if taking the exam is likely to be cheapest by the chosen day. For today, that means it is cheapest now.
    Stopping is the one advice that cannot be undone, and with few practice exams it depends on how fast others learn:
    it is given only if fairly certain, by own progress. In simulated seasons, advising it earlier cost a tenth more.
    """
    if costs.is_stopping_cheapest:
        is_sure = costs.dearer_than_stopping >= CLAIM_LEVEL and not stability_gaps(case.counts, case.as_of)
        return Verdict.WAIT, Reason.STOPPING_IS_CHEAPER if is_sure else Reason.NO_DAY_PAYS_YET
    if costs.best_day <= case.exam_day:
        return Verdict.BOOK, Reason.NO_LATER_WEEK_IS_CHEAPER
    later = costs.cheaper_after(case.exam_day)
    return Verdict.WAIT, Reason.MORE_WILL_BE_KNOWN if later is None else Reason.A_LATER_WEEK_IS_CHEAPER


def rules_left_out(blueprint: ExamBlueprint) -> tuple[Caveat, ...]:
    """Return the rules of an exam that no number takes into account."""
    return _holding(
        {
            Caveat.SECTIONS_HAVE_MINIMUMS: not blueprint.is_compensatory,
            Caveat.QUESTIONS_ARE_ADAPTIVE: blueprint.is_adaptive,
            Caveat.WRONG_ANSWERS_COST_POINTS: blueprint.has_negative_marking,
        }
    )


def _caveats(case: Case) -> tuple[Caveat, ...]:
    exam, inputs, is_published = case.blueprint, case.inputs, case.blueprint.cut.share is not None
    n_counted = int((case.fitted.evidence.counted.results.sign[case.index] < 0).sum())
    has_fee = inputs.are_costs_assumed or inputs.fee_of(exam, case.as_of) is not None
    of_exam = {
        Caveat.CUT_IS_NOT_PUBLISHED: not is_published,
        Caveat.CUT_IS_UNCERTAIN: is_published and exam.cut.kind is not PassKind.PERCENT,
        Caveat.WEIGHTS_ARE_NOT_PUBLISHED: not exam.is_weight_published,
    }
    others = {
        Caveat.QUESTIONS_ARE_PUBLIC: exam.has_public_items,
        Caveat.FEE_IS_NOT_PUBLISHED: not has_fee,
        Caveat.CORRECTED_BY_REAL_RESULTS: case.fitted.form.calibration.n_outcomes > 0,
        Caveat.FAILED_ATTEMPT_IS_COUNTED: n_counted > 0 and case.passed_on is None,
        Caveat.FAILED_ATTEMPT_IS_NOT_COUNTED: len(case.planned.attempts.failed_on) > n_counted,
        Caveat.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT: case.n_left_out > 0,
    }
    return _holding(of_exam) + rules_left_out(exam) + _holding(others)
