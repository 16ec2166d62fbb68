"""The sentences about tasks and services, on the mastery page."""

import textwrap
from collections.abc import Mapping

from analytics.models.pooling import GROUP_SD, SHIFT_SD
from analytics.reports.practice.task_mastery import LEAST_ITEMS, Depth, DepthReport, ServiceDepth, Standing, TaskDepth
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import method

TITLE = "What is below the domains?"
LEVEL_LABEL = "Show"
TASKS = "tasks"
SERVICES = "services"
LEVELS = (TASKS, SERVICES)
AXIS = "Right on new questions (%)"
ALT = (
    "One row for each task or service: the share expected to be right on new questions with its range, the stronger in "
    "colour the larger it is and hatched where there is little evidence, and the raw share as an open mark. "
    "The numbers stand in the table below."
)
TABLE_TITLE = "Tasks and services in numbers"
RAW_LABEL = "answered rightly so far"
N_SERVICES_DRAWN = 15
NAME_LENGTH = 44

STANDINGS: Mapping[Standing, str] = {
    Standing.BELOW: "below the rest",
    Standing.ABOVE: "above the rest",
    Standing.CANNOT_TELL: "cannot tell",
}


def answer(report: DepthReport, level: str) -> str:
    rows = named(report, level)
    if level == TASKS and not rows:
        return "This exam's file lists no tasks, so nothing can be shown below the domains; services may show more."
    if not any(depth.n_items for depth in rows.values()):
        return (
            f"No answer names a {level.removesuffix('s')} yet. With {_COLUMN[level]} in item_responses.csv you see "
            "here what lies below the domain."
        )
    below, above = ([n for n, d in rows.items() if d.standing is s] for s in (Standing.BELOW, Standing.ABOVE))
    parts = [
        f"Below the rest of their domain: {formatting.joined(below)}." if below else "",
        f"Above it: {formatting.joined(above)}." if above else "",
    ]
    said = " ".join(part for part in parts if part)
    return said or f"No {level.removesuffix('s')} can be told from the rest of its domain yet."


_COLUMN = {TASKS: "task_id", SERVICES: "services"}


def named(report: DepthReport, level: str) -> dict[str, Depth]:
    if level == TASKS:
        return {formatting.literal(task_name(task)): task.depth for task in report.tasks}
    return {formatting.literal(service.name): service.depth for service in report.services}


def task_name(task: TaskDepth) -> str:
    return f"{task.task_id} {task.title}"


def short_name(task: TaskDepth) -> str:
    return textwrap.shorten(task_name(task), NAME_LENGTH, placeholder=" …")


def evidence(report: DepthReport, level: str) -> str:
    without = report.n_items_without_task if level == TASKS else report.n_items_without_service
    named_items = report.n_items - without
    left_out = f" {without} name none." if without else ""
    drawn = (
        f" The {N_SERVICES_DRAWN} with most questions are drawn."
        if level == SERVICES and len(report.services) > N_SERVICES_DRAWN
        else ""
    )
    return (
        f"{formatting.questions(named_items)}, as answered when first met.{left_out}{drawn}"
        f"{_unanswered(report, level)} The range is for today, stronger in colour where more is expected to be right; "
        "the circle is the share of all weeks. Hatched: fewer than "
        f"{formatting.spelled(LEAST_ITEMS)} questions, so that the row shows its domain more than itself. The order is "
        "no ranking."
    )


def _unanswered(report: DepthReport, level: str) -> str:
    n = len(report.tasks) - len(report.answered_tasks)
    if level == SERVICES or not n:
        return ""
    return f" {formatting.counted(n, 'task')} without a question {formatting.verb(n, 'is', 'are')} not drawn."


def has_chart(report: DepthReport, level: str) -> bool:
    return bool(report.answered_tasks if level == TASKS else report.services)


def hover(name: str, depth: Depth) -> str:
    return f"{name}: {formatting.percent.with_range(depth.share)}, {raw(depth)}"


def raw(depth: Depth) -> str:
    return f"{depth.n_correct} of {depth.n_items} right so far"


def task_row(task: TaskDepth) -> dict[str, str]:
    return {"Task": formatting.literal(task_name(task)), **_row(task.depth)}


def service_row(service: ServiceDepth) -> dict[str, str]:
    domains = formatting.joined(list(service.domain_ids))
    return {"Service": formatting.literal(f"{service.name} (domain {domains})"), **_row(service.depth)}


def table(report: DepthReport, level: str) -> list[dict[str, str]]:
    if level == TASKS:
        return [task_row(task) for task in report.tasks]
    return [service_row(service) for service in report.services]


def _row(depth: Depth) -> dict[str, str]:
    return {
        "Right so far": f"{depth.n_correct} of {depth.n_items}" if depth.n_items else "none answered",
        common.EXPECTED_ON_NEW: formatting.percent.with_range(depth.share),
        "Beside its domain": STANDINGS[depth.standing],
    }


METHOD = method("task_mastery", group_sd=f"{GROUP_SD:g}", shift_sd=f"{SHIFT_SD:g}")
