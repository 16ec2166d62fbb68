"""One candidate's rows as reports read them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.clock import RECENT_DAYS, DayRule
from analytics.estimation.evidence import Evidence
from analytics.estimation.practice_results import PracticeResult
from analytics.records import NO_DOMAIN, CheckIn, ExamOutcome
from analytics.store import CandidateRows, ColumnTable, StoredForecast

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CandidateRecords:
    """The records that reports need of one candidate and exam, up to a day.

    Each table has the rows of the query of its name, ordered by `day`; `outcomes` are of the exam, in the order of
    their keys. Study in a domain that the exam does not have counts as without a domain. A table is never changed in
    place: it is shared.
    """

    study_time: "pd.DataFrame"
    session_lengths: "pd.DataFrame"
    study_days: "pd.DataFrame"
    planned_days: "pd.DataFrame"
    resource_time: "pd.DataFrame"
    lab_sessions: "pd.DataFrame"
    response_log: "pd.DataFrame"
    exam_times: "pd.DataFrame"
    exam_conditions: "pd.DataFrame"
    self_ratings: ColumnTable
    outcomes: tuple[ExamOutcome, ...]
    check_ins: tuple[CheckIn, ...]
    forecasts: tuple[StoredForecast, ...]
    day_rule: DayRule

    def forecast_before(self, exam: PracticeResult) -> StoredForecast | None:
        """Return the forecast for a practice exam's provider and enough questions, of those last stored before its day.

        Earlier ones may be from rows that were corrected since. It counts for four weeks, and only if its own day was
        still ahead: one made later knew the result.
        """
        made = ((_made_on(one, self.day_rule), one) for one in self.forecasts)
        ahead = [(made_on, one) for made_on, one in made if made_on < min(one.day, exam.day)]
        if not ahead or (exam.day - ahead[-1][0]).days > RECENT_DAYS:
            return None
        last = (one for _, one in ahead if one.made_at_utc == ahead[-1][1].made_at_utc)
        return next((one for one in last if one.provider == exam.provider and one.n_items >= exam.n_items), None)

    def until(self, day: date) -> "CandidateRecords":
        """Return the records up to an earlier day."""
        tables, last = {name: getattr(self, name) for name in _DATED_TABLES}, np.datetime64(day)
        return replace(
            self,
            **{name: table.iloc[: table.day.searchsorted(last, side="right")] for name, table in tables.items()},
            self_ratings=self.self_ratings.where(self.self_ratings.day <= last),
            outcomes=tuple(outcome for outcome in self.outcomes if outcome.taken_on <= day),
            check_ins=tuple(entry for entry in self.check_ins if entry.on <= day),
            forecasts=_made_until(self.forecasts, day, self.day_rule),
        )


_DATED_TABLES = [field.name for field in fields(CandidateRecords) if field.type == "pd.DataFrame"]


def rows_of(table: "pd.DataFrame", **kinds: Callable[[Any], object]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table with dates as days and None for null; `kinds` convert other values, by column."""
    plain = table.assign(day=table.day.dt.date).astype(object).where(table.notna(), None)
    names, columns = list(map(str, plain)), [plain[name].tolist() for name in plain]
    for values in zip(*columns, strict=True):
        row = dict(zip(names, values, strict=True))
        yield row | {name: kind(row[name]) for name, kind in kinds.items() if row[name] is not None}


def _made_until(forecasts: Iterable[StoredForecast], day: date, rule: DayRule) -> tuple[StoredForecast, ...]:
    return tuple(forecast for forecast in forecasts if _made_on(forecast, rule) <= day)


def _made_on(forecast: StoredForecast, rule: DayRule) -> date:
    return rule.day_of(forecast.made_at_utc.replace(tzinfo=UTC))


def read_candidate_records(rows: CandidateRows, evidence: Evidence) -> CandidateRecords:
    """Read what reports need of the one candidate of some evidence."""
    (candidate_id,), exam_code, as_of = evidence.candidate_ids, evidence.blueprint.code, evidence.as_of
    own = {"candidate_id": candidate_id, "as_of": as_of}
    of_exam, day_rule = {**own, "exam_code": exam_code}, rows.day_rule(candidate_id)
    responses = rows.query("response_log", exam_code=exam_code, as_of=as_of, candidate_ids=[candidate_id])
    study = {**own, **evidence.study_parameters}

    def with_known_domains(name: str) -> "pd.DataFrame":
        table = rows.query(name, **study)
        return table.assign(
            domain_id=table.domain_id.where(table.domain_id.isin(evidence.blueprint.domain_ids), NO_DOMAIN)
        )

    return CandidateRecords(
        study_time=with_known_domains("study_time"),
        session_lengths=rows.query("session_lengths", **study),
        study_days=rows.query("study_days", **study),
        planned_days=rows.query("planned_days", **own),
        resource_time=with_known_domains("resource_time"),
        lab_sessions=with_known_domains("lab_sessions"),
        response_log=responses.assign(was_seen=False) if evidence.blueprint.has_public_items else responses,
        exam_times=rows.query("exam_times", **of_exam),
        exam_conditions=rows.query("exam_conditions", **of_exam),
        self_ratings=rows.table("self_ratings", **evidence.study_parameters, candidate_ids=[candidate_id]),
        outcomes=tuple(
            row
            for row in rows.records(ExamOutcome, candidate_id)
            if row.exam_code == exam_code and row.taken_on <= as_of
        ),
        check_ins=tuple(entry for entry in rows.records(CheckIn, candidate_id) if entry.on <= as_of),
        forecasts=_made_until(rows.forecasts(candidate_id, exam_code), as_of, day_rule),
        day_rule=day_rule,
    )
