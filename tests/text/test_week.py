"""Texts of the week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import ExamOutcome, Record
from analytics.reports.overview import overview_report
from analytics.reports.study.hours import hours_report
from analytics.reports.study.plan import plan_report
from analytics.reports.this_week import week_report
from dashboard import formatting
from dashboard.charts import overview as charts
from dashboard.outputs import weekly_page
from dashboard.text import common, overview, terminal_reports, terminal_week, verdicts
from dashboard.text import hours as hours_text
from dashboard.text import overview as overview_text
from dashboard.text import plan as plan_text
from dashboard.text import week as text
from tests.inputs.booking_reports import spaced
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam, session

DAY = date(2026, 3, 4)


def test_after_a_pass_nothing_is_missing() -> None:
    """A pass replaces the chance, and no more evidence is asked for.

    The pass has moved the estimate, so this is not said to be from practice alone.
    """
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    report = week_report(fitted_from([plan(exam_on=TODAY + timedelta(days=9)), passed, *exam]))
    assert (text.title(report), text.answer(report)) == ("Passed on Wed\u00a025\u00a0Nov", "")
    assert text.evidence(report) == "Based on 13 questions in 1 practice exam."
    assert overview.gaps_tile(report)[1] == "of 50, an estimate, not your exam result"
    assert "Questions missed, an estimate, not your exam result:" in terminal_week.week(report)
    assert "This is an estimate, not your exam result." in weekly_page.page(report)


def test_a_plan_alone_says_once_that_it_is_too_early() -> None:
    """The tile of the questions missed says what to do, in place of a total for no number."""
    report = week_report(fitted_from([plan(exam_on=TODAY + timedelta(days=60))]))
    assert charts.missed(report).count(overview.TOO_EARLY) == 1
    assert overview.gaps_tile(report) == (overview.NOT_KNOWN, overview.NOTHING_KNOWN)


def test_long_after_the_last_practice_exam_the_change_since_is_said_to_be_assumed() -> None:
    """The chance still expects some learning, and whoever reads it must know that nothing has shown it."""
    exam = practice_exam(TODAY - timedelta(days=200), [(8, 13)])
    assumed = "Any change since Sat 9 May is assumed, not measured. For a firmer answer, you need "
    report = week_report(fitted_from(exam))
    for said in (text.evidence(report), terminal_reports.readiness(report.readiness)):
        assert assumed in said.replace("\u00a0", " ")
    recent = week_report(fitted_from(practice_exam(TODAY - timedelta(days=20), [(8, 13)])))
    assert "assumed" not in text.evidence(recent)


def test_the_people_of_a_closed_day_are_a_condition() -> None:
    """Overview says of a planned day after the last possible one what booking says: if it could be taken then."""
    exam = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.RETIRING, last_day=TODAY + timedelta(days=2))
    records: list[Record] = [plan(exam_on=TODAY + timedelta(days=9)), *practice_exam(TODAY, [(8, 13)])]
    report = week_report(fitted_from(records, blueprint=exam))
    then = "f they could take the exam on Fri\u00a04\u00a0Dec"
    assert overview.people_before(report) == f"I{then}, of 20 people with this record"
    assert f"i{then}" in verdicts.chance(report.readiness)


@pytest.mark.parametrize("days_ago", [0, 2])
def test_after_the_exam_day_only_its_result_is_asked_for(days_ago: int) -> None:
    """No more evidence is asked for, on pages or the command line, and the numbers there are those of today."""
    exam = practice_exam(TODAY - timedelta(days=50), [(8, 13)], exam_code="AIF-C01")
    exam_on = plan(exam_code="AIF-C01", exam_on=TODAY - timedelta(days=days_ago))
    report = week_report(fitted_from([exam_on, *exam], exam_code="AIF-C01"))
    assert text.evidence(report) == "Based on 13 questions in 1 practice exam."
    said = terminal_reports.readiness(report.readiness)
    assert "Expected correct answers today, by domain:" in said
    assert "firmer" not in said
    assert "Ready:" not in said


@pytest.mark.parametrize("names", [["Law", "Ethics"], ["Law", "A" * 60]])
def test_columns_of_domains_are_as_wide_as_their_names(names: Sequence[str]) -> None:
    """Values stand below each other, and below those of the other lines unless a name is too long."""
    rows = terminal_reports.by_domain([(name, "71 %") for name in names])
    ends = {row.index("71 %") for row in rows}
    other = terminal_reports.aligned_line("Expected score", "71 %").index("71 %")
    assert ends == {max(other, max(map(len, names)) + len("  : "))}


def test_days_of_another_year_have_it() -> None:
    """A practice exam of last year is named with its year on the command line."""
    report = week_report(fitted_from(practice_exam(TODAY - timedelta(days=340), [(8, 13)])))
    assert "the practice exam of Sat 20 Dec 2025" in terminal_week.week(report)


def test_hours_before_the_plan_count_in_the_week_and_not_in_the_plan() -> None:
    """With a plan from Wednesday, Monday's hours are among the week's, and the list leaves them out."""
    sessions = [session(TODAY - timedelta(days=2), 2), session(TODAY, 1)]
    report = week_report(fitted_from([plan(starts_on=TODAY), *sessions]))
    assert text.hours_value(report) == "3\u00a0h"
    assert "1\u00a0h done; " in text.weeks(report)[0][1]


def test_in_the_week_of_a_failed_exam_nothing_of_its_plan_is_to_do() -> None:
    """The plan has ended, as the page of the plan says, also on the Sunday."""
    monday, code = date(2026, 11, 23), "AIF-C01"
    fail = ExamOutcome(taken_on=monday + timedelta(days=1), exam_code=code, is_passed=False)
    own = plan(exam_code=code, exam_on=fail.taken_on)
    taken = practice_exam(monday, [(8, 13)], exam_code=code)
    for day in (TODAY, monday + timedelta(days=6)):
        report = overview_report(fitted_from([own, *taken, fail], as_of=day, exam_code=code))
        assert text.hours_note(report.week) == "Your plan has ended."
        assert report.situation.hours_to_go == 0


def test_no_plan_is_asked_for_once_the_exam_is_closed() -> None:
    """The overview and the page of the hours only say that there is none."""
    code = "SAP-C02"  # its last day was Mon 16 Nov
    candidate = fitted_from([session(TODAY, 2), *practice_exam(TODAY, [(8, 13)], exam_code=code)], exam_code=code)
    report = week_report(candidate)
    assert text.hours_note(report) == text.NO_FOCUS
    assert text.answer(report).endswith("C03 replaces this exam.")
    assert text.answer(replace(report, readiness=replace(report.readiness, successors=()))) == ""
    hours = hours_report(candidate)
    assert (hours_text.no_plan(hours), hours_text.after_low_hours(hours)) == ("", common.NOTHING_RECORDED)
    assert plan_text.answer(plan_report(candidate)) == common.NOTHING_RECORDED


def test_a_failed_attempt_that_changes_the_chance_is_named() -> None:
    """With the chance from practice alone; until the retake opens, the title alone has its first day."""
    code = "DEA-C01"
    practised = [
        row
        for days in (60, 40, 10)
        for row in practice_exam(TODAY - timedelta(days=days), [(11, 13), (13, 16), (19, 23), (11, 13)], exam_code=code)
    ]
    again = "retake from Sun\u00a06\u00a0Dec"
    for days, title in ((3, f"Failed on Sun\u00a022\u00a0Nov · {again}"), (20, "Failed on Thu\u00a05\u00a0Nov")):
        fail = ExamOutcome(taken_on=TODAY - timedelta(days=days), exam_code=code, is_passed=False)
        report = week_report(fitted_from([*practised, fail], exam_code=code))
        assert text.title(report) == title
        (counts,) = [why for why in verdicts.caveats(report.readiness) if "Failed attempt" in why]  # as on Book or wait
        assert counts.startswith("Failed attempts count too. From practice alone, about ")
        assert counts in text.answer(report)
        assert "After a fail" not in text.answer(report)
    over = plan(exam_code=code, exam_on=TODAY - timedelta(days=1))
    assert (
        text.failed_attempt(week_report(fitted_from([*practised, fail, over], exam_code=code)))
        == "Failed attempts count too."
    )
    passed = ExamOutcome(taken_on=TODAY, exam_code=code, is_passed=True)
    after = week_report(fitted_from([*practised, fail, passed], exam_code=code)).readiness
    assert not [why for why in verdicts.caveats(after) if "Failed attempt" in why]  # no chance is left to be explained


def test_a_planned_day_on_which_the_exam_is_closed_is_named_with_its_chance() -> None:
    """The command says it too, with and without a practice exam; on the overview the next action alone does."""
    code = "DVA-C02"  # its last day is Mon 30 Nov
    late, closed = plan(exam_code=code, exam_on=date(2026, 12, 12)), "You cannot take the exam on Sat\u00a012\u00a0Dec"
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13), (9, 12)], exam_code=code)
    for exams in ([], exam):
        report = week_report(fitted_from([late, *exams], exam_code=code))
        assert f"{closed}: it is only offered until Mon\u00a030\u00a0Nov." in text.answer(report)
    assert not any(closed in note for note in overview.people_notes(report))


def test_a_last_day_in_the_coming_weeks_is_named() -> None:
    """Overview and check-in say until when the exam can be taken, once that is near enough to weigh."""
    code = "DVA-C02"  # its last day is Mon 30 Nov
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13), (9, 12)], exam_code=code)
    said = "The last possible day is Mon\u00a030\u00a0Nov. DVA-C03 replaces this exam."
    report = week_report(fitted_from(exam, exam_code=code))
    assert said in formatting.unescaped(text.answer(report))
    assert said in overview.people_notes(report)
    assert text.last_day(replace(report, exam_last_day=TODAY + timedelta(weeks=17))) == ""
    assert text.last_day(replace(report, exam_last_day=None)) == ""


def test_an_exam_day_after_the_deadline_of_ones_own_is_told_with_the_deadline() -> None:
    """A day before it needs no mention, since the verdict weighs it."""
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    for weeks, said in ((3, "Your deadline is Wed\u00a09\u00a0Dec."), (1, "")):
        candidate = fitted_from([plan(exam_on=TODAY + timedelta(weeks=weeks)), *exam])
        inputs = replace(candidate.decision_inputs, deadline=TODAY + timedelta(weeks=2))
        assert text.last_day(week_report(replace(candidate, decision_inputs=inputs))) == said


def test_one_practice_exam_is_too_early_to_tell() -> None:
    """Beside the chance the overview says so; the next action says what is needed. All of it is for today."""
    report = week_report(fitted_from(practice_exam(TODAY, [(8, 13)])))
    assert "Too early to tell. Based on 13 questions in 1 practice exam." in overview.people_notes(report)
    assert overview.gaps_tile(report)[1] == "of 50, today"


def test_the_check_in_has_the_headline_of_book_or_wait() -> None:
    """In print and on the command line; not before any evidence, nor after a pass."""
    exams = [row for weeks in (3, 2, 1) for row in practice_exam(TODAY - timedelta(weeks=weeks), [(8, 13)] * 4)]
    report = week_report(fitted_from([plan(exam_on=TODAY + timedelta(days=60)), *exams]))
    assert "\nBook or wait:                 Don't book Sun 24 Jan 2027\n" in terminal_week.week(report)
    assert "Book or wait? Don&#39;t book Sun\u00a024\u00a0Jan\u00a02027." in weekly_page.page(report)
    passed: list[Record] = [ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True), *exams]
    for records in ([], passed):
        report = week_report(fitted_from(records))
        assert not any("Book or wait" in said(report) for said in (terminal_week.week, weekly_page.page))


@pytest.mark.parametrize("ends", ["passed", "due"])
def test_after_an_exam_without_practice_nothing_asks_for_it(ends: str) -> None:
    """Neither the gaps nor the last practice exam say what one would show, and there is no forecast to look at."""
    plans: list[Record] = [plan(exam_code="AIF-C01", exam_on=TODAY)]
    passed: list[Record] = [ExamOutcome(taken_on=TODAY, exam_code="AIF-C01", is_passed=True)]
    report = overview_report(fitted_from(passed if ends == "passed" else plans, exam_code="AIF-C01"))
    assert overview.gaps_tile(report.week) == (overview.NOT_KNOWN, "")
    assert (overview.exam_tile(report.week)[0], text.last_exam(report.week)) == ("None", "")
    heading, note, _ = overview_text.action_words(report, report.actions[0])
    assert "forecast?" not in heading
    assert "Compare" not in note
    printed = weekly_page.page(report.week)
    assert "your first practice exam" not in printed
    assert overview.NOTHING_KNOWN not in printed


def test_a_finished_plan_has_no_hours() -> None:
    """After its last day the text says once that the plan is over."""
    over = plan(starts_on=TODAY - timedelta(weeks=6), exam_on=TODAY - timedelta(weeks=2))
    fail = ExamOutcome(taken_on=TODAY - timedelta(weeks=2), exam_code=EXAM, is_passed=False)
    report = week_report(fitted_from([over, fail]))
    assert (text.hours_note(report), text.focus(report)) == ("Your plan has ended.", "")


def test_the_next_practice_exam_has_its_day_size_and_forecast() -> None:
    """There is none after the plan's last one, and no forecast before the first; today is named so."""
    exam = practice_exam(DAY - timedelta(days=9), [(9, 13), (11, 16), (12, 18), (6, 9), (6, 9)], exam_code="AIF-C01")
    planned = plan(exam_code="AIF-C01", starts_on=DAY - timedelta(days=30), exam_on=DAY + timedelta(days=9))
    cases: tuple[tuple[Sequence[Record], str], ...] = (
        ([planned, *exam], "Next practice exam: Sun\u00a08\u00a0Mar, 65 questions."),
        (exam, "Next practice exam: today, 65 questions."),
        ([planned], "Next practice exam: Sun\u00a08\u00a0Mar, 65 questions."),
        ([replace(planned, exam_on=DAY + timedelta(days=1)), *exam], ""),
    )
    forecasts = []
    for records, sentence in cases:
        report = week_report(fitted_from(records, exam_code="AIF-C01", as_of=DAY))
        assert common.next_exam(report.readiness) == sentence
        forecasts.append(text.next_forecast(report))
    assert forecasts[0].startswith("With new questions from Provider A, you would likely score ")
    assert forecasts[0].endswith(" A practice exam from a provider new to you would tell you most about your chance.")
    assert forecasts[2:] == ["", ""]


