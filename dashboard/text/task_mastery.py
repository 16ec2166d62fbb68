"""Texts about tasks and services, on the mastery page."""

import textwrap
from collections.abc import Mapping

from analytics.models.pooling import GROUP_SD, SHIFT_SD
from analytics.reports.practice.task_mastery import (
    MIN_ITEMS,
    PooledMastery,
    RelativeMastery,
    ServiceMastery,
    TaskMastery,
    TaskMasteryReport,
)
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import ChartText, Column, method, table_rows

ROWS = ChartText(
    title="What is below the domains?",
    alt=(
        "One row for each task or service: the share expected to be right on new questions with its range, "
        "hollow where there is little evidence, and the share of correct answers so far as an open mark. The numbers "
        "are in the table below."
    ),
    x_axis="Right on new questions (%)",
)
LEVEL_LABEL = "Show"
TASKS = "tasks"
SERVICES = "services"
LEVELS = (TASKS, SERVICES)
TABLE_TITLE = "Tasks and services in numbers"
RAW_LABEL = "answered rightly so far"
N_SERVICES_DRAWN = 15
NAME_LENGTH = 44

STANDINGS: Mapping[RelativeMastery, str] = {
    RelativeMastery.BELOW: "below the rest",
    RelativeMastery.ABOVE: "above the rest",
    RelativeMastery.CANNOT_TELL: "cannot tell",
}


def answer(report: TaskMasteryReport, level: str) -> str:
    rows = rows_by_name(report, level)
    if level == TASKS and not rows:
        return "This exam's file lists no tasks, so nothing can be shown below the domains; services may show more."
    if not any(mastery.n_items for mastery in rows.values()):
        return (
            f"No answer names a {level.removesuffix('s')} yet. With {'task_id' if level == TASKS else level} in "
            "item_responses.csv you see here what lies below the domain."
        )
    ends = {"Below the rest of their domain": RelativeMastery.BELOW, "Above it": RelativeMastery.ABOVE}
    found = {words: [name for name, row in rows.items() if row.relative is end] for words, end in ends.items()}
    sentence = " ".join(f"{words}: {formatting.joined(names)}." for words, names in found.items() if names)
    return sentence or f"No {level.removesuffix('s')} can be told from the rest of its domain yet."


def rows_by_name(report: TaskMasteryReport, level: str) -> dict[str, PooledMastery]:
    if level == TASKS:
        return {formatting.literal(task_name(task)): task.mastery for task in report.tasks}
    return {formatting.literal(service.name): service.mastery for service in report.services}


def task_name(task: TaskMastery) -> str:
    return f"{task.task_id} {task.title}"


def short_name(task: TaskMastery) -> str:
    return textwrap.shorten(task_name(task), NAME_LENGTH, placeholder=" …")


def evidence(report: TaskMasteryReport, level: str) -> str:
    without = report.n_items_without_task if level == TASKS else report.n_items_without_service
    named_items = report.n_items - without
    left_out = f" {formatting.counted(without, 'names', 'name')} none." if without else ""
    is_cut = level == SERVICES and len(report.services) > N_SERVICES_DRAWN
    drawn = f" The {N_SERVICES_DRAWN} with most questions are drawn." if is_cut else ""
    return (
        f"{formatting.questions(named_items)}, as answered when first met.{left_out}{drawn}"
        f"{_unanswered(report, level)} The range is for today; the circle is the share of all weeks. "
        f"Hollow: fewer than {formatting.spelled(MIN_ITEMS)} questions, so the estimate stays close to its "
        "domain's. The order is not a ranking."
    )


def _unanswered(report: TaskMasteryReport, level: str) -> str:
    n = len(report.tasks) - len(report.answered_tasks)
    count = formatting.counted(n, "task without a question is", "tasks without a question are")
    return f" {count} not drawn." if level == TASKS and n else ""


def has_chart(report: TaskMasteryReport, level: str) -> bool:
    return bool(report.answered_tasks if level == TASKS else report.services)


def hover(name: str, mastery: PooledMastery) -> str:
    return f"{name}: {formatting.percent.with_range(mastery.share)}, {raw(mastery)}"


def raw(mastery: PooledMastery) -> str:
    return f"{mastery.n_correct} of {mastery.n_items} right so far"


def table(report: TaskMasteryReport, level: str) -> list[dict[str, str]]:
    if level == TASKS:
        return table_rows(TASK_COLUMNS, report.tasks)
    return table_rows(SERVICE_COLUMNS, report.services)


_MASTERY_COLUMNS: tuple[Column[TaskMastery | ServiceMastery], ...] = (
    Column(
        "Right so far",
        lambda row: f"{row.mastery.n_correct} of {row.mastery.n_items}" if row.mastery.n_items else "none answered",
    ),
    Column(common.EXPECTED_ON_NEW, lambda row: formatting.percent.with_range(row.mastery.share)),
    Column("Beside its domain", lambda row: STANDINGS[row.mastery.relative]),
)
TASK_COLUMNS: tuple[Column[TaskMastery], ...] = (
    Column("Task", lambda task: formatting.literal(task_name(task))),
    *_MASTERY_COLUMNS,
)
SERVICE_COLUMNS: tuple[Column[ServiceMastery], ...] = (
    Column("Service", lambda row: formatting.literal(f"{row.name} (domain {formatting.joined([*row.domain_ids])})")),
    *_MASTERY_COLUMNS,
)


METHOD = method("task_mastery", group_sd=f"{GROUP_SD:g}", shift_sd=f"{SHIFT_SD:g}")
