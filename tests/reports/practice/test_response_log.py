"""Responses are read in order, with the model's exposure of each question."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from analytics.records import Confidence, DomainResult, ErrorCause, Record
from analytics.reports.practice.response_log import read_responses
from analytics.store import Store
from dashboard.sample import load_sample
from tests.inputs.builders import EXAM, TODAY, fitted_from, practice_exam, responses, store_with, total_of

FIRST, SECOND = date(2026, 11, 7), date(2026, 11, 14)


def test_every_field_is_read_and_absent_ones_are_none() -> None:
    """Services are separated by a semicolon or a comma, without repeats."""
    full = replace(
        responses("p", FIRST, "-", item_ids=["q"])[0],
        services="Amazon S3; AWS Glue,Amazon  S3;",
        response_time_s=90.5,
        is_flagged=True,
        is_revisited=False,
        confidence=Confidence.UNSURE,
        error_cause=ErrorCause.MISREAD,
        chosen="A",
        correct_answer="B",
        is_timed=False,
        task_id="1.2",
    )
    bare = replace(full, response_key="r", item_id=None, position=None, services=None, response_time_s=None)
    bare = replace(bare, is_flagged=None, is_revisited=None, confidence=None, error_cause=None, is_timed=None)
    first, second = read_responses(fitted_from([full, bare]))
    assert (first.services, first.response_time_s, first.task_id) == (("Amazon S3", "AWS Glue"), 90.5, "1.2")
    assert (first.is_flagged, first.is_revisited, first.is_untimed) == (True, False, True)
    assert (first.confidence, first.error_cause) == (Confidence.UNSURE, ErrorCause.MISREAD)
    assert (second.position, second.services, second.response_time_s) == (None, (), None)
    assert (second.is_flagged, second.confidence, second.error_cause, second.is_untimed) == (None, None, None, False)


def test_the_order_is_that_of_answering() -> None:
    """By day, then position, whatever the file's order; later responses are hidden."""
    rows = [
        *responses("b", SECOND, "+-"),
        *responses("a", FIRST, "-+"),
        *responses("c", date(2026, 12, 1), "+"),
    ]
    found = read_responses(fitted_from(rows[::-1]))
    assert [(r.practice_exam_id, r.position) for r in found] == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


def test_a_question_is_seen_by_its_id_or_by_its_form() -> None:
    """Its id occurred earlier, or it has none and its form was taken before."""
    rows: list[Record] = [
        *responses("a", FIRST, "+-", item_ids=["q1", "q2"], form="F"),
        *responses("b", SECOND, "++", item_ids=["q2", "q3"], form="F"),
        *responses("c", SECOND, "+", sitting=2),
        *[replace(row, form="G") for row in practice_exam(FIRST, [(3, 4)])],
        *responses("d", SECOND, "+", item_ids=["q4"], form="G"),
    ]
    seen = {(r.practice_exam_id, r.response_key): r.was_seen for r in read_responses(fitted_from(rows))}
    assert [key for key, was_seen in seen.items() if was_seen] == [("b", "q2"), ("c", "#1"), ("d", "q4")]


def test_all_queries_share_the_rule_for_questions_seen_before(tmp_path: Path) -> None:
    """Across exams of a provider, with few ids, with one response in two files, and with a stated share."""
    rows: list[Record] = [
        *[replace(row, exam_code="AZ-900") for row in responses("other", FIRST, "+", item_ids=["q1"])],
        *responses("a", SECOND, "++", item_ids=["q1", "q2"], form="F"),
        *responses("b", SECOND + timedelta(days=1), "+++", form="F")[1:],
        *responses("b", SECOND + timedelta(days=1), "+", item_ids=["q3"], form="F"),
        *responses("c", SECOND + timedelta(days=2), "+", item_ids=["q4"], form="F"),
        *responses("d", SECOND + timedelta(days=2), "++"),
        total_of(SECOND + timedelta(days=2), 2, 2, provider="Provider A"),
    ]
    rows[-1] = (
        replace(rows[-1], practice_exam_id="d", n_seen_before=1) if isinstance(rows[-1], DomainResult) else rows[-1]
    )
    store = store_with(tmp_path, rows)
    asked = {"candidate_ids": ["me"], "exam_code": EXAM, "as_of": TODAY}
    log, cells, items = (store.query(name, **asked) for name in ("response_log", "cells", "item_answers"))
    seen = {"a": 1, "b": 2, "c": 1, "d": 2}
    assert log[log.was_seen].groupby("practice_exam_id").size().to_dict() == seen
    assert (cells.seen_share * cells.n_items).groupby(cells.practice_exam_id).sum().to_dict() == {**seen, "d": 1}
    assert items[items.seen_share == 1].groupby("practice_exam_id").size().to_dict() == {"a": 1, "c": 1}
    assert len(log) == cells.n_items.sum()


def test_what_was_seen_is_what_the_model_takes_for_seen(tmp_path: Path) -> None:
    """In every practice exam of the sample."""
    store = Store(tmp_path / "sample.duckdb")
    load_sample(store, today=TODAY, made_at=datetime(2026, 11, 25, tzinfo=UTC))
    asked = {"candidate_ids": ["me"], "exam_code": "MLS-C01", "as_of": date(2026, 3, 28)}
    log, cells = store.query("response_log", **asked), store.query("cells", **asked)
    ours = Counter(log[log.was_seen].practice_exam_id)
    cells = cells[cells.practice_exam_id.isin(set(log.practice_exam_id))]
    theirs = (cells.seen_share * cells.n_items).groupby(cells.practice_exam_id).sum()
    assert ours
    assert ours == {name: n for name, n in theirs.items() if n}
