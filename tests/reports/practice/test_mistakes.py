"""Only causes that the candidate sets are counted."""

from dataclasses import replace
from datetime import timedelta

from analytics.records import TOTAL_DOMAIN, Confidence, ErrorCause
from analytics.reports.practice.mistakes import MistakeFilter, mistakes_report
from dashboard.text import mistakes
from tests.inputs.answers import FIRST, caused, mistakes_of
from tests.inputs.builders import fitted_from, plan, responses


def test_only_causes_that_are_set_count() -> None:
    """Correct answers are no mistakes; answers without a cause are listed but not in the mix."""
    rows = [*caused([ErrorCause.KNOWLEDGE] * 3 + [None] * 2), *responses("q", FIRST, "++")]
    report = mistakes_of(rows)
    assert (report.n_responses, len(report.mistakes), report.n_with_cause) == (7, 5, 3)
    assert (len(report.without_cause), report.n_practice_exams, report.has_mix) == (2, 2, False)
    assert {share.cause: share.n for share in report.causes if share.n} == {ErrorCause.KNOWLEDGE: 3}


def test_the_latest_day_comes_first() -> None:
    """Within a day in the order of the questions; with domain and task by name, or the id of an unknown domain."""
    earlier = [replace(row, task_id="1.1") for row in caused([None])]
    later = [replace(row, domain_id="99") for row in caused([None] * 2, FIRST + timedelta(days=7))]
    first, second, third = mistakes_of([*earlier, *later]).mistakes
    assert (first.response.position, second.response.position) == (1, 2)
    assert first.key == (later[0].practice_exam_id, later[0].response_key)
    assert (first.domain_name, third.domain_name) == ("99", "Data Engineering")
    assert (first.task_title, third.task_title) == ("", "ML data repositories")


def test_a_mistake_without_a_domain_says_so() -> None:
    """It has no name of a domain; the log shows words for it, also in its filter."""
    report = mistakes_of([replace(caused([None])[0], domain_id=TOTAL_DOMAIN)])
    assert [mistake.domain_name for mistake in report.mistakes] == [""]
    assert mistakes.domain_option(report, TOTAL_DOMAIN) == "No domain"
    assert "No domain" in mistakes.row(report.mistakes[0], None)


def test_the_log_can_be_filtered() -> None:
    """By domain, and to confident answers, including those to questions seen before."""
    rows = caused([ErrorCause.MISREAD, None, None])
    rows[1] = replace(rows[1], domain_id="2", confidence=Confidence.CONFIDENT)
    report = mistakes_of(rows)
    assert set(report.domains) == {"1", "2"}
    assert [len(report.log(part, None)) for part in MistakeFilter] == [3, 1]
    assert [len(report.log(part, "1")) for part in MistakeFilter] == [2, 0]


def test_a_changed_mix_is_described_by_the_later_half() -> None:
    """Without a change, by all practice exams."""
    rows = [*caused([ErrorCause.KNOWLEDGE] * 14), *caused([ErrorCause.MISREAD] * 14, FIRST + timedelta(days=7))]
    changed, level = mistakes_of(rows), mistakes_of(rows[:14])
    assert [(share.cause, changed.share_now(share).value) for share in changed.largest] == [(ErrorCause.MISREAD, 1.0)]
    assert level.share_now(level.causes[0]) == level.causes[0].share


def test_without_responses_the_report_is_empty() -> None:
    """The report is empty, without a mix."""
    report = mistakes_report(fitted_from([plan()]))
    assert (report.n_responses, report.mistakes, report.pairs, report.has_mix) == (0, (), (), False)
