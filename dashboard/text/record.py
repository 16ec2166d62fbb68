"""Texts of the forecast record."""

from collections.abc import Mapping

from analytics.models.intervals import Interval
from analytics.reports.outcomes.forecast_record import (
    MIN_FORECASTS,
    Claim,
    ForecastEntry,
    ForecastRecord,
    RecordSummary,
    ReferenceComparison,
    ScoreLine,
)
from analytics.reports.outcomes.scored_outcomes import DomainOutcome, OutcomeEntry
from analytics.reports.planning.expected_losses import GapBasis
from dashboard import formatting
from dashboard.text import chances, common, method_inputs
from dashboard.text.shapes import ChartText, Column, method, table_rows

RANGES = ChartText(
    title="What was forecast, and what came?",
    alt=(
        "For each practice exam the range that was forecast the day before, as a bar, and the score that came, as a "
        "dot, over time, with the cut score. The same numbers stand in the table."
    ),
    y_axis=common.SCORE_AXIS,
)
RANGES_NOTE = (
    "A bar is the forecast range, its mark the middle of the forecast; the dot is the score that came. Filled bars "
    "were stored before the day of the exam; hollow ones were computed afterwards from the days before."
)
KEPT, WORKED_OUT = "stored before the exam", "computed afterwards"
RELIABILITY = ChartText(
    title="Do the ranges hold as often as they say?",
    alt=(
        "For ranges of several levels, how often they held what came against how often they claim to, with ranges; "
        "on the diagonal both are equal."
    ),
    x_axis="Range claims to hold (%)",
    y_axis="Range held (%)",
)
FORECAST, CLAIMED, HELD = "forecast", "claimed", "held"
SCORES_TITLE = "Are they better than saying the same as last time?"
SCORES_NOTE = (
    "Lower is better. The same as last time means: the share right of the practice exam before, give or take "
    "the chance in both."
)
OUTCOME_TITLE = "The real exam"
TABLE_TITLE = "The forecasts as a table"

NO_EXAM = (
    "There is no practice exam yet, so nothing has been forecast. From the second one on, each is held against its "
    "forecast here."
)
ONE_DAY = "Nothing can be held against a forecast yet: that takes a practice exam of a second day."

COMPARISONS: Mapping[ReferenceComparison, str] = {
    ReferenceComparison.BETTER: "the forecasts",
    ReferenceComparison.WORSE: "the same as last time",
    ReferenceComparison.CANNOT_TELL: "too early to tell",
}


def answer(report: ForecastRecord) -> str:
    if report.summary is None:
        return ONE_DAY if report.n_practice_exams else NO_EXAM
    summary = report.summary
    exams = formatting.counted(summary.n_forecasts, "practice exam")
    level = formatting.percent(report.level)
    within = f"{summary.n_within} of {exams} fell within the {level} range that was forecast. {claim(report)}"
    return " ".join([within, *loss(summary)])


def loss(summary: RecordSummary) -> list[str]:
    """Return when repeating the last score would have been closer."""
    line = summary.ranked_points
    if not line.is_behind:
        return []
    chance = "" if line.comparison is ReferenceComparison.WORSE else ", which may be chance"
    ours, other = (f"{interval.value:.1f}" for interval in (line.mean, line.reference))
    return [f"Repeating your last score would have been closer so far, {other} points off against {ours}{chance}."]


def claim(report: ForecastRecord) -> str:
    if report.claim is Claim.TOO_LITTLE_DATA:
        if len(report.entries) < MIN_FORECASTS:
            return f"That is too little to say whether the ranges hold: it takes {formatting.spelled(MIN_FORECASTS)}."
        return (
            f"Whether the ranges hold is said only from {formatting.spelled(MIN_FORECASTS)} forecasts that were {KEPT}."
        )
    words = {
        Claim.HOLDS: "that fits what they claim",
        Claim.TOO_NARROW: "fewer than they claim, so take ranges as wider than they are shown",
        Claim.TOO_WIDE: "more than they claim, so the ranges are wider than need be",
    }
    within = "" if report.prospective is None else f"{report.prospective.n_within} of {report.prospective.n_forecasts}"
    return f"Of those {KEPT}, {within} did; {words[report.claim]}."


def origin(report: ForecastRecord) -> str:
    n, n_prospective = len(report.entries), report.n_prospective
    if not n:
        return ""
    if n_prospective == n:
        return f"Every forecast was {KEPT}."
    rest = (
        f"{WORKED_OUT}, from what the file holds of the days before each exam: they show how the model would "
        "have done, and are no ground for a claim."
    )
    if n_prospective == 0:
        return f"The forecasts are {rest} From now on, each practice exam you add stores forecasts of the next."
    was = formatting.verb(n_prospective, "was", "were")
    return f"{n_prospective} of the {formatting.counted(n, 'forecast')} {was} {KEPT}. The others are {rest}"


