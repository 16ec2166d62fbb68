"""Texts of the gap audit, in the states that change them."""

from dataclasses import replace
from datetime import date

from analytics.models.intervals import Interval
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.task_evidence import TaskEvidence
from dashboard import formatting
from dashboard.text import audit as text
from dashboard.text.shapes import table_rows
from tests.inputs.report_values import gap_audit_with

REPORT = gap_audit_with()


def test_the_answer_names_the_day_of_the_loss() -> None:
    """The loss is of today without a plan, and of the exam day with one."""
    planned = replace(REPORT, lost_on=date(2027, 1, 9))
    assert text.answer(REPORT).startswith("Today you would lose about 18 of 50 scored questions (15 to 21).")
    assert "on Sat 9 Jan, your exam day." in text.answer(planned)


def test_overlapping_domains_are_not_ranked() -> None:
    """If all ranges overlap, the domains are about equal, in the headline and in what to study next."""
    assert text.answer(REPORT).endswith("All four domains are about equal.")
    assert text.split_reason(REPORT) == (
        "Study next: all four domains, about equal. The split follows the questions at risk."
    )


def test_a_domain_apart_from_all_others_is_named() -> None:
    """A domain whose range lies above all others is named with its questions; of two that overlap both are."""
    first, second, *rest = REPORT.domains
    lone = replace(first, lost=Interval(9, 8, 10))
    apart = replace(REPORT, domains=(lone, *(replace(gap, rank=2) for gap in (second, *rest))))
    pair = replace(REPORT, domains=(first, second, *(replace(gap, rank=3) for gap in rest)))
    assert text.where(apart) == "The largest part, about 9, is in Data Engineering."
    assert text.where(pair) == "Exploratory Data Analysis and Data Engineering are about equal, and cost most."


def test_a_loss_by_ratings_alone_is_marked_as_such() -> None:
    """Losses by ratings alone are called so, and a domain without a rating is named."""
    report = gap_audit_with(basis=GapBasis.SELF_RATINGS, ratings=(1, 1, 1, None))
    assert text.answer(report).startswith("By your own ratings you would lose about")
    assert text.evidence(report).endswith("Not rated yet: Machine Learning Implementation and Operations.")
    rows = table_rows(text.DOMAIN_COLUMNS, report.domains)
    assert [row["Rests on"] for row in rows] == ["your rating"] * 3 + ["nothing yet"]


def test_all_domains_rated() -> None:
    """If all domains are rated, the evidence ends with the next step."""
    report = gap_audit_with(basis=GapBasis.SELF_RATINGS, ratings=(3, 3, 3, 3))
    assert text.evidence(report).endswith("will show by how much.")


def test_without_any_data_no_number_is_claimed() -> None:
    """Without exams and ratings the answer has no number, and hours follow the weights."""
    report = gap_audit_with(basis=GapBasis.NOTHING)
    assert not any(c.isdigit() for c in text.answer(report))
    assert text.split_reason(report).endswith("The split follows the exam's weights.")


def test_a_total_alone_tells_no_domains_apart() -> None:
    """The evidence says that an exam known only in total cannot separate domains."""
    total = replace(REPORT, domains=tuple(replace(gap, n_items=0) for gap in REPORT.domains))
    assert "the domains cannot be told apart" in text.evidence(total)


def test_unpublished_weights_are_named() -> None:
    """Unpublished weights appear in a note, in the table and among the inputs."""
    equal = replace(REPORT, domains=tuple(replace(gap, weight=None) for gap in REPORT.domains))
    assert text.weights_note(REPORT) == ""
    assert "publishes no domain weights" in text.weights_note(equal)
    assert table_rows(text.DOMAIN_COLUMNS, equal.domains)[0]["Domain"].endswith("weight not published")
    assert dict(text.inputs(equal))["Domain weights"] == "not published; equal ones assumed"


def test_a_rating_is_compared_with_the_evidence() -> None:
    """A changed rating also shows the first one; a domain without a rating has none."""
    first, *_, last = REPORT.domains
    assert first.rating_comparison is not None
    changed = replace(first, rating_comparison=replace(first.rating_comparison, rating=4.25, first_rating=2.5))
    shown = [row["Your rating"] for row in table_rows(text.DOMAIN_COLUMNS, (changed, first, last))]
    assert shown == ["4.2 of 5 (first 2.5): too high", "4 of 5: too high", "none"]
    assert text.rating_hover(first) == "2 lost: rated 4 of 5 on Sun 11 Oct"
    assert text.rating_hover(last) == ""


def test_a_task_without_questions_has_the_range_of_its_domain() -> None:
    """A task without questions is listed with the range of its domain, its title escaped."""
    share = Interval(0.7, 0.5, 0.85)
    task = TaskEvidence("1.1", "a *b*", None, 0, 0, share)
    answered = replace(task, n_items=8, n_correct=6, share=Interval(0.75, 0.46, 0.91), rating=3)
    row, other = table_rows(text.TASK_COLUMNS, (task, answered))
    assert (row["Right of answered"], row["Your rating"]) == ("none answered", "none")
    assert row["Expected on new questions"] == formatting.percent.with_range(share)
    assert row["Task"].endswith("a \\*b\\*")
    assert other["Right of answered"] == "6 of 8"


def test_hours_without_a_domain_are_named() -> None:
    """The note counts the hours that the shares leave out."""
    assert text.hours_note(REPORT) == "No hours have been logged in the last four weeks."
    some = replace(REPORT, recent_hours=6.0, recent_hours_without_domain=1.5)
    assert text.hours_note(some).startswith("The last four weeks had 6 h. 1½ h of them name no domain")
    assert text.hours_note(replace(some, recent_hours_without_domain=0.0)) == "The last four weeks had 6 h."


def test_hours_are_proposed_if_there_is_a_plan() -> None:
    """Without a plan only the share is proposed; a domain without recent hours has none."""
    first = REPORT.domains[0]
    planned = replace(
        first, proposed_share_of_hours=0.2, proposed_hours=(2.0, 2.4), recent_hours=1.5, recent_share_of_hours=0.25
    )
    bare, row = table_rows(text.HOURS_COLUMNS, (first, planned))
    assert bare["Proposed a week"] == formatting.percent(first.proposed_share_of_hours)
    assert bare["Last four weeks"] == "none"
    assert row["Proposed a week"] == f"{formatting.percent(0.2)}, 2\u20132½ h"
    assert row["Last four weeks"] == f"{formatting.percent(0.25)}, 1½ h"
