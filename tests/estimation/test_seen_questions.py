"""Which questions count as seen before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.records import Moment, Record
from tests.inputs.builders import responses
from tests.inputs.evidence_cases import DAY, cells_of, evidence_of, result


def test_a_second_sitting_of_a_form_counts_as_seen(tmp_path: Path) -> None:
    """The same form again is seen; another form, and the same name at another provider, are not."""
    exams = [
        result("first", "1", 5, 10, form="F"),
        result("again", "1", 8, 10, form="F", taken_at=DAY + timedelta(days=1)),
        result("other", "1", 7, 10, form="G", taken_at=DAY + timedelta(days=2)),
        result("elsewhere", "1", 6, 10, form="F", provider="B", taken_at=DAY + timedelta(days=3)),
        result("counted", "1", 6, 10, form="F", n_seen_before=4, taken_at=DAY + timedelta(days=4)),
    ]
    shares = {key[0]: key[2] for key in cells_of(evidence_of(tmp_path, exams))}
    assert shares == {"first": 0.0, "again": 1.0, "other": 0.0, "elsewhere": 0.0, "counted": 0.4}


def test_a_stated_second_sitting_is_seen(tmp_path: Path) -> None:
    """A stated second sitting is seen, even without the first in the file and with item ids."""
    records: list[Record] = [
        result("e", "1", 5, 10, sitting=2),
        *responses("r", DAY, "+-", item_ids=["i", "j"], domain_id="2", form="G", sitting=2),
    ]
    assert {key[0]: key[2] for key in cells_of(evidence_of(tmp_path, records))} == {"e": 1.0, "r": 1.0}


def test_ids_decide_where_the_first_sitting_has_them(tmp_path: Path) -> None:
    """In a second sitting with one known and one other question, one is seen and one new."""
    records: list[Record] = [
        *responses("first", DAY, "++", item_ids=["i", "j"], form="F"),
        *responses("second", DAY + timedelta(days=1), "+-", item_ids=["i", "k"], form="F", sitting=2),
    ]
    cells = cells_of(evidence_of(tmp_path, records))
    assert cells["second", "1", 1.0] == (1.0, 1.0)
    assert cells["second", "1", 0.0] == (1.0, 0.0)


def test_ids_decide_nothing_where_the_first_sitting_has_none(tmp_path: Path) -> None:
    """If the first sitting is known by domain alone, the second is seen, with ids or not."""
    records: list[Record] = [
        result("first", "1", 5, 10, form="F"),
        *responses("second", DAY + timedelta(days=1), "++", item_ids=["i", "j"], form="F"),
    ]
    assert cells_of(evidence_of(tmp_path, records))["second", "1", 1.0] == (2.0, 2.0)


def test_a_review_of_the_wrong_questions_does_not_make_the_others_new(tmp_path: Path) -> None:
    """If two of ten questions of the first sitting have ids, a later sitting is seen, with the other eight."""
    records: list[Record] = [
        result("first", "1", 8, 10, form="F"),
        *responses("first", DAY, "--", item_ids=["i", "j"], form="F"),
        *responses("second", DAY + timedelta(days=1), "++++", item_ids=["i", "j", "k", "l"], form="F"),
    ]
    assert cells_of(evidence_of(tmp_path, records))["second", "1", 1.0] == (4.0, 4.0)


def test_an_answer_without_an_id_is_new_unless_the_sitting_says_otherwise(tmp_path: Path) -> None:
    """Beside answers with ids, one without is new in another form and seen in a second sitting."""
    records: list[Record] = [
        *responses("first", DAY, "+++", item_ids=["i", "j", "k"], form="F"),
        *responses("other", DAY + timedelta(days=1), "+", item_ids=["i"], form="G"),
        replace(responses("other", DAY + timedelta(days=1), "-", form="G")[0], position=2, response_key="#2"),
        *responses("again", DAY + timedelta(days=2), "+", item_ids=["j"], form="F"),
        replace(responses("again", DAY + timedelta(days=2), "-", form="F")[0], position=2, response_key="#2"),
    ]
    cells = cells_of(evidence_of(tmp_path, records))
    assert (cells["other", "1", 1.0], cells["other", "1", 0.0]) == ((1.0, 1.0), (1.0, 0.0))
    assert cells["again", "1", 1.0] == (2.0, 1.0)


def test_an_answer_of_two_files_is_one(tmp_path: Path) -> None:
    """A question known by position in one file and by id in another counts once, with its id."""
    records: list[Record] = [
        *responses("e", DAY, "---"),
        *responses("e", DAY, "++", item_ids=["i", "j"]),
    ]
    assert cells_of(evidence_of(tmp_path, records)) == {("e", "1", 0.0): (3.0, 2.0)}


def test_between_equal_sources_the_one_with_seen_counts_is_used(tmp_path: Path) -> None:
    """Answers without ids tell nothing about exposure, so the count by domain is used."""
    counted = result("e", "1", 3, 4, n_seen_before=2, n_correct_seen_before=2)
    (tmp_path / "ids").mkdir()
    without = cells_of(evidence_of(tmp_path, [*responses("e", DAY, "+++-"), counted]))
    with_ids = cells_of(evidence_of(tmp_path / "ids", [*responses("e", DAY, "+++-", item_ids="ijkl"), counted]))
    assert without == {("e", "1", 1.0): (2.0, 2.0), ("e", "1", 0.0): (2.0, 1.0)}
    assert with_ids == {("e", "1", 0.0): (4.0, 3.0)}


def test_answers_without_ids_take_the_seen_share_of_the_total(tmp_path: Path) -> None:
    """The seen share of a total applies to each domain of as many answers, which keep their domains."""
    first, second = responses("e", DAY, "+++-"), responses("e", DAY, "-+", domain_id="2")
    later = [replace(row, response_key=f"later {row.position}", position=None) for row in second]
    records: list[Record] = [*first, *later, result("e", "total", 4, 6, n_seen_before=3)]
    assert cells_of(evidence_of(tmp_path, records)) == {("e", "1", 0.5): (4.0, 3.0), ("e", "2", 0.5): (2.0, 1.0)}


@pytest.mark.parametrize(("domain_id", "said", "share"), [("1", None, 0.2), ("total", None, 0.2), ("1", 0, 0.0)])
def test_a_count_without_seen_questions_takes_those_of_its_answers(
    tmp_path: Path, domain_id: str, said: int | None, share: float
) -> None:
    """Of ten questions with two known ids 2 of 10 are seen, unless the count has its own number."""
    records: list[Record] = [
        *responses("first", DAY, "++", item_ids=["i", "j"]),
        result("e", domain_id, 7, 10, taken_at=DAY + timedelta(days=1), n_seen_before=said),
        *responses("e", DAY + timedelta(days=1), "+-", item_ids=["i", "j"]),
    ]
    cells = cells_of(evidence_of(tmp_path, records))
    assert {key: counts for key, counts in cells.items() if key[0] == "e"} == {("e", domain_id, share): (10.0, 7.0)}


@pytest.mark.parametrize(
    ("provider", "days_before", "expected"), [("Provider A", 1, 1.0), ("Provider B", 1, 0.0), ("Provider A", 0, 0.0)]
)
def test_an_item_of_another_certification_was_met_as_well(
    tmp_path: Path, provider: str, days_before: int, expected: float
) -> None:
    """An item id of the provider met earlier for any exam counts as seen."""
    elsewhere = responses("x", DAY - timedelta(days=days_before), "-", item_ids=["i"], provider=provider, form="F")
    records: list[Record] = [
        *[replace(row, exam_code="SAA-C03") for row in elsewhere],
        *responses("e", DAY, "+", item_ids=["i"], form="F"),
    ]
    assert cells_of(evidence_of(tmp_path, records)) == {("e", "1", expected): (1.0, 1.0)}


def test_fast_right_answers_are_counted_by_a_third_of_the_usual_time(tmp_path: Path) -> None:
    """If new correct answers took 30, 60 and 90 s, a correct answer below 20 s is fast, a wrong one never."""
    times = {"first": (30.0, 60.0, 90.0, 5.0, None), "again": (19.0, 20.0, 21.0, 1.0, None)}
    records: list[Record] = [
        replace(row, response_time_s=time)
        for days, (exam_id, seconds) in enumerate(times.items())
        for row, time in zip(
            responses(exam_id, DAY + timedelta(days=days), "+++-+", item_ids="ijklm"), seconds, strict=True
        )
    ]
    table = evidence_of(tmp_path, records).table
    assert list(table.rows("seen_share", "n_timed_correct", "n_fast_correct")) == [(0.0, 3, 0), (1.0, 3, 1)]


def test_an_id_met_in_an_exam_that_counts_by_domain_was_met(tmp_path: Path) -> None:
    """Ids of a review beside the whole result count as seen when they come back."""
    records: list[Record] = [
        result("first", "1", 8, 10),
        *responses("first", DAY, "--", item_ids=["i", "j"]),
        *responses("later", DAY + timedelta(days=1), "+++", item_ids=["i", "j", "k"]),
    ]
    cells = cells_of(evidence_of(tmp_path, records))
    assert cells["first", "1", 0.0] == (10.0, 8.0)
    assert (cells["later", "1", 1.0], cells["later", "1", 0.0]) == ((2.0, 2.0), (1.0, 1.0))


@pytest.mark.parametrize(
    ("provider", "when", "expected"),
    [
        ("Provider A", DAY + timedelta(days=1), 1.0),
        ("Provider B", DAY + timedelta(days=1), 0.0),
        ("Provider A", DAY - timedelta(days=1), 0.0),
        ("Provider A", DAY, 1.0),
    ],
)
def test_an_id_was_met_when_it_came_earlier_from_the_same_provider(
    tmp_path: Path, provider: str, when: Moment, expected: float
) -> None:
    """The day of the exam decides, not the order of import; on one day the exam's id."""
    records: list[Record] = [
        *responses("z", when, "+", item_ids=["i"], provider=provider),
        *responses("e", DAY, "-", item_ids=["i"]),
    ]
    assert {key[2] for key in cells_of(evidence_of(tmp_path, records)) if key[0] == "z"} == {expected}


def test_moments_of_a_day_order_its_exams(tmp_path: Path) -> None:
    """Of two exams of one day the earlier moment is first, whatever their ids."""
    morning, evening = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (7, 20))
    records: list[Record] = [
        *responses("a", evening, "+", item_ids=["i"]),
        *responses("b", morning, "-", item_ids=["i"]),
    ]
    assert cells_of(evidence_of(tmp_path, records)) == {("b", "1", 0.0): (1.0, 0.0), ("a", "1", 1.0): (1.0, 1.0)}
