"""The JSON of the weekly check-in and of the forecast record; `dashboard/cli/README.md` documents its keys."""

import math
from datetime import UTC

from analytics.clock import monday_of
from analytics.models.intervals import Interval
from analytics.reports.outcomes.forecast_record import ForecastEntry, ForecastRecord, RecordSummary, ScoreLine
from analytics.reports.outcomes.scored_outcomes import OutcomeEntry
from analytics.reports.this_week import WeekReport
from dashboard.outputs.json_contract import DIGITS, interval_json, readiness_json
from dashboard.outputs.json_values import Json

WEEK_SCHEMA = "cutscore-week/1"


def week_json(report: WeekReport, record: ForecastRecord | None = None) -> Json:
    """Return the weekly check-in as JSON, with the forecast record if it is given."""
    hours = report.hours
    return {
        "schema": WEEK_SCHEMA,
        "candidate": report.readiness.candidate,
        "as_of": report.as_of.isoformat(),
        "week_number": report.week_number,
        "n_weeks": report.n_weeks,
        "readiness": readiness_json(report.readiness),
        "pass_probability_by_week": [
            {"on": point.day.isoformat(), "said": interval_json(point.chance.spread)} for point in report.history
        ],
        "hours_this_week": round(
            sum(day.hours for day in hours.days if monday_of(day.day) == monday_of(report.as_of)), DIGITS
        ),
        "hours_last_four_weeks": round(hours.hours_last_four_weeks, DIGITS),
        "hours_per_week": None if hours.band is None else list(hours.band),
        "largest_gaps": [
            {"domain_id": gap.domain_id, "rank": gap.rank, "expected_items_lost": interval_json(gap.lost)}
            for gap in report.largest_gaps
        ],
        "exposed": [
            {
                "domain_id": domain.domain_id,
                "n_lost": domain.n_lost,
                "n_items": domain.n_items,
                "share_of_loss": round(domain.share_of_loss, DIGITS),
                "share_of_hours": round(domain.share_of_hours, DIGITS),
            }
            for domain in report.last_exam_losses
        ],
        "focus": report.focus,
        "foci": list(report.plan.this_week.foci) if report.plan.this_week else [],
        "next_focus": report.plan.next_week.focus if report.plan.next_week else None,
        "next_foci": list(report.plan.next_week.foci) if report.plan.next_week else [],
        "forecast_record": None if record is None else record_json(record),
    }


def record_json(record: ForecastRecord) -> Json:
    """Return the forecast record as JSON."""
    return {
        "level": record.level,
        "n_forecasts": len(record.entries),
        "n_kept": record.n_prospective,
        "claim": record.claim.value,
        "summary": None if record.summary is None else _summary_json(record.summary),
        "kept_summary": None if record.prospective is None else _summary_json(record.prospective),
        "practice_exams": [_entry_json(entry) for entry in record.entries],
        "real_exams": [_outcome_json(entry) for entry in record.outcomes],
    }


def _summary_json(summary: RecordSummary) -> Json:
    return {
        "n_forecasts": summary.n_forecasts,
        "n_within": summary.n_within,
        "expected_within": round(summary.expected_within, DIGITS),
        "coverage": interval_json(summary.coverage),
        "ranked_points": _score_json(summary.ranked_points),
        "brier": _score_json(summary.brier),
        "log": _score_json(summary.log),
    }


def _score_json(line: ScoreLine) -> Json:
    return {
        "mean": _score_interval_json(line.mean),
        "same_as_last_time": _score_interval_json(line.reference),
        "difference": _score_interval_json(line.difference),
        "comparison": line.comparison.value,
    }


def _score_interval_json(interval: Interval) -> Json:
    """Return a mean score; an unknown end of its range is null."""
    low, high = (round(end, DIGITS) if math.isfinite(end) else None for end in (interval.low, interval.high))
    return {"value": round(interval.value, DIGITS), "low": low, "high": high, "level": interval.level}


def _entry_json(entry: ForecastEntry) -> Json:
    scored = entry.scored
    return {
        "practice_exam_id": scored.point.practice_exam_id,
        "on": scored.point.day.isoformat(),
        "made_at": None if scored.made_at_utc is None else scored.made_at_utc.replace(tzinfo=UTC).isoformat(),
        "model_version": scored.model_version,
        "forecast_percent": interval_json(scored.forecast.percent),
        "percent_correct": round(100 * scored.point.share.value, DIGITS),
        "is_within": scored.is_within,
        "cut_probability": round(entry.cut_chance, DIGITS),
        "reached_cut": entry.reached_cut,
    }


def _outcome_json(entry: OutcomeEntry) -> Json:
    return {
        "on": entry.taken_on.isoformat(),
        "is_passed": entry.is_passed,
        "pass_probability_the_day_before": interval_json(entry.chance.spread),
        "audit_on": entry.audit_on.isoformat(),
        "domains": [
            {
                "domain_id": domain.domain_id,
                "expected_items_lost": interval_json(domain.lost),
                "classification": domain.classification,
            }
            for domain in entry.domains
        ],
    }
