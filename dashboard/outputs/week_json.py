"""The JSON of the weekly check-in and of the forecast record; `dashboard/cli/README.md` documents its keys."""

from datetime import UTC

from analytics.clock import monday_of
from analytics.reports.outcomes.forecast_record import ForecastEntry, ForecastRecord, RecordSummary, ScoreLine
from analytics.reports.outcomes.scored_outcomes import ScoredOutcome
from analytics.reports.this_week import WeekReport
from dashboard.outputs.json_values import Json, fields, to_json
from dashboard.outputs.readiness_json import readiness_json


def week_json(report: WeekReport, record: ForecastRecord | None = None) -> Json:
    """Return the weekly check-in as JSON, with the forecast record if given."""
    hours, this_week, next_week = report.hours, report.plan.this_week, report.plan.next_week
    return {
        "schema": "cutscore-week/1",
        "candidate": report.readiness.candidate,
        **fields(report, "as_of week_number n_weeks"),
        "readiness": readiness_json(report.readiness),
        "pass_probability_by_week": [
            {"on": to_json(point.day), "said": to_json(point.chance.spread)} for point in report.history
        ],
        "hours_this_week": to_json(
            sum(day.hours for day in hours.days if monday_of(day.day) == monday_of(report.as_of))
        ),
        "hours_last_four_weeks": to_json(hours.audit.recent_hours),
        "hours_per_week": to_json(hours.audit.weekly_hours),
        "largest_gaps": [
            {**fields(gap, "domain_id rank"), "expected_items_lost": to_json(gap.lost)}
            for gap in hours.audit.by_loss[:3]
        ],
        "exposed": [
            fields(domain, "domain_id n_lost n_items share_of_loss share_of_hours")
            for domain in report.last_exam_losses
        ],
        "focus": report.focus,
        "foci": to_json(this_week.foci) if this_week else [],
        "next_focus": next_week.focus if next_week else None,
        "next_foci": to_json(next_week.foci) if next_week else [],
        "forecast_record": None if record is None else record_json(record),
    }


def record_json(record: ForecastRecord) -> dict[str, Json]:
    return {
        "level": record.level,
        "n_forecasts": len(record.entries),
        "n_kept": record.n_prospective,
        "claim": record.claim.value,
        "summary": None if record.summary is None else _summary_json(record.summary),
        "kept_summary": None if record.prospective is None else _summary_json(record.prospective),
        "practice_exams": [_entry_json(entry) for entry in record.entries],
        "real_exams": [_outcome_json(entry) for entry in record.scored_outcomes],
    }


def _summary_json(summary: RecordSummary) -> Json:
    return {
        **fields(summary, "n_forecasts n_within expected_within coverage"),
        "ranked_points": _score_json(summary.ranked_points),
        "brier": _score_json(summary.brier),
        "log": _score_json(summary.log),
    }


def _score_json(line: ScoreLine) -> Json:
    same = to_json(line.reference)
    return {"mean": to_json(line.mean), "same_as_last_time": same, **fields(line, "difference comparison")}


def _entry_json(entry: ForecastEntry) -> Json:
    scored = entry.scored
    made_at = scored.made_at_utc
    return {
        "practice_exam_id": scored.exam.practice_exam_id,
        "on": to_json(scored.exam.day),
        "made_at": None if made_at is None else to_json(made_at.replace(tzinfo=UTC)),
        "model_version": scored.forecast.model_version if scored.is_prospective else None,
        "forecast_percent": to_json(scored.forecast.percent),
        "percent_correct": to_json(100 * scored.exam.share.value),
        "is_within": scored.is_within,
        "cut_probability": to_json(entry.cut_chance),
        "reached_cut": entry.reached_cut,
    }


def _outcome_json(entry: ScoredOutcome) -> Json:
    return {
        "on": to_json(entry.taken_on),
        "is_passed": entry.is_passed,
        "pass_probability_the_day_before": to_json(entry.chance.spread),
        "audit_on": to_json(entry.audit_on),
        "domains": [
            {
                "domain_id": domain.domain_id,
                "expected_items_lost": to_json(domain.lost),
                "classification": domain.classification,
            }
            for domain in entry.domains
        ],
    }
