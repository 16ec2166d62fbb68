"""Texts of the mistakes page: its answer, and the causes of wrong answers."""

from analytics.records import ErrorCause
from analytics.reports.practice.causes import (
    CHANGE_LEVEL,
    MAX_PERIODS,
    MIN_CAUSES_PER_HALF,
    CauseTrend,
    ErrorCauseShare,
    MixPeriod,
)
from analytics.reports.practice.mistakes import MIN_CAUSES, MistakesReport
from dashboard import formatting
from dashboard.text import method_inputs, navigation
from dashboard.text.shapes import chart, first_steps, method, phrases

MIX_TITLE = "Causes and what helps"
OVER_TIME = chart("mistakes_over_time")
EMPTY_STEPS = first_steps("mistakes")

CAUSES = phrases(ErrorCause, "mistakes_causes")

REMEDIES = phrases(ErrorCause, "mistakes_remedies", pairs=navigation.PAIRS, pace=navigation.PACE)


def head(report: MistakesReport) -> tuple[str, str]:
    """Write the title of the page, which is its answer, and the sentence below it."""
    if not report.n_responses:
        return "No questions logged yet", "Log a practice exam question by question to see what costs you points."
    if not report.mistakes:
        return "No wrong answers yet", f"{formatting.counted(report.n_responses, 'question')} logged so far."
    if not report.has_mix:
        has = formatting.verb(report.n_with_cause, "has", "have")
        few = formatting.spelled(MIN_CAUSES)
        with_cause = f"{report.n_with_cause:,} of {_wrong(report)} {has} a cause."
        if not report.n_with_cause:
            with_cause = "No wrong answer has a cause yet."
        return "Too few causes to compare", f"{with_cause} With {few}, this page shows the pattern."
    since = f" since {_since(report)}" if report.has_changed else ""
    names = [CAUSES[share.cause] for share in report.largest]
    if len(names) == 1:
        share = report.share_now(report.largest[0])
        of = f"of your wrong answers{' with a cause' if report.without_cause else ''}{since}"
        title = f"Mostly {names[0]} ({formatting.counted_percent.range(share)})"
        return title, f"{formatting.counted_percent(share.value)} {of} come from {names[0]}."
    which = f"all {formatting.spelled(len(names))} causes" if len(names) == len(CAUSES) else formatting.joined(names)
    close = f"{which} {formatting.verb(len(names), 'is', 'are')} too close to rank."
    since_then = f"Since {_since(report)}, {close}" if report.has_changed else f"{close[0].upper()}{close[1:]}"
    return "No cause stands out yet", since_then


def _since(report: MistakesReport) -> str:
    return formatting.day(report.second_half_from) if report.second_half_from else ""


def _wrong(report: MistakesReport) -> str:
    return formatting.counted(len(report.mistakes), "wrong answer")


def without_cause(report: MistakesReport) -> str:
    return f"{len(report.without_cause):,} without a cause"


def evidence(report: MistakesReport) -> str:
    exams = formatting.counted(report.n_practice_exams, "practice exam")
    if not report.without_cause:
        return f"Based on {_wrong(report)} in {exams}."
    return f"Based on {report.n_with_cause:,} of {_wrong(report)} in {exams}. The rest may still change this."


def trends(report: MistakesReport) -> str:
    """Return which causes have become more or less frequent, empty if halves cannot be compared."""
    if not report.has_changed:
        return f"No clear change since {_since(report)}." if report.second_half_from else ""
    words = {CauseTrend.MORE: "up", CauseTrend.LESS: "down"}
    changes = [f"{CAUSES[share.cause]} {words[share.trend]}" for share in report.causes if share.trend in words]
    return f"Since {_since(report)}: {formatting.joined(changes)}. For the rest, it is too early to tell."


def shares(report: MistakesReport, share: ErrorCauseShare) -> list[str]:
    """Write the shares of a cause, the earlier one first."""
    write = formatting.counted_percent.with_range
    if share.halves is None or report.second_half_from is None:
        return [write(share.share)]
    since = formatting.day_of_month(report.second_half_from)
    return [f"{write(share.halves[0])} before", f"{write(share.halves[1])} since {since}"]


def over_time(report: MistakesReport) -> str:
    if len(report.periods) > 1:
        return f"Each mark is one of {formatting.spelled(len(report.periods))} periods."
    return (
        f"Too early to show causes over time. That takes {formatting.spelled(2 * MIN_CAUSES_PER_HALF)} wrong answers "
        f"with a cause from two or more practice exams; you have {report.n_with_cause:,}."
    )


def period_line(period: MixPeriod) -> str:
    pairs = zip(CAUSES.values(), period.shares, strict=True)
    parts = [f"{name} {formatting.counted_percent.with_range(share)}" for name, share in pairs]
    return f"**{formatting.days(period.first_on, period.last_on)}**, {_caused(period)}: {'; '.join(parts)}"


def _caused(period: MixPeriod) -> str:
    return f"{formatting.counted(sum(period.counts), 'wrong answer')} with a cause"


def period_hover(period: MixPeriod, cause: int) -> str:
    return f"{period.counts[cause]} of {_caused(period)}"


def inputs(report: MistakesReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        ("Questions logged", f"{report.n_responses:,}"),
        method_inputs.ranges_hold(report.causes[0].share),
    ]


METHOD = method(
    "mistakes",
    least_causes=formatting.spelled(MIN_CAUSES),
    least_per_half=formatting.spelled(MIN_CAUSES_PER_HALF),
    change_level=formatting.percent(CHANGE_LEVEL),
    most_periods=formatting.spelled(MAX_PERIODS),
)
