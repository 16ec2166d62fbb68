"""The weekly check-in: the present state, what changed, and what the week is for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.estimation.attempts import Attempts
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_plan import EndedBy
from analytics.estimation.forecast import PracticeForecast
from analytics.estimation.practice_results import PracticeResult, practice_results
from analytics.records import CheckIn
from analytics.reports.decision.chance_by_day import DECISION_WEEKS, PastChance, compared_day, past_chances
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.scored_forecasts import ScoredForecast, last_scored
from analytics.reports.planning.next_practice_exam import next_forecast
from analytics.reports.planning.plan_weeks import week_count, week_number
from analytics.reports.study.gap_audit import LoggedHours, hours_after
from analytics.reports.study.hours import HoursReport, hours_report
from analytics.reports.study.plan import PlanReport, plan_report

HISTORY_WEEKS = 12
REFLECTIONS = 8
MIN_HOURS_COMPARED = 5.0
"""Hours since the last practice exam from which their split is compared with its losses."""

MIN_NOTABLE_POINTS = 3.0
"""Smaller changes of P(pass), in percentage points, are not mentioned."""


class PreparationState(StrEnum):
    """Where a candidate is between the first study day and the exam's result."""

    PASSED = "passed"
    RESULT_DUE = "result_due"
    CLOSED = "closed"
    FAILED = "failed"
    FINAL_WEEK = "final_week"
    STARTING = "starting"
    UNDER_WAY = "under_way"


STATES: tuple[tuple[PreparationState, Callable[[FittedCandidate], bool]], ...] = (
    (PreparationState.PASSED, lambda one: one.ended_by is EndedBy.PASSED),
    (PreparationState.RESULT_DUE, lambda one: one.ended_by is EndedBy.RESULT_DUE),
    (PreparationState.CLOSED, lambda one: one.ended_by is EndedBy.EXAM_CLOSED),
    (PreparationState.FAILED, lambda one: bool(one.attempts.failed_on) and one.exam_on is None),
    (
        PreparationState.FINAL_WEEK,
        lambda one: (
            one.exam_on is not None and one.exam_day in one.open_days and one.exam_day - one.as_of <= timedelta(weeks=1)
        ),
    ),
    (PreparationState.STARTING, lambda one: one.counts.first_on is None),
    (PreparationState.UNDER_WAY, lambda _: True),
)
"""Each state with its condition, in the order in which they are tried."""


def preparation_state(candidate: FittedCandidate) -> PreparationState:
    """Return the first state that holds."""
    return next(state for state, holds in STATES if holds(candidate))


@dataclass(frozen=True, slots=True)
class LastExamLoss:
    """Questions lost in one domain of the last practice exam, and the hours that followed.

    `share_of_loss` and `share_of_hours` are shares of all questions lost and of the hours since that have a domain.
    """

    domain_id: str
    name: str
    n_lost: int
    n_items: int
    share_of_loss: float
    share_of_hours: float


@dataclass(frozen=True, slots=True)
class WeekChange:
    """P(pass) on the exam day, 0-1, a week ago and now."""

    was: float
    now: float

    @property
    def is_notable(self) -> bool:
        """Whether the change is large enough to mention."""
        return 100 * abs(self.now - self.was) >= MIN_NOTABLE_POINTS


@dataclass(frozen=True, slots=True)
class WeekReport:
    """The check-in of the week that includes a day.

    `exam_last_day` is the exam's own last day, None if it has none; the last day of `readiness` may be a deadline.
    `reflections` are check-ins with a note on a day, or on the week up to it, the latest first.
    """

    as_of: date
    state: PreparationState
    week_number: int | None
    n_weeks: int | None
    readiness: Readiness
    change: WeekChange | None
    history: tuple[PastChance, ...]
    planned_exam_on: date | None
    exam_last_day: date | None
    attempts: Attempts
    practice_exams: tuple[PracticeResult, ...]
    last_forecast: ScoredForecast | None
    next_forecast: PracticeForecast | None
    last_exam_losses: tuple[LastExamLoss, ...]
    hours_since_last_exam: LoggedHours
    hours: HoursReport
    plan: PlanReport
    reflections: tuple[CheckIn, ...]

    @property
    def has_passed(self) -> bool:
        """Whether the exam is passed."""
        return self.state is PreparationState.PASSED

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing left to prepare for."""
        return self.readiness.has_ended

    @property
    def is_last_day_near(self) -> bool:
        """Whether the exam's last day is within the next `DECISION_WEEKS` weeks."""
        last_considered = self.as_of + timedelta(weeks=DECISION_WEEKS)
        return self.exam_last_day is not None and self.as_of <= self.exam_last_day <= last_considered

    @property
    def last_exam(self) -> PracticeResult | None:
        """The last practice exam."""
        return self.practice_exams[-1] if self.practice_exams else None

    @property
    def largest_last_exam_loss(self) -> LastExamLoss | None:
        """The domain that lost most in the last practice exam, None if several or none did, or there is only one."""
        ranked = sorted(self.last_exam_losses, key=lambda row: -row.n_lost)
        if len(ranked) < 2 or ranked[0].n_lost == ranked[1].n_lost:
            return None
        return ranked[0]

    @property
    def compares_hours(self) -> bool:
        """Whether enough hours followed the last practice exam to compare them with its losses by domain."""
        return bool(self.last_exam_losses) and self.hours_since_last_exam.with_domain >= MIN_HOURS_COMPARED

    @property
    def recent_reflections(self) -> tuple[CheckIn, ...]:
        """Reflections of the last seven days."""
        return tuple(one for one in self.reflections if one.on > self.as_of - timedelta(weeks=1))

    @property
    def focus(self) -> str | None:
        """What the running week is for, as planned or proposed."""
        return self.plan.this_week.focus if self.plan.this_week else None


