"""Practice exams, study hours and attempts of some candidates for one exam, as the model's arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.attempts import Attempts, CountedAttempts, counted_attempts, read_attempts
from analytics.estimation.exam_plan import ExamEnds, PlannedExam, exam_ends
from analytics.estimation.study_hours import HOURS_SCALE, StudyHours, day_numbers_of, domain_mixes, read_study_hours
from analytics.models.intervals import Floats
from analytics.models.points import Points
from analytics.records import TOTAL_DOMAIN, StudyPlan
from analytics.store import ColumnTable, Rows, numbered, positions

MOSTLY_SEEN = 0.5
"""From this share of seen questions on, a practice exam tells little about new ones."""

EXAM_KEY = ["candidate_id", "practice_exam_id"]
SOURCE_KEY = ["provider", "form"]


@dataclass(frozen=True)
class EvidenceRows:
    """The rows of some candidates for one exam up to a day, in their order.

    `table` has one row per practice exam, domain and exposure. `ends` says for whom the exam was over at reading.
    """

    blueprint: ExamBlueprint
    candidate_ids: tuple[str, ...]
    as_of: date
    table: ColumnTable
    hours: tuple[StudyHours | None, ...]
    n_left_out: Floats
    attempts: tuple[Attempts, ...]
    ends: ExamEnds


@dataclass(frozen=True, kw_only=True)
class Evidence(EvidenceRows):
    """The evidence of some candidates for one exam up to a day.

    The arrays are (candidates, cells), padded with cells of no items. `first_day` is each candidate's first
    practice exam as a day number, or `as_of` for one without. `provider_names` and `sources` are in the
    order of the model's indexes; the name of an unnamed provider is empty. A source is a provider and a form:
    None is a new provider, and "" an unknown form. Sources with an unknown form come first, in the order of
    the providers, so that a provider's index is theirs too.
    """

    cells: Points
    n_correct: Floats
    n_items: Floats
    first_day: Floats
    counted: CountedAttempts
    provider_names: Sequence[str]
    sources: Sequence[tuple[str | None, str]]

    def attempts_of(self, index: int, plan: StudyPlan | None = None) -> Attempts:
        """Return one candidate's attempts at the real exam, without those of an earlier passed preparation."""
        if not self.attempts[index].all:
            return self.attempts[index]
        weeks = self.cells.week[index][self.n_items[index] > 0]
        last = self.first_day[index] + DAYS_PER_WEEK * weeks.max() if len(weeks) else None
        return self.attempts[index].of_preparation(last, date.min if plan is None else plan.starts_on)

    def planned(self, index: int, plan: StudyPlan | None) -> PlannedExam:
        """Return what follows from one candidate's written plan and attempts."""
        return PlannedExam(plan, self.attempts_of(index, plan), self.blueprint, self.as_of)

    @property
    def study_parameters(self) -> dict[str, object]:
        """Parameters of the queries of study for the exam."""
        return {"exam_code": self.blueprint.code, "as_of": self.as_of, "ends": self.ends}

    def of(self, index: NDArray[np.intp]) -> "Evidence":
        """Return some of the candidates, with as many cells as they need; the table is shared."""
        n_cells = max(1, int((self.n_items[index] > 0).sum(axis=1).max(initial=0)))
        return replace(
            self,
            candidate_ids=tuple(self.candidate_ids[i] for i in index),
            cells=self.cells.of(index, slice(n_cells)),
            n_correct=self.n_correct[index, :n_cells],
            n_items=self.n_items[index, :n_cells],
            first_day=self.first_day[index],
            hours=tuple(self.hours[i] for i in index),
            n_left_out=self.n_left_out[index],
            attempts=tuple(self.attempts[i] for i in index),
            counted=self.counted.of(index),
        )

    def of_candidates(self, candidate_ids: Sequence[str]) -> "Evidence":
        """Return the evidence of some of the candidates as it would be read for them alone."""
        own = self.of(positions(candidate_ids, self.candidate_ids))
        table = own.table.where(positions(own.table.candidate_id, candidate_ids) >= 0)
        return evidence_of_rows(replace(own, table=table))

    def with_offsets(self, offset: Floats) -> "Evidence":
        """Return the evidence with a known offset in logits for each row of the table."""
        padded = np.zeros(self.n_items.shape)
        padded[cell_positions(self.table, self.candidate_ids)] = offset
        table = self.table.with_columns(offset=offset)
        return replace(self, table=table, cells=replace(self.cells, offset=padded))

    def until(self, day: date) -> "Evidence":
        """Return the evidence up to an earlier day."""
        earlier = replace(
            self,
            table=self.table.where(self.table.day <= np.datetime64(day)),
            as_of=day,
            hours=tuple(None if own is None else own.until(float(day.toordinal())) for own in self.hours),
            attempts=tuple(own.until(day) for own in self.attempts),
        )
        return evidence_of_rows(earlier)

    @property
    def middle_day(self) -> Floats:
        """The mean day number of each candidate's questions, (candidates,)."""
        middle = (self.n_items * self.cells.week).sum(axis=1) / np.maximum(self.n_items.sum(axis=1), 1.0)
        return np.asarray(self.first_day + DAYS_PER_WEEK * middle)

    def weeks(self, day_numbers: Floats) -> Floats:
        """Return day numbers, (dates,) or (candidates, dates), as weeks since the first evidence."""
        days = np.broadcast_to(day_numbers, (len(self.first_day), np.shape(day_numbers)[-1]))
        return np.maximum(days - self.first_day[:, None], 0) / DAYS_PER_WEEK

    def weeks_since(self, day: date) -> Floats:
        """Return the weeks to `as_of` from a day or, if later, the first evidence, (candidates,): a day at least."""
        then, now = self.weeks(as_day_numbers((day, self.as_of))).T
        return np.asarray(np.maximum(now - then, 1 / DAYS_PER_WEEK))

    def hours_effect(self, day_numbers: Floats, n_domains: int) -> Floats:
        """Return the hours variable f on some days, (candidates, dates, domains).

        f is log(1 + effective hours / 20 h) minus its value at the first evidence: the level
        includes what was studied before.
        """
        days = np.broadcast_to(day_numbers, (len(self.first_day), np.shape(day_numbers)[-1]))
        effect = np.zeros((*days.shape, n_domains))
        for i, hours in enumerate(self.hours):
            if hours is not None:
                at = np.append(np.maximum(days[i], self.first_day[i]), self.first_day[i])
                log_hours = np.log1p(hours.effective(at, until=self.as_of.toordinal()) / HOURS_SCALE)
                effect[i] = log_hours[:-1] - log_hours[-1]
        return effect

    @property
    def has_hours(self) -> Floats:
        """Whether study hours are known, (candidates,)."""
        return np.array([hours is not None for hours in self.hours], dtype=bool)


