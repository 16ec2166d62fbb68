"""The registry of pages and their tabs, in the order of the navigation."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, TypeVar

from analytics.estimation.candidate import FittedCandidate
from analytics.reports.decision.booking import booking_report
from analytics.reports.outcomes.exam_day import exam_day_report
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.overview import overview_report
from analytics.reports.practice.mastery import mastery_report
from analytics.reports.practice.mistakes import mistakes_report
from analytics.reports.practice.pace import pace_report
from analytics.reports.practice.stabilization import stabilization_report
from analytics.reports.practice.task_mastery import task_mastery_report
from analytics.reports.study.final_week import final_week_report
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.hours import hours_report
from analytics.reports.study.labs import labs_report
from analytics.reports.study.plan import plan_report
from analytics.reports.study.resources import resources_report
from dashboard import environment
from dashboard.text import add
from dashboard.text import navigation as text

R = TypeVar("R")


@dataclass(frozen=True)
class View(Generic[R]):
    """A page, tab or form with an address.

    `place` is a module of `dashboard.views` and, for a tab, its function. A view without a report needs no exam; a view
    for entry changes data.
    """

    slug: str
    title: str
    place: str
    report: Callable[Concatenate[FittedCandidate, ...], R] | None = None
    is_for_entry: bool = field(default=False, kw_only=True)

    def render(self) -> None:
        """Draw the view; its module is loaded when it is first shown."""
        module, _, function = self.place.partition(".")
        getattr(importlib.import_module(f"dashboard.views.{module}"), function or "render")()


@dataclass(frozen=True)
class Tab(View[R]):
    """A tab, whose address opens its page on it."""


@dataclass(frozen=True)
class Form(View[None]):
    """A form on the Add tab; a link to it opens the tab with it."""

    is_for_entry: bool = field(default=True, kw_only=True)


@dataclass(frozen=True)
class Page(View[R]):
    """A page in the navigation; `icon` names a Material Symbol."""

    icon: str = ""
    tabs: tuple[Tab[Any], ...] = ()

    @property
    def url_path(self) -> str:
        """The path in the address; the first page has none."""
        return "" if self is PAGES[0] else self.slug


GAPS_NOW = Tab("gaps", "Now", "audit.now", gap_audit)
GAPS_OVER_TIME = Tab("mastery", "Over time", "audit.over_time", mastery_report)
GAPS_BY_TASK = Tab("tasks", "Tasks", "audit.tasks", task_mastery_report)

SCORES = Tab("stabilization", "Stability", "practice.scores", stabilization_report)
FORECASTS = Tab("forecasts", "Forecasts", "practice.forecasts", forecast_record)
PACE = Tab("pace", text.PACE, "practice.pace", pace_report)
CONDITIONS = Tab("conditions", "Conditions", "practice.conditions", exam_day_report)

CAUSES = Tab("causes", "Causes", "mistakes.causes", mistakes_report)
PAIRS = Tab("pairs", text.PAIRS, "mistakes.pairs", mistakes_report)
CONFIDENCE = Tab("confidence", "Confidence", "mistakes.confidence", mistakes_report)
LOG = Tab("log", "Log", "mistakes.log", mistakes_report, is_for_entry=True)

PLAN = Tab("plan", text.PLAN, "study.plan", plan_report)
HOURS = Tab("hours", "Hours vs plan", "study.hours", hours_report)
LABS = Tab("labs", "Labs", "study.labs", labs_report)
RESOURCES = Tab("resources", "Resources", "study.resources", resources_report)

FINAL_WEEK = Tab("final-week", "Final week", "exam_day.final_week", final_week_report)
EXAM_FACTS = Tab("exam", "The exam", "exam_day.facts", exam_day_report)
RESULT = Tab("result", "Result", "exam_day.result", exam_day_report)

ADD: Tab[None] = Tab("add", "Add", "data_add")
ADD_SESSION = Form("session", add.SESSION, "data_add")
ADD_EXAM = Form("practice-exam", add.EXAM, "data_add")
ADD_QUESTIONS = Form("questions", add.QUESTIONS, "data_add")
RATE = Form("self-rating", add.RATINGS, "data_add")
CORRECT = Form("correct", add.CORRECT, "data_add")
IMPORT: Tab[None] = Tab("import", "Import", "data.import_tab")
IN_FILE: Tab[None] = Tab("file", text.IN_FILE, "data.contents")
SETTINGS: Tab[None] = Tab("settings", text.SETTINGS, "data.settings")

OVERVIEW = Page("overview", "Overview", "overview", overview_report, "timeline")
AUDIT = Page("audit", "Gap audit", "audit", gap_audit, "target", tabs=(GAPS_NOW, GAPS_OVER_TIME, GAPS_BY_TASK))
PRACTICE = Page(
    "practice",
    "Practice exams",
    "practice",
    stabilization_report,
    "fact_check",
    tabs=(SCORES, FORECASTS, PACE, CONDITIONS),
)
MISTAKES = Page("mistakes", "Mistakes", "mistakes", mistakes_report, "rule", tabs=(CAUSES, PAIRS, CONFIDENCE, LOG))
STUDY = Page("study", text.STUDY, "study", hours_report, "calendar_month", tabs=(PLAN, HOURS, LABS, RESOURCES))
BOOKING = Page("booking", text.BOOKING, "booking", booking_report, "event_available")
EXAM_DAY = Page("exam-day", text.EXAM_DAY, "exam_day", exam_day_report, "flag", tabs=(FINAL_WEEK, EXAM_FACTS, RESULT))
DATA: Page[None] = Page(
    "data", text.DATA, "data", None, "database", tabs=(ADD, IMPORT, IN_FILE, SETTINGS), is_for_entry=True
)

PAGES: tuple[Page[Any], ...] = (OVERVIEW, AUDIT, PRACTICE, MISTAKES, STUDY, BOOKING, EXAM_DAY, DATA)
"""All pages; the first is the default."""

GROUP: Page[None] = Page("group", "Group", "group", None, "groups")
"""Everyone preparing for the exam; listed only if there are several."""

START: View[None] = View("start", "Setup", "overview.start", is_for_entry=True)
"""The setup; without an exam it is also the first page."""

ALIASES: Mapping[str, View[Any]] = {
    "week": OVERVIEW,
    "overview": OVERVIEW,
    "stabilisation": SCORES,
    "last-week": FINAL_WEEK,
    "record": FORECASTS,
}
"""Addresses of earlier versions, or likely guesses, and where they lead."""


def page_with(tab: Tab[Any]) -> Page[Any]:
    return next(page for page in PAGES if tab in page.tabs)


def is_offered(view: View[Any]) -> bool:
    """Return whether a view is offered; those for entry are not while the dashboard is read-only."""
    page = page_with(view) if isinstance(view, Tab) else view
    return not (environment.is_read_only() and (view.is_for_entry or page.is_for_entry))


def hidden_addresses() -> Mapping[str, View[Any]]:
    """Return the addresses that the navigation does not list, and where they lead."""
    closed = {page.slug: page for page in PAGES if not is_offered(page)}
    return {tab.slug: tab for page in PAGES for tab in page.tabs} | dict(ALIASES) | closed
