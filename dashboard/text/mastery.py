"""Texts of each domain's mastery over time."""

from collections.abc import Sequence

from analytics.reports.practice.mastery import MIN_POINTS, DomainMastery, MasteryReport, TrendDirection
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import Column, chart, method, phrases

PATHS = chart("mastery_paths", numbers=common.SAME_IN_NUMBERS)
MOST_NAMED = 4
DIRECTIONS = phrases(TrendDirection, "mastery_directions")


def guessing(report: MasteryReport) -> str:
    return f"guessing: {formatting.percent(report.guess_floor)}"


def reading(report: MasteryReport) -> str:
    return (
        "The line is the share of new questions you would get right, with its likely range; it is dotted after "
        f"{formatting.day(report.as_of)}. Dots are your practice exam scores in the domain. They may lie off the line, "
        "which allows for chance, the provider, and repeated questions. The passing score is for the whole exam: "
        "unless sections have minimums of their own, you can pass with a domain below it."
    )


def answer(report: MasteryReport) -> str:
    if not report.counts.n_exams:
        return "Too early to tell how your domains move: there is no practice exam yet."
    rising, falling = report.moving(TrendDirection.RISING), report.moving(TrendDirection.FALLING)
    unclear = report.moving(TrendDirection.CANNOT_TELL)
    if len(unclear) == len(report.domains):
        return "Too early to tell whether any domain is rising or falling."
    parts = [
        f"Rising: {_names(rising)}." if rising else "",
        f"Falling: {_names(falling)}." if falling else "",
        f"Too early to tell for {formatting.counted(len(unclear), 'other domain')}." if unclear else "",
    ]
    return " ".join(part for part in parts if part)


def _names(domains: Sequence[DomainMastery]) -> str:
    """Join names; many are only counted."""
    if len(domains) > MOST_NAMED:
        return formatting.counted(len(domains), "domain")
    return formatting.joined([formatting.literal(domain.name) for domain in domains])


def evidence(report: MasteryReport) -> str:
    if not report.counts.n_exams:
        return (
            "The ranges below are for candidates in general. Your first practice exam with results by domain "
            "starts the lines, and a second one shows their direction."
        )
    evidence = common.evidence(report.counts)
    without = report.n_items_without_domain
    if without == report.counts.n_items:
        return f"{evidence} {common.TOTALS_ONLY}"
    moves = ("question without a domain moves all lines.", "questions without a domain move all lines.")
    total = f" {formatting.counted(without, *moves)}" if without else ""
    more = " A trend needs a second practice exam." if report.counts.n_exams < MIN_POINTS else ""
    return f"{evidence}{total}{more}"


def panel_lines(domain: DomainMastery) -> tuple[str, str]:
    """Return the two lines below a panel, as plain text: where the domain stands, and how it moves."""
    now = f"{formatting.percent.with_range(domain.now)} today, {common.own_questions(domain.n_items)}"
    return now, f"{_movement(domain)} points per week" if domain.has_direction else _movement(domain)


def _movement(domain: DomainMastery) -> str:
    if not domain.has_direction:
        return DIRECTIONS[TrendDirection.CANNOT_TELL]
    return f"{DIRECTIONS[domain.direction]}: {formatting.signed(1).with_range(domain.trend_per_week.scaled(100))}"


COLUMNS: tuple[Column[DomainMastery], ...] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("Expected today", lambda domain: formatting.percent.with_range(domain.now)),
    Column("Points per week", _movement),
    Column("Questions", lambda domain: f"{domain.n_items:,}"),
)


def inputs(report: MasteryReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        method_inputs.cut(report.cut.percent),
        method_inputs.ranges_hold(report.domains[0].now),
    ]


METHOD = method(
    "mastery", ability=common.METHOD_ABILITY, window=common.WINDOW, least_points=formatting.spelled(MIN_POINTS)
)