def as_day_numbers(days: Sequence[date]) -> Floats:
    """Return days as the numbers of `date.toordinal`, (days,)."""
    return np.array([float(day.toordinal()) for day in days])


def read_evidence(rows: Rows, blueprint: ExamBlueprint, candidate_ids: Sequence[str], as_of: date) -> Evidence:
    """Read the evidence of some candidates for one exam up to a day.

    Rows of a domain that the exam does not have are counted and left out. If it has one domain, totals are its results.
    """
    table = rows.table("cells", exam_code=blueprint.code, as_of=as_of, candidate_ids=list(candidate_ids))
    is_of_exam = positions(table.domain_id, [*blueprint.domain_ids, TOTAL_DOMAIN]) >= 0
    left_out = table.where(~is_of_exam)
    own = positions(left_out.candidate_id, candidate_ids)
    table = table.where(is_of_exam)
    if len(blueprint.domains) == 1:
        table = table.with_columns(domain_id=np.full(len(table), blueprint.domain_ids[0], dtype=object))
    if blueprint.is_open_book:  # open-book practice is then like the real exam
        table = table.with_columns(is_open_book=np.zeros(len(table), dtype=bool))
    if blueprint.has_public_items:  # the real exam asks what was seen, too
        table = table.with_columns(seen_share=np.zeros(len(table)))
    table = table.with_columns(day_number=day_numbers_of(table.day), offset=np.zeros(len(table)))
    attempts = read_attempts(rows, blueprint.code, candidate_ids, as_of)
    latest = dict(table.rows("candidate_id", "day_number"))
    counted = {name: own.of_preparation(latest.get(name)) for name, own in zip(candidate_ids, attempts, strict=True)}
    ends = exam_ends(rows, blueprint, counted, as_of)
    found = EvidenceRows(
        blueprint=blueprint,
        candidate_ids=tuple(candidate_ids),
        as_of=as_of,
        table=table,
        hours=read_study_hours(rows, blueprint, candidate_ids, as_of, ends),
        n_left_out=np.bincount(own, left_out.n_items, minlength=len(candidate_ids)).astype(float),
        attempts=attempts,
        ends=ends,
    )
    return evidence_of_rows(found)


