"""The verdict on booking in words, in the states that change it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.models.exam_score import Chance
from analytics.models.intervals import Interval
from analytics.models.stability import StabilityWord
from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.verdict import CLOSED_DAY, Caveat, Missing, Reason, Verdict
from analytics.reports.planning.plan_weeks import REVIEW
from analytics.reports.planning.study_next import StudyReason
from dashboard import formatting
from dashboard.text import booking, common, names, statements, study_next, terminal, terminal_reports
from dashboard.text import verdicts as text
from tests.inputs.booking_reports import spaced, with_answer
from tests.inputs.builders import TODAY


def test_a_verdict_names_its_day(report: BookingReport) -> None:
    """Every verdict about a day names it; a day after the last possible one, or one that no later day would help, is
    not called waiting. Where an exam ends, what replaces it is named."""
    day = "Wed\u00a025\u00a0Nov"
    report = with_answer(report, missing=())
    assert text.headline(report.readiness) == f"Book {day}"
    assert "would pass today (" in booking.sentence(report)
    later = with_answer(report, exam_on=TODAY + timedelta(days=10))
    assert "would pass on Sat\u00a05\u00a0Dec (" in booking.sentence(later)
    wait = with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.CHANCE_BELOW_TARGET,))
    assert text.headline(wait.readiness) == f"Wait: don't book {day} yet"
    level = replace(wait.readiness.outlook, days=(TODAY,), chances=(0.6,))
    assert text.headline(replace(wait.readiness, outlook=level)) == f"Don't book {day}"
    falling = replace(
        level, days=(TODAY - timedelta(days=7), TODAY, TODAY + timedelta(days=7)), chances=(0.9, 0.7, 0.6)
    )
    assert text.headline(replace(wait.readiness, outlook=falling)) == f"Don't book {day}"
    late = with_answer(
        with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.EXAM_DAY_IS_TOO_LATE,), successors=()),
        outlook=replace(level, days=(), chances=()),
        exam_on=TODAY + timedelta(days=2),
        last_day=TODAY + timedelta(days=1),
        is_exam_day_open=False,
    )
    assert text.headline(late.readiness) == "Not on Fri\u00a027\u00a0Nov"
    then = "would pass if they could take the exam on Fri\u00a027\u00a0Nov ("
    assert then in booking.sentence(late)
    last = "The last possible day is Thu\u00a026\u00a0Nov."
    assert booking.sentence(late).endswith(last)
    replaced = booking.sentence(with_answer(late, successors=("AIF-C02",)))
    assert formatting.unescaped(replaced).endswith(f"{last} AIF-C02 replaces this exam.")
    low = replace(late, readiness=replace(late.readiness, outlook=level))
    for days, helps in ((7, True), (6, False), (0, False)):  # within the last week nothing helps any more
        near = with_answer(low, last_day=TODAY + timedelta(days=days)).readiness
        assert ("study more, or" in text.what_helps(near)) is helps


def test_a_deadline_of_one_s_own_does_not_close_the_exam(report: BookingReport) -> None:
    """It is called what it is, and nobody reads that the exam cannot be taken after it, or what replaces it."""
    late = with_answer(
        with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.EXAM_DAY_IS_TOO_LATE,), successors=("AIF-C02",)),
        exam_on=TODAY + timedelta(days=2),
        last_day=TODAY + timedelta(days=1),
        is_own_deadline=True,
    )
    assert "would pass on Fri\u00a027\u00a0Nov (" in booking.sentence(late)
    assert "Your deadline is Thu\u00a026\u00a0Nov." in booking.sentence(late)
    passed = with_answer(late, exam_on=TODAY, last_day=TODAY - timedelta(days=1), missing=(Missing.EXAM_DATE,))
    assert text.headline(passed.readiness) == "Not now"
    assert booking.sentence(passed).endswith("Your deadline was Tue\u00a024\u00a0Nov.")
    assert "AIF-C02" not in booking.sentence(late) + booking.sentence(passed)


def test_who_has_no_exam_date_is_told_whether_to_book_now(report: BookingReport) -> None:
    """Today is only what the chance is for, so no verdict advises it; the first day of a retake is named."""
    assert Missing.EXAM_DATE in report.readiness.missing
    assert text.headline(report.readiness) == "Book now"
    wait = with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.CHANCE_BELOW_TARGET,)).readiness
    assert text.headline(wait) == "Wait: don't book yet"
    level = replace(wait.outlook, days=(TODAY,), chances=(0.6,))
    assert text.headline(replace(wait, outlook=level)) == "Don't book now"
    last = replace(wait, last_day=TODAY)
    assert text.headline(last) == "Book now only if this chance is enough for you"
    assert text.headline(replace(last, reasons=(Reason.STOPPING_IS_CHEAPER,))) == "Don't book now"
    assert text.headline(replace(report.readiness, exam_on=TODAY + timedelta(days=10))) == "Book Sat\u00a05\u00a0Dec"


def test_a_pass_comes_before_the_exam_s_retirement(report: BookingReport) -> None:
    """The page says that the exam is passed, as the overview does, even after the exam's last day."""
    passed = with_answer(report, verdict=Verdict.EXAM_RETIRED, reasons=(Reason.RETIRED,), passed_on=TODAY)
    assert text.headline(passed.readiness) == "Passed on Wed\u00a025\u00a0Nov"
    assert booking.sentence(passed) == "There is nothing left to book."


