"""Texts of the Study page's head, of hours, and on low-hour weeks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.records import Activity, ExamOutcome, Record, StudyPlan
from analytics.reports.study.hours import ActivityHours, HoursReport, hours_report
from dashboard import formatting
from dashboard.text import audit, common
from dashboard.text import hours as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import fitted_from, plan, rating, session

EXAM = "DEA-C01"
START = date(2026, 8, 3)
AS_OF = date(2026, 11, 22)


def report_of(hours_by_week: list[float], *, length: float = 1.0) -> HoursReport:
    """Report on weeks of so many hours from the plan's start, in sessions of one length."""
    rows = [
        session(START + timedelta(weeks=k), length, number=n)
        for k, hours in enumerate(hours_by_week)
        for n in range(int(hours / length))
    ]
    return hours_report(fitted_from([plan(exam_code=EXAM, starts_on=START), *rows], exam_code=EXAM, as_of=AS_OF))


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.01, "next to nothing"),
        (0.12, "a tenth"),
        (0.3, "a third"),
        (0.42, "two fifths"),
        (0.5, "half"),
        (0.7, "two thirds"),
        (0.95, "nine tenths"),
    ],
)
def test_a_part_is_written_in_the_nearest_words(share: float, words: str) -> None:
    """A part needs no digits that its range does not support."""
    assert formatting.part(share) == words


def test_a_range_of_hours_names_the_unit_once() -> None:
    """Equal ends are written as one number."""
    assert formatting.hours.between(40, 48) == "40\u201348\u00a0h"
    assert formatting.hours.between(8.57, 10.2) == "8½\u201310\u00a0h"
    assert formatting.hours.between(3, 3) == "3\u00a0h"


def test_hours_after_the_plan_are_not_held_against_it() -> None:
    """Of 7 hours, 3 are from the plan's two weeks, which are over; while a plan runs, its hours are those to come."""
    exam_on = START + timedelta(days=13)
    rows = [session(START, 3.0), session(exam_on + timedelta(days=2), 4.0)]
    planned = plan(exam_code=EXAM, starts_on=START, exam_on=exam_on)
    over = text.total(hours_report(fitted_from([planned, *rows], exam_code=EXAM, as_of=AS_OF)))
    assert over.replace("\u00a0", " ") == (
        "7 h, Mon 3 Aug to Sun 22 Nov. By Sun 16 Aug, your plan had 20–24 h and you had logged 3 h."
    )
    running = text.total(hours_report(fitted_from([planned, rows[0]], exam_code=EXAM, as_of=exam_on)))
    assert running.replace("\u00a0", " ").endswith(" Your plan has 20–24 h by Sun 16 Aug.")


def test_fewer_hours_after_low_hour_weeks_are_reported() -> None:
    """Six hours after each of two low-hour weeks, against eleven after others, are beyond chance."""
    report = report_of([3, 6, 11, 11, 11, 11, 11, 11] * 2)
    assert "The weeks after low-hour weeks had fewer hours, more than chance" in text.after_low_hours(report)


def test_equal_hours_after_low_hour_weeks_are_no_difference() -> None:
    """The same hours after low-hour weeks as after others are within chance, but not shown to be equal."""
    report = report_of([11, 11, 11, 3] * 4)
    assert "show no clear difference" in text.after_low_hours(report)


def test_without_low_hour_weeks_nothing_is_listed() -> None:
    """The comparison says that there is none."""
    report = report_of([11] * 16)
    assert text.low_hour_weeks(report) == []
    assert "less than half" in text.after_low_hours(report)


def test_many_low_hour_weeks_are_listed_up_to_a_limit() -> None:
    """Earlier ones are counted; a week without hours after one is named as such."""
    lines = text.low_hour_weeks(report_of([1.0] + [0.0] * 15))
    assert len(lines) == text.N_WEEKS_SHOWN + 1
    assert lines[-1] == "11 earlier weeks are not listed."
    assert lines[0].endswith("The week after: 0\u00a0h.")
    assert "not over yet" in lines[-2]


