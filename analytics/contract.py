"""The JSON of the contract: what others read from the command line.

Percents are 0-100, shares and probabilities 0-1: `weight`, `mastery` and `trend_per_week` are
shares, `percent_correct`, `cut_percent`, `band_percent` and `inflation` are in percent points.
"""

from typing import TypeAlias

from analytics.importing import ImportReport
from analytics.models.intervals import Interval
from analytics.reports.readiness import DomainReadiness, Readiness
from analytics.reports.this_week import WeekReport

IMPORT_SCHEMA = "cutscore-import/1"
READINESS_SCHEMA = "cutscore-readiness/1"
WEEK_SCHEMA = "cutscore-week/1"
DIGITS = 6

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def import_json(report: ImportReport) -> Json:
    """Write what became of an import."""
    return {
        "schema": IMPORT_SCHEMA,
        "batch_id": report.batch_id,
        "read": report.read,
        "imported": report.imported,
        "skipped": report.skipped,
        "failed": report.failed,
        "files": [
            {
                "file": file.file,
                "format": file.format,
                "read": file.read,
                "imported": file.imported,
                "skipped": file.skipped,
                "failed": file.failed,
                "notices": list(file.notices),
                "problems": [
                    {"line": p.line, "column": p.column, "value": p.value, "reason": p.reason} for p in file.problems
                ],
            }
            for file in report.files
        ],
    }


def readiness_json(answer: Readiness) -> Json:
    """Write one candidate's readiness."""
    costs = answer.costs
    return {
        "schema": READINESS_SCHEMA,
        "candidate": answer.candidate,
        "exam_code": answer.exam_code,
        "as_of": answer.as_of.isoformat(),
        "exam_on": answer.exam_on.isoformat(),
        "verdict": answer.verdict.value,
        "reasons": [reason.value for reason in answer.reasons],
        "missing": [item.value for item in answer.missing],
        "pass_probability": interval_json(answer.pass_probability),
        "percent_correct": interval_json(answer.percent_correct),
        "cut_percent": interval_json(answer.cut_percent),
        "n_items": answer.n_items,
        "n_practice_exams": answer.n_practice_exams,
        "n_items_seen_before": answer.n_items_seen_before,
        "n_items_left_out": answer.n_items_left_out,
        "domains": [_domain_json(domain) for domain in answer.domains],
        "stability": {
            "verdict": answer.stability.verdict.value,
            "probability": round(answer.stability.probability, DIGITS),
            "band_percent": answer.stability.band_percent,
            "n_practice_exams": answer.stability.n_practice_exams,
            "change_percent": interval_json(answer.stability.change_percent),
        },
        "ready": {"verdict": answer.ready.value},
        "genuine": {
            "verdict": answer.genuine.value,
            "reasons": [reason.value for reason in answer.genuine_reasons],
        },
        "inflation": None if answer.inflation is None else interval_json(answer.inflation),
        "successors": list(answer.successors),
        "best_exam_on": None if costs is None else costs.best_day.isoformat(),
    }


def week_json(report: WeekReport) -> Json:
    """Write the weekly check-in."""
    hours = report.hours
    return {
        "schema": WEEK_SCHEMA,
        "candidate": report.readiness.candidate,
        "as_of": report.as_of.isoformat(),
        "week_number": report.week_number,
        "n_weeks": report.n_weeks,
        "readiness": readiness_json(report.readiness),
        "pass_probability_by_week": [
            {"on": point.day.isoformat(), "said": interval_json(point.chance)} for point in report.history
        ],
        "hours_this_week": round(sum(hours.days_this_week.values()), DIGITS),
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
            for domain in report.exposed
        ],
        "focus": report.focus,
    }


def interval_json(interval: Interval) -> Json:
    """Write an estimate with its range."""
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
