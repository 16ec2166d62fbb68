"""Candidates whose practice exams are at chosen percentages, and their readiness."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.records import Record
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.decision.readiness_answer import Readiness
from tests.inputs.builders import EXAM, model_fit_from, practice_exam

BLUEPRINTS = shipped_blueprints()
AS_OF = date(2025, 11, 25)
"""A day on which MLS-C01 can be taken for 18 weeks more."""

OPEN = replace(BLUEPRINTS[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
"""The same exam without a last day."""

N_ITEMS = (13, 16, 23, 13)


def counts_at(percent: float) -> list[tuple[int, int]]:
    """Return 65 questions at about a percentage."""
    return [(round(n * percent / 100), n) for n in N_ITEMS]


def sat(days_ago: int, percent: float, *, provider: str = "Provider A", n_seen: int = 0) -> list[Record]:
    """Make a practice exam of 65 questions some days ago."""
    return [*practice_exam(AS_OF - timedelta(days=days_ago), counts_at(percent), provider=provider, n_seen=n_seen)]


def series(*percents: float) -> list[Record]:
    """Make weekly practice exams of two providers, the last one yesterday."""
    last = len(percents) - 1
    return [
        record
        for k, percent in enumerate(percents)
        for record in sat(7 * (last - k) + 1, percent, provider=f"Provider {'AB'[k % 2]}")
    ]


def answer_of(
    records: Iterable[Record],
    *,
    blueprint: ExamBlueprint = OPEN,
    as_of: date = AS_OF,
    exam_on: date | None = None,
    inputs: DecisionInputs | None = None,
) -> Readiness:
    """Return the readiness of one candidate."""
    inputs = inputs or DecisionInputs()
    return readiness_of_fit(model_fit_from(records, blueprint, as_of, inputs.cut), exam_on, inputs)
