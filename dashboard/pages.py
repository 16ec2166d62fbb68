"""The registry of pages: one line each, in the order of the navigation."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Concatenate, Generic, TypeVar

from analytics.estimation.candidate import FittedCandidate
from analytics.reports.decision.booking import booking_report
from analytics.reports.outcomes.exam_day import exam_day_report
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.practice.mastery import mastery_report
from analytics.reports.practice.mistakes import mistakes_report
from analytics.reports.practice.pace import pace_report
from analytics.reports.practice.stabilization import stabilization_report
from analytics.reports.study.final_week import final_week_report
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.hours import hours_report
from analytics.reports.study.labs import labs_report
from analytics.reports.study.plan import plan_report
from analytics.reports.study.resources import resources_report
from analytics.reports.this_week import week_report
from dashboard.text import common

R = TypeVar("R")


@dataclass(frozen=True)
class Page(Generic[R]):
    """A page: address, title, icon, module in `dashboard.views`, and the report that it shows.

    The icon is a name of Material Symbols. A page without a report works before any exam is chosen.
    """

    slug: str
    title: str
    icon: str
    view: str
    report: Callable[Concatenate[FittedCandidate, ...], R] | None = None

    @property
    def url_path(self) -> str:
        """The path in the address; the first page has none."""
        return "" if self is PAGES[0] else self.slug

    def render(self) -> None:
        """Draw the page; its module is loaded when it is first shown."""
        view: ModuleType = importlib.import_module(f"dashboard.views.{self.view}")
        view.render()


WEEK = Page("week", common.PAGE_WEEK, "today", "week", week_report)
AUDIT = Page("audit", common.PAGE_AUDIT, "troubleshoot", "audit", gap_audit)
MASTERY = Page("mastery", common.PAGE_MASTERY, "trending_up", "mastery", mastery_report)
MISTAKES = Page("mistakes", common.PAGE_MISTAKES, "rule", "mistakes", mistakes_report)
PACE = Page("pace", common.PAGE_PACE, "speed", "pace", pace_report)
PLAN = Page("plan", common.PAGE_PLAN, "event_note", "plan", plan_report)
HOURS = Page("hours", common.PAGE_HOURS, "schedule", "hours", hours_report)
LABS = Page("labs", common.PAGE_LABS, "science", "labs", labs_report)
RESOURCES = Page("resources", common.PAGE_RESOURCES, "menu_book", "resources", resources_report)
STABILIZATION = Page("stabilisation", common.PAGE_STABILISATION, "query_stats", "stabilization", stabilization_report)
BOOKING = Page("booking", common.PAGE_BOOKING, "event_available", "booking", booking_report)
FINAL_WEEK = Page("last-week", common.PAGE_LAST_WEEK, "checklist", "final_week", final_week_report)
EXAM_DAY = Page("exam-day", common.PAGE_EXAM_DAY, "workspace_premium", "exam_day", exam_day_report)
RECORD = Page("record", common.PAGE_RECORD, "history", "record", forecast_record)
START: Page[None] = Page("start", common.PAGE_START, "flag", "start")
ADD: Page[None] = Page("add", common.PAGE_ADD, "edit_note", "add")
DATA: Page[None] = Page("data", common.PAGE_DATA, "database", "data")

PAGES: tuple[Page[Any], ...] = tuple(value for value in tuple(globals().values()) if isinstance(value, Page))
"""All pages in their order above; the first is shown when the address names none."""
