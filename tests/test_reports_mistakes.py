"""The mix of causes counts what the candidate set, and suggestions stay suggestions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.records import Confidence, ErrorCause, ItemResponse, Record
from analytics.reports.cause_mix import LEAST_PER_HALF, Movement
from analytics.reports.cause_suggestions import Hint, Suggestion
from analytics.reports.mistakes import Listed, MistakesReport, mistakes_report, with_suggestions
from tests.builders import known_from, plan, responses

FIRST = date(2026, 10, 3)


def caused(causes: Sequence[ErrorCause | None], day: date = FIRST) -> list[ItemResponse]:
    """Make wrong answers of one practice exam with their causes."""
    rows = responses(f"p {day}", day, "-" * len(causes))
    return [replace(row, error_cause=cause) for row, cause in zip(rows, causes, strict=True)]


def report_of(folder: Path, rows: list[ItemResponse]) -> MistakesReport:
    return mistakes_report(known_from(folder, [*rows]))


def test_only_causes_that_are_set_count(tmp_path: Path) -> None:
    """Right answers are no mistakes; those without a cause are left out of the mix and listed."""
    rows = [*caused([ErrorCause.KNOWLEDGE] * 3 + [None] * 2), *responses("q", FIRST, "++")]
    report = report_of(tmp_path, rows)
    assert (report.n_responses, len(report.mistakes), report.n_with_cause) == (7, 5, 3)
    assert (len(report.without_cause), report.n_practice_exams, report.has_mix) == (2, 2, False)
    assert {share.cause: share.n for share in report.causes if share.n} == {ErrorCause.KNOWLEDGE: 3}


def test_the_latest_mistake_comes_first(tmp_path: Path) -> None:
    """With the name of its domain, or its id where the exam has none of it."""
    later = [replace(row, domain_id="99") for row in caused([None], FIRST + timedelta(days=7))]
    first, second = report_of(tmp_path, [*caused([None]), *later]).mistakes
    assert (first.domain_name, second.domain_name) == ("99", "Data Engineering")


def test_the_log_lists_what_needs_a_cause_first(tmp_path: Path) -> None:
    """And all where nothing does; each part of one domain where that is asked for."""
    rows = caused([ErrorCause.MISREAD, None, None])
    rows[1] = replace(rows[1], domain_id="2", confidence=Confidence.CONFIDENT)
    report = report_of(tmp_path / "a", rows)
    assert report.listed_first is Listed.WITHOUT_CAUSE
    assert set(report.domains) == {"1", "2"}
    assert [len(report.log(part, None)) for part in Listed] == [2, 3, 1]
    assert [len(report.log(part, "1")) for part in Listed] == [1, 2, 0]
    assert report_of(tmp_path / "b", rows[:1]).listed_first is Listed.ALL


def test_a_suggestion_is_taken_where_no_cause_was_chosen(tmp_path: Path) -> None:
    """A chosen cause wins, and what has no suggestion stays without one."""
    first, second, third = caused([None] * 3)
    rows = [replace(first, confidence=Confidence.GUESS), replace(second, confidence=Confidence.GUESS), third]
    mistakes = report_of(tmp_path, rows).mistakes
    keys = [(row.practice_exam_id, row.response_key) for row in rows]
    assert {mistake.key for mistake in mistakes} == set(keys)
    chosen = {keys[0]: ErrorCause.TIMING, keys[1]: None, keys[2]: None}
    assert with_suggestions(mistakes, chosen) == {
        keys[0]: ErrorCause.TIMING,
        keys[1]: ErrorCause.KNOWLEDGE,
        keys[2]: None,
    }


def test_a_cause_is_largest_only_where_its_range_overlaps_no_other(tmp_path: Path) -> None:
    """Thirty of forty are; three of five may be chance."""
    mixed = [ErrorCause.KNOWLEDGE] * 30 + [ErrorCause.MISREAD] * 10
    clear = report_of(tmp_path / "many", caused(mixed))
    assert [share.cause for share in clear.largest] == [ErrorCause.KNOWLEDGE]
    few = report_of(tmp_path / "few", caused([ErrorCause.KNOWLEDGE] * 3 + [ErrorCause.MISREAD] * 2))
    assert few.has_mix
    assert {ErrorCause.KNOWLEDGE, ErrorCause.MISREAD} <= {share.cause for share in few.largest}


def test_halves_are_compared_once_each_has_enough(tmp_path: Path) -> None:
    """The mix has turned from knowledge to misreading; the day parts it evenly."""
    later = FIRST + timedelta(weeks=4)
    n = LEAST_PER_HALF
    earlier_rows = caused([ErrorCause.KNOWLEDGE] * n)
    report = report_of(tmp_path / "enough", [*earlier_rows, *caused([ErrorCause.MISREAD] * n, later)])
    assert report.second_half_from == later
    moved = {share.cause: share.movement for share in report.causes}
    assert moved[ErrorCause.KNOWLEDGE] is Movement.LESS
    assert moved[ErrorCause.MISREAD] is Movement.MORE
    assert moved[ErrorCause.TIMING] is Movement.CANNOT_TELL
    halves = next(share.halves for share in report.causes if share.cause is ErrorCause.MISREAD)
    assert halves is not None
    assert halves[0].high < halves[1].low
    assert report.has_changed
    assert [share.cause for share in report.largest] == [ErrorCause.MISREAD]
    short = report_of(tmp_path / "short", [*earlier_rows, *caused([ErrorCause.MISREAD] * (n - 1), later)])
    assert (short.second_half_from, short.causes[0].halves, short.causes[0].rank_lately) == (None, None, None)


def test_a_mix_that_has_not_changed_is_judged_whole(tmp_path: Path) -> None:
    """Two halves alike leave the most frequent cause to all of them."""
    half = [ErrorCause.KNOWLEDGE] * 10 + [ErrorCause.MISREAD] * 3
    report = report_of(tmp_path, [*caused(half), *caused(half, FIRST + timedelta(weeks=1))])
    assert report.second_half_from is not None
    assert not report.has_changed
    assert [share.cause for share in report.largest] == [ErrorCause.KNOWLEDGE]


@pytest.mark.parametrize(
    ("per_day", "sizes"),
    [
        ([LEAST_PER_HALF - 1], []),
        ([5, 5, 5], [15]),
        ([12, 12, 3], [12, 15]),
        ([12, 12, 12], [12, 12, 12]),
        ([20] * 12, [40] * 6),
    ],
)
def test_periods_have_enough_causes_each(tmp_path: Path, per_day: list[int], sizes: list[int]) -> None:
    """Whole days together until there are twelve, or a sixth of all; a short rest joins the one before."""
    rows = [row for k, n in enumerate(per_day) for row in caused([ErrorCause.TIMING] * n, FIRST + timedelta(days=k))]
    report = report_of(tmp_path, [*rows, *caused([None] * 20, FIRST + timedelta(days=30))])
    assert [sum(period.counts) for period in report.periods] == sizes
    if sizes:
        assert report.periods[0].first_on == FIRST
        assert report.periods[-1].last_on == FIRST + timedelta(days=len(per_day) - 1)


def test_misconceptions_are_the_sure_and_wrong(tmp_path: Path) -> None:
    """Also to questions seen before: the log lists what was answered."""
    sure, unsure = caused([None, None])
    rows = [replace(sure, confidence=Confidence.CONFIDENT), replace(unsure, confidence=Confidence.UNSURE)]
    report = report_of(tmp_path, rows)
    assert [mistake.response.position for mistake in report.misconceptions] == [1]


PAIR = {"chosen": "Firehose", "correct_answer": "Kinesis Data Streams"}


@pytest.mark.parametrize(
    ("changes", "suggested"),
    [
        (PAIR, Suggestion(ErrorCause.CONFUSED_PAIR, Hint.LOOK_ALIKES)),
        ({**PAIR, "error_cause": ErrorCause.MISREAD}, None),
        ({"is_flagged": True, "is_revisited": False}, Suggestion(ErrorCause.TIMING, Hint.LEFT_FLAGGED)),
        ({"is_flagged": True}, None),
        ({"response_time_s": 270.0}, Suggestion(ErrorCause.TIMING, Hint.FAR_OVER_LIMIT)),
        ({"response_time_s": 269.0}, None),
        ({"response_time_s": 27.0}, Suggestion(ErrorCause.TIMING, Hint.FAR_UNDER)),
        ({"response_time_s": 28.0}, None),
        ({"confidence": Confidence.GUESS}, Suggestion(ErrorCause.KNOWLEDGE, Hint.GUESSED)),
        ({"confidence": Confidence.UNSURE}, None),
        ({"chosen": "B", "correct_answer": "D"}, None),
    ],
)
def test_a_cause_is_suggested_by_what_the_log_shows(
    tmp_path: Path, changes: dict[str, Any], suggested: Suggestion | None
) -> None:
    """By the limit of three minutes, and the exam's 166 seconds; never where a cause is set, and never counted."""
    report = report_of(tmp_path, [replace(caused([None])[0], **changes)])
    assert report.mistakes[0].suggestion == suggested
    assert report.n_with_cause == int("error_cause" in changes)


def test_what_was_confused_before_is_suggested_again(tmp_path: Path) -> None:
    """Also where no list knows that the two look alike."""
    rows = caused([ErrorCause.CONFUSED_PAIR, None])
    report = report_of(tmp_path, [replace(row, chosen="Foo", correct_answer="Bar") for row in rows])
    assert report.without_cause[0].suggestion == Suggestion(ErrorCause.CONFUSED_PAIR, Hint.CONFUSED_BEFORE)


def test_the_limit_is_that_of_the_plan(tmp_path: Path) -> None:
    """At one minute a question, ninety seconds are far over."""
    rows: list[Record] = [replace(caused([None])[0], response_time_s=90.0), replace(plan(), minutes_per_item=1.0)]
    report = mistakes_report(known_from(tmp_path, rows))
    assert report.mistakes[0].suggestion == Suggestion(ErrorCause.TIMING, Hint.FAR_OVER_LIMIT)


def test_nothing_answered_is_no_fault(tmp_path: Path) -> None:
    """An empty report, whose mix says nothing."""
    report = mistakes_report(known_from(tmp_path, [plan()]))
    assert (report.n_responses, report.mistakes, report.pairs, report.has_mix) == (0, (), (), False)
