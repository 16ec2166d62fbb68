"""The whole product as a user meets it: import files, then answer for everybody as of a day."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidates
from analytics.estimation.decision_inputs import TARGET
from analytics.estimation.evidence import read_evidence
from analytics.estimation.exam_form import exam_form
from analytics.estimation.exam_plan import OpenDays
from analytics.estimation.model_fit import fit_model
from analytics.estimation.model_inputs import read_model_inputs, read_shared_inputs
from analytics.models.exam_score import score_draws
from analytics.models.intervals import Floats
from analytics.models.stability import WINDOW_WEEKS, domain_changes, probability_within
from analytics.reports.decision.chance_by_day import Outlook, outlooks
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from tests.validation.generative import Record

NOW = datetime(2026, 11, 25, tzinfo=UTC)
EXAM = "MLS-C01"
AS_OF = date(2026, 3, 2)
"""A day when the exam of the made-up people could still be sat."""

COLUMNS = (
    "candidate,practice_exam_id,taken_at,exam_code,provider,form,domain_id,n_items,n_correct,"
    "n_seen_before,n_correct_seen_before"
)


def answers(
    files: Sequence[Path], blueprint: ExamBlueprint, as_of: date, exam_days: Sequence[date]
) -> list[Mapping[str, Readiness]]:
    """Import files into a new database and answer for everybody in it, for each exam day."""
    with _imported(files, blueprint) as store:
        names = store.candidates()
        found: list[Mapping[str, Readiness]] = []
        for day in exam_days:
            everybody = readiness_of_all(
                fit_candidates(store, blueprint, names, as_of), exam_days=dict.fromkeys(names, day)
            )
            found.append({answer.candidate: answer for answer in everybody})
        return found


def chances_alone(files: Sequence[Path], blueprint: ExamBlueprint, as_of: date, exam_on: date) -> Mapping[str, float]:
    """Return everybody's chance as if alone in a file, with the fixed scales."""
    with _imported(files, blueprint) as store:
        names = store.candidates()
        fitted = fit_model(read_evidence(store, blueprint, names, as_of), exam_form(blueprint))
        draws = score_draws(*fitted.abilities_on([exam_on]).with_cut(0), fitted.form)
        return dict(zip(names, draws.pass_probability().tolist(), strict=True))


def outlooks_alone(records: Sequence[Record], day: date) -> list[Outlook]:
    """Return the chances of simulated people for the coming weeks, each alone in a file."""
    blueprint = shipped_blueprints()[EXAM]
    names = [record.name for record in records]
    with TemporaryDirectory() as folder, _imported([_written(folder, records)], blueprint) as store:
        fitted = fit_model(read_evidence(store, blueprint, names, day), exam_form(blueprint))
        return outlooks(fitted, [OpenDays(day, None)] * len(names), [day] * len(names), TARGET)


@dataclass(frozen=True)
class SettledAnswer:
    """The answers on the last weeks: the chance of having settled, `together` in one file and `alone`.

    The changes are those for a person alone, (people, draws): the estimate, and that of the line of the level.
    """

    together: Floats
    alone: Floats
    estimate: Floats
    line: Floats


def settled_answers(records: Sequence[Record], days: Sequence[date]) -> list[SettledAnswer]:
    """Import simulated people into one file; return the answers for each day."""
    blueprint = shipped_blueprints()[EXAM]
    names = [record.name for record in records]
    found = []
    with TemporaryDirectory() as folder, _imported([_written(folder, records)], blueprint) as store:
        for day in days:
            together = read_model_inputs(store, names, day, shared=read_shared_inputs(store, blueprint, day)).fit()
            alone = fit_model(read_evidence(store, blueprint, names, day), exam_form(blueprint))
            since, form = day - timedelta(weeks=WINDOW_WEEKS), alone.form
            estimate = alone.score_change_since(since)
            by_domain = domain_changes(*alone.abilities_on([day, since]).on(0, 1), form.shares, form.guess_floor)
            found.append(
                SettledAnswer(
                    together=probability_within(together.score_change_since(since)),
                    alone=probability_within(estimate),
                    estimate=estimate,
                    line=by_domain @ np.array(form.shares),
                )
            )
    return found


@contextmanager
def _imported(files: Sequence[Path], blueprint: ExamBlueprint) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "validation.duckdb")
        report = import_files(
            UpdateContext(
                store=store, today=NOW.date(), made_at=NOW, zone="UTC", blueprints={blueprint.code: blueprint}
            ),
            [Source(path, path.name) for path in files],
        )
        if report.failed:
            msg = f"{report.failed} rows were refused"
            raise ValueError(msg)
        yield store


def answers_to_records(records: Sequence[Record], weeks_ahead: Sequence[float]) -> list[Mapping[str, Readiness]]:
    """Import simulated people into one file, with one exam day for all, and answer for them."""
    blueprint = shipped_blueprints()[EXAM]
    with TemporaryDirectory() as folder:
        exam_days = [AS_OF + timedelta(weeks=ahead) for ahead in weeks_ahead]
        return answers([_written(folder, records)], blueprint, AS_OF, exam_days)


def _written(folder: str, records: Sequence[Record]) -> Path:
    """Write the practice exams of simulated people."""
    path = Path(folder) / "practice_exams.csv"
    path.write_text("\n".join([COLUMNS, *(line for r in records for line in _lines(r))]), encoding="utf-8")
    return path


def _lines(record: Record) -> list[str]:
    """Return one person's practice exams as CSV lines, one per exam and domain."""
    rows: dict[tuple[int, int], list[float]] = {}
    where: dict[int, tuple[date, int]] = {}
    for cell in record.cells:
        counts = rows.setdefault((cell.exam, cell.domain), [0, 0, 0, 0])
        is_seen = cell.seen > 0
        for k, more in enumerate((cell.n_items, cell.n_correct, is_seen * cell.n_items, is_seen * cell.n_correct)):
            counts[k] += more
        where[cell.exam] = AS_OF - timedelta(weeks=record.exam_week - cell.week), cell.provider
    return [
        f"{record.name},{record.name}-{exam},{where[exam][0]},{EXAM},P{where[exam][1]},F{exam},{domain + 1},"
        + ",".join(str(int(n)) for n in counts)
        for (exam, domain), counts in rows.items()
    ]