def test_the_last_practice_exam_in_words() -> None:
    """Without domains, without hours, and with hours, of which the domain that lost most had none."""
    rows = practice_exam(TODAY - timedelta(days=3), [(8, 13), (15, 16)])
    whole = replace(rows[0], domain_id="total")
    perfect = [replace(row, n_correct=row.n_items) for row in rows]
    exam = "the practice exam of Sun\u00a022\u00a0Nov"
    assert text.last_exam(week_report(fitted_from(perfect))) == f"You have logged no hours since {exam}."
    assert text.last_exam(week_report(fitted_from([]))) == text.NO_LOSSES
    assert text.last_exam(week_report(fitted_from([whole]))).startswith("Only the total of the practice exam of")
    most = f"In {exam}, you missed most in Data Engineering (5 of 13). You have logged"
    assert text.last_exam(week_report(fitted_from(rows))) == f"{most} no hours since."
    single = week_report(fitted_from([replace(rows[0], n_correct=12), perfect[1]]))
    assert f"In {exam}, everything you missed was in Data Engineering (1 of 13)." in text.last_exam(single)
    vague = week_report(fitted_from([*rows, session(TODAY, 6.0)]))
    assert spaced([text.last_exam(vague)]) == spaced([f"{most} 6 h since."])
    assert {text.part_of_hours(vague, row) for row in vague.last_exam_losses} == {"none yet"}
    assert not vague.compares_hours
    after = text.last_exam(week_report(fitted_from([*rows, session(TODAY, 2.0, domain_id="2")])))
    assert spaced([after]) == spaced([f"{most} 2 h since; of those with a domain, none went there."])
    there = week_report(fitted_from([*rows, session(TODAY, 2.0, domain_id="1")]))
    assert text.last_exam(there).endswith("; of those with a domain, all went there.")
    parts = [text.part_of_hours(there, row) for row in there.last_exam_losses]
    assert (parts[0], set(parts[1:])) == ("all", {"none"})


