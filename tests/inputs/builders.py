"""Records in few words, real stores of them, and fitted candidates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate, fit_candidate, fit_candidates
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import ModelFit
from analytics.records import (
    ME,
    TOTAL_DOMAIN,
    Activity,
    DomainResult,
    ItemResponse,
    Moment,
    Record,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.store import Store
from analytics.updates.context import UpdateContext
from analytics.updates.stored_forecasts import storing_forecasts
from tests.inputs.store_files import add_first, new_store, scratch_store

TODAY = date(2026, 11, 25)
EXAM = "MLS-C01"
OPEN_EXAM = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
"""As it was before its end was announced."""
MADE_AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


def store_with(folder: Path, records: Iterable[Record]) -> Store:
    """Make a store of records in a folder."""
    folder.mkdir(exist_ok=True)
    store = new_store(folder / "cutscore.duckdb")
    with store.reading():
        add_records(store, records)
    return store


def save_mapping(store: Store, fingerprint: str, format_name: str, toml_text: str) -> None:
    """Save the answers about a kind of file, as an import does."""
    with store.batch("answers", made_at=MADE_AT) as batch:
        batch.save_mapping(fingerprint, format_name, toml_text)


def store_of_candidates(folder: Path, **records: Sequence[Record]) -> Store:
    """Make a store of candidates with some records each."""
    return store_with(folder, [replace(row, candidate_id=name) for name, rows in records.items() for row in rows])


def add_records(store: Store, records: Iterable[Record]) -> None:
    """Add records to a store as one batch."""
    with store.batch("test", made_at=MADE_AT) as batch:
        add_first(batch, [Row(str(line), record) for line, record in enumerate(records, start=2)])


@contextmanager
def stored(records: Sequence[Record]) -> Iterator[Store]:
    """Yield a store of records that is cleared afterwards."""
    with scratch_store({record.TABLE for record in records}) as store:
        add_records(store, records)
        yield store


def add_on(store: Store, records: Iterable[Record], day: date) -> None:
    """Add records on a day at nine, with forecasts of the next practice exam."""
    made_at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    with (
        store.reading(),
        storing_forecasts(store, made_at=made_at, today=day),
        store.batch("test", made_at=made_at) as batch,
    ):
        batch.add([Row(str(line), record) for line, record in enumerate(records, start=2)])


def update_context(
    store: Store, *, exam_code: str | None = None, blueprints: Mapping[str, ExamBlueprint] | None = None
) -> UpdateContext:
    """Return the context of a change on the tests' day; the blueprints are the shipped ones."""
    return UpdateContext(
        store=store,
        today=TODAY,
        made_at=MADE_AT,
        zone="UTC",
        blueprints=shipped_blueprints() if blueprints is None else blueprints,
        exam_code=exam_code,
    )


def candidate_of(store: Store, *, exam_code: str = EXAM, as_of: date = TODAY) -> FittedCandidate:
    """Fit the candidate of a store for a shipped exam."""
    with store.reading():
        return fit_candidate(store, shipped_blueprints()[exam_code], ME, as_of)


def readiness_in(
    store: Store,
    blueprint: ExamBlueprint,
    candidate_id: str,
    as_of: date,
    *,
    exam_on: date | None = None,
    inputs: DecisionInputs = STANDARD_INPUTS,
) -> Readiness:
    """Return the readiness of one candidate of a store."""
    fitted = fit_candidates(store, blueprint, [candidate_id], as_of, given=inputs)
    return next(readiness_of_all(fitted, exam_days={candidate_id: exam_on} if exam_on else {}))


_FITTED: dict[str, FittedCandidate] = {}


def fitted_from(
    records: Iterable[Record],
    *,
    exam_code: str = EXAM,
    as_of: date = TODAY,
    blueprint: ExamBlueprint | None = None,
    cut: CutBelief | None = None,
) -> FittedCandidate:
    """Fit the candidate of some records; equal arguments share one fit, since it is a value.

    A plan changes no estimate, so it is added to the fit of the other records. The usual exam counts as one that can
    still be taken.
    """
    usual = OPEN_EXAM if exam_code == EXAM else shipped_blueprints()[exam_code]
    records, exam = list(records), blueprint or usual
    plans = [record for record in records if isinstance(record, StudyPlan)]
    if [(plan.candidate_id, plan.exam_code) for plan in plans] == [(ME, exam.code)]:
        others = [record for record in records if record not in plans]
        without = fitted_from(others, as_of=as_of, blueprint=exam, cut=cut)
        return replace(without, written_plan=plans[0], attempts=without.evidence.attempts_of(0, plans[0]))
    key = repr((records, exam, as_of, cut))
    if key not in _FITTED:
        with stored(records) as store:
            fitted = fit_candidate(store, exam, ME, as_of)
        if cut is not None:
            inputs = fitted.inputs.with_cut(cut)
            own = DecisionInputs(cut=cut)
            fitted = replace(fitted, inputs=inputs, fitted=inputs.fit(), decision_inputs=own)
        _FITTED[key] = fitted
    return _FITTED[key]


