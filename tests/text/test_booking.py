"""Texts of the booking page, in the states that change them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidate
from analytics.models.intervals import Interval
from analytics.reports.decision.booking import BookingReport, DomainImprovement, booking_report
from analytics.reports.decision.booking_costs import BookingCosts, DecisionInputs
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import Reason, Verdict
from dashboard import formatting
from dashboard.text import booking as text
from dashboard.text import common
from dashboard.text.shapes import table_rows
from tests.inputs.builders import EXAM, TODAY, practice_exam, store_with

OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BookingReport:
    """Return a report that says book, after three high practice exams."""
    high = [(12, 13), (15, 16), (21, 23), (12, 13)]
    records = [row for k in (2, 1, 0) for row in practice_exam(TODAY - timedelta(weeks=k), high)]
    found = booking_report(fit_candidate(store_with(tmp_path_factory.mktemp("booking"), records), OPEN, "me", TODAY))
    assert found.readiness.verdict is Verdict.BOOK
    return found


@pytest.fixture(scope="module")
def costs(report: BookingReport) -> BookingCosts:
    assert report.readiness.costs is not None
    return report.readiness.costs


def _with(report: BookingReport, **changes: object) -> BookingReport:
    readiness: Readiness = replace(report.readiness, **changes)  # type: ignore[arg-type]  # the tests name its fields
    return replace(report, readiness=readiness)


def _facts(report: BookingReport) -> dict[str, str]:
    return {row["What"]: formatting.unescaped(row["Value"]) for row in text.exam_rows(report)}


def test_the_exam_card_shows_what_is_known_and_from_where(report: BookingReport) -> None:
    """The card has attempts, the guide version, unconfirmed facts and sources."""
    exam = replace(
        OPEN,
        attempt_limit=5,
        attempt_window_d=365,
        guide_version="1.4",
        unverified_fields=("fee.amount", "retake.*"),
        source_urls=("https://a.example/guide", "https://b.example/faq"),
    )
    facts = _facts(replace(report, blueprint=exam))
    assert facts["Attempts allowed"] == "5 attempts in 365 days"
    assert facts["Exam guide"] == "1.4"
    assert facts["Not confirmed"] == "the fee, the rules after a fail"
    assert facts["Sources"] == "https://a.example/guide, https://b.example/faq"
    unlimited = replace(report, blueprint=replace(exam, attempt_window_d=None))
    assert _facts(unlimited)["Attempts allowed"] == "5 attempts"


def test_the_exam_card_names_what_is_not_known(report: BookingReport) -> None:
    """Each missing fact has its words."""
    bare = replace(
        OPEN, attempt_limit=None, attempt_window_d=None, guide_version=None, unverified_fields=(), source_urls=()
    )
    facts = _facts(replace(report, blueprint=bare))
    assert facts["Attempts allowed"] == "no limit published"
    assert facts["Exam guide"] == "version not known"
    assert facts["Not confirmed"] == "nothing"
    assert facts["Sources"] == "none named"


def test_a_source_is_no_link(report: BookingReport) -> None:
    """An address from a file is shown, but is not a link."""
    shown = replace(report, blueprint=replace(OPEN, source_urls=("https://a.example/guide",)))
    (source,) = (row["Value"] for row in text.exam_rows(shown) if row["What"] == "Sources")
    assert "https" not in source
    assert formatting.unescaped(source) == "https://a.example/guide"


def test_unknown_costs_are_left_out(costs: BookingCosts) -> None:
    """Without a fee and a currency only the other amounts are named, without a unit."""
    assert text.weighed(replace(costs, fee=None, currency="")) == "60 for a week of studying and 300 for a fail"
    assert text.in_currency(text.FEE, "") == text.FEE
    assert text.weighed(costs).startswith("300 USD for an attempt, ")


def test_the_value_of_a_week_has_its_direction(costs: BookingCosts) -> None:
    """Costs and savings of a week are named to the nearest ten, and nothing if the exam is closed."""
    assert text.week_worth(replace(costs, week_worth=Interval(-32, -104, 58, 0.8))) == (
        "Sitting it in a week and not today is expected to cost 30 USD more than it saves; it may cost 100 USD "
        "more than it saves, or save 60 USD."
    )
    assert "expected to save 0 USD;" in text.week_worth(replace(costs, week_worth=Interval(-3, -9, 2, 0.8)))
    assert text.week_worth(replace(costs, week_worth=None)) == ""


@pytest.mark.parametrize(
    ("cost", "ending"), [(96.0, "expected to cost a little less."), (60.0, "expected to cost 40 USD less.")]
)
def test_a_small_saving_is_called_a_little(
    report: BookingReport, costs: BookingCosts, cost: float, ending: str
) -> None:
    """Savings are to the nearest ten, and never 0."""
    cheaper = replace(costs, expected_cost=(100.0, cost) + (200.0,) * (len(costs.days) - 2))
    assert text.cost_sentence(_with(report, costs=cheaper, reasons=(Reason.A_LATER_WEEK_IS_CHEAPER,))).endswith(ending)


def test_a_day_after_the_deadline_is_not_called_waiting(report: BookingReport) -> None:
    """For a day after the deadline the answer is to choose an earlier one."""
    late = _with(report, verdict=Verdict.WAIT, reasons=(Reason.EXAM_DAY_IS_TOO_LATE,))
    answer = text.answer(late, is_retired_now=False)
    assert answer.startswith(text.NOT_THAT_DAY)
    assert answer.endswith("choose an earlier one.")


def test_an_exam_that_is_not_open_has_no_price(report: BookingReport) -> None:
    """For an exam that is not open yet no saving is named."""
    closed = _with(report, verdict=Verdict.WAIT, reasons=(Reason.NOT_OPEN_YET,))
    assert text.cost_sentence(closed) == common.REASONS[Reason.NOT_OPEN_YET]


def test_an_improved_domain_has_ranges() -> None:
    """The chance and the gain of an improved domain have ranges, and the note has their level."""
    better = DomainImprovement("1", "Data", Interval(0.71, 0.4, 0.9, 0.8), Interval(0.08, -0.002, 0.14, 0.8))
    (row,) = table_rows(text.MOVE_COLUMNS, [better])
    assert row["Chance then"].replace("\u00a0", " ") == "71 % (40 to 90 %)"
    assert row["Gain"] == "+8 points (0 to +14)"
    assert "Ranges hold in 80 of 100 cases." in text.MOVES_NOTE


def test_a_booking_that_will_likely_fail_says_so(report: BookingReport) -> None:
    """A booking at a low chance says so in its first words, and not again among the reasons."""
    reasons = (Reason.NO_LATER_WEEK_IS_CHEAPER, Reason.CHANCE_IS_LOW)
    low = replace(_with(report, reasons=reasons), inputs=DecisionInputs(week_cost=600.0))
    assert text.answer(low, is_retired_now=False).startswith(f"{text.BOOK_AT_LOW_CHANCE}. On ")
    listed = text.reasons(low, is_retired_now=False)
    assert common.REASONS[Reason.CHANCE_IS_LOW] not in listed
    assert text.ASSUMED not in listed


def test_default_costs_are_called_assumed(report: BookingReport) -> None:
    """Until the candidate sets costs, the reasons call them assumed, unless the exam is retired."""
    assert text.ASSUMED in text.reasons(report, is_retired_now=False)
    assert text.ASSUMED not in text.reasons(report, is_retired_now=True)
