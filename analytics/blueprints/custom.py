"""Write the exam file of a candidate's own exam, as entered in a short form."""

from collections.abc import Sequence
from dataclasses import dataclass

import tomli_w

from analytics.blueprints.domains import FULL_WEIGHT
from analytics.blueprints.model import PassKind, WeightKind
from analytics.blueprints.parser import SCHEMA_NAME, SCHEMA_VERSION

ROUNDING = 1
"""Rounded weights may miss 100 % by this much, as those of GCP-PMLE do."""


@dataclass(frozen=True, slots=True)
class CustomDomain:
    """A domain with its tasks; the weight, in percent or questions, is None if unpublished."""

    name: str
    weight: float | None
    tasks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomExam:
    """The fields of the form; `pass_percent` is None if no passing score is published."""

    code: str
    name: str
    n_questions: int
    duration_min: int
    pass_percent: float | None
    domains: Sequence[CustomDomain]

    @property
    def wrong_sum(self) -> float | None:
        """The sum of the weights if it is wrong: neither about 100 nor the number of questions.

        Equal weights may have any sum.
        """
        weights = [domain.weight for domain in self.domains]
        total = sum(weight or 0 for weight in weights)
        is_right = len(set(weights)) <= 1 or abs(total - FULL_WEIGHT) <= ROUNDING or total == self.n_questions
        return None if is_right else total


def exam_text(exam: CustomExam) -> str:
    """Return the exam file as TOML, not yet checked against the schema.

    Rounded weights may not add up to 100, so they are written as approximate. Numbers of questions become percentages
    if one is above 100. If any weight is missing, all are written as unpublished.
    """
    weights = [domain.weight for domain in exam.domains if domain.weight is not None]
    is_weighted = len(weights) == len(exam.domains)
    scale = FULL_WEIGHT / sum(weights) if max(weights, default=0) > FULL_WEIGHT else 1
    if exam.pass_percent is None:
        scoring: dict[str, object] = {"pass_kind": PassKind.PASS_FAIL_ONLY.value}
    else:
        scoring = {"pass_kind": PassKind.PERCENT.value, "pass_score": exam.pass_percent}
    domains: list[dict[str, object]] = []
    for number, domain in enumerate(exam.domains, start=1):
        tasks = [{"id": f"{number}.{place}", "title": task} for place, task in enumerate(domain.tasks, start=1)]
        if is_weighted:
            weight = {"weight_kind": WeightKind.APPROX.value, "weight": (domain.weight or 0) * scale}
        else:
            weight = {"weight_kind": WeightKind.UNPUBLISHED.value}
        domains.append({"id": str(number), "name": domain.name, **weight, "tasks": tasks})
    return tomli_w.dumps(
        {
            "schema": f"{SCHEMA_NAME}/{SCHEMA_VERSION}",
            "exam": {"code": exam.code, "name": exam.name},
            "format": {"questions": exam.n_questions, "duration_minutes": exam.duration_min},
            "scoring": scoring,
            "domain": domains,
        }
    )
