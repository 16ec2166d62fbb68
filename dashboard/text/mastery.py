"""Texts about mastery of domains over time, of tasks, and of services."""

from collections.abc import Sequence

from analytics.models.pooling import GROUP_SD, SHIFT_SD
from analytics.reports.practice import task_mastery
from analytics.reports.practice.mastery import MIN_EXAMS_FOR_TREND, DomainMastery, MasteryReport, TrendDirection
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.audit import IN_GENERAL, SHORT
from dashboard.text.shapes import Columns, chart, method, paragraph, phrases, table_rows

PATHS = chart("mastery_paths", numbers=common.SAME_IN_NUMBERS)
MOST_NAMED = 4
DIRECTIONS = phrases(TrendDirection, "mastery_directions")
ROWS = chart("task_mastery_rows", numbers=common.SAME_IN_NUMBERS)
SHOW, DOMAIN_LABEL, NO_TASKS = "Show", "Domain", "This exam lists no tasks below its domains."
TASKS, SERVICES = "tasks", "services"
LEVELS = (TASKS, SERVICES)
FEW_LABEL = f"fewer than {formatting.spelled(task_mastery.MIN_ITEMS)} questions"
RAW_LABEL = "correct so far"
N_SERVICES_DRAWN = 7
guessing = formatting.template("guessing: {}", formatting.percent)

STANDINGS = phrases(task_mastery.RelativeMastery, "task_mastery_standings")


def how_to_read(report: MasteryReport) -> str:
    return paragraph("mastery_reading", as_of=formatting.day(report.as_of))


def answer(report: MasteryReport) -> str:
    if not report.counts.n_exams:
        return "There is no practice exam to show how your domains move."
    rising, falling = report.moving(TrendDirection.RISING), report.moving(TrendDirection.FALLING)
    unclear = report.moving(TrendDirection.CANNOT_TELL)
    if len(unclear) == len(report.domains):
        return "Too early to tell whether any domain is rising or falling."
    parts = [
        f"Rising: {_names(rising)}." if rising else "",
        f"Falling: {_names(falling)}." if falling else "",
        f"Too early to tell for {formatting.counted(len(unclear), 'other domain')}." if unclear else "",
    ]
    return " ".join(filter(None, parts))


def _names(domains: Sequence[DomainMastery]) -> str:
    if len(domains) > MOST_NAMED:
        return formatting.counted(len(domains), "domain")
    return formatting.joined([formatting.literal(domain.name) for domain in domains])


def evidence(report: MasteryReport) -> str:
    is_total = report.n_items_without_domain == report.counts.n_items
    return common.evidence(report.counts, is_total=is_total) or IN_GENERAL


def panel_lines(domain: DomainMastery) -> tuple[str, str]:
    """Return two lines of plain text below a panel: the domain's level and its trend."""
    now = f"Level {formatting.percent.with_range(domain.now)}, {common.own_questions(domain.n_items)}"
    return now, f"{_movement(domain)} points per week" if domain.has_direction else _movement(domain)


def _movement(domain: DomainMastery) -> str:
    if not domain.has_direction:
        return DIRECTIONS[TrendDirection.CANNOT_TELL]
    return f"{DIRECTIONS[domain.direction]}: {formatting.signed(1).with_range(domain.trend_per_week.scaled(100))}"


COLUMNS: Columns[DomainMastery] = {
    "Domain": lambda domain: formatting.literal(domain.name),
    "Your level": lambda domain: formatting.percent.with_range(domain.now),
    "Points per week": _movement,
    "Questions": lambda domain: f"{domain.n_items:,}",
}


def inputs(report: MasteryReport) -> list[tuple[str, str]]:
    return [
        method_inputs.data_up_to(report.as_of),
        method_inputs.cut(report.cut),
        method_inputs.level_of_ranges(report.domains[0].now),
    ]


