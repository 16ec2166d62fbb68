"""The landing page: the week, the counts of its tiles, and the next action."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.estimation.candidate import FittedCandidate
from analytics.models.exam_score import Chance
from analytics.reports.decision.chance_by_day import chances_on
from analytics.reports.decision.verdict import Missing, Verdict
from analytics.reports.overview.next_action import Action, Situation, next_actions
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.practice.causes import CauseCounts, cause_counts
from analytics.reports.study.final_week import STANDARD_SETTINGS, FinalWeek, FinalWeekSettings, final_week_report
from analytics.reports.study.plan import PlanReport
from analytics.reports.this_week import PreparationState, WeekReport, week_report


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
    return OverviewReport(
        week, final_week, causes, _chance_before(candidate), situation, actions=next_actions(situation)
    )


def _chance_before(candidate: FittedCandidate) -> Chance | None:
    passed_on, first_on = candidate.attempts.passed_on, candidate.counts.first_on
    if passed_on is None or first_on is None or first_on >= passed_on:
        return None
    return chances_on(candidate.fitted_until(passed_on - timedelta(days=1)), [passed_on])[0]


def _situation(week: WeekReport, final_week: FinalWeek, causes: CauseCounts) -> Situation:
    is_final = week.state is PreparationState.FINAL_WEEK
    return Situation(
        state=week.state,
        is_exam_day_closed=week.plan.closed_exam_day is not None,
        has_plan=week.plan.plan is not None,
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
    weeks = [week for week in plan.weeks if week.days.practice_exam_on and week.days.practice_exam_on < plan.as_of]
    if not weeks or any(week.n_practice_exams for week in plan.weeks if week.number >= weeks[-1].number):
        return None
    return weeks[-1].practice_exam_left


def _missing(week: WeekReport) -> tuple[Missing, ...]:
    """Return what a more certain answer needs.

    That is only the exam date before the first planned practice exam, or if one more would hardly move the chance.
    """
    ready, ahead = week.readiness, week.readiness.next_practice_exam
    is_ahead = week.state is PreparationState.STARTING and ahead is not None and ahead.on > week.as_of
    is_clear = ready.verdict is not Verdict.TOO_LITTLE_DATA and not ready.moves_to.is_notable
    return tuple(item for item in ready.missing if item is Missing.EXAM_DATE or not (is_ahead or is_clear))


def _hours_to_go(week: WeekReport) -> float:
    current = None if week.hours.has_ended or week.plan.is_over else week.hours.this_week
    return 0.0 if current is None or current.band is None else max(0.0, current.band.low - current.hours_in_plan)
