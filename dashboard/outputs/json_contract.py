"""The JSON that other programs read; `dashboard/cli/README.md` documents its keys.

Percents are 0-100, shares and probabilities 0-1: `weight`, `mastery` and `trend_per_week` are
shares; `percent_correct`, `cut_percent`, `band_percent` and `inflation` are percents.
"""

from analytics.models.intervals import Interval
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.firmness import ChanceMove, LastExam
from analytics.reports.decision.readiness import DomainReadiness, Readiness
from analytics.reports.decision.verdict import blocking
from analytics.reports.planning.next_practice_exam import NextPracticeExam
from analytics.reports.planning.study_next import StudyNext
from dashboard.outputs.json_values import Json

READINESS_SCHEMA = "cutscore-readiness/1"
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
