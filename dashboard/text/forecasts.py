"""Texts of the forecasts of practice exams."""

from analytics.estimation.forecast import MAX_MIX_DISTANCE, MAX_SEEN
from analytics.models.intervals import Interval
from analytics.reports.decision.scored_forecasts import MAX_COMPUTED
from analytics.reports.outcomes import forecast_record as record
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import Columns, chart, method, phrases, table_rows
from dashboard.text.statements import score_and_unit

RANGES = chart("forecasts_ranges", numbers=common.SAME_IN_NUMBERS)
STORED, COMPUTED = "stored before the exam", "computed afterwards"
RELIABILITY = chart("forecasts_reliability")
FORECAST, CLAIMED, HELD = "forecast", "expected", "actual"
SCORES_TITLE = 'Compared with "same as last time"'
SCORES_NOTE = 'Lower is better. "Same as last time" predicts your previous score again, allowing for luck in both.'
REAL_EXAM = "The real exam and its forecast"

NOTHING_YET = "Nothing to compare yet. Each practice exam after the day of your first is compared with its forecast."

COMPARISONS = phrases(record.ReferenceComparison, "forecasts_comparisons")
CLAIMS = phrases(record.Claim, "forecasts_claims")


def answer(report: record.ForecastRecord) -> str:
    summary = report.summary
    if summary is None:
        return NOTHING_YET
    scores = formatting.counted(summary.n_forecasts, "score")
    within = f"{summary.n_within} of {scores} fell within the {formatting.percent(report.level)} range. {claim(report)}"
    if not summary.ranked_points.is_behind_reference:
        return within.strip()
    is_worse = summary.ranked_points.comparison is record.ReferenceComparison.WORSE
    chance = "" if is_worse else ", which may be chance"
    return f"{within} So far, expecting the same as last time has been closer{chance}."


def claim(report: record.ForecastRecord) -> str:
    if report.claim is record.Claim.TOO_LITTLE_DATA:
        stored = f" {STORED}" if len(report.entries) >= record.MIN_FORECASTS else ""
        needed = f"{formatting.spelled(record.MIN_FORECASTS)} forecasts{stored}"
        return f"Too few to tell whether the ranges hold: that takes {needed}."
    within = "" if report.prospective is None else f"{report.prospective.n_within} of {report.prospective.n_forecasts}"
    return f"Of the forecasts {STORED}, {within} held, {CLAIMS[report.claim]}."


def origin(report: record.ForecastRecord) -> str:
    if not report.entries:
        return ""
    n, n_prospective = len(report.entries), report.n_prospective
    was = formatting.verb(n_prospective, "was", "were")
    others = "" if n_prospective == n else f" Those {COMPUTED} from earlier data prove nothing."
    made = f"{n_prospective} of {formatting.counted(n, 'forecast')} {was} {STORED}.{others}"
    left_out = f" Only forecasts {STORED} are shown for practice exams before your latest {MAX_COMPUTED}."
    return f"{made}{left_out if report.n_practice_exams > MAX_COMPUTED else ''}"


def coverage(report: record.ForecastRecord) -> str:
    if report.summary is None:
        return ""
    expected, held = report.summary.expected_within / report.summary.n_forecasts, report.summary.coverage
    ends = f"{formatting.counted_percent.digits(held.low)} and {formatting.counted_percent(held.high)}"
    return (
        f"About {formatting.counted_percent(expected)} of scores should fall within their range; judging by yours, "
        f"likely between {ends} will. This is about practice exams, not the real exam."
    )


COLUMNS: Columns[record.ForecastEntry] = {
    "Day": lambda entry: formatting.day(entry.scored.exam.day),
    "Provider": lambda entry: formatting.literal(entry.scored.exam.provider) or common.NO_PROVIDER,
    "Forecast": lambda entry: score_and_unit(entry.scored)[1].with_range(entry.scored.forecast.percent),
    "Score": lambda entry: score_and_unit(entry.scored)[0],
    "Within": lambda entry: "yes" if entry.scored.is_within else "no",
    "Made": lambda entry: (
        COMPUTED if (at := entry.scored.made_at_utc) is None else f"{STORED}, {formatting.full_day(at.date())}"
    ),
}


def score_rows(report: record.ForecastRecord) -> list[dict[str, str]]:
    summary = report.summary
    if summary is None:
        return []
    measures = (
        ("Distance from the score, in points", summary.ranked_points, 1),
        ("Reaching the passing score (Brier score)", summary.brier, 2),
        ("Surprise (log score)", summary.log, 1),
    )
    columns: Columns[tuple[str, record.ScoreLine, int]] = {
        "Measure": lambda row: row[0],
        "Forecasts": lambda row: _with_range(row[1].mean, row[2]),
        "Same as last time": lambda row: _with_range(row[1].reference, row[2]),
        "Better": lambda row: COMPARISONS[row[1].comparison],
    }
    return table_rows(columns, measures)


def _with_range(interval: Interval, n_decimals: int) -> str:
    """Write a mean with its range, unknown for a single log score."""
    unit = formatting.decimal(n_decimals)
    return f"{unit(interval.value)} (range unknown)" if interval.high == float("inf") else unit.with_range(interval)


def inputs(report: record.ForecastRecord) -> list[tuple[str, str]]:
    return [
        ("Practice exams", str(report.n_practice_exams)),
        ("Passing score, as a share of the questions", formatting.percent_correct.with_range(report.cut)),
        method_inputs.data_up_to(report.as_of),
    ]


METHOD = method("forecasts", seen=formatting.percent(MAX_SEEN), elsewhere=formatting.percent(MAX_MIX_DISTANCE))