_MODEL_FITS: dict[str, ModelFit] = {}


def model_fit_from(
    records: Iterable[Record], blueprint: ExamBlueprint, as_of: date, cut: CutBelief | None = None
) -> ModelFit:
    """Fit the candidate of some records without reading what only reports need."""
    records = list(records)
    key = repr((records, blueprint, as_of, cut))
    if key not in _MODEL_FITS:
        with stored(records) as store:
            ((_, fit, _),) = fit_candidates(store, blueprint, [ME], as_of, given=DecisionInputs(cut=cut)).chunks()
        _MODEL_FITS[key] = fit
    return _MODEL_FITS[key]


def practice_exam(
    day: date,
    counts: Sequence[tuple[int, int]],
    *,
    exam_code: str = EXAM,
    provider: str | None = "Provider A",
    n_seen: int = 0,
) -> list[DomainResult]:
    """Make the rows of a practice exam from (correct, all) questions of domains 1, 2, 3 and so on."""
    return [
        DomainResult(
            practice_exam_id=f"{provider} {day}",
            taken_at=day,
            exam_code=exam_code,
            provider=provider,
            domain_id=str(number),
            n_items=n_items,
            n_correct=n_correct,
            n_seen_before=n_seen,
        )
        for number, (n_correct, n_items) in enumerate(counts, start=1)
    ]


def plan(*, exam_code: str = EXAM, starts_on: date = date(2026, 10, 5), exam_on: date | None = None) -> StudyPlan:
    """Make a plan of 10 to 12 hours a week."""
    return StudyPlan(
        exam_code=exam_code, starts_on=starts_on, exam_on=exam_on, hours_per_week_low=10, hours_per_week_high=12
    )


def rating(
    domain_id: str,
    value: int,
    *,
    on: date = date(2026, 10, 11),
    task_id: str | None = None,
    exam_code: str | None = None,
) -> SelfRating:
    """Make a self-rating of a domain or task."""
    return SelfRating(rated_on=on, exam_code=exam_code, domain_id=domain_id, task_id=task_id, rating=value)


def session(
    day: date,
    hours: float,
    *,
    activity: Activity = Activity.READING,
    domain_id: str | None = None,
    number: int = 1,
) -> StudySession:
    """Make a study session; the number distinguishes equal ones of a day."""
    return StudySession(
        session_key=f"{day} {hours} {activity} {domain_id} {number}",
        started_at=day,
        time_on_task_min=60 * hours,
        activity=activity,
        domain_id=domain_id,
    )


def total_of(
    day: date,
    n_correct: int,
    n_items: int,
    *,
    provider: str | None = "Provider A",
    candidate_id: str = ME,
) -> DomainResult:
    """Make the single row of a practice exam without domains."""
    return DomainResult(
        candidate_id=candidate_id,
        practice_exam_id=f"{provider} {day}",
        taken_at=day,
        exam_code=EXAM,
        provider=provider,
        domain_id=TOTAL_DOMAIN,
        n_items=n_items,
        n_correct=n_correct,
    )


def responses(
    practice_exam_id: str,
    day: Moment,
    marks: str,
    *,
    item_ids: Sequence[str] | None = None,
    domain_id: str = "1",
    provider: str | None = "Provider A",
    form: str | None = None,
    sitting: int | None = None,
) -> list[ItemResponse]:
    """Make the responses of a practice exam from one mark each, + or -, in order."""
    ids: Sequence[str | None] = item_ids if item_ids is not None else [None] * len(marks)
    return [
        ItemResponse(
            practice_exam_id=practice_exam_id,
            response_key=item_id or f"#{position}",
            taken_at=day,
            exam_code=EXAM,
            provider=provider,
            form=form,
            sitting=sitting,
            position=position,
            item_id=item_id,
            domain_id=domain_id,
            is_correct=mark == "+",
        )
        for position, (mark, item_id) in enumerate(zip(marks, ids, strict=True), start=1)
    ]
