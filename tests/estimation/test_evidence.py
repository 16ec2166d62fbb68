"""Counts of practice exams and hours, and the model's arrays of them."""

import math
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from analytics.estimation.evidence import read_evidence
from analytics.estimation.study_hours import HOURS_HALF_LIFE_DAYS, StudyHours
from analytics.models.points import Points
from analytics.records import DomainResult, ItemResponse, Record, Row
from analytics.store import Store
from tests.inputs.builders import EXAM, MADE_AT, TODAY, practice_exam, responses, session, store_with, total_of
from tests.inputs.evidence_cases import BLUEPRINT, DAY, FULL, cells_of, evidence_of, result
from tests.inputs.exposure_rules import Cell, Counts, sittings, slow_cells
from tests.inputs.strategies import few_examples
from tests.inputs.tables import rows_of

# What counts, and what was seen before


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples of a property; opening it for each would take longer than the example."""
    store = store_with(tmp_path_factory.mktemp("store"), [])
    with store.reading():
        yield store


EXAMPLES = count()


@few_examples(8)
@given(
    st.lists(
        sittings(), min_size=1, max_size=6, unique_by=lambda rows: (rows[0].candidate_id, rows[0].practice_exam_id)
    ),
    st.randoms(use_true_random=False),
)
def test_cells_equal_a_slow_count(store: Store, exams: list[list[ItemResponse | DomainResult]], order: object) -> None:
    """Questions, correct answers and exposure are those of a loop over the exams, in any order of import.

    Each example has candidates of its own, and those of the others stay in the file.
    """
    suffix = f" {next(EXAMPLES)}"
    records = [replace(record, candidate_id=record.candidate_id + suffix) for rows in exams for record in rows]
    shuffled = list(records)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    with store.batch("example", made_at=MADE_AT) as batch:
        batch.add([Row("1", record) for record in shuffled])
    table = store.query("cells", exam_code=EXAM, as_of=TODAY, candidate_ids=None)
    table = table[table.candidate_id.str.endswith(suffix)]
    ours: dict[Cell, Counts] = {}
    for row in table.itertuples():
        cell = (str(row.candidate_id), str(row.practice_exam_id), str(row.domain_id), float(str(row.seen_share)))
        assert cell not in ours
        ours[cell] = float(str(row.n_items)), float(str(row.n_correct))
    expected = slow_cells(records)
    assert {_rounded(cell) for cell in ours} == {_rounded(cell) for cell in expected}
    assert {_rounded(cell): counts for cell, counts in ours.items()} == {
        _rounded(cell): counts for cell, counts in expected.items()
    }


def _rounded(cell: Cell) -> Cell:
    return (*cell[:3], round(cell[3], 9))


@pytest.mark.parametrize(
    ("n_asked", "counted"),
    [(3, {("e", "1", 0.0): (3.0, 3.0)}), (4, {("e", "1", 0.0): (4.0, 1.0)})],
)
def test_the_source_with_more_questions_counts(
    tmp_path: Path, n_asked: int, counted: dict[tuple[str, str, float], Counts]
) -> None:
    """Of an exam in both files the source with more questions counts alone; if equal, the responses."""
    records: list[Record] = [*responses("e", DAY, "+++"), result("e", "1", 1, n_asked)]
    assert cells_of(evidence_of(tmp_path, records)) == counted


def test_a_total_counts_beside_fewer_responses(tmp_path: Path) -> None:
    """Of an exam known as a whole and by some of its questions the whole counts."""
    records: list[Record] = [*responses("e", DAY, "+-"), result("e", "total", 45, 65)]
    assert cells_of(evidence_of(tmp_path, records)) == {("e", "total", 0.0): (65.0, 45.0)}


def test_responses_without_a_domain_count_once_and_for_the_whole(tmp_path: Path) -> None:
    """Of 65 answers 52 name a domain: the fit has 65 questions, 13 of them with the blueprint's mix of domains."""
    known = responses("e", DAY, "++-+" * 13)
    rest = [replace(one, response_key=f"rest {n}", position=100 + n, domain_id="total") for n, one in enumerate(known)]
    evidence = evidence_of(tmp_path, [*known, *rest[:13]])
    assert cells_of(evidence) == {("e", "1", 0.0): (52.0, 39.0), ("e", "total", 0.0): (13.0, 10.0)}
    assert evidence.n_items.sum() == 65
    assert_allclose(evidence.cells.domain[0], np.array([[1.0, 0.0, 0.0, 0.0], [0.20, 0.24, 0.36, 0.20]]))
    assert evidence.n_left_out.sum() == 0