def task_answer(report: task_mastery.TaskMasteryReport, level: str) -> str:
    tasks = {formatting.literal(task_name(task)): task.mastery for task in report.tasks}
    services = {formatting.literal(service.name): service.mastery for service in report.services}
    rows = tasks if level == TASKS else services
    if not any(mastery.n_items for mastery in rows.values()):
        column = "task_id" if level == TASKS else level
        return f"No answer names a {level.removesuffix('s')} yet ({column} in item_responses.csv)."
    below, above = task_mastery.RelativeMastery.BELOW, task_mastery.RelativeMastery.ABOVE
    ends = {"Below the rest of its domain": below, "Above it": above}
    found = {words: [name for name, row in rows.items() if row.relative is end] for words, end in ends.items()}
    sentence = " ".join(f"{words}: {formatting.joined(names)}." for words, names in found.items() if names)
    return sentence or f"No {level.removesuffix('s')} stands out from its domain yet."


def task_name(task: task_mastery.TaskMastery) -> str:
    return f"{task.task_id} {task.title}"


def task_evidence(report: task_mastery.TaskMasteryReport, level: str) -> str:
    without = report.n_items_without_task if level == TASKS else report.n_items_without_service
    named = f"Based on the first answers to {formatting.questions(report.n_items - without)}."
    left_out = (
        f" {formatting.counted(without, 'more has', 'more have')} no {level.removesuffix('s')}." if without else ""
    )
    is_cut = level == SERVICES and len(report.services) > N_SERVICES_DRAWN
    drawn = f" Only the {N_SERVICES_DRAWN} services with the most questions are drawn." if is_cut else ""
    n = len(report.tasks) - len(report.answered_tasks)
    count = formatting.counted(n, "task without questions is", "tasks without questions are")
    unanswered = f" {count} not drawn." if level == TASKS and n else ""
    leans = "With few questions, an estimate stays close to its domain's. The order is not a ranking."
    return f"{named}{left_out}{drawn}{unanswered} {leans}"


def drawn(
    report: task_mastery.TaskMasteryReport, level: str, domain_id: str | None
) -> dict[str, task_mastery.PooledMastery]:
    """Return the rows to draw, by name: a domain's tasks with questions, or the first services."""
    if level == TASKS:
        return {task_name(task): task.mastery for task in report.answered_tasks if task.domain_id == domain_id}
    return {service.name: service.mastery for service in report.services[:N_SERVICES_DRAWN]}


def hover(name: str, mastery: task_mastery.PooledMastery) -> str:
    return f"{name}: {formatting.percent.with_range(mastery.share)}, {raw(mastery)}"


def raw(mastery: task_mastery.PooledMastery) -> str:
    return f"{mastery.n_correct} of {mastery.n_items} correct so far"


def task_table(report: task_mastery.TaskMasteryReport, level: str) -> list[dict[str, str]]:
    is_by_task = level == TASKS
    return table_rows(TASK_COLUMNS, report.tasks) if is_by_task else table_rows(SERVICE_COLUMNS, report.services)


_MASTERY_COLUMNS: Columns[task_mastery.TaskMastery | task_mastery.ServiceMastery] = {
    "Correct so far": lambda row: (
        f"{row.mastery.n_correct} of {row.mastery.n_items}" if row.mastery.n_items else "no answers"
    ),
    "Expected on new questions": lambda row: formatting.percent.with_range(row.mastery.share),
    "Compared with its domain": lambda row: STANDINGS[row.mastery.relative],
}
TASK_COLUMNS: Columns[task_mastery.TaskMastery] = {
    "Task": lambda task: formatting.literal(task_name(task)),
    "Your rating": lambda task: (
        "none" if task.rating is None else f"{SHORT[task.rating]} ({task.rating}\u00a0of\u00a05)"
    ),
    **_MASTERY_COLUMNS,
}
SERVICE_COLUMNS: Columns[task_mastery.ServiceMastery] = {
    "Service": lambda row: formatting.literal(
        f"{row.name} ({formatting.verb(len(row.domain_ids), 'domain', 'domains')} "
        f"{formatting.joined([*row.domain_ids])})"
    ),
    **_MASTERY_COLUMNS,
}


METHOD = method(
    "mastery", ability=common.METHOD_ABILITY, window=common.WINDOW, least_exams=formatting.spelled(MIN_EXAMS_FOR_TREND)
)
TASK_METHOD = method("task_mastery", group_sd=f"{GROUP_SD:g}", shift_sd=f"{SHIFT_SD:g}")
