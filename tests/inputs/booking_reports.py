"""A booking report that says book, and the same with another answer."""

from dataclasses import replace
from datetime import timedelta

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.reports.decision.booking import BookingReport, booking_report
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Verdict
from tests.inputs.builders import EXAM, TODAY, fitted_from, practice_exam

OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)


def report_to_book() -> BookingReport:
    """Return a report that says book, after three high practice exams."""
    high = [(12, 13), (15, 16), (21, 23), (12, 13)]
    records = [row for k in (2, 1, 0) for row in practice_exam(TODAY - timedelta(weeks=k), high)]
    found = booking_report(fitted_from(records, blueprint=OPEN))
    assert found.readiness.verdict is Verdict.BOOK
    return found


def with_answer(report: BookingReport, **changes: object) -> BookingReport:
    """Return a report with other values in its answer."""
    readiness: Readiness = replace(report.readiness, **changes)  # type: ignore[arg-type]  # the tests name its fields
    return replace(report, readiness=readiness)


def own_costs(report: BookingReport) -> BookingCosts:
    """Return the expected costs, as if the candidate had given them."""
    found = report.readiness.costs
    assert found is not None
    given = replace(found.inputs, week_cost=found.inputs.cost_of_week, fail_cost=found.inputs.cost_of_fail)
    return replace(found, inputs=given)


def with_fee(costs: BookingCosts, fee: float | None) -> BookingCosts:
    return replace(costs, inputs=replace(costs.inputs, fee=fee))


def spaced(sentences: list[str]) -> list[str]:
    """Return sentences with plain spaces."""
    return [sentence.replace("\u00a0", " ") for sentence in sentences]