def shows(report: ForecastRecord) -> str:
    if report.summary is None:
        return ""
    expected = report.summary.expected_within
    return (
        f"If the forecasts are right, expect about {expected:.0f} of {report.summary.n_forecasts} within; the "
        f"long-run share may lie anywhere from {formatting.counted_percent.range(report.summary.coverage)}. This is "
        "about practice exams. How far practice is like the real exam it cannot show."
    )


def _made(entry: ForecastEntry) -> str:
    made_at = entry.scored.made_at_utc
    return WORKED_OUT if made_at is None else f"{formatting.full_day(made_at.date())}, {KEPT}"


COLUMNS: tuple[Column[ForecastEntry], ...] = (
    Column("Day", lambda entry: formatting.full_day(entry.scored.point.day)),
    Column("Provider", lambda entry: formatting.literal(entry.scored.point.provider) or common.NO_PROVIDER),
    Column("Forecast", lambda entry: formatting.percent_correct.with_range(entry.scored.forecast.percent)),
    Column("Score", lambda entry: formatting.counted_percent(entry.scored.point.share.value)),
    Column("Within", lambda entry: "yes" if entry.scored.is_within else "no"),
    Column("Made", _made),
)


def score_rows(report: ForecastRecord) -> list[dict[str, str]]:
    summary = report.summary
    if summary is None:
        return []
    measures = (
        ("Distance from what came, in points", summary.ranked_points, 0),
        ("Whether the cut is reached (Brier score)", summary.brier, 2),
        ("Surprise (log score)", summary.log, 1),
    )
    columns: tuple[Column[tuple[str, ScoreLine, int]], ...] = (
        Column("Measure", lambda row: row[0]),
        Column("Forecasts", lambda row: _with_range(row[1].mean, row[2])),
        Column("Same as last time", lambda row: _with_range(row[1].reference, row[2])),
        Column("Better", lambda row: _better(row[1])),
    )
    return table_rows(columns, measures)


def _better(line: ScoreLine) -> str:
    found = COMPARISONS[line.comparison]
    if line.comparison is not ReferenceComparison.CANNOT_TELL:
        return found
    ahead = ReferenceComparison.WORSE if line.is_behind else ReferenceComparison.BETTER
    return f"{found}; so far {COMPARISONS[ahead]}"


def _with_range(interval: Interval, digits: int) -> str:
    """Write a mean with its range; that of a single log score is not known."""
    if interval.high == float("inf"):
        return f"{interval.value:.{digits}f} (range not known)"
    return f"{interval.value:.{digits}f} ({interval.low:.{digits}f} to {interval.high:.{digits}f})"


def outcome(entry: OutcomeEntry) -> str:
    came = common.passed(is_passed=entry.is_passed)
    return (
        f"On {formatting.full_day(entry.taken_on)} you {came}. The day before, the chance of passing was "
        f"{chances.short(entry.chance.value)}. One result cannot show whether that chance was right."
    )


def audit(entry: OutcomeEntry) -> str:
    """Compare the first audit with a result, if the result names domains."""
    if not entry.domains:
        return ""
    basis = "your own ratings" if entry.audit_basis is GapBasis.SELF_RATINGS else "the first practice exams"
    audit_of = f"The first audit, on {formatting.full_day(entry.audit_on)} from {basis},"
    words = {domain.domain_id: formatting.literal(domain.classification) for domain in entry.domains}
    names = formatting.joined([formatting.literal(gap.name) for gap in entry.audit_largest])
    if len(entry.audit_largest) > 1:
        return f"{audit_of} left open which domain would cost most: the ranges of {names} overlap."
    (first,) = entry.audit_largest
    result = f"the result says: {words[first.domain_id]}" if first.domain_id in words else "the result does not rate it"
    return f"{audit_of} expected most questions missed in {names}; {result}."


DOMAIN_COLUMNS: tuple[Column[DomainOutcome], ...] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("The first audit: questions lost", lambda domain: formatting.whole.range(domain.lost)),
    Column("The real result", lambda domain: formatting.literal(domain.classification)),
)


def inputs(report: ForecastRecord) -> list[tuple[str, str]]:
    return [
        ("Practice exams", str(report.n_practice_exams)),
        ("Forecasts scored", str(len(report.entries))),
        (f"of them {KEPT}", str(report.n_prospective)),
        ("Cut score, read as a share of the questions", formatting.percent(report.cut.mean)),
        method_inputs.known_until(report.as_of),
        ("A forecast range is meant to hold in", common.of_100_cases(report.level)),
    ]


METHOD = method("record")
