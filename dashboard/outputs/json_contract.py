"""The JSON that other programs read; `dashboard/cli/README.md` documents its keys.

Percents are 0-100, shares and probabilities 0-1: `weight`, `mastery` and `trend_per_week` are
shares; `percent_correct`, `cut_percent`, `band_percent` and `inflation` are percents.
"""

import math
from datetime import UTC

from analytics.clock import monday_of
from analytics.models.intervals import Interval
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.firmness import ChanceMove, LastExam
from analytics.reports.decision.readiness import DomainReadiness, Readiness
from analytics.reports.decision.verdict import blocking
from analytics.reports.outcomes.forecast_record import ForecastEntry, ForecastRecord, RecordSummary, ScoreLine
from analytics.reports.outcomes.scored_outcomes import OutcomeEntry
from analytics.reports.planning.next_practice_exam import NextPracticeExam
from analytics.reports.planning.study_next import StudyNext
from analytics.reports.this_week import WeekReport
from dashboard.outputs.json_values import Json

READINESS_SCHEMA = "cutscore-readiness/1"
WEEK_SCHEMA = "cutscore-week/1"
DIGITS = 6
"""More digits would only differ between machines."""


def readiness_json(answer: Readiness) -> Json:
    """Return one candidate's readiness as JSON."""
    costs = answer.costs
    return {
        "schema": READINESS_SCHEMA,
        "candidate": answer.candidate,
        "exam_code": answer.exam_code,
        "as_of": answer.as_of.isoformat(),
        "exam_on": answer.exam_on.isoformat(),
        "verdict": answer.verdict.value,
        "verdict_by": answer.verdict_by.value,
        "reasons": [reason.value for reason in answer.reasons],
        "missing": [item.value for item in answer.missing],
        "pass_probability": interval_json(answer.pass_probability.spread),
        "moves_to": _move_json(answer.moves_to),
        "doubt": [{"cause": part.cause.value, "share": round(part.share, DIGITS)} for part in answer.doubt],
        "percent_correct": interval_json(answer.percent_correct),
        "cut_percent": interval_json(answer.cut_percent),
        "n_items": answer.n_items,
        "n_practice_exams": answer.n_practice_exams,
        "n_items_seen_before": answer.n_items_seen_before,
        "n_items_left_out": answer.n_items_left_out,
        "domains": [_domain_json(domain) for domain in answer.domains],
        "study_next": _study_next_json(answer.study_next),
        "next_practice_exam": _next_exam_json(answer.next_practice_exam),
        "stability": {
            "verdict": answer.stability.verdict.value,
            "word": answer.stability.word.value,
            "probability": round(answer.stability.probability, DIGITS),
            "band_percent": answer.stability.band_percent,
            "n_practice_exams": answer.stability.n_practice_exams,
            "change_percent": interval_json(answer.stability.change_percent),
            "reasons": [gap.value for gap in answer.stability.gaps],
        },
        "ready": {
            "verdict": answer.ready.value,
            "target": answer.target,
            "reasons": [item.value for item in blocking(answer.missing)],
        },
        "genuine": {
            "verdict": answer.genuine.value,
            "reasons": [reason.value for reason in answer.genuine_reasons],
        },
        "inflation": None if answer.inflation is None else interval_json(answer.inflation),
        "cohort": {
            "n_candidates": answer.cohort.n_candidates,
            "n_items_calibrated": answer.cohort.n_items_calibrated,
            "n_outcomes": answer.cohort.n_outcomes,
            "n_scores": answer.cohort.n_scores,
        },
        "successors": list(answer.successors),
        "reaches_target_on": None if answer.reaches_target_on is None else answer.reaches_target_on.isoformat(),
        "levels_off_at": None if answer.levels_off_at is None else round(answer.levels_off_at, DIGITS),
        "best_exam_on": None if costs is None else costs.best_day.isoformat(),
        "is_prior_only": answer.is_prior_only,
        "weighed": None if costs is None else _weighed_json(costs),
    }


def _move_json(move: ChanceMove) -> Json:
    return {
        "low": round(move.low, DIGITS),
        "high": round(move.high, DIGITS),
        "level": move.level,
        "provider": move.provider,
        "n_items": move.n_items,
        "last": None if move.last is None else _last_json(move.last),
    }


def _last_json(last: LastExam) -> Json:
    return {"on": last.on.isoformat(), "low": round(last.low, DIGITS), "high": round(last.high, DIGITS)}


def _study_next_json(answer: StudyNext) -> Json:
    return {
        "domain_id": answer.domain_id,
        "hours": None if answer.hours is None else round(answer.hours, DIGITS),
        "reason": answer.reason.value,
        "equal": list(answer.equal),
    }


def _next_exam_json(ahead: NextPracticeExam | None) -> Json:
    return None if ahead is None else {"on": ahead.on.isoformat(), "n_items": ahead.n_items}


def _weighed_json(costs: BookingCosts) -> Json:
    return {
        "fee": costs.fee,
        "week_cost": costs.week_cost,
        "fail_cost": costs.fail_cost,
        "currency": costs.currency or None,
    }


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


def interval_json(interval: Interval) -> Json:
    """Return an estimate with its range as JSON."""
    return {
        "value": round(interval.value, DIGITS),
        "low": round(interval.low, DIGITS),
        "high": round(interval.high, DIGITS),
        "level": interval.level,
    }


def _domain_json(domain: DomainReadiness) -> Json:
    return {
        "domain_id": domain.domain_id,
        "weight": None if domain.weight is None else round(domain.weight, DIGITS),
        "mastery": interval_json(domain.mastery),
        "trend_per_week": interval_json(domain.trend_per_week),
        "n_items": domain.n_items,
        "expected_items_lost": interval_json(domain.expected_items_lost),
    }