def test_a_total_counts_for_what_it_holds_beyond_its_domains(tmp_path: Path) -> None:
    """65 questions of which 29 are known by domain leave 36, with the remaining correct answers."""
    records = [result("e", "1", 9, 13), result("e", "2", 10, 16), result("e", "total", 45, 65)]
    assert cells_of(evidence_of(tmp_path, records)) == {
        ("e", "1", 0.0): (13.0, 9.0),
        ("e", "2", 0.0): (16.0, 10.0),
        ("e", "total", 0.0): (36.0, 26.0),
    }


def test_a_total_alone_is_the_blueprints_mix_of_domains(tmp_path: Path) -> None:
    """A total without domains is a cell with the blueprint's mix of domains."""
    evidence = evidence_of(tmp_path, [total_of(DAY, 45, 65)])
    assert_allclose(evidence.cells.domain[0, 0], [0.20, 0.24, 0.36, 0.20])


def test_right_answers_told_apart_make_two_cells(tmp_path: Path) -> None:
    """20 questions, 8 seen of which 7 correct, are 8 seen with 7 and 12 new with 6 correct."""
    row = result("e", "1", 13, 20, n_seen_before=8, n_correct_seen_before=7)
    assert cells_of(evidence_of(tmp_path, [row])) == {("e", "1", 1.0): (8.0, 7.0), ("e", "1", 0.0): (12.0, 6.0)}


def test_a_count_of_seen_questions_alone_is_a_share(tmp_path: Path) -> None:
    """8 seen of 20 without their correct answers are one cell of which 40 % is seen."""
    row = result("e", "1", 13, 20, n_seen_before=8)
    assert cells_of(evidence_of(tmp_path, [row])) == {("e", "1", 0.4): (20.0, 13.0)}


def test_the_seen_share_of_a_total_applies_to_its_domains(tmp_path: Path) -> None:
    """With 10 seen of a total of 40, a domain without a count and the rest are a quarter seen."""
    records = [result("e", "1", 15, 20), result("e", "total", 30, 40, n_seen_before=10)]
    assert cells_of(evidence_of(tmp_path, records)) == {
        ("e", "1", 0.25): (20.0, 15.0),
        ("e", "total", 0.25): (20.0, 15.0),
    }


def test_seen_questions_of_domains_are_subtracted_from_the_total(tmp_path: Path) -> None:
    """With 10 seen of 40 and 8 of 20 in the domain, 2 of the other 20 are seen."""
    records = [result("e", "1", 15, 20, n_seen_before=8), result("e", "total", 30, 40, n_seen_before=10)]
    assert cells_of(evidence_of(tmp_path, records)) == {
        ("e", "1", 0.4): (20.0, 15.0),
        ("e", "total", 0.1): (20.0, 15.0),
    }


def test_the_provider_is_known_when_either_file_names_it(tmp_path: Path) -> None:
    """Responses without a provider take that of the exam's result."""
    records: list[Record] = [*responses("e", DAY, "++", provider=None), result("e", "1", 1, 1)]
    assert set(evidence_of(tmp_path, records).table.provider) == {"Provider A"}


def test_no_provider_is_one_provider_without_a_name(tmp_path: Path) -> None:
    """Exams without a provider share one index of the model."""
    records = [*practice_exam(DAY, FULL, provider=None), *practice_exam(TODAY, FULL)]
    evidence = evidence_of(tmp_path, records)
    assert_array_equal(evidence.cells.provider[0], [0] * 4 + [1] * 4)
    assert evidence.provider_names == ["", "Provider A"]


def test_conditions_are_those_that_are_recorded(tmp_path: Path) -> None:
    """Without a record of time and books the conditions are those of the real exam."""
    records = [
        result("quiet", "1", 5, 10),
        result("timed", "1", 5, 10, is_timed=True, is_closed_book=True),
        result("untimed", "1", 5, 10, is_timed=False),
        result("open", "1", 5, 10, is_closed_book=False),
    ]
    table = evidence_of(tmp_path, records).table
    untimed, open_book = (dict(table.rows("practice_exam_id", name)) for name in ("is_untimed", "is_open_book"))
    assert untimed == {"quiet": False, "timed": False, "untimed": True, "open": False}
    assert open_book == {"quiet": False, "timed": False, "untimed": False, "open": True}


def test_conditions_reach_the_model(tmp_path: Path) -> None:
    """An untimed open-book exam is marked as both in the cells."""
    evidence = evidence_of(tmp_path, [result("e", "1", 5, 10, is_timed=False, is_closed_book=False)])
    assert (evidence.cells.untimed[0, 0], evidence.cells.open_book[0, 0]) == (1.0, 1.0)


