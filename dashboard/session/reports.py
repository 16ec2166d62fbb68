"""Reports for the pages, computed once, and files made from them."""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation import caches
from analytics.estimation.caches import cache_name
from analytics.estimation.candidate import FittedCandidate, fit_candidate, fit_group
from analytics.estimation.model_inputs import SharedInputs, read_shared_inputs
from analytics.reports.group.report import REPORT_REVISION, GroupReport, group_from, group_report, group_text
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.study.plan import PlanReport
from dashboard import environment
from dashboard.outputs.plan_calendar import calendar
from dashboard.session import stores
from dashboard.session.caching import memoized
from dashboard.session.scope import Scope, blueprint, group_day
from dashboard.text.plan import Content

P = ParamSpec("P")
R = TypeVar("R")


@memoized()
def cached(report: Callable[Concatenate[FittedCandidate, P], R], scope: Scope, *args: P.args, **options: P.kwargs) -> R:
    """Return a report of a scope with an exam, computed once for each of its options."""
    return report(_fitted(scope), *args, **options)


def group(scope: Scope, exam_code: str) -> GroupReport:
    """Return the report of all who prepare for an exam; any change of the file renews it."""
    return _group(scope.path, scope.revision, exam_code, group_day(scope))


@memoized(entries=4)
def _group(path: str, revision: int, exam_code: str, as_of: date) -> GroupReport:
    exam, store = stores.blueprints(path, revision)[exam_code], stores.store_at(path)
    people = stores.candidates_by_exam(path, revision)[exam_code]
    name = cache_name(exam, as_of, REPORT_REVISION)
    report = store.derived("group", name, group_from)
    if report is None:
        report = group_report(exam, as_of, fit_group(store, exam, people, as_of))
        store.keep_derived("group", name, group_text(report), revision=revision)
    return report


@memoized(entries=4)  # of a large cohort each holds megabytes
def _fitted(scope: Scope) -> FittedCandidate:
    exam, store = blueprint(scope), stores.store_at(scope.path)
    if exam is None:
        raise LookupError("a report needs an exam")
    shared = _shared(scope.path, scope.revision, exam.code, scope.as_of)
    return fit_candidate(store, exam, scope.candidate_id, scope.as_of, shared=shared)


@memoized(entries=4)
def _shared(path: str, revision: int, exam_code: str, as_of: date) -> SharedInputs:
    """Return what all candidates of an exam share, read once for all of them."""
    return read_shared_inputs(stores.store_at(path), stores.blueprints(path, revision)[exam_code], as_of)


@memoized()
def cache_forecasts(scope: Scope) -> None:
    """Save the forecasts computed for the shown record, for other processes."""
    computed, store = cached(forecast_record, scope).computed, stores.store_at(scope.path)
    caches.cache_forecasts(store, _fitted(scope).cached_forecasts, computed, revision=scope.revision)


def plan_calendar(
    scope: Scope, report: PlanReport, exam: ExamBlueprint, content: Content, starts_at: time
) -> Callable[[], bytes]:
    """Return a function that writes the weeks ahead as a calendar file, in the candidate's zone."""
    zone = ZoneInfo(stores.day_rule(scope.path, scope.revision, scope.candidate_id).zone)
    return partial(calendar, report, exam, content, starts_at.replace(tzinfo=zone), made_at=environment.now())
