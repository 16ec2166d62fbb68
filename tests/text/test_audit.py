"""Texts of the gap audit, in the states that change them."""

from dataclasses import replace
from datetime import date

from analytics.models.intervals import Interval
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.study_next import StudyReason
from dashboard import formatting
from dashboard.text import audit as text
from dashboard.text import common
from dashboard.text.shapes import table_rows
from tests.inputs.report_values import gap_audit_with

REPORT = gap_audit_with()


def test_the_title_is_the_number_and_the_sentence_names_its_day() -> None:
    """The estimate is for today without a plan, and for the exam day with one."""
    planned = replace(REPORT, lost_on=date(2027, 1, 9))
    assert text.answer(REPORT) == "About 18 of 50 questions missed (15 to 21)"
    assert text.sentence(REPORT).endswith("This is the estimate for today.")
    assert text.sentence(planned).endswith("This is the estimate for an exam on Sat\u00a09\u00a0Jan.")


def test_after_a_pass_an_estimate_is_not_taken_for_the_result() -> None:
    """What practice lets expect stays; nothing more is asked for."""
    answer = replace(REPORT.study_next, reason=StudyReason.PASSED)
    passed = replace(REPORT, study_next=answer)
    assert text.answer(passed) == "Expected: about 18 of 50 questions missed (15 to 21)"
    assert text.sentence(passed).endswith("equal. This is an estimate, not your exam result.")
    assert text.sentence(replace(passed, basis=GapBasis.NOTHING)) == common.PASSED


def test_overlapping_domains_are_not_ranked() -> None:
    """If all ranges overlap, the domains are about equal, which the headline says once for the whole page."""
    assert text.sentence(REPORT).startswith("All four domains are about equal.")
    assert text.split_reason(REPORT) == (
        "Study next: any domain. The recommended hours follow the questions you are likely to miss."
    )


def test_a_domain_apart_from_all_others_is_named() -> None:
    """A domain whose range lies above all others is named with its questions; two that overlap may both cost the most.

    A third may overlap with the smaller of the two.
    """
    first, second, *rest = REPORT.domains
    lone = replace(first, lost_shown=Interval(9, 8, 10))
    apart = replace(REPORT, domains=(lone, *(replace(gap, rank=2) for gap in (second, *rest))))
    pair = replace(REPORT, domains=(first, second, *(replace(gap, rank=3) for gap in rest)))
    assert text.largest_gaps(apart) == "Data Engineering costs the most, about 9 of 10 (8 to 10)."
    assert (
        text.largest_gaps(pair)
        == "Exploratory Data Analysis and Data Engineering may cost the most; they are about equal."
    )


def test_a_domain_of_less_than_a_question_has_no_count() -> None:
    """A weight of 1 % of 25 questions, say, would read "0 of 0 (0)"."""
    gap = replace(REPORT.domains[0], n_exam_items_shown=0, lost_shown=Interval(0, 0, 0))
    assert text.lost(gap) == "less than one question"


def test_a_loss_by_ratings_alone_is_marked_as_such() -> None:
    """Losses by ratings alone are called so, and a domain without a rating is named."""
    report = gap_audit_with(basis=GapBasis.SELF_RATINGS, ratings=(1, 1, 1, None))
    assert text.sentence(report).endswith(
        "This is based on your own ratings. A first practice exam will show how close they are."
    )
    assert text.evidence(report).endswith("Not rated yet (hollow): Machine Learning Implementation and Operations.")
    rows = table_rows(text.DOMAIN_COLUMNS, report.domains)
    bases = [row[text.LOST].split("), ")[1] for row in rows]
    assert bases == ["by your rating"] * 3 + ["candidates in general"]
    of_exams = table_rows(text.DOMAIN_COLUMNS, REPORT.domains)
    assert of_exams[0][text.LOST].endswith(f"), from {REPORT.domains[0].n_items} questions")


def test_the_numbers_fit_a_phone() -> None:
    """A table of at most three columns has room for the words of each."""
    assert len(text.DOMAIN_COLUMNS) == len(text.HOURS_COLUMNS) == 3


def test_all_domains_rated() -> None:
    """If all domains are rated, none is named as missing."""
    report = gap_audit_with(basis=GapBasis.SELF_RATINGS, ratings=(3, 3, 3, 3))
    assert text.evidence(report) == ""