@pytest.mark.parametrize("why", sorted(CLOSED_DAY))
def test_a_deadline_before_the_first_open_day_is_no_possible_day(report: BookingReport, why: Reason) -> None:
    """Both days are named."""
    opens, deadline = date(2026, 11, 28), date(2026, 11, 27)
    closed = with_answer(report, verdict=Verdict.WAIT, reasons=(why,), open_from=opens, last_day=deadline).readiness
    assert text.reasons(closed) == [
        "You cannot take the exam before Sat\u00a028\u00a0Nov, and your deadline is Fri\u00a027\u00a0Nov."
    ]
    (past,) = text.reasons(replace(closed, last_day=date(2026, 11, 24)))
    assert "and your deadline was Tue\u00a024\u00a0Nov." in past
    assert text.headline(replace(closed, missing=())) == "Not on Wed\u00a025\u00a0Nov"
    free = replace(closed, last_day=None, reasons=(Reason.RETAKE_IS_NOT_OPEN_YET,))
    assert text.reasons(free) == ["You can take the exam from Sat\u00a028\u00a0Nov."]


def test_an_exam_that_is_not_open_has_its_first_day_and_no_price(report: BookingReport) -> None:
    """For an exam that is not open yet its first day is named, if it is in the coming weeks, and no saving."""
    reasons = (Reason.NOT_OPEN_YET,)
    closed = with_answer(report, verdict=Verdict.WAIT, reasons=reasons, is_exam_day_open=False, costs=None).readiness
    opens = date(2026, 12, 1)
    never = replace(closed.outlook, days=(), chances=())
    assert text.reasons(replace(closed, open_from=opens)) == ["You can take the exam from Tue\u00a01\u00a0Dec."]
    assert text.reasons(replace(closed, outlook=never)) == [common.REASONS[Reason.NOT_OPEN_YET]]
    assert text.headline(replace(closed, missing=())) == "Not on Wed\u00a025\u00a0Nov"
    assert "would pass if they could take the exam " in text.chance(closed)


def test_the_chance_names_a_passing_score_that_is_assumed(report: BookingReport) -> None:
    """Where none is published, wherever the chance is said."""
    assumed = (Caveat.CUT_IS_NOT_PUBLISHED,)
    ready = with_answer(report, reasons=assumed, cut_percent=Interval(70, 60, 80)).readiness
    assert "would pass today, if about 70\u00a0% is enough (" in text.chance(ready)
    closed = replace(ready, reasons=(Reason.NOT_OPEN_YET, *assumed), is_exam_day_open=False)
    assert text.day_and_condition(closed) == "if they could take the exam today and needed about 70\u00a0%"


def test_where_sections_have_minimums_the_chance_is_for_the_total(report: BookingReport) -> None:
    """Wherever the chance is said."""
    ready = with_answer(report, reasons=(*report.readiness.reasons, Caveat.SECTIONS_HAVE_MINIMUMS)).readiness
    assert "would pass today, counting only the total (" in text.chance(ready)


def test_a_fail_where_sections_have_minimums_is_said_to_count_as_one_of_the_total(report: BookingReport) -> None:
    """The estimates know no section, so the candidate must judge whether that fits."""
    for caveats, is_said in (((), False), ((Caveat.SECTIONS_HAVE_MINIMUMS,), True)):
        ready = with_answer(report, reasons=(Caveat.FAILED_ATTEMPT_IS_COUNTED, *caveats)).readiness
        said = text.reason(ready, Caveat.FAILED_ATTEMPT_IS_COUNTED)
        assert said.startswith("Failed attempts count too")
        assert ("as a total below the passing score" in said) is is_said