def evidence_of_rows(rows: EvidenceRows) -> Evidence:
    """Lay out the cells of a table as padded arrays."""
    table, candidate_ids, as_of, blueprint = rows.table, rows.candidate_ids, rows.as_of, rows.blueprint
    row, column = cell_positions(table, candidate_ids)
    first_day = np.full(len(candidate_ids), float(as_of.toordinal()))
    np.minimum.at(first_day, row, table.day_number)
    counted = counted_attempts(rows.attempts, first_day, blueprint)
    shape = (len(candidate_ids), int(column.max(initial=0)) + 1)

    def padded(values: Floats, padding: float = 0.0) -> Floats:
        out = np.full(shape, padding)
        out[row, column] = values
        return out

    mixes = domain_mixes(blueprint)
    n_domains = mixes.shape[1]
    domain = np.zeros((*shape, n_domains))
    domain[row, column] = mixes[positions(table.domain_id, [*blueprint.domain_ids, TOTAL_DOMAIN])]
    day_numbers = padded(table.day_number, float(as_of.toordinal()))
    exam, _ = numbered(table.rows(*EXAM_KEY))
    provider, providers = numbered(table.provider.tolist())
    source, sources = numbered(table.rows(*SOURCE_KEY))
    named_forms = [key for key in sources if key[1] != ""]
    form = positions(sources, named_forms)[source]
    draft = Evidence(
        **{own.name: getattr(rows, own.name) for own in fields(EvidenceRows)},
        cells=Points(
            week=np.maximum(day_numbers - first_day[:, None], 0) / DAYS_PER_WEEK,
            domain=domain,
            provider=padded(provider.astype(float), -1.0),
            source=padded(np.where(form < 0, provider, len(providers) + 1.0 + form), -1.0),
            exam=padded(exam.astype(float), -1.0),
            seen=padded(table.seen_share),
            untimed=padded(table.is_untimed),
            open_book=padded(table.is_open_book),
            hours=np.zeros(shape),
            offset=padded(table.offset),
            level=np.ones(shape),
        ),
        n_correct=padded(table.n_correct),
        n_items=padded(table.n_items),
        first_day=first_day,
        counted=counted,
        provider_names=providers,
        sources=[*((name, "") for name in (*providers, None)), *named_forms],
    )
    effect = draft.hours_effect(day_numbers, n_domains)
    draft.cells.hours[...] = (effect * domain).sum(axis=-1)
    return draft


def cell_positions(table: ColumnTable, candidate_ids: tuple[str, ...]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the row and column of each cell in the arrays."""
    number, names = numbered(table.candidate_id.tolist())
    order, n_cells = np.argsort(number, kind="stable"), np.bincount(number, minlength=len(names))
    column = np.zeros(len(table), dtype=np.intp)
    column[order] = np.arange(len(table)) - np.repeat(np.cumsum(n_cells) - n_cells, n_cells)
    return positions(names, candidate_ids)[number], column
