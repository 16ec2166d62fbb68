"""Pace compared with the limit and the real exam: 180 minutes for 65 questions."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analytics.models.first_pass import MIN_TIMES, predict_first_pass
from analytics.reports.practice.pace import STANDARD_LIMIT_MIN, LimitSource, pace_report
from tests.inputs.answers import FIRST, pace_of, timed
from tests.inputs.builders import OPEN_EXAM, fitted_from, plan, practice_exam

PER_ITEM = 180 / 65


def test_the_limit_is_the_plans_else_three_minutes_and_can_be_tried() -> None:
    """Trying another limit changes the report but not the candidate's own limit."""
    rows = timed([100.0] * 3)
    standard = pace_of(rows)
    assert standard.limit_min == STANDARD_LIMIT_MIN
    candidate = fitted_from([*rows, replace(plan(), minutes_per_item=2.5)])
    own, tried = pace_report(candidate), pace_report(candidate, limit_min=1.5, reserve_min=10.0)
    assert (own.limit_min, own.reserve_min) == (2.5, 30.0)
    assert (tried.limit_min, tried.own_limit_min, tried.reserve_min) == (1.5, 2.5, 10.0)
    assert tried.exams[0].n_over_limit == 3
    sources = [report.limit_source for report in (standard, own, tried)]
    assert sources == [LimitSource.STANDARD, LimitSource.PLANNED, LimitSource.TRIED]
    assert [report.at_limit_min for report in (own, tried)] == [162.5, 97.5]


def test_the_outlook_is_of_the_last_timed_exams_and_new_questions() -> None:
    """It uses three exams; untimed exams and seen questions do not count."""
    rng = np.random.default_rng(8)
    weeks = [FIRST + timedelta(weeks=k) for k in range(5)]
    times = [rng.uniform(60, 170, 12).tolist() for _ in weeks]
    exams = [timed(own, day) for own, day in zip(times, weeks, strict=True)]
    exams[4] = [replace(row, is_timed=False) for row in exams[4]]
    seen = timed([5.0] * 12, date(2026, 11, 20), sitting=2)
    report = pace_of([row for exam in [*exams, seen] for row in exam])
    assert (report.n_recent_exams, report.n_recent_times) == (3, 36)
    expected = [np.array(own) for own in times[1:4]]
    assert report.outlook == predict_first_pass(expected, n_items=65, duration_min=180)
    assert report.outlook_with_limit == predict_first_pass(expected, n_items=65, duration_min=180, limit_s=180)
    assert report.exams[-1].seen_share == 1.0


def test_the_recent_exams_are_the_last_three_whatever_is_known_of_them() -> None:
    """An exam known only as a whole is one of them; a mostly seen one is not, not even its few new questions."""
    old, new = timed([100.0] * 30, FIRST), timed([60.0] * 30, FIRST + timedelta(weeks=1))
    repeat = [replace(row, sitting=2) for row in timed([5.0] * 30, FIRST + timedelta(weeks=4))]
    repeat[-1] = replace(repeat[-1], item_id="new", sitting=None)
    weeks = [FIRST + timedelta(weeks=k) for k in (2, 3)]
    whole = [replace(row, duration_min=30.0) for day in weeks for row in practice_exam(day, [(6, 13)])]
    report = pace_of([*old, *new, *whole, *repeat])
    assert [exam.day for exam in report.recent] == [FIRST + timedelta(weeks=k) for k in (1, 2, 3)]
    assert (report.n_recent_exams, report.n_recent_times) == (1, 30)
    assert report.outlook == predict_first_pass([np.array([60.0] * 30)], n_items=65, duration_min=180)


def test_an_exam_of_few_questions_takes_more_exams_to_know_the_pace() -> None:
    """Three exams of four questions never have the twenty answer times that the outlook needs; five have."""
    days = [FIRST + timedelta(weeks=k) for k in range(6)]
    rows = [row for day in days for row in timed([600.0, 700.0, 650.0, 620.0], day)]
    essays = replace(OPEN_EXAM, n_items_min=4, n_items_max=4, n_unscored_items=0)
    report = pace_report(fitted_from(rows, blueprint=essays))
    assert (report.n_recent_exams, report.n_recent_times) == (5, 20)
    assert report.outlook is not None


def test_too_few_times_give_no_outlook() -> None:
    """One time below the minimum is too few."""
    assert pace_of(timed([90.0] * (MIN_TIMES - 1))).outlook is None
    assert pace_of(timed([90.0] * MIN_TIMES)).outlook is not None


def test_the_recent_exams_are_timed_and_new_ones() -> None:
    """They are at most three; untimed and mostly seen ones do not count."""
    days = [FIRST + timedelta(weeks=k) for k in range(6)]
    exams = [
        [
            replace(row, duration_min=10.0 + k, is_timed=k != 4)
            for row in practice_exam(day, [(6, 13)], n_seen=7 * (k == 5))
        ]
        for k, day in enumerate(days)
    ]
    report = pace_report(fitted_from([row for exam in exams for row in exam]))
    assert len(report.exams) == 6
    assert [report.real_exam_min(exam) for exam in report.recent] == pytest.approx([5 * 11.0, 5 * 12.0, 5 * 13.0])


def test_the_outlook_of_an_exam_of_no_fixed_length_has_the_most_questions() -> None:
    """AZ-900 has 40 to 60 questions in 45 minutes."""
    rows = [replace(row, exam_code="AZ-900") for row in timed([50.0 + k for k in range(MIN_TIMES)])]
    report = pace_report(fitted_from([*rows], exam_code="AZ-900"))
    times = [np.array([50.0 + k for k in range(MIN_TIMES)])]
    assert report.outlook == predict_first_pass(times, n_items=60, duration_min=45)


def test_no_return_keeps_nothing_and_long_questions_have_a_longer_limit() -> None:
    """CISSP does not allow returning; CKA gives six minutes for a task, so three would always cut it."""
    cissp = pace_report(fitted_from([plan(exam_code="CISSP")], exam_code="CISSP"))
    assert (cissp.exam.may_return, cissp.reserve_min, cissp.limit_min) == (False, 0.0, STANDARD_LIMIT_MIN)
    cka = pace_report(fitted_from([plan(exam_code="CKA")], exam_code="CKA"))
    assert (cka.exam.may_return, cka.reserve_min, cka.limit_min) == (True, 20.0, 6.0)


def test_without_data_the_report_is_empty_or_default() -> None:
    """Without data the report has the exam's own numbers."""
    report = pace_report(fitted_from([plan()]))
    assert (report.exams, report.flags.n, report.outlook) == ((), 0, None)
    assert report.exam.min_per_item == pytest.approx(PER_ITEM)


def test_the_time_left_is_scaled_to_the_real_length() -> None:
    """Three questions in five minutes are 65 in 108."""
    slow = timed([180.0] * 3, FIRST + timedelta(days=1))
    report = pace_of([*timed([60.0, 200.0, 40.0]), *slow])
    assert [exam.real_exam_left_min for exam in report.exams] == pytest.approx([180 - 65 * 5 / 3, 180 - 65 * 3])
    assert report.exams[0].used_min_per_item == pytest.approx(5 / 3)
