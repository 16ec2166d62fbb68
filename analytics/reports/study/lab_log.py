"""Labs as recorded, and other sessions with a cost."""

from dataclasses import dataclass
from datetime import date

from analytics.estimation.candidate import FittedCandidate
from analytics.records import NO_DOMAIN, LabKind


@dataclass(frozen=True, slots=True)
class Lab:
    """One lab as recorded, with None for what was not; `domain_id` is NO_DOMAIN without one of the exam."""

    day: date
    domain_id: str
    kind: LabKind | None
    hours: float
    n_errors: int | None
    cost: float | None
    currency: str
    is_currency_given: bool
    resource: str
    note: str


def read_labs(candidate: FittedCandidate) -> tuple[list[Lab], list[Lab]]:
    """Return the labs and the other sessions with a cost, oldest first.

    A domain that the exam does not have counts as none. A cost without a currency is read in the only
    one that the others have, else in the exam's.
    """
    table = candidate.records.lab_sessions
    table = table.assign(
        domain_id=table.domain_id.where(table.domain_id.isin(candidate.blueprint.domain_ids), NO_DOMAIN)
    )
    given = set(table.currency[table.currency != ""])
    usual = given.pop() if len(given) == 1 else candidate.blueprint.currency
    days = [day.date() for day in table.day]
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    sessions = [
        Lab(
            day=day,
            domain_id=row["domain_id"],
            kind=row["lab_kind"] and LabKind(row["lab_kind"]),
            hours=row["hours"],
            n_errors=None if row["n_errors_met"] is None else int(row["n_errors_met"]),
            cost=row["cost"],
            currency=row["currency"] or usual,
            is_currency_given=row["currency"] != "",
            resource=row["resource"],
            note=row["note"],
        )
        for day, row in zip(days, rows, strict=True)
    ]
    labs = [session for session, row in zip(sessions, rows, strict=True) if row["is_lab"]]
    others = [session for session, row in zip(sessions, rows, strict=True) if not row["is_lab"]]
    return labs, others
