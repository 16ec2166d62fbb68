"""The JSON that other programs read; `dashboard/cli/README.md` documents its keys.

Percents are 0-100, shares and probabilities 0-1: `weight`, `mastery` and `trend_per_week` are
shares; `percent_correct`, `cut_percent`, `band_percent` and `inflation` are percents.
"""

from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.firmness import ChanceMove
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import blocking
from dashboard.outputs.json_values import Json, fields, to_json


def readiness_json(answer: Readiness) -> dict[str, Json]:
    stability, exam_on, costs = answer.stability, answer.next_practice_exam_on, answer.costs
    return {
        "schema": "cutscore-readiness/1",
        **fields(answer, "candidate exam_code as_of exam_on verdict verdict_by reasons missing awaited_result_on"),
        "pass_probability": to_json(answer.pass_probability.spread),
        "moves_to": _move_json(answer.moves_to),
        "doubt": [{"cause": cause.value, "share": to_json(share)} for cause, share in answer.doubt.items()],
        **fields(answer, "percent_correct cut_percent"),
        "target_score": None if answer.target_score is None else fields(answer.target_score, "percent more_items"),
        "n_items": answer.counts.n_items,
        "n_practice_exams": answer.counts.n_exams,
        "n_items_seen_before": answer.counts.n_seen,
        "n_items_left_out": answer.n_items_left_out,
        "domains": [
            fields(domain, "domain_id weight mastery trend_per_week n_items expected_items_lost")
            for domain in answer.domains
        ],
        "study_next": fields(answer.study_next, "domain_id hours reason equal focus"),
        "next_practice_exam": None if exam_on is None else {"on": to_json(exam_on), "n_items": answer.moves_to.n_items},
        "stability": {
            **fields(stability, "verdict word probability band_percent n_practice_exams change_percent"),
            "reasons": to_json(stability.gaps),
        },
        "ready": {
            "verdict": to_json(answer.ready),
            "target": answer.target,
            "reasons": to_json(blocking(answer.missing)),
        },
        "genuine": {"verdict": to_json(answer.genuine), "reasons": to_json(answer.genuine_reasons)},
        "inflation": to_json(answer.inflation),
        "cohort": fields(answer.cohort, "n_candidates n_items_calibrated n_outcomes n_scores"),
        "successors": to_json(answer.successors),
        **fields(answer.outlook, "reaches_target_on levels_off_at"),
        "best_exam_on": None if costs is None else to_json(costs.best_day),
        **fields(answer, "is_booked is_prior_only"),
        "weighed": None if costs is None else _weighed_json(costs),
    }


def _weighed_json(costs: BookingCosts) -> Json:
    given = costs.inputs
    amounts = {"fee": given.fee, "week_cost": given.cost_of_week, "fail_cost": given.cost_of_fail}
    return {**{name: to_json(amount) for name, amount in amounts.items()}, "currency": costs.currency or None}


def _move_json(move: ChanceMove) -> Json:
    last = None if move.last is None else fields(move.last, "on low high")
    return {**fields(move, "low high level provider n_items"), "last": last}