def test_open_book_practice_is_like_an_open_book_exam(tmp_path: Path) -> None:
    """Where the real exam allows documentation, only a missing time limit differs from it."""
    store = store_with(tmp_path, [result("e", "1", 5, 10, is_timed=False, is_closed_book=False)])
    evidence = read_evidence(store, replace(BLUEPRINT, is_open_book=True), store.candidates(), TODAY)
    assert (evidence.cells.untimed[0, 0], evidence.cells.open_book[0, 0]) == (1.0, 0.0)


def test_unknown_domains_are_left_out_and_counted(tmp_path: Path) -> None:
    """Rows of a domain that the exam does not have are counted and left out."""
    evidence = evidence_of(tmp_path, [result("e", "1", 5, 10), result("e", "nine", 3, 7)])
    assert cells_of(evidence) == {("e", "1", 0.0): (10.0, 5.0)}
    assert evidence.n_left_out[0] == 7.0


def test_rows_of_another_exam_or_a_later_day_are_not_seen(tmp_path: Path) -> None:
    """Only rows of the exam up to the day count."""
    records = [
        *practice_exam(DAY, FULL),
        *practice_exam(DAY + timedelta(days=1), FULL),
        *practice_exam(DAY, FULL, exam_code="SAA-C03", provider="Provider B"),
    ]
    assert set(evidence_of(tmp_path, [*records], as_of=DAY).table.practice_exam_id) == {f"Provider A {DAY}"}


def test_reading_one_candidate_leaves_the_others_alone(tmp_path: Path) -> None:
    """The narrower query of one candidate gives the same rows as that of everybody."""
    mine = practice_exam(DAY, FULL)
    yours = [replace(row, candidate_id="you", n_correct=1) for row in mine]
    store = store_with(tmp_path, [*mine, *yours, session(DAY, 2.0), replace(session(DAY, 5.0), candidate_id="you")])
    both = read_evidence(store, BLUEPRINT, ["me", "you"], TODAY).of_candidates(["you"])
    alone = read_evidence(store, BLUEPRINT, ["you"], TODAY)
    assert rows_of(both.table) == rows_of(alone.table)
    assert_array_equal(both.n_correct, [[1.0] * 4])
    for hours in (both.hours[0], alone.hours[0]):
        assert hours is not None
        assert hours.hours.sum() == pytest.approx(5.0)


# The arrays


def test_short_records_are_padded_with_cells_of_no_items(tmp_path: Path) -> None:
    """Candidates are in the order given; one without rows has no items and starts on the day itself."""
    records = [
        *practice_exam(DAY, FULL),
        *[replace(row, candidate_id="you") for day in (DAY, TODAY) for row in practice_exam(day, FULL)],
    ]
    store = store_with(tmp_path, records)
    evidence = read_evidence(store, BLUEPRINT, ["you", "nobody", "me"], TODAY)
    assert_array_equal((evidence.n_items > 0).sum(axis=1), [8, 0, 4])
    assert_array_equal(evidence.first_day, [DAY.toordinal(), TODAY.toordinal(), DAY.toordinal()])
    assert_array_equal(evidence.cells.exam[1], [-1.0] * 8)
    part = evidence.of(np.array([2]))
    assert part.candidate_ids == ("me",)
    assert part.n_items.tolist() == [[13.0, 16.0, 23.0, 13.0]]
    assert evidence.of(np.array([1])).n_items.tolist() == [[0.0]]


def test_weeks_count_from_the_first_exam_and_are_never_negative(tmp_path: Path) -> None:
    """A day before the first evidence is in week 0."""
    evidence = evidence_of(tmp_path, [*practice_exam(DAY, FULL), *practice_exam(DAY + timedelta(days=10), FULL)])
    assert_allclose(evidence.cells.week[0], [0.0] * 4 + [10 / 7] * 4)
    days = np.array([DAY - timedelta(days=30), DAY, DAY + timedelta(days=7)], dtype=object)
    assert_allclose(evidence.weeks(np.array([float(day.toordinal()) for day in days])), [[0.0, 0.0, 1.0]])


def test_nothing_at_all_can_be_laid_out(tmp_path: Path) -> None:
    """A candidate with a study session alone has hours and no cells."""
    evidence = evidence_of(tmp_path, [session(DAY, 1.0)])
    assert evidence.n_items.tolist() == [[0.0]]
    assert evidence.has_hours.tolist() == [True]
    assert evidence.n_left_out.tolist() == [0.0]


