"""Texts of the mastery page."""

from collections.abc import Mapping, Sequence

from analytics.reports.practice.mastery import MIN_POINTS, DomainMastery, MasteryReport, TrendDirection
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import ChartText, Column, method

PATHS = ChartText(
    title="How has each domain moved?",
    alt=(
        "One panel for each domain, on the same axes: the expected share right over time with its range, the "
        "practice exams as dots, the cut score as a band and the chance of guessing as a line. The numbers "
        "stand in the table below."
    ),
    y_axis="Right (%)",
)
GUESS = "by guessing"
SEEN_BEFORE = "mostly seen before"
DIRECTIONS: Mapping[TrendDirection, str] = {
    TrendDirection.RISING: "rising",
    TrendDirection.FALLING: "falling",
    TrendDirection.CANNOT_TELL: "cannot tell",
}


def reading(report: MasteryReport) -> str:
    return (
        "The line is what you would get right on questions that you have not seen, with its range; dotted after "
        f"{formatting.day(report.as_of)}. A dot is the raw score of one practice exam in that domain. The line need "
        "not pass through the dots: it allows for chance, for the provider, and for questions seen before. The exam "
        "has one cut score for the whole, so a domain may lie below the grey band and the exam be passed."
    )


def answer(report: MasteryReport) -> str:
    if not report.n_practice_exams:
        return "There is no practice exam yet, so nothing is known of how your mastery moves."
    rising, falling = report.moving(TrendDirection.RISING), report.moving(TrendDirection.FALLING)
    unclear = report.moving(TrendDirection.CANNOT_TELL)
    if len(unclear) == len(report.domains):
        return "Whether any domain rises or falls cannot be told yet."
    parts = [
        f"Rising: {_names(rising)}." if rising else "",
        f"Falling: {_names(falling)}." if falling else "",
        f"For {formatting.counted(len(unclear), 'other domain')} it cannot be told." if unclear else "",
    ]
    return " ".join(part for part in parts if part)


def _names(domains: Sequence[DomainMastery]) -> str:
    """Join names, by semicolons if a name has a comma or an "and" of its own."""
    names = [formatting.literal(domain.name) for domain in domains]
    has_parts = any("," in name or " and " in name for name in names)
    return "; ".join(names) if has_parts else formatting.joined(names)


def evidence(report: MasteryReport) -> str:
    if not report.n_practice_exams:
        return (
            "What is drawn is what is usual for candidates, and says nothing about you. "
            "A first practice exam with results by domain starts the lines, a second one their direction."
        )
    evidence = common.evidence(report.n_items, report.n_practice_exams, report.n_items_seen_before)
    without = report.n_items_without_domain
    total = f" Known only in total: {without}; they move all lines together." if without else ""
    more = " A direction needs a second practice exam." if report.n_practice_exams < 2 else ""
    return f"{evidence}{total}{more}"


def panel_lines(domain: DomainMastery) -> tuple[str, str]:
    """Return the two lines below a panel, as plain text: where the domain stands, and how it moves."""
    n_items = formatting.questions(domain.n_items) if domain.n_items else "no questions yet"
    now = f"{formatting.percent.with_range(domain.now)} expected today, {n_items}"
    if not domain.has_direction:
        return now, "no direction before the second practice exam"
    return now, f"{_movement(domain)} points a week"


def _movement(domain: DomainMastery) -> str:
    return f"{DIRECTIONS[domain.direction]}: {formatting.signed(1).with_range(domain.trend_per_week.scaled(100))}"


COLUMNS: tuple[Column[DomainMastery], ...] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("Expected today", lambda domain: formatting.percent.with_range(domain.now)),
    Column(
        "Points a week",
        lambda domain: _movement(domain) if domain.has_direction else DIRECTIONS[TrendDirection.CANNOT_TELL],
    ),
    Column("Questions", lambda domain: str(domain.n_items)),
)


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
