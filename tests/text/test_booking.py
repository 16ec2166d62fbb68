"""Texts of the booking page, and of costs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.estimation.decision_inputs import DecisionInputs
from analytics.models.intervals import Interval
from analytics.models.stability import StabilityWord
from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.verdict import Caveat, Missing, Reason, StatementVerdict, Verdict
from analytics.reports.this_week import week_report
from dashboard import formatting
from dashboard.text import booking as text
from dashboard.text import common, terminal_reports, terminal_week, verdicts
from tests.inputs.booking_reports import OPEN, spaced, with_answer, with_fee
from tests.inputs.builders import TODAY, fitted_from, practice_exam


@pytest.mark.parametrize(
    ("currency", "fail_cost", "is_said"), [("JPY", None, True), ("JPY", 40000.0, False), ("EUR", None, False)]
)
def test_assumed_costs_do_not_suit_every_currency(currency: str, fail_cost: float | None, is_said: bool) -> None:
    """They are of the size of a dollar, and as many yen would be next to nothing; only given ones are right there."""
    inputs = DecisionInputs(week_cost=8000.0, fail_cost=fail_cost)
    assert ("not JPY: enter both costs" in verdicts.assumed_costs(inputs, currency)) is is_said


def test_commands_say_where_assumed_costs_do_not_suit(report: BookingReport, costs: BookingCosts) -> None:
    """As the page does, in readiness and in the check-in, if costs decide."""
    weekly = week_report(fitted_from(practice_exam(TODAY, [(12, 13), (15, 16), (21, 23), (12, 13)]), blueprint=OPEN))
    for fail_cost, is_said in ((None, True), (40000.0, False)):
        inputs = replace(costs.inputs, fail_cost=fail_cost)
        ready = replace(report.readiness, costs=replace(costs, currency="JPY", inputs=inputs))
        for printed in (terminal_reports.readiness(ready), terminal_week.week(replace(weekly, readiness=ready))):
            assert ("The assumed costs suit US dollars, not JPY" in printed) is is_said


def test_unknown_costs_are_left_out(costs: BookingCosts) -> None:
    """Without a fee and a currency only the other amounts are named, without a unit."""
    assert verdicts.amounts(replace(with_fee(costs, None), currency="")) == "60 a week and 300 for failing"
    assert common.in_currency(text.FEE, "") == text.FEE


@pytest.mark.parametrize(
    ("free_attempt", "named"), [(None, ""), (0, " after a free one"), (1, " with one free retake")]
)
def test_a_free_attempt_is_named_beside_the_fee(costs: BookingCosts, free_attempt: int | None, named: str) -> None:
    """Somebody with a voucher does not pay the fee that the sentence names."""
    attempts = replace(with_fee(costs, 150.0), free_attempt=free_attempt)
    assert verdicts.amounts(attempts).startswith(f"150\u00a0USD per attempt{named}, ")
    assert "free" not in verdicts.amounts(with_fee(attempts, 0.0))


def test_the_value_of_a_week_has_its_direction(report: BookingReport, costs: BookingCosts) -> None:
    """Costs and savings of a week are named to the nearest ten, and nothing if the exam is closed."""

    def said(worth: Interval | None) -> str:
        return text.week_worth(with_answer(report, costs=replace(costs, week_worth=worth)).readiness)

    assert said(Interval(-60, -62, -58, 0.8)).endswith(" about +60\u00a0USD in expected cost.")
    assert said(Interval(-32, -104, 58, 0.8)) == (
        "Waiting a week, not counting what a practice exam shows: "
        "about +30\u00a0USD in expected cost (\u221260 to +100)."
    )
    assert "about 0\u00a0USD" in said(Interval(-3, -9, 2, 0.8))
    assert said(None) == ""


def test_assumed_costs_say_nothing(report: BookingReport, costs: BookingCosts) -> None:
    """Costs that nobody entered explain no verdict, price no week, and warn of nothing."""
    assumed = replace(costs.inputs, week_cost=None, fail_cost=None)
    dear = replace(costs, expected_cost=(500.0,) * len(costs.days), stopping_cost=100.0, inputs=assumed)
    ready = with_answer(report, costs=dear).readiness
    amounts = [
        verdicts.reason(ready, Reason.NO_LATER_WEEK_IS_CHEAPER),
        text.week_worth(ready),
    ]
    assert not any("USD" in sentence for sentence in amounts)


@pytest.mark.parametrize(
    ("cost", "ending"),
    [(96.0, "would cost you slightly less"), (60.0, "would cost you about 40\u00a0USD less")],
)
def test_a_saving_is_to_the_nearest_ten(report: BookingReport, costs: BookingCosts, cost: float, ending: str) -> None:
    """A saving of 4 is not called one of 10."""
    cheaper = replace(costs, expected_cost=(100.0, cost) + (200.0,) * (len(costs.days) - 2))
    ready = with_answer(report, costs=cheaper).readiness
    assert verdicts.reason(ready, Reason.A_LATER_WEEK_IS_CHEAPER).split(" (")[0].endswith(ending)


def test_a_day_of_this_page_alone_is_named_so(report: BookingReport) -> None:
    """For the planned day there is nothing to say, and costs and target count everywhere."""
    own = replace(report, inputs=replace(report.inputs, target=0.5))
    assert (text.other_pages_note(report), text.other_pages_note(own)) == ("", "")
    planned = replace(report, planned_on=report.readiness.exam_on + timedelta(days=1))
    assert text.other_pages_note(planned) == "Only this page uses this day; the others use your plan's."


def test_the_cheapest_day_is_named_after_the_verdict(report: BookingReport, costs: BookingCosts) -> None:
    """Where no later day is cheaper, the cheapest earlier one that can still be booked is named: never today."""
    rising = replace(costs, expected_cost=tuple(100.0 + 50 * k for k in range(len(costs.days))))
    reasons = (Reason.NO_LATER_WEEK_IS_CHEAPER, Reason.AN_EARLIER_WEEK_IS_CHEAPER)
    verdict, earlier = verdicts.reasons(
        with_answer(report, exam_on=costs.days[2], costs=rising, reasons=reasons).readiness
    )
    assert verdict.startswith("No later day is likely to cost you less (")
    assert earlier.startswith(f"Going earlier, around {formatting.day(costs.days[1])}, ")


def test_a_verdict_to_book_says_what_speaks_against_it(report: BookingReport) -> None:
    """Beside the verdict, also on a phone, where the three statements are further down; nothing if all is well."""
    unsure = with_answer(
        report, genuine=StatementVerdict.CANNOT_TELL, moves_to=replace(report.readiness.moves_to, low=0.79)
    )
    assert spaced([text.sentence(unsure)])[0].endswith(
        "Against booking: it is too early to tell whether your scores are stable and genuine; "
        "one more practice exam could put the chance at 79 %."
    )
    moving = replace(report.readiness.stability, gaps=(), word=StabilityWord.PROBABLY_MOVING)
    repeated = with_answer(unsure, stability=moving, genuine=StatementVerdict.NO, moves_to=report.readiness.moves_to)
    assert text.sentence(repeated).endswith(
        "Against booking: your scores are probably still moving; you answered more repeated questions than new ones."
    )
    settled = replace(report.readiness.stability, gaps=(), word=StabilityWord.SETTLED)
    sure = with_answer(
        report, stability=settled, genuine=StatementVerdict.YES, moves_to=replace(unsure.readiness.moves_to, low=0.8)
    )
    assert "Against booking" not in text.sentence(sure)
    wait = with_answer(unsure, verdict=Verdict.WAIT)
    assert "Against booking" not in text.sentence(wait)


def test_every_other_verdict_says_what_to_do(report: BookingReport) -> None:
    """Too little data has its chance too, and what is missing; a chance that stays too low has what could lift it."""
    early = with_answer(report, verdict=Verdict.TOO_LITTLE_DATA, reasons=(), missing=(Missing.PRACTICE_EXAMS,))
    chance, asked = verdicts.chance(early.readiness), common.firmer_answer(early.readiness)
    assert text.sentence(early) == f"{chance} {asked}"
    nothing = with_answer(early, counts=replace(early.readiness.counts, n_items=0), chance_by_practice=None)
    assert text.sentence(nothing) == common.firmer_answer(nothing.readiness)
    outlook = replace(report.readiness.outlook, days=(TODAY,), chances=(0.6,))
    low = with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.CHANCE_BELOW_TARGET,), outlook=outlook)
    assert text.sentence(low).endswith(verdicts.what_helps(low.readiness))
    assert "study" in verdicts.what_helps(low.readiness)


def test_the_fee_of_a_booked_exam_is_paid(report: BookingReport, costs: BookingCosts) -> None:
    """Costs count it as not paid, so what compares with not taking the exam says that; moving may cost."""
    dear = replace(with_fee(costs, 150.0), expected_cost=(500.0,) * len(costs.days), stopping_cost=360.0)
    later = replace(dear, expected_cost=(*(500.0,) * (len(costs.days) - 1), 100.0))
    booked = with_answer(report, verdict=Verdict.WAIT, missing=(), costs=dear, booked_on=TODAY).readiness
    for code in (Reason.STOPPING_IS_CHEAPER, Reason.NO_DAY_PAYS_YET):
        assert verdicts.reason(booked, code).endswith(" This counts the fee as unpaid.")
        assert not verdicts.should_move(replace(booked, reasons=(code,)))
    wait = replace(booked, costs=later, reasons=(Reason.A_LATER_WEEK_IS_CHEAPER,))
    assert verdicts.headline(wait) == "Move your exam to a later day"
    undecided = replace(booked, reasons=(Reason.MORE_WILL_BE_KNOWN,))
    assert spaced([verdicts.headline(undecided)]) == ["Keep Wed 25 Nov for now"]
    falling = replace(dear, expected_cost=(500.0, 100.0, *(500.0,) * (len(costs.days) - 2)))
    earlier = replace(booked, exam_on=costs.days[2], costs=falling)
    assert verdicts.reason(earlier, Reason.AN_EARLIER_WEEK_IS_CHEAPER).endswith(" less, if moving is free.")


def test_a_passing_score_with_a_range_decides_nothing_within_it(report: BookingReport) -> None:
    """So the share of scores above it is not the chance; an exact one needs no such sentence."""
    unsure, exact = (with_answer(report, cut_percent=cut) for cut in (Interval(67, 62, 72), Interval(70, 70, 70)))
    assert spaced([text.score_sentence(unsure)])[0].endswith(
        " Passing score: about 67 % (62 to 72 %). A score within that range may or may not pass."
    )
    assert spaced([text.score_sentence(exact)])[0].endswith(" Passing score: 70 %.")


@pytest.mark.parametrize("last_day", [TODAY, None])
@pytest.mark.parametrize("why", [Caveat.DEADLINE_BINDS, Reason.EXAM_DAY_IS_TOO_LATE])
def test_the_terminal_shows_no_markup(report: BookingReport, why: Reason | Caveat, last_day: date | None) -> None:
    """The codes of the exams that replace this one are escaped on the page, and plain, once, in the command's text.

    Where no last possible day is known, no reason names them.
    """
    ready = with_answer(report, reasons=(why,), last_day=last_day, successors=("AIF-C02", "AIF-C03")).readiness
    printed = terminal_reports.readiness(ready)
    assert "AIF-C02 and AIF-C03 replace this exam." in printed
    assert printed.count("AIF-C02") == 1
    assert formatting.literal("AIF-C02") not in printed
