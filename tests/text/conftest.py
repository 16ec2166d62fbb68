"""A booking report and its costs for all texts that need one; a report is a value, so they share it."""

import pytest

from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from tests.inputs.booking_reports import own_costs, report_to_book


@pytest.fixture(scope="session")
def report() -> BookingReport:
    return report_to_book()


@pytest.fixture(scope="session")
def costs(report: BookingReport) -> BookingCosts:
    return own_costs(report)
