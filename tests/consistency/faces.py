"""All that Cutscore states about one candidate: every page's report, the JSON, and every text."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.estimation.exam_plan import PlannedExam
from analytics.models.intervals import Interval
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.overview import OverviewReport
from analytics.reports.planning.plan_weeks import CalendarWeek
from analytics.reports.this_week import WeekReport
from dashboard import formatting
from dashboard.outputs import weekly_page
from dashboard.pages import OVERVIEW, PAGES
from dashboard.text import terminal_reports, terminal_week
from tests.consistency.people import Person, blueprint_of
from tests.inputs.builders import stored

EXAM_DAYS = (".exam_on", ".planned_exam_on", ".lost_on")
"""Ends of the paths to the planned exam day, and to the day that estimates are for."""


@dataclass(frozen=True)
class Faces:
    """A candidate with the reports of all pages and tabs, by slug, and what is printed."""

    person: Person
    candidate: FittedCandidate
    reports: Mapping[str, Any]

    @property
    def week(self) -> WeekReport:
        """The weekly check-in."""
        report: OverviewReport = self.reports[OVERVIEW.slug]
        return report.week

    @cached_property
    def values(self) -> Sequence[tuple[str, Readiness | Interval]]:
        """Each answer and each range in the reports, with the path to it."""
        return [(path, value) for path, value in self._all if isinstance(value, Readiness | Interval)]

    @cached_property
    def exam_days(self) -> Sequence[tuple[str, date]]:
        """Each exam day in the reports, planned or assumed, with the path to it."""
        return [(path, day) for path, day in self._all if path.endswith(EXAM_DAYS) and isinstance(day, date)]

    @cached_property
    def _all(self) -> Sequence[tuple[str, object]]:
        return [found for slug, report in self.reports.items() for found in _values_of(report, slug)]

    @cached_property
    def texts(self) -> Sequence[tuple[str, str]]:
        """The name and the words of each printed face."""
        return (
            ("readiness", terminal_reports.readiness(self.week.readiness)),
            ("report", terminal_week.week(self.week)),
            ("weekly page", formatting.unescaped(html.unescape(weekly_page.page(self.week)))),
        )


def faces_of(person: Person) -> Faces:
    """Store a person's records, fit them, and report every page."""
    blueprint = blueprint_of(person.exam_code)
    with stored(person.records) as store:
        candidate = fit_candidate(store, blueprint, person.name, person.as_of)
    views = {view.report: view.slug for page in PAGES for view in (*page.tabs, page) if view.report is not None}
    return Faces(person, candidate, {slug: report(candidate) for report, slug in views.items()})


def _values_of(whole: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield each value within a report, with the path to it.

    A week holds the plan that its days come from; what that plan says is no statement of the report. Of a planned exam,
    pages state the days of the plan in force.
    """
    yield path, whole
    if isinstance(whole, PlannedExam):
        yield from ((f"{path}.plan.exam_on", whole.plan_day), (f"{path}.exam_on", whole.day_ahead))
        return
    if is_dataclass(whole) and not isinstance(whole, type):
        for field in fields(whole):
            if not (isinstance(whole, CalendarWeek) and field.name == "plan"):
                yield from _values_of(getattr(whole, field.name), f"{path}.{field.name}")
    elif isinstance(whole, Mapping):
        for key, value in whole.items():
            yield from _values_of(value, f"{path}[{key}]")
    elif isinstance(whole, list | tuple):
        for position, value in enumerate(whole):
            yield from _values_of(value, f"{path}[{position}]")
