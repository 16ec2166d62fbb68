"""Answer for many candidates part by part, in any process, after what all parts share."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.model_inputs import SharedInputs, read_shared_inputs
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.scratch_folders import temporary_folder
from analytics.store import ColumnTable, Rows, Store
from analytics.store.parts import n_parts_in, n_parts_of, part_rows
from dashboard import environment
from dashboard.cli.database import open_existing_store
from dashboard.outputs.readiness_json import readiness_json
from dashboard.text import terminal_reports

READ_AT_ONCE = 4
"""An exam with up to this many parts is read at once; more are faster to write to files and read one by one."""

MEMORY_KEPT = 32 * 2**20 - 2**16
"""Bytes allocated and freed before a part, so that Linux keeps freed memory for later arrays: a tenth faster."""


@dataclass(frozen=True, slots=True)
class CandidateSource:
    """The rows of all candidates, in parts in `folder` if they are many; `store` is None for an export."""

    rows: Rows
    folder: Path | None
    n_parts: int
    store: Store | None


@contextmanager
def source_at(path: Path) -> Iterator[CandidateSource]:
    """Yield the candidates in an exported folder or a database; many are first written to temporary parts."""
    if path.is_dir():
        with part_rows(path) as rows:
            yield CandidateSource(rows, path.resolve(), n_parts_in(path), None)
        return
    store = open_existing_store(path)
    n_parts = n_parts_of(store)
    if n_parts <= READ_AT_ONCE:
        yield CandidateSource(store, None, n_parts, store)
        return
    with temporary_folder() if store.is_read_only else store.scratch_folder() as scratch:
        folder = scratch / "parts"
        store.write_parts(folder)
        with part_rows(folder) as rows:
            yield CandidateSource(rows, folder, n_parts, store)


@dataclass(frozen=True, slots=True)
class ExamCandidates:
    """The candidates of one exam on one day, counted by day rule."""

    shared: SharedInputs
    as_of: date
    rules: Mapping[DayRule, int]

    @property
    def n_candidates(self) -> int:
        return sum(self.rules.values())

    def names(self, rows: Rows) -> Sequence[str]:
        names, rule_of = rows.candidates_by_exam().get(self.shared.blueprint.code, ()), rows.day_rules()
        return [name for name in names if rule_of.get(name, DayRule()) in self.rules]


def exam_candidates(
    source: CandidateSource, blueprints: Mapping[str, ExamBlueprint], prepared: ColumnTable, as_of: date | None
) -> Iterator[ExamCandidates]:
    """Yield who is in the rows of the query `prepared_exams`, by exam and day; `as_of` is None for today."""
    today = cache(environment.today)
    found: dict[tuple[str, date], dict[DayRule, int]] = {}
    for exam_code, zone, day_starts_h, n in prepared.rows("exam_code", "zone", "day_starts_h", "n_candidates"):
        if exam_code in blueprints:
            rule = DayRule(zone, day_starts_h)
            found.setdefault((exam_code, as_of or today(rule)), {})[rule] = n
    for exam_code, day in sorted(found):
        shared = read_shared_inputs(source.rows, blueprints[exam_code], day, cache=source.store)
        yield ExamCandidates(shared, day, found[exam_code, day])


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked about all parts."""

    exams: Sequence[ExamCandidates]
    given: DecisionInputs
    exam_on: date | None
    output_format: str


Part = tuple[int, tuple[Path, int] | FittedCandidates]
"""The number of an exam and day, and either a part's folder and number or the candidates already read."""


def parts(source: CandidateSource, request: Request, *, is_far: bool) -> Iterator[Part]:
    """Yield all parts, with their rows if there is no folder, or if distant workers (`is_far`) may not see it."""
    numbers = range(len(request.exams))
    if source.folder is None:
        yield from ((k, own) for k in numbers for own in _read(request, k, source.rows).parts(source.n_parts))
        return
    for number, part in product(numbers, range(source.n_parts)):
        if is_far and source.store is not None:
            with part_rows(source.folder, part) as rows:
                found = _read(request, number, rows)
            yield number, found
        else:
            yield number, (source.folder, part)


def _read(request: Request, number: int, rows: Rows) -> FittedCandidates:
    of_exam = request.exams[number]
    exam, names = of_exam.shared.blueprint, of_exam.names(rows)
    return fit_candidates(rows, exam, names, of_exam.as_of, given=request.given, shared=of_exam.shared)


def answer(request: Request, part: Part) -> Sequence[str]:
    number, found = part
    np.empty(MEMORY_KEPT, dtype=np.uint8)
    if isinstance(found, tuple):
        with part_rows(*found) as rows:
            found = _read(request, number, rows)
    as_of, names = found.inputs.evidence.as_of, found.inputs.evidence.candidate_ids
    days = dict.fromkeys(names, request.exam_on) if request.exam_on else found.exam_days
    ahead = {name: day for name, day in days.items() if day >= as_of}
    return [text_of(own, request.output_format) for own in readiness_of_all(found, exam_days=ahead)]


def text_of(answer: Readiness, output_format: str) -> str:
    if output_format == "text":
        return terminal_reports.readiness(answer)
    return json.dumps(readiness_json(answer), indent=2 if output_format == "json" else None)