def test_low_hour_weeks_alone_cannot_be_compared() -> None:
    """If every week is a low-hour week, there is too little data."""
    compared = text.after_low_hours(report_of([1.0] * 16))
    assert compared.startswith("Too early to tell")


def test_a_planned_share_is_no_estimate() -> None:
    """All hours may be planned for one activity."""
    row = ActivityHours(Activity.LAB, hours=3.0, share=1.0, planned_share=1.0)
    assert table_rows(text.ACTIVITY_COLUMNS, [row])[0]["Planned share"] == "100\u00a0%"


def test_the_total_says_since_when_it_counts() -> None:
    """Hours before the plan are in those of a domain, and not in the plan's total."""
    own, early = plan(exam_code=EXAM, starts_on=START), session(START - timedelta(days=1), 9, domain_id="1")
    rows: list[Record] = [own, session(START, 2)]
    begun, both = (
        text.total(hours_report(fitted_from(records, exam_code=EXAM, as_of=AS_OF)))
        for records in (rows, [*rows, early])
    )
    assert begun.startswith("2\u00a0h, Mon\u00a03\u00a0Aug to Sun\u00a022\u00a0Nov. Your plan has ")
    assert both.startswith("2\u00a0h, Mon\u00a03\u00a0Aug to Sun\u00a022\u00a0Nov. Your plan has ")


def test_hours_that_follow_the_gaps_need_no_change() -> None:
    """Hours split as recommended name no domain."""
    rows = [rating(str(k), 3) for k in range(1, 5)]
    rows_of_time = [session(AS_OF, 3, domain_id=str(k)) for k in range(1, 5)]
    own = plan(exam_code=EXAM, starts_on=AS_OF - timedelta(6))
    report = hours_report(fitted_from([own, *rows, *rows_of_time], exam_code=EXAM, as_of=AS_OF))
    assert "in line with your gaps" in text.fit_to_gaps(report)
    assert text.sentence(report).startswith("Study next: Data Ingestion and Transformation. All four")


def test_hours_without_a_domain_recommend_no_split() -> None:
    """The hours by domain are not compared, and the gap audit says that none have a domain."""
    rows = [rating(str(k), 3) for k in range(1, 5)]
    rows_of_time = [session(AS_OF, 6), session(AS_OF - timedelta(days=40), 2, domain_id="1")]
    report = hours_report(fitted_from([*rows, *rows_of_time], exam_code=EXAM, as_of=AS_OF))
    assert not report.has_recent_domains
    assert audit.hours_note(report.audit).endswith("The shares leave out 6\u00a0h without a domain.")


def test_hours_are_compared_with_the_plan_on_its_days_only() -> None:
    """A plan of yesterday is too new to compare; one of ten days is compared on these days."""
    before, since = session(AS_OF - timedelta(days=20), 10), session(AS_OF, 2)
    answers = []
    for n_days in (1, 10, 28):
        began = plan(exam_code=EXAM, starts_on=AS_OF - timedelta(days=n_days - 1))
        candidate = fitted_from([began, before, since], exam_code=EXAM, as_of=AS_OF)
        answers.append(text.answer(hours_report(candidate)))
    assert answers == [
        "12 hours in the last four weeks",
        "2\u00a0h in the last 10 days, 14½–17\u00a0h planned",
        "12\u00a0h in the last four weeks, 40–48\u00a0h planned",
    ]


