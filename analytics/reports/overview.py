"""The landing page: the week, the counts of its tiles, and the next action by ordered rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.estimation.candidate import FittedCandidate
from analytics.models.exam_score import Chance
from analytics.reports.decision.chance_by_day import chances_on
from analytics.reports.decision.verdict import Missing, Verdict
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.practice.causes import CauseCounts, cause_counts
from analytics.reports.study.final_week import (
    STANDARD_SETTINGS,
    ChecklistItem,
    FinalWeek,
    FinalWeekSettings,
    final_week_report,
)
from analytics.reports.study.plan import PlanReport
from analytics.reports.this_week import PreparationState, WeekReport, week_report

MAX_ACTIONS = 3
WEEKS_BEFORE_BOOKING = 6
"""Weeks of the plan before the exam day is brought up."""

MIN_HOURS_TO_GO = 0.5
"""Fewer hours below the plan are not mentioned."""


class Action(StrEnum):
    """What to do next."""

    ENTER_RESULT = "enter_result"
    SEE_FORECASTS = "see_forecasts"
    CHOOSE_SUCCESSOR = "choose_successor"
    SEE_GAPS = "see_gaps"
    CHANGE_EXAM_DATE = "change_exam_date"
    SET_UP = "set_up"
    ENTER_PRACTICE_EXAM = "enter_practice_exam"
    NAME_CAUSES = "name_causes"
    FINAL_WEEK = "final_week"
    ADD_EVIDENCE = "add_evidence"
    SET_EXAM_DATE = "set_exam_date"
    LOG_STUDY = "log_study"
    CHANGE_FOCUS = "change_focus"
    WRITE_NOTE = "write_note"
    WEIGH_DATE = "weigh_date"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the next action depends on.

    `is_exam_day_closed` is whether the exam cannot be taken on the planned day, and `has_gaps` whether ratings or
    practice exams show the gaps. `overdue_exam_on` is the day of a planned practice exam that has passed without a
    result. `due_check` is the first open item of the final week. `hours_to_go` are those up to the plan's minimum for
    the week. `other_foci` is the next week's focus by the gaps, if it was set by hand to something else.
    """

    state: PreparationState
    is_exam_day_closed: bool = False
    has_plan: bool = True
    has_gaps: bool = True
    overdue_exam_on: date | None = None
    n_without_cause: int = 0
    due_check: ChecklistItem | None = None
    missing: tuple[Missing, ...] = ()
    hours_to_go: float = 0.0
    other_foci: tuple[str, ...] = ()
    has_recent_note: bool = True
    week_number: int | None = None


def next_actions(situation: Situation) -> tuple[Action, ...]:
    """Return the next action and up to two that follow."""
    actions = [action for action, holds in RULES if holds(situation)][:MAX_ACTIONS]
    if actions[0] in _ALONE:
        return (actions[0],)
    return tuple(action for action in actions if action is not Action.NOTHING) or (Action.NOTHING,)


RULES: tuple[tuple[Action, Callable[[Situation], bool]], ...] = (
    (Action.ENTER_RESULT, lambda now: now.state is PreparationState.RESULT_DUE),
    (Action.SEE_FORECASTS, lambda now: now.state is PreparationState.PASSED),
    (Action.CHOOSE_SUCCESSOR, lambda now: now.state is PreparationState.CLOSED),
    (Action.SEE_GAPS, lambda now: now.state is PreparationState.FAILED and now.has_gaps),
    (Action.CHANGE_EXAM_DATE, lambda now: now.is_exam_day_closed),
    (Action.SET_UP, lambda now: not (now.has_plan and now.has_gaps)),
    (Action.ENTER_PRACTICE_EXAM, lambda now: now.overdue_exam_on is not None),
    (Action.NAME_CAUSES, lambda now: now.n_without_cause > 0),
    (Action.FINAL_WEEK, lambda now: now.due_check is not None),
    (
        Action.ADD_EVIDENCE,  # in the final week the checklist says when the last practice exam is
        lambda now: bool({*now.missing} - {Missing.EXAM_DATE}) and now.state is not PreparationState.FINAL_WEEK,
    ),
    (
        Action.SET_EXAM_DATE,  # a plan that is still to be made asks for it
        lambda now: Missing.EXAM_DATE in now.missing and now.has_plan and not now.is_exam_day_closed,
    ),
    (Action.LOG_STUDY, lambda now: now.hours_to_go >= MIN_HOURS_TO_GO),
    (Action.CHANGE_FOCUS, lambda now: bool(now.other_foci)),
    (Action.WRITE_NOTE, lambda now: not now.has_recent_note),
    (Action.WEIGH_DATE, lambda now: now.week_number is not None and now.week_number > WEEKS_BEFORE_BOOKING),
    (Action.NOTHING, lambda _: True),
)
"""Each action with its condition; the first that holds comes next."""

