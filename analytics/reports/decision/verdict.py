"""Rules of the verdict: book or wait, ready, genuine, and what is missing for a more certain answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from analytics.blueprints.model import ExamBlueprint, ExamStatus, PassKind
from analytics.clock import RECENT_DAYS
from analytics.estimation.attempts import Attempts
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.exam_plan import OpenDays, closed_on
from analytics.estimation.model_fit import ModelFit
from analytics.models.stability import CLAIM_LEVEL, WINDOW_WEEKS
from analytics.records import StudyPlan
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.chance_by_day import DECISION_WEEKS, Outlook

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


CLOSED_DAY = frozenset({Reason.NOT_OPEN_YET, Reason.EXAM_DAY_IS_TOO_LATE, Reason.RETAKE_IS_NOT_OPEN_YET})
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
    """One candidate of a fit, with the question to answer."""

    fitted: ModelFit
    blueprint: ExamBlueprint
    inputs: DecisionInputs
    candidate_id: str
    index: int
    counts: EvidenceCounts
    open_days: OpenDays
    exam_day: date
    is_exam_day_given: bool
    plan: StudyPlan | None
    awaited_result_on: date | None = None
    is_exam_day_open: bool = True

    @property
    def as_of(self) -> date:
        """The last day of the evidence."""
        return self.fitted.evidence.as_of

    @property
    def attempts(self) -> Attempts:
        """The candidate's attempts at the real exam up to `as_of`."""
        return self.fitted.evidence.attempts_of(self.index)

    def new_items_needed(self, n_items: int) -> int:
        """Return `n_items`, or for a short exam the questions of `MIN_PRACTICE_EXAMS` practice exams."""
        return min(n_items, MIN_PRACTICE_EXAMS * self.blueprint.n_scored_items)

    @property
    def last_considered(self) -> date:
        """The end of the `DECISION_WEEKS`."""
        return self.as_of + timedelta(weeks=DECISION_WEEKS)

    @property
    def is_closed(self) -> bool:
        """Whether the candidate can no longer take the exam."""
        return closed_on(self.blueprint, self.attempts, self.as_of) is not None

    @property
    def n_failed_counted(self) -> int:
        """Failed attempts that the estimate includes."""
        return int((self.fitted.evidence.counted.results.sign[self.index] < 0).sum())

    @property
    def _is_plan_over(self) -> bool:
        """Whether the planned exam day has passed, or the exam was taken on it or later."""
        day = None if self.plan is None else self.plan.exam_on
        return day is not None and (day < self.as_of or self.attempts.has_any_from(day))

    @property
    def booked_on(self) -> date | None:
        """The booked exam day while it is ahead, None once the exam is passed or was taken on it or later."""
        is_over = self._is_plan_over or self.attempts.passed_on is not None
        return self.plan.exam_on if self.plan is not None and self.plan.is_booked and not is_over else None

    @property
    def n_left_out(self) -> int:
        """Questions of domains that the exam does not have."""
        return int(self.fitted.evidence.n_left_out[self.index])


def stability_gaps(counts: EvidenceCounts, as_of: date) -> tuple[StabilityGap, ...]:
    """Return what is missing to judge stability.

    It takes enough practice exams since the last pause, one within the window, and one at its start or before.
    """
    gaps = []
    if counts.n_exams_since_pause < MIN_EXAMS_FOR_STABILITY:
        gaps.append(StabilityGap.TOO_FEW_EXAMS)
    if not counts.n_exams_in_window:
        gaps.append(StabilityGap.NONE_IN_WINDOW)
    if counts.begun_on is None or counts.begun_on > as_of - timedelta(weeks=WINDOW_WEEKS):
        gaps.append(StabilityGap.NONE_BEFORE_WINDOW)
    return tuple(gaps)


def ready_verdict(chance: float, target: float, *, is_evidence_enough: bool) -> StatementVerdict:
    """Decide whether the chance of passing reaches the target; it already averages over all that is not known."""
    if not is_evidence_enough:
        return StatementVerdict.CANNOT_TELL
    return StatementVerdict.YES if chance >= target else StatementVerdict.NO


def genuine_verdict(counts: EvidenceCounts, n_needed: int) -> tuple[StatementVerdict, tuple[GenuineReason, ...]]:
    """Decide whether recent scores come from new questions of more than one form."""
    reasons = []
    is_mostly_seen = counts.n_seen_in_window > counts.n_new_in_window
    if counts.n_new_in_window < n_needed:
        reasons.append(GenuineReason.TOO_FEW_NEW_QUESTIONS)
    if counts.n_forms_in_window < 2:
        reasons.append(GenuineReason.ONE_FORM)
    if is_mostly_seen:
        reasons.append(GenuineReason.MOSTLY_SEEN_BEFORE)
        return StatementVerdict.NO, tuple(reasons)
    return (StatementVerdict.CANNOT_TELL if reasons else StatementVerdict.YES), tuple(reasons)