LATER = "In the coming weeks, a later date alone isn't expected to take it above"


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ((0.6, 0.7, 0.82), "It should get there by Wed 9 Dec."),
        ((0.6, 0.7, 0.75), f"{LATER} 75 %."),
        ((0.6,) * 9, f"{LATER} 60 %."),
        ((0.001,) * 9, f"{LATER} 1 %."),
        ((), ""),
    ],
)
def test_what_waiting_does_is_said(report: BookingReport, chances: tuple[float, ...], said: str) -> None:
    """Below the target: the first week that reaches it, or how far the chance gets; nothing if no day is open."""
    days = tuple(TODAY + timedelta(weeks=k) for k in range(len(chances)))
    outlook = replace(report.readiness.outlook, days=days, chances=chances)
    below = with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.CHANCE_BELOW_TARGET,), outlook=outlook).readiness
    assert spaced(text.reasons(below)) == [f"The chance is below your target of 80 %. {said}".strip()]


@pytest.mark.parametrize(
    ("word", "change", "says"),
    [
        (StabilityWord.MOVING, 9, True),
        (StabilityWord.PROBABLY_MOVING, 6, True),
        (StabilityWord.PROBABLY_MOVING, -6, False),
        (StabilityWord.TOO_EARLY, 6, False),
    ],
)
def test_rising_scores_speak_against_a_chance_that_stays_low(
    report: BookingReport, word: StabilityWord, change: float, *, says: bool
) -> None:
    """The chance expects slow learning, so whoever learns fast is told that it may go further."""
    stability = replace(report.readiness.stability, word=word, change_percent=Interval(change, change, change, 0.9))
    outlook = replace(report.readiness.outlook, days=(TODAY,), chances=(0.6,))
    below = with_answer(report, verdict=Verdict.WAIT, reasons=(Reason.CHANCE_BELOW_TARGET,), outlook=outlook)
    assert text.reasons(replace(below.readiness, stability=stability))[0].endswith(text.RISING) is says


def test_in_the_last_week_nobody_is_told_to_wait(report: BookingReport) -> None:
    """Where the exam closes within a week of the exam day, the answer names its last day, once."""
    reasons = (Reason.CHANCE_BELOW_TARGET, Caveat.DEADLINE_BINDS)
    last = {"verdict": Verdict.WAIT, "reasons": reasons, "last_day": TODAY + timedelta(days=6), "successors": ()}
    ready = with_answer(report, missing=(), **last).readiness
    assert text.headline(ready) == "Book Wed\u00a025\u00a0Nov only if this chance is enough for you"
    closes = "The last possible day is Tue 1 Dec."
    assert spaced(text.reasons(ready))[0].endswith(f"{closes} Take the exam only if this chance is enough for you.")
    assert text.caveats(ready) == []
    later = replace(ready, last_day=TODAY + timedelta(days=7))
    assert not text.is_last_week(later)
    assert spaced(text.caveats(later)) == ["The last possible day is Wed 2 Dec."]


def test_a_target_that_disagrees_with_the_costs_is_said(report: BookingReport) -> None:
    """In one sentence, by the side on which the chance is."""
    by_costs = with_answer(report, reasons=(Reason.TARGET_DISAGREES,)).readiness
    wait, book = (replace(by_costs, verdict=verdict) for verdict in (Verdict.WAIT, Verdict.BOOK))
    assert spaced(text.reasons(wait)) == [
        "Your costs decide here: the chance alone already reaches your target of 80 %."
    ]
    assert spaced(text.reasons(book)) == ["Your costs decide here: the chance alone is below your target of 80 %."]


def test_an_earlier_day_is_named(report: BookingReport, costs: BookingCosts) -> None:
    """A day before the planned one that reaches the target, or is cheaper, is named with what it saves."""
    earlier = costs.days[1]
    cheaper = replace(costs, expected_cost=(200.0, 100.0, 160.0) + (300.0,) * (len(costs.days) - 3))
    late = with_answer(
        report,
        exam_on=costs.days[2],
        costs=cheaper,
        reasons=(Reason.AN_EARLIER_DAY_REACHES_TARGET, Reason.AN_EARLIER_WEEK_IS_CHEAPER),
    ).readiness
    assert text.reasons(late) == [
        "You could go earlier: the chance already reaches your target today.",
        f"Going earlier, around {formatting.day(earlier)}, would cost you about 60\u00a0USD less.",
    ]
    rising = replace(late, outlook=replace(late.outlook, chances=(0.7, *late.outlook.chances[1:])))
    by = f"by {formatting.day(earlier)}."
    assert text.reasons(rising)[0] == f"You could go earlier: the chance should reach your target {by}"
    assert (
        text.headline(replace(late, verdict=Verdict.BOOK)) == f"Book, but earlier than {formatting.day(late.exam_on)}"
    )