def test_an_earlier_day_is_known_as_it_was(tmp_path: Path) -> None:
    """Earlier evidence equals reading on that day, with hours and exposure."""
    records: list[Record] = [
        *responses("a", DAY, "++-", item_ids=["i", "j", "k"]),
        *responses("b", DAY + timedelta(days=7), "+++", item_ids=["i", "j", "l"], provider="Provider A"),
        *responses("c", DAY + timedelta(days=14), "--", provider="Provider B"),
        session(DAY - timedelta(days=3), 4.0, domain_id="2"),
        session(DAY + timedelta(days=9), 6.0),
    ]
    store = store_with(tmp_path, records)
    now = read_evidence(store, BLUEPRINT, ["me"], TODAY)
    for days in (-1, 0, 7, 8, 20):
        day = DAY + timedelta(days=days)
        gone_back, then = now.until(day), read_evidence(store, BLUEPRINT, ["me"], day)
        assert gone_back.as_of == day
        assert_allclose(gone_back.n_correct, then.n_correct)
        assert_allclose(gone_back.n_items, then.n_items)
        assert_allclose(gone_back.has_hours, then.has_hours)
        for field in fields(Points):
            assert_allclose(getattr(gone_back.cells, field.name), getattr(then.cells, field.name))


# Hours


def slow_effective(sessions: list[tuple[int, float]], at: int, until: int) -> float:
    """Sum decayed hours one by one, and the recent rate in small steps beyond the last day."""
    known = sum(hours * math.exp2((day - at) / HOURS_HALF_LIFE_DAYS) for day, hours in sessions if day <= at)
    rate = sum(hours for day, hours in sessions if until - 28 < day <= until) / 28
    steps = 2000
    ahead = max(0, at - until)
    to_come = sum(
        rate * ahead / steps * math.exp2(-ahead * (k + 0.5) / steps / HOURS_HALF_LIFE_DAYS) for k in range(steps)
    )
    return known + to_come


@given(
    st.lists(st.tuples(st.integers(0, 100), st.floats(0.1, 10)), min_size=1, max_size=8),
    st.integers(0, 160),
)
def test_effective_hours_equal_a_plain_loop(sessions: list[tuple[int, float]], at: int) -> None:
    """Each hour halves in 60 days; after the day itself the rate of four weeks continues."""
    hours = StudyHours(np.array([float(day) for day, _ in sessions]), np.array([[spent] for _, spent in sessions]))
    ours = hours.effective(np.array([float(at)]), until=100.0)
    assert_allclose(ours[0, 0], slow_effective(sessions, at, 100), rtol=1e-6)


def test_hours_without_a_domain_are_spread_by_weight(tmp_path: Path) -> None:
    """5 h of domain 2 and 10 h without a domain are 2.0, 7.4, 3.6 and 2.0 by 20, 24, 36 and 20 %."""
    evidence = evidence_of(tmp_path, [session(DAY, 5.0, domain_id="2"), session(DAY, 10.0), *practice_exam(DAY, FULL)])
    hours = evidence.hours[0]
    assert hours is not None
    assert_allclose(hours.hours.sum(axis=0), [2.0, 7.4, 3.6, 2.0])


def test_later_hours_are_not_seen(tmp_path: Path) -> None:
    """Sessions after the day do not count; without others there are no hours."""
    records: list[Record] = [*practice_exam(DAY, FULL), session(DAY + timedelta(days=1), 3.0)]
    assert evidence_of(tmp_path, records, as_of=DAY).has_hours.tolist() == [False]


def test_the_effect_of_hours_starts_at_the_first_exam(tmp_path: Path) -> None:
    """The effect is the growth of log(1 + hours / 20 h) since the first exam."""
    before, after = DAY - timedelta(days=60), DAY + timedelta(days=1)
    records: list[Record] = [
        *practice_exam(DAY, FULL),
        session(before, 20.0, domain_id="1"),
        session(after, 30.0, domain_id="1"),
    ]
    evidence = evidence_of(tmp_path, records)
    days = np.array([float((DAY - timedelta(days=9)).toordinal()), float(after.toordinal())])
    effect = evidence.hours_effect(days, 4)
    at_first = math.log1p(10 / 20)
    at_after = math.log1p((20 * 0.5 ** (61 / 60) + 30) / 20)
    assert_allclose(effect[0], [[0.0] * 4, [at_after - at_first, 0.0, 0.0, 0.0]], atol=1e-12)
    assert_allclose(evidence.cells.hours, 0.0, atol=1e-12)


def test_the_effect_of_hours_stands_in_the_cells(tmp_path: Path) -> None:
    """A later exam's cell has the effect of its own domain, a total that of the mix."""
    later = DAY + timedelta(days=10)
    records: list[Record] = [
        *practice_exam(DAY, FULL),
        *practice_exam(later, FULL),
        total_of(later, 40, 65, provider="Provider B"),
        session(later, 20.0, domain_id="3"),
    ]
    evidence = evidence_of(tmp_path, records)
    expected = [0.0] * 6 + [math.log(2)] + [0.0] + [0.36 * math.log(2)]
    assert_allclose(evidence.cells.hours[0], expected, atol=1e-12)