def missing_items(case: Case) -> tuple[Missing, ...]:
    """Return what a more certain answer needs: nothing after a pass, for a closed exam only what blocks a verdict."""
    counts = case.counts
    missing: list[Missing] = []
    if case.attempts.passed_on is not None:
        return ()
    if counts.n_exams < MIN_PRACTICE_EXAMS:
        missing.append(Missing.PRACTICE_EXAMS)
    if counts.n_items - counts.n_seen < case.new_items_needed(MIN_NEW_ITEMS):
        missing.append(Missing.NEW_QUESTIONS)
    if counts.last_on is None or (case.as_of - counts.last_on).days > RECENT_DAYS:
        missing.append(Missing.RECENT_PRACTICE_EXAM)
    if not case.is_exam_day_given and case.awaited_result_on is None:
        missing.append(Missing.EXAM_DATE)
    if counts.n_forms_in_window < 2:
        missing.append(Missing.SECOND_FORM_OR_PROVIDER)
    return blocking(missing) if case.is_closed else tuple(missing)


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
    caveats = tuple(_caveats(case))
    own = None if case.inputs.are_costs_assumed else costs
    if case.blueprint.status_on(case.as_of) is ExamStatus.RETIRED:
        return Verdict.EXAM_RETIRED, (Reason.RETIRED, *caveats)
    if case.attempts.passed_on is not None:
        return Verdict.WAIT, (Reason.ALREADY_PASSED, *caveats)
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

    Book if sitting the exam is likely to be cheapest by the chosen day. For today, that means it is cheapest now.
    """
    if costs.is_stopping_cheapest:
        return Verdict.WAIT, _why_no_day(case, costs)
    if costs.best_day <= case.exam_day:
        return Verdict.BOOK, Reason.NO_LATER_WEEK_IS_CHEAPER
    later = costs.cheaper_after(case.exam_day)
    return Verdict.WAIT, Reason.MORE_WILL_BE_KNOWN if later is None else Reason.A_LATER_WEEK_IS_CHEAPER


def _why_no_day(case: Case, costs: BookingCosts) -> Reason:
    """Advise stopping only if it is fairly certain and based on the candidate's own progress.

    Stopping is the one advice that cannot be undone, and with few practice exams it depends on how fast others
    learn. In simulated seasons, advising it earlier cost a tenth more.
    """
    is_sure = costs.dearer_than_stopping >= CLAIM_LEVEL
    if is_sure and not stability_gaps(case.counts, case.as_of):
        return Reason.STOPPING_IS_CHEAPER
    return Reason.NO_DAY_PAYS_YET


def rules_left_out(blueprint: ExamBlueprint) -> list[Caveat]:
    """Return the rules of an exam that no number takes into account."""
    rules = {
        Caveat.SECTIONS_HAVE_MINIMUMS: not blueprint.is_compensatory,
        Caveat.QUESTIONS_ARE_ADAPTIVE: blueprint.is_adaptive,
        Caveat.WRONG_ANSWERS_COST_POINTS: blueprint.has_negative_marking,
    }
    return [caveat for caveat, holds in rules.items() if holds]


def _caveats(case: Case) -> Iterator[Caveat]:
    """Yield what qualifies the numbers."""
    if case.blueprint.cut.share is None:
        yield Caveat.CUT_IS_NOT_PUBLISHED
    elif case.blueprint.cut.kind is not PassKind.PERCENT:
        yield Caveat.CUT_IS_UNCERTAIN
    if not case.blueprint.is_weight_published:
        yield Caveat.WEIGHTS_ARE_NOT_PUBLISHED
    yield from rules_left_out(case.blueprint)
    if case.blueprint.has_public_items:
        yield Caveat.QUESTIONS_ARE_PUBLIC
    if case.inputs.fee_of(case.blueprint, case.as_of) is None and not case.inputs.are_costs_assumed:
        yield Caveat.FEE_IS_NOT_PUBLISHED
    if case.fitted.form.calibration.n_outcomes:
        yield Caveat.CORRECTED_BY_REAL_RESULTS
    if case.n_failed_counted and case.attempts.passed_on is None:
        yield Caveat.FAILED_ATTEMPT_IS_COUNTED
    if len(case.attempts.failed_on) > case.n_failed_counted:
        yield Caveat.FAILED_ATTEMPT_IS_NOT_COUNTED
    if case.n_left_out:
        yield Caveat.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT
