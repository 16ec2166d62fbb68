"""The reports of what is shown, one for each question, and what the candidate keeps beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from functools import partial
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem
from analytics.estimation.candidate import FittedCandidate, fit_candidate, plan_of
from analytics.estimation.exam_form import CutBelief
from analytics.records import ErrorCause, ResponseKey
from analytics.reports.decision.booking import BookingReport, booking_report
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.decision.what_if import Moves
from analytics.reports.decision.what_if import moves as moves_of
from analytics.reports.outcomes.exam_day import ExamDayReport, exam_day_report
from analytics.reports.outcomes.forecast_record import ForecastRecord, forecast_record
from analytics.reports.practice.mastery import MasteryReport, mastery_report
from analytics.reports.practice.mistakes import MistakesReport, mistakes_report
from analytics.reports.practice.pace import PaceReport, pace_report
from analytics.reports.practice.stabilization import StabilisationReport, stabilisation_report
from analytics.reports.practice.task_mastery import DepthReport, depth_report
from analytics.reports.study.final_week import (
    LastWeek,
    LastWeekSettings,
    last_practice_exam_days,
    settings_from,
    settings_text,
)
from analytics.reports.study.final_week import last_week as last_week_of
from analytics.reports.study.gap_audit import GapAudit, gap_audit
from analytics.reports.study.hours import HoursReport, hours_report
from analytics.reports.study.labs import LabsReport, labs_report
from analytics.reports.study.plan import PlanReport, plan_report
from analytics.reports.study.resources import ResourcesReport, resources_report
from analytics.reports.study.task_evidence import TaskGap, task_gaps
from analytics.reports.this_week import WeekReport, week_report
from analytics.updates import error_causes
from dashboard import places
from dashboard.outputs import weekly_page as weekly_page_html
from dashboard.outputs.plan_calendar import Sessions, calendar
from dashboard.session.caching import remembered, stamp_of
from dashboard.session.manual_entry import type_in
from dashboard.session.scope import Scope, blueprint, day_rule_in, draft_at, store_at
from dashboard.text.plan_calendar import Content

_LAST_WEEK = "last week"
_EXAM_DAY = "exam day notes"


@contextmanager
def _known(of: Scope, *, cut: CutBelief | None = None) -> Iterator[FittedCandidate]:
    """Give what is known of the candidate for the exam; the file is opened once for all that is read of it."""
    exam, store = blueprint(of), store_at(of.path)
    if exam is None:
        raise LookupError("a report was asked for without an exam")
    with store.shared_connection():
        yield fit_candidate(store, exam, of.candidate_id, of.as_of, cut=cut)


@remembered
def week(of: Scope) -> WeekReport:
    """Give the check-in of the week."""
    with _known(of) as known:
        return week_report(known)


def weekly_page(report: WeekReport) -> Callable[[], str]:
    """Give the function that writes the check-in as one page to print, to be run when asked for."""
    return partial(weekly_page_html.page, report)


@remembered
def audit(of: Scope) -> GapAudit:
    """Give the gap audit."""
    with _known(of) as known:
        return gap_audit(known)


@remembered
def tasks(of: Scope) -> Mapping[str, tuple[TaskGap, ...]]:
    """Give what is known of the tasks of each domain."""
    with _known(of) as known:
        return task_gaps(known)


@remembered
def mastery(of: Scope) -> MasteryReport:
    """Give the mastery of each domain."""
    with _known(of) as known:
        return mastery_report(known)


@remembered
def depth(of: Scope) -> DepthReport:
    """Give the mastery of each task and service."""
    with _known(of) as known:
        return depth_report(known)


@remembered
def mistakes(of: Scope) -> MistakesReport:
    """Give the wrong answers."""
    with _known(of) as known:
        return mistakes_report(known)


@remembered
def pace(of: Scope, limit_min: float | None = None, kept_min: float | None = None) -> PaceReport:
    """Give the pace by the candidate's own limit, or by one that is tried."""
    with _known(of) as known:
        return pace_report(known, limit_min=limit_min, kept_min=kept_min)