_ALONE = frozenset({Action.ENTER_RESULT, Action.SEE_FORECASTS, Action.CHOOSE_SUCCESSOR})
"""Until the result is known, and once the preparation has ended, nothing else matters."""


@dataclass(frozen=True, slots=True)
class OverviewReport:
    """The preparation as of a day; each number is the same as on the page that it links to.

    `chance_before` is the chance of the day before a pass, None without a practice exam by then.
    """

    week: WeekReport
    final_week: FinalWeek
    causes: CauseCounts
    chance_before: Chance | None
    situation: Situation
    actions: tuple[Action, ...]

    @property
    def as_of(self) -> date:
        """The day up to which rows count."""
        return self.week.as_of

    @property
    def state(self) -> PreparationState:
        """The state of the preparation."""
        return self.week.state


def overview_report(candidate: FittedCandidate, settings: FinalWeekSettings = STANDARD_SETTINGS) -> OverviewReport:
    """Report the preparation, with the candidate's settings of the final week."""
    week = week_report(candidate)
    final_week = final_week_report(candidate, settings)
    causes = cause_counts(candidate)
    situation = _situation(week, final_week, causes)
    before, actions = _chance_before(candidate), next_actions(situation)
    return OverviewReport(week, final_week, causes, before, situation, actions=actions)


def _chance_before(candidate: FittedCandidate) -> Chance | None:
    passed_on, first_on = candidate.attempts.passed_on, candidate.counts.first_on
    if passed_on is None or first_on is None or first_on >= passed_on:
        return None
    return chances_on(candidate.fitted_until(passed_on - timedelta(days=1)), [passed_on])[0]


def _situation(week: WeekReport, final_week: FinalWeek, causes: CauseCounts) -> Situation:
    is_final = week.state is PreparationState.FINAL_WEEK
    return Situation(
        state=week.state,
        is_exam_day_closed=week.plan.planned.closed_exam_day is not None,
        has_plan=week.plan.planned.plan is not None,
        has_gaps=week.hours.audit.basis is not GapBasis.NOTHING,
        overdue_exam_on=None if week.state is PreparationState.FAILED else _overdue_exam_on(week.plan),
        n_without_cause=causes.n_without_cause,
        due_check=final_week.due[0].item if is_final and final_week.due else None,
        missing=_missing(week),
        hours_to_go=0.0 if is_final else _hours_to_go(week),
        other_foci=week.plan.other_foci,
        has_recent_note=bool(week.recent_reflections),
        week_number=week.week_number,
    )


def _overdue_exam_on(plan: PlanReport) -> date | None:
    """Return the last planned practice exam that has passed, unless an exam was taken in its week or later."""
    today = plan.planned.as_of
    weeks = [week for week in plan.weeks if week.days.practice_exam_on and week.days.practice_exam_on < today]
    if not weeks or any(week.n_practice_exams for week in plan.weeks if week.number >= weeks[-1].number):
        return None
    return weeks[-1].practice_exam_left


def _missing(week: WeekReport) -> tuple[Missing, ...]:
    """Return what a more certain answer needs.

    That is only the exam day before the first planned practice exam, or if one more would hardly move the chance.
    """
    ready, exam_on = week.readiness, week.readiness.next_practice_exam_on
    is_ahead = week.state is PreparationState.STARTING and exam_on is not None and exam_on > week.as_of
    is_clear = ready.verdict is not Verdict.TOO_LITTLE_DATA and not ready.moves_to.is_notable
    return tuple(item for item in ready.missing if item is Missing.EXAM_DATE or not (is_ahead or is_clear))


def _hours_to_go(week: WeekReport) -> float:
    current = None if week.hours.is_last_week_over or week.plan.is_over else week.hours.this_week
    return 0.0 if current is None or current.band is None else max(0.0, current.band.low - current.hours_in_plan)
