"""The sentences of the gap audit, in the states that change them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.models.intervals import Interval
from analytics.records import TOTAL_DOMAIN, Record
from analytics.reports.study.gap_audit import GapAudit, gap_audit
from analytics.reports.study.task_evidence import TaskEvidence
from dashboard import formatting
from dashboard.text import audit as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import EXAM, candidate_from, plan, practice_exam, rating

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])


def _audit(folder: Path, records: list[Record], exam_code: str = EXAM) -> GapAudit:
    return gap_audit(candidate_from(folder, records, exam_code=exam_code))


@pytest.fixture
def report(tmp_path: Path) -> GapAudit:
    """Give the audit after one practice exam, without a plan."""
    return _audit(tmp_path, [*ONE_EXAM, rating("1", 4), rating("2", 2)])


def test_the_answer_names_the_day_of_the_loss(tmp_path: Path, report: GapAudit) -> None:
    """Today without a plan, the exam day with one."""
    (tmp_path / "planned").mkdir()
    planned = _audit(tmp_path / "planned", [*ONE_EXAM, plan(exam_on=date(2027, 1, 9))])
    assert text.answer(report).startswith("Today you would lose about 18 of 50 scored questions (1")
    assert "on Sat 9 Jan, your exam day." in text.answer(planned)


def test_overlapping_domains_are_not_ranked(report: GapAudit) -> None:
    """The answer says that the order cannot be told, and the split that its differences mean little."""
    assert text.answer(report).endswith("Which domain costs most cannot be told yet: their ranges overlap.")
    assert text.split_reason(report).endswith("small differences between these parts mean little.")


def test_a_domain_apart_from_all_others_is_named(report: GapAudit) -> None:
    """With its number of questions; two that overlap are both named."""
    first, second, *rest = report.domains
    lone = replace(first, lost=Interval(9, 8, 10))
    apart = replace(report, domains=(lone, *(replace(gap, rank=2) for gap in (second, *rest))))
    pair = replace(report, domains=(first, second, *(replace(gap, rank=3) for gap in rest)))
    assert text.where(apart) == "The largest part, about 9, is in Data Engineering."
    assert text.split_reason(apart).endswith("of the hours.")
    assert text.where(pair) == (
        "One of Exploratory Data Analysis and Data Engineering costs most; which of them cannot be told yet."
    )


def test_ratings_alone_are_said_to_be_ratings(tmp_path: Path) -> None:
    """And a domain not rated yet is named."""
    report = _audit(tmp_path, [plan(), rating("1", 1), rating("2", 1), rating("3", 1)])
    assert text.answer(report).startswith("By your own ratings you would lose about")
    assert text.evidence(report).endswith("Not rated yet: Machine Learning Implementation and Operations.")
    assert table_rows(text.DOMAIN_COLUMNS, [report.domains[0]])[0]["Rests on"] == "your rating"
    assert table_rows(text.DOMAIN_COLUMNS, [report.domains[3]])[0]["Rests on"] == "nothing yet"


def test_all_rated_leaves_none_to_name(tmp_path: Path) -> None:
    """The sentence ends with the next step."""
    report = _audit(tmp_path, [plan(), *[rating(str(number), 3) for number in range(1, 5)]])
    assert text.evidence(report).endswith("will show by how much.")


def test_nothing_known_claims_nothing(tmp_path: Path) -> None:
    """The answer holds no number."""
    report = _audit(tmp_path, [plan()])
    assert not any(c.isdigit() for c in text.answer(report))
    assert text.split_reason(report) == "With nothing known of you, the hours follow the weights of the exam."


def test_a_total_alone_tells_no_domains_apart(tmp_path: Path) -> None:
    """The evidence says so."""
    total = replace(ONE_EXAM[0], domain_id=TOTAL_DOMAIN, n_items=65, n_correct=40)
    assert "the domains cannot be told apart" in text.evidence(_audit(tmp_path, [total]))


def test_unpublished_weights_are_said(tmp_path: Path, report: GapAudit) -> None:
    """In a note, in the table and under "how is this computed"."""
    (tmp_path / "terraform").mkdir()
    exam = practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004")
    equal = _audit(tmp_path / "terraform", [*exam], "TERRAFORM-004")
    assert text.weights_note(report) == ""
    assert "publishes no domain weights" in text.weights_note(equal)
    assert table_rows(text.DOMAIN_COLUMNS, [equal.domains[0]])[0]["Domain"].endswith("weight not published")
    assert dict(text.inputs(equal))["Domain weights"] == "not published; equal ones assumed"


def test_a_rating_stands_beside_what_the_evidence_says_of_it(report: GapAudit) -> None:
    """A later rating keeps the first beside it; a domain without one has none."""
    first, *_, last = report.domains
    assert first.own_view is not None
    changed = replace(first, own_view=replace(first.own_view, rating=4.25, first_rating=2.5))
    assert table_rows(text.DOMAIN_COLUMNS, [changed])[0]["Your rating"].startswith("4.2 of 5 (first 2.5): ")
    assert (
        table_rows(text.DOMAIN_COLUMNS, [first])[0]["Your rating"]
        == f"4 of 5: {text.SELF_VIEWS[first.own_view.verdict]}"
    )
    assert table_rows(text.DOMAIN_COLUMNS, [last])[0]["Your rating"] == "none"
    assert text.rating_hover(first) == "2 lost: rated 4 of 5 on Sun 11 Oct"
    assert text.rating_hover(last) == ""


def test_a_task_without_questions_has_the_range_of_its_domain() -> None:
    """It is listed all the same, its title shown literally."""
    share = Interval(0.7, 0.5, 0.85)
    task = TaskEvidence("1.1", "a *b*", None, 0, 0, share)
    row = table_rows(text.TASK_COLUMNS, [task])[0]
    assert (row["Right of answered"], row["Your rating"]) == ("none answered", "none")
    assert row["Expected on new questions"] == formatting.percent.with_range(share)
    assert row["Task"].endswith("a \\*b\\*")
    answered = replace(task, n_items=8, n_correct=6, share=Interval(0.75, 0.46, 0.91), rating=3)
    assert table_rows(text.TASK_COLUMNS, [answered])[0]["Right of answered"] == "6 of 8"


def test_hours_without_a_domain_are_said(report: GapAudit) -> None:
    """So that the parts can be understood."""
    assert text.hours_note(report) == "No hours have been logged in the last four weeks."
    some = replace(report, recent_hours=6.0, recent_hours_without_domain=1.5)
    assert text.hours_note(some).startswith("The last four weeks had 6 h. 1½ h of them name no domain")
    assert text.hours_note(replace(some, recent_hours_without_domain=0.0)) == "The last four weeks had 6 h."


def test_hours_are_proposed_where_there_is_a_plan(report: GapAudit) -> None:
    """Without one only the part is given; a domain that had none says so."""
    row = table_rows(text.HOURS_COLUMNS, [report.domains[0]])[0]
    assert row["Proposed a week"] == formatting.percent(report.domains[0].proposed_share_of_hours)
    assert row["Last four weeks"] == "none"
    planned = replace(
        report.domains[0],
        proposed_share_of_hours=0.2,
        proposed_hours=(2.0, 2.4),
        recent_hours=1.5,
        recent_share_of_hours=0.25,
    )
    row = table_rows(text.HOURS_COLUMNS, [planned])[0]
    assert row["Proposed a week"] == f"{formatting.percent(0.2)}, 2 to 2½ h"
    assert row["Last four weeks"] == f"{formatting.percent(0.25)}, 1½ h"
