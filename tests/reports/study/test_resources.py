"""Hours by resource, and comparisons if there is enough evidence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.records import NO_DOMAIN, Activity, Record
from analytics.reports.study.resources import (
    FREE_DOMAIN_VELOCITY_SD,
    ResourcesReport,
    ResourceVerdict,
    resources_report,
)
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam
from tests.inputs.model_worlds import fit_cells
from tests.inputs.resources import APART, FLAT, exams, used, week


def report_of(records: Sequence[Record]) -> ResourcesReport:
    return resources_report(fitted_from(records))


def test_hours_are_counted_by_resource_domain_and_activity() -> None:
    """The most used comes first; spellings that differ in capitals or blanks are one, under the most frequent."""
    report = report_of(
        [
            plan(),
            used("Course A", week(3), "1", 2),
            used("course a ", week(2), "2", 1, activity="video"),
            used("Course A", week(1), None, 0.5),
            used("Book", week(1), "77", 5),
            used(None, week(1), "1", 3),
            used("  ", week(2), "1", 1),
        ],
    )
    book, course = report.resources
    assert (book.name, book.hours, dict(book.by_domain)) == ("Book", 5.0, {NO_DOMAIN: 5.0})
    assert (course.name, course.hours) == ("Course A", 3.5)
    assert dict(course.by_domain) == {"1": 2.0, "2": 1.0, NO_DOMAIN: 0.5}
    assert dict(course.by_activity) == {Activity.READING: 2.5, Activity.VIDEO: 1.0}
    assert (course.first_on, course.last_on) == (week(3), week(1))
    assert (report.hours, report.hours_without_resource) == (8.5, 4.0)
    assert (report.n_weeks, report.n_exam_days, report.compared) == (0, 0, ())
    assert {use.verdict for use in report.resources} == {ResourceVerdict.TOO_LITTLE_DATA}


def test_a_domain_that_moves_away_from_the_others_is_seen() -> None:
    """A resource for the only rising domain gets more; one for all the others gets less."""
    rows = [used("alone", week(k), "1") for k in range(10)]
    rows += [used("rest", week(k), d) for k in range(10) for d in "234"]
    report = report_of([*exams(APART), *rows])
    by_name = {use.name: use for use in report.resources}
    assert by_name["alone"].verdict is ResourceVerdict.MORE
    assert by_name["rest"].verdict is ResourceVerdict.LESS
    assert [use for use in report.resources if use.verdict is ResourceVerdict.MORE] == [by_name["alone"]]
    assert by_name["alone"].change and by_name["rest"].change
    assert_allclose(by_name["alone"].change.difference.value, -by_name["rest"].change.difference.value)


def test_domains_that_change_alike_are_undecided() -> None:
    """Hours alone make no difference, since the comparison does not assume that they help."""
    rows = [used("one", week(k), "1", 9) for k in range(10)]
    (use,) = report_of([*exams(FLAT), *rows]).resources
    assert use.verdict is ResourceVerdict.CANNOT_TELL
    assert use.change is not None
    assert abs(use.change.difference.value) < 0.01


def test_the_change_is_that_of_a_fit_without_hours() -> None:
    """A slow second version: a fit with free domains, and its mean shares at the ends of each change."""
    rows = [used("alone", week(k), "1") for k in range(10)]
    candidate = fitted_from([*exams(APART), *rows])
    report = resources_report(candidate)
    (use,) = report.resources
    evidence, form = candidate.evidence, candidate.fitted.form
    free = replace(candidate.fitted.cohort.prior, domain_velocity_sd=FREE_DOMAIN_VELOCITY_SD)
    cells = replace(evidence.cells, hours=np.zeros_like(evidence.cells.hours))
    fit = fit_cells(cells, evidence.n_correct, evidence.n_items, guess_floor=form.guess_floor, prior=free)
    bare = replace(candidate.fitted, fit=fit, evidence=replace(evidence, hours=(None,)))
    # Weeks begin after that of the first practice exam, nine weeks ago, and end with the week before last.
    mondays = [week(k) for k in range(8, 1, -1)]
    differences = []
    for monday in mondays:
        days = [monday - timedelta(days=1), monday + timedelta(days=13)]
        mean, covariance = (part[0] for part in bare.abilities_on(days).on(0, 1))
        draws = np.random.default_rng(1).multivariate_normal(mean, covariance, 20_000)
        share = form.guess_floor + (1 - form.guess_floor) / (1 + np.exp(-draws))
        change = share[:, 4:] - share[:, :4]
        differences.append((change[:, 0] - change[:, 1:].mean(axis=1)).mean())
    assert use.change is not None
    assert report.n_weeks == 7
    assert use.change.difference.value == pytest.approx(np.mean(differences), abs=0.004)


def test_few_weeks_or_few_practice_exams_are_too_little() -> None:
    """Three weeks, or practice exams on two days of ten weeks, are too few."""
    rows = [used("alone", week(k), "1") for k in range(10)]
    few_weeks = report_of([*exams(APART[:6]), *rows])
    assert (few_weeks.n_weeks, few_weeks.compared) == (3, ())
    two = [row for k in (9, 5, 0) for row in practice_exam(week(k, day=1), [(18, 30)] * 4)]
    few_exams = report_of([*two, *rows])
    assert (few_exams.n_weeks, few_exams.n_exam_days, few_exams.compared) == (7, 2, ())
    everywhere = [used("all", week(k), d) for k in range(10) for d in "1234"]
    (use,) = report_of([*exams(APART), *everywhere]).resources
    assert (use.n_weeks, use.verdict) == (0, ResourceVerdict.TOO_LITTLE_DATA)
    sometimes = [used("alone", week(k), "1") for k in (8, 6, 4)]
    (use,) = report_of([*exams(APART), *sometimes]).resources
    assert (use.n_weeks, use.verdict) == (3, ResourceVerdict.TOO_LITTLE_DATA)


def test_uninformative_practice_exams_are_too_little() -> None:
    """One question a domain hardly narrows the prior's range."""
    rows = [used("alone", week(k), "1") for k in range(10)]
    shares = [[1, 0, 1, 1]] * 10
    report = report_of([*exams(shares, n_items=1), *rows])
    assert (report.n_weeks, report.n_exam_days) == (7, 9)
    assert report.resources[0].n_weeks == 7
    assert report.resources[0].verdict is ResourceVerdict.TOO_LITTLE_DATA


def test_of_a_long_preparation_the_last_year_counts() -> None:
    """Older weeks are left out so that the page stays fast."""
    old = practice_exam(TODAY - timedelta(days=800), [(9, 13)] * 4)
    recent = [row for k in range(4) for row in practice_exam(week(10 * k), [(9, 13)] * 4)]
    report = report_of([*old, *recent, used("a", week(5), "1")])
    assert (report.n_weeks, report.n_exam_days) == (52, 4)


def test_without_data_the_report_is_empty_or_default() -> None:
    """Without sessions and practice exams the report is empty."""
    report = report_of([plan()])
    assert (report.resources, report.hours, report.hours_without_resource) == ((), 0, 0)
    first = report_of([*practice_exam(TODAY, [(9, 13)] * 4), used("a", TODAY, "1")])
    assert (first.n_weeks, first.n_exam_days) == (0, 0)