@pytest.mark.parametrize(
    ("own", "hours", "answer", "sentence"),
    [
        (None, 0, text.NOTHING_LOGGED, text.FIRST_STEP),
        (
            None,
            1,
            "1 hour in the last four weeks",
            "Study next: too early to tell. Nothing is known about your gaps yet.",
        ),
        (
            plan(starts_on=date(2026, 11, 30)),
            3,
            "3 hours in the last four weeks",
            "Your plan starts on Mon\u00a030\u00a0Nov.",
        ),
        (plan(starts_on=START, exam_on=date(2026, 11, 20)), 3, "3 hours of study in total", "Your planned exam day,"),
    ],
)
def test_the_page_opens_with_hours_in_every_state(
    own: StudyPlan | None, hours: float, answer: str, sentence: str
) -> None:
    """Without anything, without a plan, before it begins and after its exam day."""
    records: list[Record] = [*([session(AS_OF, hours)] if hours else []), rating("1", 3, on=AS_OF + timedelta(days=1))]
    records += [replace(own, exam_code=EXAM)] if own else []
    report = hours_report(fitted_from(records, exam_code=EXAM, as_of=AS_OF))
    assert text.answer(report) == answer
    assert text.sentence(report).startswith(sentence)


def test_a_result_on_record_is_not_asked_for() -> None:
    """After a fail on the planned day, the page says what to study, not that the day has passed."""
    fail = ExamOutcome(taken_on=AS_OF - timedelta(days=3), exam_code="MLS-C01", is_passed=False)
    report = hours_report(fitted_from([plan(exam_on=fail.taken_on), session(START, 5), fail], as_of=AS_OF))
    assert text.sentence(report).startswith("Study next:")


def test_a_pass_ends_the_count() -> None:
    """The title has all hours, and the sentence the result."""
    passed = ExamOutcome(taken_on=AS_OF, exam_code="MLS-C01", is_passed=True)
    report = hours_report(fitted_from([plan(starts_on=START), session(START, 5), passed], as_of=AS_OF))
    assert (text.answer(report), text.sentence(report)) == ("5 hours of study in total", common.PASSED)
    assert not text.fit_to_gaps(report)


def test_a_week_shows_the_hours_within_the_plan() -> None:
    """Hours before the plan's first day do not count for the plan."""
    began = plan(exam_code=EXAM, starts_on=AS_OF - timedelta(days=4))
    sessions = [session(AS_OF - timedelta(days=6), 2), session(AS_OF, 1)]
    candidate = fitted_from([began, *sessions], exam_code=EXAM, as_of=AS_OF)
    (week,) = hours_report(candidate).weeks
    assert text.week_hours(week) == "3\u00a0h (1\u00a0h in the plan)"


def test_no_hours_are_told_apart_that_are_the_same() -> None:
    """Sums in another order may differ in their last digit; nothing is said of what was not logged."""
    began = plan(exam_code=EXAM, starts_on=START)
    minutes = (95, 40, 20, 65)
    parts = [session(AS_OF - timedelta(days=k), n / 60, domain_id=str(k + 1)) for k, n in enumerate(minutes)]
    report = hours_report(fitted_from([began, *parts], exam_code=EXAM, as_of=AS_OF))
    assert text.week_hours(report.weeks[-1]) == "3½\u00a0h"


def test_consistency_counts_days_if_rest_days_are_known() -> None:
    """Without rest days hours are used instead, and the text says why."""
    report = report_of([11.0] * 16)
    assert "Add rest days" in text.consistency(report)
    rested = replace(plan(exam_code=EXAM, starts_on=START), rest_weekdays=("sunday",))
    sessions = [session(START, 1), session(AS_OF - timedelta(days=6), 1)]
    found = hours_report(fitted_from([rested, *sessions], exam_code=EXAM, as_of=AS_OF))
    assert "of your planned days" in text.consistency(found)
    assert table_rows(text.WEEK_COLUMNS, found.weeks)[0]["Study days"] == "1 (6 planned)"
    assert table_rows(text.WEEK_COLUMNS, report.weeks)[0]["Study days"] == "1"
    assert table_rows(text.WEEK_COLUMNS, [replace(found.weeks[0], n_planned_days=0)])[0]["Study days"] == "1"
