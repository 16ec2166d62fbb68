"""Only causes that the candidate sets are counted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.mistakes import MistakeFilter, mistakes_report, with_suggestions
from tests.inputs.answers import FIRST, caused, mistakes_of
from tests.inputs.builders import fitted_from, plan, responses


def test_only_causes_that_are_set_count(tmp_path: Path) -> None:
    """Correct answers are no mistakes; answers without a cause are listed but not in the mix."""
    rows = [*caused([ErrorCause.KNOWLEDGE] * 3 + [None] * 2), *responses("q", FIRST, "++")]
    report = mistakes_of(tmp_path, rows)
    assert (report.n_responses, len(report.mistakes), report.n_with_cause) == (7, 5, 3)
    assert (len(report.without_cause), report.n_practice_exams, report.has_mix) == (2, 2, False)
    assert {share.cause: share.n for share in report.causes if share.n} == {ErrorCause.KNOWLEDGE: 3}


def test_the_latest_mistake_comes_first(tmp_path: Path) -> None:
    """With the name of its domain, or its id if the exam does not have it."""
    later = [replace(row, domain_id="99") for row in caused([None], FIRST + timedelta(days=7))]
    first, second = mistakes_of(tmp_path, [*caused([None]), *later]).mistakes
    assert (first.domain_name, second.domain_name) == ("99", "Data Engineering")


def test_the_log_lists_what_needs_a_cause_first(tmp_path: Path) -> None:
    """Or all answers if none needs a cause; each filter can be limited to a domain."""
    rows = caused([ErrorCause.MISREAD, None, None])
    rows[1] = replace(rows[1], domain_id="2", confidence=Confidence.CONFIDENT)
    report = mistakes_of(tmp_path / "a", rows)
    assert report.default_filter is MistakeFilter.WITHOUT_CAUSE
    assert set(report.domains) == {"1", "2"}
    assert [len(report.log(part, None)) for part in MistakeFilter] == [2, 3, 1]
    assert [len(report.log(part, "1")) for part in MistakeFilter] == [1, 2, 0]
    assert mistakes_of(tmp_path / "b", rows[:1]).default_filter is MistakeFilter.ALL


def test_a_suggestion_is_taken_where_no_cause_was_chosen(tmp_path: Path) -> None:
    """A chosen cause wins, and an answer without a suggestion stays without a cause."""
    first, second, third = caused([None] * 3)
    rows = [replace(first, confidence=Confidence.GUESS), replace(second, confidence=Confidence.GUESS), third]
    mistakes = mistakes_of(tmp_path, rows).mistakes
    keys = [(row.practice_exam_id, row.response_key) for row in rows]
    assert {mistake.key for mistake in mistakes} == set(keys)
    chosen = {keys[0]: ErrorCause.TIMING, keys[1]: None, keys[2]: None}
    assert with_suggestions(mistakes, chosen) == {
        keys[0]: ErrorCause.TIMING,
        keys[1]: ErrorCause.KNOWLEDGE,
        keys[2]: None,
    }


def test_misconceptions_are_the_sure_and_wrong(tmp_path: Path) -> None:
    """Including answers to questions seen before."""
    sure, unsure = caused([None, None])
    rows = [replace(sure, confidence=Confidence.CONFIDENT), replace(unsure, confidence=Confidence.UNSURE)]
    report = mistakes_of(tmp_path, rows)
    assert [mistake.response.position for mistake in report.misconceptions] == [1]


def test_without_responses_the_report_is_empty() -> None:
    """The report is empty, without a mix."""
    report = mistakes_report(fitted_from([plan()]))
    assert (report.n_responses, report.mistakes, report.pairs, report.has_mix) == (0, (), (), False)