def week_report(candidate: FittedCandidate) -> WeekReport:
    """Return the weekly check-in."""
    readiness = readiness_of(candidate, candidate.exam_on)
    chance, hours = readiness.pass_probability.value, hours_report(candidate)
    exams = practice_results(candidate.evidence)
    is_planned = candidate.exam_on is not None or candidate.ended_by in {EndedBy.PASSED, EndedBy.RESULT_DUE}
    compared = compared_day(readiness.exam_on, candidate.as_of, is_planned=is_planned)
    history = past_chances(candidate, _past_days(candidate), compared)
    number, n_weeks = _week_number(candidate)
    last = exams[-1] if exams else None
    since = LoggedHours({}) if last is None else hours_after(candidate, last.day)
    reflections = [entry for entry in candidate.records.check_ins if entry.note]
    return WeekReport(
        as_of=candidate.as_of,
        state=preparation_state(candidate),
        week_number=number,
        n_weeks=n_weeks,
        readiness=readiness,
        change=None if len(history) < 2 or readiness.passed_on else WeekChange(history[-2].on_exam_day.value, chance),
        history=history,
        planned_exam_on=None if candidate.is_closed else candidate.plan_day,
        exam_last_day=candidate.blueprint.last_day,
        attempts=candidate.attempts,
        practice_exams=exams,
        last_forecast=last_scored(candidate),
        next_forecast=next_forecast(candidate),
        last_exam_losses=() if last is None else _last_exam_losses(candidate, last.practice_exam_id, since),
        hours_since_last_exam=since,
        hours=hours,
        plan=plan_report(candidate),
        reflections=tuple(sorted(reflections, key=lambda one: one.on, reverse=True)[:REFLECTIONS]),
    )


def _past_days(candidate: FittedCandidate) -> list[date]:
    """Return weekly days up to today, or to the day before a pass, that had a practice exam before them.

    None lies after an exam day whose result is awaited, or after the exam closed.
    """
    if candidate.counts.first_on is None:
        return []
    passed_on = candidate.attempts.passed_on
    last = candidate.as_of if passed_on is None else passed_on - timedelta(days=1)  # on which the pass was not known
    end = candidate.awaited_result_on or candidate.closed_on or last
    days = [last - timedelta(weeks=k) for k in range(HISTORY_WEEKS, -1, -1)]
    return [day for day in days if candidate.counts.first_on <= day <= end]


def _week_number(candidate: FittedCandidate) -> tuple[int | None, int | None]:
    """Return the week of the plan and its number of weeks, None outside the plan."""
    plan = candidate.schedule
    if plan is None:
        return None, None
    number, n_weeks = week_number(plan, candidate.as_of), week_count(plan)
    if n_weeks is None:
        n_weeks = max((week.number for week in plan.weeks), default=None)
    is_within = number >= 1 and (n_weeks is None or number <= n_weeks)
    return (number, n_weeks) if is_within else (None, None)


def _last_exam_losses(candidate: FittedCandidate, exam_id: str, since: LoggedHours) -> tuple[LastExamLoss, ...]:
    """Return a practice exam's losses by domain, beside the shares of hours since."""
    exam = candidate.evidence.table.where(candidate.evidence.table.practice_exam_id == exam_id)
    cells = {domain_id: exam.where(own) for (domain_id,), own in exam.positions_by("domain_id").items()}
    n_items = {domain_id: float(own.n_items.sum()) for domain_id, own in cells.items()}
    lost = {domain_id: n_items[domain_id] - float(own.n_correct.sum()) for domain_id, own in cells.items()}
    all_lost = sum(lost.values())
    return tuple(
        LastExamLoss(
            domain_id=domain.domain_id,
            name=domain.name,
            n_lost=round(lost[domain.domain_id]),
            n_items=round(n_items[domain.domain_id]),
            share_of_loss=lost[domain.domain_id] / all_lost if all_lost else 0.0,
            share_of_hours=since.share_of(domain.domain_id) or 0.0,
        )
        for domain in candidate.blueprint.domains
        if domain.domain_id in lost
    )