def test_without_any_data_no_number_is_claimed() -> None:
    """Without exams and ratings the answer has no number, and hours follow the weights."""
    report = gap_audit_with(basis=GapBasis.NOTHING)
    assert (text.answer(report), text.sentence(report)) == ("Too early to tell where your gaps are", text.NEXT_STEP)
    assert text.split_reason(report).endswith("The recommended hours follow the exam's weights.")
    due = replace(report, study_next=replace(report.study_next, reason=StudyReason.RESULT_DUE))
    assert text.sentence(due) == text.IN_GENERAL


def test_a_total_alone_tells_no_domains_apart() -> None:
    """The evidence says that an exam known only in total cannot separate domains."""
    total = replace(REPORT, domains=tuple(replace(gap, n_items=0) for gap in REPORT.domains))
    assert text.evidence(total).endswith("which can't tell the domains apart.")
    assert table_rows(text.DOMAIN_COLUMNS, total.domains)[0]["Questions missed"].endswith("), no questions yet")


def test_unpublished_weights_are_named() -> None:
    """Unpublished weights appear in a note and in the table."""
    equal = replace(REPORT, domains=tuple(replace(gap, weight=None) for gap in REPORT.domains))
    assert text.notes(REPORT) == text.evidence(REPORT)
    assert "publishes no domain weights" in text.notes(equal)
    assert table_rows(text.DOMAIN_COLUMNS, equal.domains)[0]["Domain"].endswith("weight not published")


def test_a_rating_is_compared_with_the_evidence() -> None:
    """A domain without a rating has none."""
    first, *_, last = REPORT.domains
    assert first.rating_comparison is not None
    rated = replace(first.rating_comparison.rated, rating=4.25)
    changed = replace(first, rating_comparison=replace(first.rating_comparison, rated=rated))
    shown = [row["Your rating"] for row in table_rows(text.DOMAIN_COLUMNS, (changed, first, last))]
    assert shown == ["4.2 of 5, higher than your results", "4 of 5, higher than your results", "none"]
    assert text.rating_hover(first.rating_comparison) == "2 missed by your rating of Sun\u00a011\u00a0Oct, 4 of 5"


def test_hours_without_a_domain_are_named() -> None:
    """The note counts the hours that the shares leave out."""
    assert text.hours_note(REPORT) == "You logged 0\u00a0h in the last four weeks."
    some = replace(REPORT, recent_hours=6.0, recent_hours_without_domain=1.5)
    assert text.hours_note(some).endswith("The shares leave out 1½\u00a0h without a domain.")
    assert (
        text.hours_note(replace(some, recent_hours_without_domain=0.0)) == "You logged 6\u00a0h in the last four weeks."
    )


def test_hours_are_proposed_if_there_is_a_plan() -> None:
    """Without a plan, or of less than half an hour, only the share; a domain without recent hours has none."""
    first = REPORT.domains[0]
    planned = replace(
        first, proposed_share_of_hours=0.2, proposed_hours=(2.0, 2.4), recent_hours=1.5, recent_share_of_hours=0.25
    )
    bare, row, small = table_rows(text.HOURS_COLUMNS, (first, planned, replace(first, proposed_hours=(0.0, 0.0))))
    assert (
        bare["Recommended per week"]
        == small["Recommended per week"]
        == formatting.percent(first.proposed_share_of_hours)
    )
    assert bare["Last four weeks"] == "none"
    assert row["Recommended per week"] == f"{formatting.percent(0.2)}, 2\u20132½\u00a0h"
    assert row["Last four weeks"] == f"{formatting.percent(0.25)}, 1½\u00a0h"


def test_a_score_report_is_named_beside_the_advice_that_leaves_it_out() -> None:
    """Only if it rates a domain as weak."""
    failed = replace(REPORT, failed_on=date(2026, 11, 7))
    assert text.split_reason(failed) == text.split_reason(REPORT)
    said = text.split_reason(replace(failed, reported_weak=("Storage", "Costs *and* more")))
    assert (
        "Weak in your score report of Sat\u00a07\u00a0Nov: Storage and Costs \\*and\\* more. That isn't counted" in said
    )