def test_the_ranges_of_the_weekly_page_are_named() -> None:
    """What one more practice exam would make of the chance is an 80 % range, as those of forecasts are."""
    note = text.range_note(week_report(fitted_from(practice_exam(TODAY, [(20, 30), (20, 30)]))))
    assert (
        note
        == "Ranges: 80\u00a0% for forecasts and for what would change chance or cost, 90\u00a0% for everything else."
    )


def test_last_week_is_for_nothing_that_only_was_proposed() -> None:
    """Its hours and its practice exam are named, and no focus."""
    own, day = plan(starts_on=TODAY - timedelta(weeks=4), exam_on=TODAY + timedelta(weeks=8)), TODAY - timedelta(days=7)
    exam = practice_exam(day, [(8, 13), (12, 16), (12, 18), (6, 9)])
    last, this, _ = text.weeks(week_report(fitted_from([own, *exam, session(day, 3.0, domain_id="1")])))
    assert last == ("Last week", "3\u00a0h done; 10\u201312\u00a0h planned. Practice exam: done.")
    assert "(proposed)" in this[1]


def test_before_the_plan_begins_its_start_is_named() -> None:
    """The hours name the plan's range, so no sentence says that no plan covers the week."""
    own = plan(exam_code="DEA-C01", starts_on=TODAY + timedelta(days=7))
    said = terminal_week.week(week_report(fitted_from([own], exam_code="DEA-C01")))
    assert "Your plan starts on Wed 2 Dec with Data Ingestion and Transformation (proposed)." in said
    assert text.NO_FOCUS not in said