def set_causes(of: Scope, causes: Mapping[ResponseKey, ErrorCause | None]) -> int:
    """Set why answers were wrong; give how many rows changed."""
    return error_causes.set_causes(store_at(of.path), of.candidate_id, causes, made_at=places.now())


@remembered
def hours(of: Scope) -> HoursReport:
    """Give the hours against the plan."""
    with _known(of) as known:
        return hours_report(known)


@remembered
def labs(of: Scope) -> LabsReport:
    """Give the labs, the errors met in them, and their cost."""
    with _known(of) as known:
        return labs_report(known)


@remembered
def last_week(of: Scope, settings: LastWeekSettings) -> LastWeek:
    """Give the checklist of the last week by some settings."""
    with _known(of) as known:
        return last_week_of(known, settings)


def last_week_settings(of: Scope) -> LastWeekSettings:
    """Give what the candidate wants to be held to in the last week, else the standard settings."""
    return settings_from(_kept(of, _LAST_WEEK))


def keep_last_week(of: Scope, settings: LastWeekSettings, *, practice_exam_days: int) -> Sequence[DataProblem]:
    """Keep what counts in the last week; the day of the last practice exam goes into the plan, where it is new."""
    _keep(of, _LAST_WEEK, settings_text(settings))
    planned = plan_of(store_at(of.path), of.candidate_id, of.exam_code or "")
    if planned is None or last_practice_exam_days(planned) == practice_exam_days:
        return ()
    return type_in([replace(planned, last_practice_exam_days=practice_exam_days)], of.exam_code)


def _kept(of: Scope, name: str) -> str | None:
    """Give a text that the candidate keeps for the exam that is shown, None where there is none."""
    return draft_at(of.path, stamp_of(Path(of.path)), of.candidate_id, f"{name} {of.exam_code}")


def _keep(of: Scope, name: str, value: str | None) -> None:
    """Keep a text of the candidate for the exam that is shown; None lets it go."""
    store_at(of.path).save_draft(of.candidate_id, f"{name} {of.exam_code}", value)


@remembered
def plan(of: Scope) -> PlanReport:
    """Give the plan."""
    with _known(of) as known:
        return plan_report(known)


def plan_calendar(of: Scope, report: PlanReport, exam: ExamBlueprint, content: Content, starts_at: time) -> bytes:
    """Give the weeks ahead as a calendar file, its times in the candidate's zone."""
    zone = day_rule_in(of.path, of.revision, of.candidate_id).zone
    return calendar(report, exam, Sessions(content, starts_at, zone), made_at=places.now())


@remembered
def exam_day(of: Scope) -> ExamDayReport:
    """Give the exam day, and what came of it."""
    with _known(of) as known:
        return exam_day_report(known)


def exam_day_notes(of: Scope) -> str:
    """Give the candidate's notes for the exam day, empty where there are none."""
    return _kept(of, _EXAM_DAY) or ""


def keep_exam_day_notes(of: Scope, notes: str) -> None:
    """Keep the candidate's notes for the exam day; none are let go."""
    _keep(of, _EXAM_DAY, notes.strip() or None)


@remembered
def resources(of: Scope) -> ResourcesReport:
    """Give the resources and what followed them."""
    with _known(of) as known:
        return resources_report(known)


@remembered
def stabilisation(of: Scope) -> StabilisationReport:
    """Give whether the scores have settled."""
    with _known(of) as known:
        return stabilisation_report(known)


@remembered
def booking(of: Scope, exam_on: date | None, inputs: DecisionInputs = STANDARD_INPUTS) -> BookingReport:
    """Give the book-or-wait answer for a chosen exam day."""
    with _known(of, cut=inputs.cut) as known:
        return booking_report(known, exam_on=exam_on, inputs=inputs)


@remembered
def moves(of: Scope, exam_on: date, cut: CutBelief | None) -> Moves:
    """Give what would move the answer for a chosen exam day and belief of the cut."""
    with _known(of, cut=cut) as known:
        return moves_of(known, exam_on)


@remembered
def record(of: Scope) -> ForecastRecord:
    """Give the record of the forecasts."""
    with _known(of) as known:
        return forecast_record(known)
