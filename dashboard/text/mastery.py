"""The sentences of the mastery page."""

from collections.abc import Mapping, Sequence

from analytics.reports.practice.mastery import MIN_POINTS, DomainMastery, MasteryReport, TrendDirection
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import method

PATH_TITLE = "How has each domain moved?"
PATH_ALT = (
    "One panel for each domain, on the same axes: the expected share right over time with its range, the "
    "practice exams as dots, the cut score as a band and the chance of guessing as a line. The numbers "
    "stand in the table below."
)
SHARE_AXIS = "Right (%)"
GUESS = "by guessing"
SEEN_BEFORE = "mostly seen before"
_READING = (
    "The line is what you would get right on questions that you have not seen, with its range; dotted after "
    "{day}. A dot is the raw score of one practice exam in that domain. The line need not pass through "
    "the dots: it allows for chance, for the provider, and for questions seen before. The exam has one cut "
    "score for the whole, so a domain may lie below the grey band and the exam be passed."
)
DIRECTIONS: Mapping[TrendDirection, str] = {
    TrendDirection.RISING: "rising",
    TrendDirection.FALLING: "falling",
    TrendDirection.CANNOT_TELL: "cannot tell",
}


def reading(report: MasteryReport) -> str:
    return _READING.format(day=formatting.day(report.as_of))


def answer(report: MasteryReport) -> str:
    if not report.n_practice_exams:
        return "There is no practice exam yet, so nothing is known of how your mastery moves."
    rising, falling = report.moving(TrendDirection.RISING), report.moving(TrendDirection.FALLING)
    open_ones = report.moving(TrendDirection.CANNOT_TELL)
    if len(open_ones) == len(report.domains):
        return "Whether any domain rises or falls cannot be told yet."
    parts = [
        f"Rising: {_names(rising)}." if rising else "",
        f"Falling: {_names(falling)}." if falling else "",
        f"For {_count(open_ones)} it cannot be told." if open_ones else "",
    ]
    return " ".join(part for part in parts if part)


def _names(domains: Sequence[DomainMastery]) -> str:
    names = [formatting.literal(domain.name) for domain in domains]
    has_parts = any("," in name or " and " in name for name in names)
    return "; ".join(names) if has_parts else formatting.joined(names)


def _count(domains: Sequence[DomainMastery]) -> str:
    return formatting.counted(len(domains), "other domain")


def evidence(report: MasteryReport) -> str:
    if not report.n_practice_exams:
        return (
            "What is drawn is what is usual for candidates, and says nothing about you. "
            "A first practice exam with results by domain starts the lines, a second one their direction."
        )
    rests = common.evidence(report.n_items, report.n_practice_exams, report.n_items_seen_before)
    without = report.n_items_without_domain
    whole = f" Known only in total: {without}; they move all lines together."
    more = " A direction needs a second practice exam."
    return f"{rests}{whole if without else ''}{more if report.n_practice_exams == 1 else ''}"


def panel_lines(domain: DomainMastery) -> tuple[str, str]:
    n_items = formatting.questions(domain.n_items) if domain.n_items else "no questions yet"
    now = f"{formatting.percent.with_range(domain.now)} expected today, {n_items}"
    if not domain.has_direction:
        return now, "no direction before the second practice exam"
    return now, f"{_movement(domain)} points a week"


def _movement(domain: DomainMastery) -> str:
    return f"{DIRECTIONS[domain.direction]}: {formatting.signed(1).with_range(domain.trend_per_week.scaled(100))}"


def table_row(domain: DomainMastery) -> dict[str, str]:
    return {
        "Domain": formatting.literal(domain.name),
        "Expected today": formatting.percent.with_range(domain.now),
        "Points a week": _movement(domain) if domain.has_direction else DIRECTIONS[TrendDirection.CANNOT_TELL],
        "Questions": str(domain.n_items),
    }


def inputs(report: MasteryReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        *method_inputs.answered(report.n_items, report.n_items_seen_before, report.n_practice_exams),
        method_inputs.cut(report.cut.percent),
        ("Right by guessing alone", formatting.percent(report.guess_floor)),
        method_inputs.ranges_hold(report.domains[0].now),
    ]


METHOD = method(
    "mastery", ability=common.METHOD_ABILITY, window=common.WINDOW, least_points=formatting.spelled(MIN_POINTS)
)
