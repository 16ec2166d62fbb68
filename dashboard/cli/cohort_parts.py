"""Many candidates, part by part: read together, then answered without the file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.model_inputs import read_shared_inputs
from analytics.reports.decision.readiness import Readiness, readiness_of_all
from analytics.store import Store
from dashboard.outputs.json_contract import readiness_json
from dashboard.text import terminal_reports

PART = 500
"""Candidates read at once: what is held, and what comes before the first line, does not grow with the file."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Candidates of one exam whose readiness is asked for the same day."""

    blueprint: ExamBlueprint
    as_of: date
    names: tuple[str, ...]

    @property
    def n_parts(self) -> int:
        """The number of parts."""
        return -(-len(self.names) // PART)

    def parts(self, store: Store, given: DecisionInputs) -> Iterator[FittedCandidates]:
        """Read the candidates part by part, after what all share; the file is free between."""
        shared = read_shared_inputs(store, self.blueprint, self.as_of)
        for start in range(0, len(self.names), PART):
            names = self.names[start : start + PART]
            yield fit_candidates(store, self.blueprint, names, self.as_of, given=given, shared=shared)


def texts_of(part: FittedCandidates, exam_on: date | None, output_format: str) -> Sequence[str]:
    """Return the readiness of each candidate of a part, as it is printed."""
    as_of, names = part.inputs.evidence.as_of, part.inputs.evidence.candidate_ids
    days = dict.fromkeys(names, exam_on) if exam_on else part.exam_days
    ahead = {name: day for name, day in days.items() if day >= as_of}
    return [text_of(answer, output_format) for answer in readiness_of_all(part, exam_days=ahead)]


def text_of(answer: Readiness, output_format: str) -> str:
    """Return one readiness as text, as a JSON document or as a JSON line."""
    if output_format == "text":
        return terminal_reports.readiness(answer)
    return json.dumps(readiness_json(answer), indent=2 if output_format == "json" else None)