def test_what_could_lift_a_chance_that_levels_off(report: BookingReport) -> None:
    """The largest gap, and the practice exam that tells most; nothing where waiting is enough or data are few."""
    outlook = replace(report.readiness.outlook, days=(TODAY,), chances=(0.6,))
    one = replace(report.readiness.study_next, domain_id="1", reason=StudyReason.LARGEST_GAP)
    low = with_answer(report, verdict=Verdict.WAIT, outlook=outlook, study_next=one).readiness
    said = text.what_helps(low)
    assert f"study {formatting.literal(low.domains[0].name)}, or" in said
    assert f"A practice exam from {names.provider(low.moves_to.provider)} would tell" in said
    assert terminal.literal(formatting.unescaped(said)) in terminal_reports.readiness(low)
    sure = replace(low, moves_to=replace(low.moves_to, low=0.6, high=0.6))
    assert "would tell" not in text.what_helps(sure)  # it would hardly move the chance
    change = Interval(9, 4, 14, 0.9)
    rising = replace(low, stability=replace(low.stability, word=StabilityWord.MOVING, change_percent=change))
    assert text.what_helps(rising) == said.partition("how you study. ")[2]  # nobody whose scores rise fast needs it
    first, second, *rest = (domain.domain_id for domain in low.domains)
    for answer in (
        replace(one, reason=StudyReason.FIXED_BY_HAND),
        replace(one, reason=StudyReason.HOURS_DUE, domain_id=second),
        replace(one, reason=StudyReason.ABOUT_EQUAL, domain_id=None, equal=(first, second)),
        replace(one, reason=StudyReason.ABOUT_EQUAL, domain_id=None, equal=(first, second), focus=second),
    ):
        named = study_next.value(replace(answer, focus=None), {one.domain_id: one.name for one in low.domains})
        assert f"study {named}, or" in text.what_helps(replace(low, study_next=answer))
    for answer in (
        replace(one, reason=StudyReason.ABOUT_EQUAL, domain_id=None, equal=(first, second, *rest), focus=second),
        replace(one, reason=StudyReason.REVIEW, domain_id=None, equal=(), focus=REVIEW),
    ):
        assert "study more, or" in text.what_helps(replace(low, study_next=answer))
    for verdict in (Verdict.TOO_LITTLE_DATA, Verdict.BOOK):
        assert text.what_helps(replace(low, verdict=verdict)) == ""
    assert text.what_helps(report.readiness) == ""


def test_a_chance_that_rounds_to_the_target_is_just_below_it(report: BookingReport) -> None:
    """A chance of 79.8 % is written as the target, and still called below it."""
    chance = Chance(Interval(0.798, 0.2, 1.0, 0.8))
    outlook = replace(report.readiness.outlook, days=(TODAY,), chances=(0.798,))
    reasons = (Reason.CHANCE_BELOW_TARGET,)
    ready = with_answer(
        report, verdict=Verdict.WAIT, reasons=reasons, pass_probability=chance, outlook=outlook
    ).readiness
    assert spaced(text.reasons(ready)) == [
        "The chance is just below your target of 80 %. In the coming weeks it gets close, but not quite there."
    ]


def test_page_and_terminal_give_the_same_reasons(report: BookingReport) -> None:
    """Every sentence of the page's reasons stands in the command's text, in the same words."""
    ready = report.readiness
    printed = terminal_reports.readiness(ready)
    for sentence in (*text.reasons(ready), *text.caveats(ready), statements.ready(ready)):
        assert terminal.literal(sentence) in printed
    passed = terminal_reports.readiness(replace(ready, passed_on=TODAY, reasons=(Reason.ALREADY_PASSED,)))
    assert "Expected correct answers on Wed 25 Nov, by domain:" in spaced([passed])[0]
    assert "Passed on Wed 25 Nov" in passed
    assert "Exam day" not in passed


def test_numbers_of_a_later_day_are_not_called_those_of_today(report: BookingReport) -> None:
    """Whatever exam day is asked about, also of an exam that is over."""
    ready = report.readiness
    over = replace(ready.study_next, reason=StudyReason.EXAM_CLOSED)
    for answer in (replace(ready, study_next=over), replace(ready, passed_on=TODAY)):
        later = terminal_reports.readiness(replace(answer, exam_on=TODAY + timedelta(days=10)))
        assert "Expected correct answers on Sat 5 Dec, by domain:" in spaced([later])[0]


@pytest.mark.parametrize("why", sorted(common.REASONS))
def test_no_reason_shows_an_empty_place(report: BookingReport, why: Reason | Caveat) -> None:
    """Each place for a value is filled, whatever else is known."""
    assert not re.search(r"[{}$]", text.reason(report.readiness, why))
