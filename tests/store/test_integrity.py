"""The integrity check finds damage, orphans and contradictions."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.errors.store import StoreDamagedError
from analytics.records import CheckIn, DomainResult, ExamOutcome, ItemResponse, Row
from analytics.store import Store
from tests.inputs.store_files import A_DAY, add, check_in, new_store, raw_connection

N_NIGHTS = 15_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a file of many blocks."""
    store = new_store(tmp_path_factory.mktemp("whole") / "cutscore.duckdb")
    add(store, *[check_in(os.urandom(60).hex(), on=A_DAY + timedelta(days=day)) for day in range(N_NIGHTS)])
    assert store.check() == []
    return store.path.read_bytes()


def test_a_truncated_file_is_found(whole: bytes, path: Path) -> None:
    """Rows that are missing are found by the check, and so is a missing end of the keys' index.

    In the latter case no row is lost, and none is added.
    """
    for share in (0.1, 0.3, 0.5):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(StoreDamagedError):
            Store(path).check()
    for share in (0.7, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        store = Store(path)
        with pytest.raises(StoreDamagedError):
            store.check()
        with pytest.raises(StoreDamagedError):
            add(store, check_in("another night"))
        assert len(store.records(CheckIn)) == N_NIGHTS


def test_a_flipped_byte_is_found(whole: bytes, path: Path) -> None:
    """In the header the file does not open; in a row or in the keys' index the checksum fails."""
    for place in (60, 4096 + 60, len(whole) // 2, len(whole) - 100_000):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(StoreDamagedError, match="checksum"):
            Store(path).check()


def test_contradicting_rows_are_found(store: Store) -> None:
    """These are two days, a total below its domains, responses against a result, and two outcomes.

    Responses to only some of the questions are no contradiction.
    """

    def result(name: str, domain_id: str, n_items: int, n_correct: int, *, later_d: int = 0) -> Row:
        day = A_DAY + timedelta(days=later_d)
        exam = DomainResult(
            practice_exam_id=name,
            taken_at=day,
            exam_code="X-1",
            domain_id=domain_id,
            n_items=n_items,
            n_correct=n_correct,
        )
        return Row("2", exam)

    def answer(name: str, key: str) -> Row:
        response = ItemResponse(
            practice_exam_id=name, response_key=key, taken_at=A_DAY, exam_code="X-1", domain_id="d", is_correct=True
        )
        return Row("2", response)

    def outcome(domain_id: str | None, *, is_passed: bool) -> Row:
        return Row("2", ExamOutcome(taken_on=A_DAY, exam_code="X-1", domain_id=domain_id, is_passed=is_passed))

    add(
        store,
        result("days", "d", 2, 1),
        result("total", "d", 5, 4),
        result("both", "d", 2, 1),
        result("same", "d", 3, 2),
    )
    assert store.check() == []
    add(store, result("days", "e", 2, 1, later_d=1), result("total", "total", 4, 4))
    add(store, answer("both", "1"), answer("both", "2"), answer("same", "1"))
    add(store, outcome(None, is_passed=True), outcome("d", is_passed=False))
    assert store.check() == [
        "Exam X-1 of me on 2026-02-01 is both passed and failed.",
        "Practice exam both of me has 2 of 2 correct answers in domain d, but its result there is 1 of 2.",
        "Practice exam days of me has 2 days.",
        "The total of practice exam total of me is lower than the sum of its domains.",
    ]


def test_orphans_and_contradictions_are_found(store: Store) -> None:
    """Each has a sentence; a sound file has none."""
    result = DomainResult(practice_exam_id="p", taken_at=A_DAY, exam_code="X-1", domain_id="d", n_items=2, n_correct=1)
    answer = ItemResponse(
        practice_exam_id="p", response_key="1", taken_at=A_DAY, exam_code="X-2", domain_id="d", is_correct=True
    )
    add(store, Row("2", result), check_in("a"))
    assert store.check() == []
    add(store, Row("2", answer))
    with raw_connection(store.path) as connection:
        connection.execute("delete from batch where batch_id = 1")
        connection.execute("delete from candidate")
        connection.execute("update practice_exams set domain_id = 'other'")
        connection.execute("update item_responses set response_key = 'other'")
    assert store.check() == [
        "Candidate me has rows of check_ins but no profile: 1.",
        "Candidate me has rows of item_responses but no profile: 1.",
        "Candidate me has rows of practice_exams but no profile: 1.",
        "Practice exam p of me has 2 exam codes.",
        "Rows of check_ins belong to import 1, which is not listed: 1.",
        "Rows of practice_exams belong to import 1, which is not listed: 1.",
        "Table practice_exams has 1 row whose key does not match its values.",
        "Table item_responses has 1 row whose key does not match its values.",
    ]
