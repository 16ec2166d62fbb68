"""A booked exam day in words: whether to keep it or to move it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.verdict import Caveat, Reason, Verdict
from dashboard.text import statements, terminal_reports
from dashboard.text import verdicts as text
from tests.inputs.booking_reports import spaced, with_answer
from tests.inputs.builders import TODAY

WAIT, BOOK = Verdict.WAIT, Verdict.BOOK


BELOW, CHECK = Reason.CHANCE_BELOW_TARGET, text.CHECK_MOVING


@pytest.mark.parametrize(
    ("verdict", "reasons", "later", "headline"),
    [
        (BOOK, (Reason.CHANCE_REACHES_TARGET,), 0.9, "Keep Sat 5 Dec"),
        (BOOK, (Reason.AN_EARLIER_WEEK_IS_CHEAPER,), 0.9, "Keep Sat 5 Dec"),
        (WAIT, (BELOW,), 0.85, "Move your exam to a later day"),
        (WAIT, (BELOW,), 0.75, "Keep Sat 5 Dec only if this chance is enough for you"),
        (WAIT, (Reason.EXAM_DAY_IS_FAR,), 0.85, "Keep Sat 5 Dec for now"),
        (WAIT, (Reason.NOT_OPEN_YET,), 0.85, "Move your exam from Sat 5 Dec"),
        (Verdict.TOO_LITTLE_DATA, (), 0.85, "Too early to tell whether to keep Sat 5 Dec"),
        (Verdict.TOO_LITTLE_DATA, (Reason.NOT_OPEN_YET,), 0.85, "Move your exam from Sat 5 Dec"),
    ],
)
def test_a_booked_day_is_kept_or_moved(
    report: BookingReport, verdict: Verdict, reasons: tuple[Reason | Caveat, ...], later: float, headline: str
) -> None:
    """Whoever has booked is not told to book or not to; until when a day can be moved is said where it should be."""
    day = TODAY + timedelta(days=10)
    outlook = replace(report.readiness.outlook, days=(day, day + timedelta(days=7)), chances=(0.7, later))
    what = {"verdict": verdict, "reasons": reasons, "missing": (), "exam_on": day, "outlook": outlook}
    booked = with_answer(report, **what, booked_on=day).readiness
    assert spaced([text.headline(booked)]) == [headline]
    is_doubtful = (verdict is WAIT and "for now" not in headline) or headline.startswith("Move")
    assert text.reasons(booked).count(CHECK) == is_doubtful
    assert CHECK not in text.reasons(replace(booked, booked_on=None))
    assert terminal_reports.readiness(booked).count(CHECK) == is_doubtful


REACHES = Reason.CHANCE_REACHES_TARGET


@pytest.mark.parametrize(
    ("verdict", "reasons", "booked_in", "then", "headline"),
    [
        (BOOK, (REACHES,), 17, 0.9, "You could move your exam from Sat 12 Dec to Sat 5 Dec"),
        (BOOK, (REACHES,), 3, 0.7, "You could move your exam from Sat 28 Nov to Sat 5 Dec"),
        (BOOK, (REACHES,), 3, 0.85, "Keep Sat 28 Nov"),
        (WAIT, (BELOW,), 17, 0.7, "Don't move your exam from Sat 12 Dec to Sat 5 Dec"),
        (WAIT, (Reason.EXAM_DAY_IS_FAR,), 3, 0.7, "Don't move your exam from Sat 28 Nov to Sat 5 Dec yet"),
        (WAIT, (Reason.NOT_OPEN_YET,), 17, 0.7, "Not on Sat 5 Dec"),
        (
            Verdict.TOO_LITTLE_DATA,
            (),
            17,
            0.7,
            "Too early to tell whether to move your exam from Sat 12 Dec to Sat 5 Dec",
        ),
    ],
)
def test_a_tried_day_is_about_moving_the_booked_one(
    report: BookingReport,
    verdict: Verdict,
    reasons: tuple[Reason | Caveat, ...],
    booked_in: int,
    then: float,
    headline: str,
) -> None:
    """Whoever has booked another day is told whether to move the exam to this one, and never to book twice."""
    day, booked_on = TODAY + timedelta(days=10), TODAY + timedelta(days=booked_in)
    outlook = replace(report.readiness.outlook, days=(TODAY + timedelta(days=3), day), chances=(then, 0.85))
    what = {"verdict": verdict, "reasons": reasons, "missing": (), "exam_on": day, "outlook": outlook}
    tried = with_answer(report, **what, booked_on=booked_on).readiness
    assert spaced([text.headline(tried)]) == [headline]
    assert (CHECK in text.reasons(tried)) is text.could_move(tried) is headline.startswith("You could")
    assert (statements.against(tried).split(":")[0] == "Against it") is bool(statements.against(tried))


def test_a_booked_day_that_is_the_cheapest_is_kept(report: BookingReport, costs: BookingCosts) -> None:
    """Where costs decide, a later day is worth a move only if the booked one is before the cheapest."""
    later = with_answer(report, exam_on=costs.days[2], costs=replace(costs, best_day=costs.days[1])).readiness
    assert not text.could_move(replace(later, booked_on=costs.days[1]))
    assert text.could_move(replace(later, booked_on=costs.days[0]))


def test_nothing_is_moved_where_that_cannot_help(report: BookingReport) -> None:
    """Without an open day, and in the last week."""
    outlook = replace(report.readiness.outlook, days=(TODAY, TODAY + timedelta(days=7)), chances=(0.4, 0.9))
    moved = with_answer(report, verdict=WAIT, reasons=(BELOW,), missing=(), outlook=outlook, booked_on=TODAY).readiness
    assert text.should_move(moved)
    assert not text.should_move(replace(moved, last_day=TODAY + timedelta(days=3)))
    closed = replace(moved, reasons=(Reason.EXAM_DAY_IS_TOO_LATE,), outlook=replace(outlook, days=(), chances=()))
    assert spaced([text.headline(closed)]) == ["Not on Wed 25 Nov"]
