"""Stable, ready and genuine: the same value and reason wherever they are made."""

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.estimation.cohort import Cohort
from analytics.models.progress import StabilityVerdict
from analytics.records import Record
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import StatementVerdict
from analytics.reports.practice.stabilization import StabilizationReport, stabilization_report
from analytics.reports.this_week import WeekReport, week_report
from dashboard import formatting
from dashboard.outputs import weekly_page
from dashboard.outputs.json_contract import readiness_json, week_json
from dashboard.text import common, statements, terminal
from tests.inputs.builders import TODAY, candidate_of, plan, practice_exam, store_with

EXAM = "DEA-C01"


def steady(right: int, n: int, *, n_providers: int = 2, n_seen: int = 0) -> list[Record]:
    """Make a practice exam of 80 questions every third day, with as many right in each domain."""
    return [
        row
        for k in range(n)
        for row in practice_exam(
            TODAY - timedelta(days=3 * k + 1),
            [(right, 20)] * 4,
            exam_code=EXAM,
            provider=f"P{k % n_providers}",
            n_seen=n_seen,
        )
    ]


def risen() -> list[Record]:
    """Make scores that go from a third to nearly all right within three weeks."""
    return [
        row
        for k in range(12)
        for row in practice_exam(
            TODAY - timedelta(days=3 * k + 1), [(57 if k < 5 else 21, 60)] * 4, exam_code=EXAM, provider=f"P{k % 2}"
        )
    ]


def reports_of(folder: Path, records: Sequence[Record]) -> tuple[StabilizationReport, WeekReport]:
    """Report on a file of some records, for the page and for the week."""
    store = store_with(folder, [plan(exam_code=EXAM, exam_on=TODAY + timedelta(weeks=1)), *records])
    known = candidate_of(store, exam_code=EXAM)
    return stabilization_report(known), week_report(known)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], ("cannot_tell", "cannot_tell", "cannot_tell")),
        (steady(15, 1), ("cannot_tell", "cannot_tell", "cannot_tell")),
        (steady(19, 16), ("stable", "yes", "yes")),
        (steady(10, 16), ("stable", "no", "yes")),
        (steady(19, 16, n_providers=1), ("stable", "yes", "cannot_tell")),
        (steady(19, 16, n_seen=20), (None, None, "no")),
        (risen(), ("moving", None, "yes")),
    ],
)
def test_every_face_says_the_same(
    tmp_path: Path, records: list[Record], expected: tuple[str | None, str | None, str]
) -> None:
    """The page, both texts, both JSON documents and the printed check-in agree, each with its reason."""
    page, week = reports_of(tmp_path, records)
    answer = page.readiness
    values = answer.stability.verdict.value, answer.ready.value, answer.genuine.value
    assert all(want in (None, value) for want, value in zip(expected, values, strict=True))
    for document in (readiness_json(answer), readiness_json(week.readiness), week_json(week)):
        assert isinstance(document, dict)
        inner = document.get("readiness", document)
        assert isinstance(inner, dict)
        said = [inner[key] for key in ("stability", "ready", "genuine")]
        assert [one["verdict"] for one in said if isinstance(one, dict)] == list(values)
    printed = html.unescape(weekly_page.page(week))
    texts = [terminal.readiness(answer), terminal.week(week)]
    for name, value, reason in statements.rows(answer):
        plain = formatting.unescaped(reason)
        assert f"{name} {value}. {plain}" in printed
        for text in texts:
            assert f"{value}. {terminal.literal(plain)}" in text
            assert f"{name.removesuffix('?')}:" in text


def test_what_is_missing_is_named_in_the_json(tmp_path: Path) -> None:
    """One practice exam: too few for stability, and for a statement on readiness."""
    page, _ = reports_of(tmp_path, steady(15, 1))
    document = readiness_json(page.readiness)
    assert isinstance(document, dict)
    stability, ready = document["stability"], document["ready"]
    assert isinstance(stability, dict)
    assert stability["reasons"] == ["too_few_exams", "none_before_window"]
    assert ready == {"verdict": "cannot_tell", "target": 0.8, "reasons": ["practice_exams"]}


@pytest.fixture
def answer(tmp_path: Path) -> Readiness:
    """Give an answer to change one thing of."""
    return reports_of(tmp_path, steady(19, 16))[0].readiness


def test_each_value_has_its_words(answer: Readiness) -> None:
    """Yes, no and cannot tell of each statement have a reason of their own."""
    moving = replace(answer.stability, verdict=StabilityVerdict.MOVING)
    assert statements.rows(replace(answer, stability=moving))[0][1] == "No"
    assert "reaches the target" in statements.ready(answer)
    assert "lies below the target" in statements.ready(replace(answer, ready=StatementVerdict.NO))
    assert "do not decide it" in statements.ready(replace(answer, ready=StatementVerdict.CANNOT_TELL, missing=()))
    assert "today" in statements.ready(replace(answer, exam_on=answer.as_of))


@pytest.mark.parametrize(
    ("n_new", "n_forms", "expected"),
    [
        (0, 0, "No new question was answered in the last 3 weeks; it takes 100. It takes new questions from more"),
        (1, 1, "1 new question was answered in the last 3 weeks; it takes 100. New questions came from 1 form;"),
        (40, 1, "40 new questions were answered"),
    ],
)
def test_counts_are_written_as_a_person_would(tmp_path: Path, n_new: int, n_forms: int, expected: str) -> None:
    """None, one and many have their own words."""
    few = reports_of(tmp_path, steady(15, 1))[0].readiness
    said = statements.genuine(replace(few, n_new_items_in_window=n_new, n_forms_in_window=n_forms))
    assert said.startswith(expected)


@pytest.mark.parametrize(
    ("cohort", "sentence"),
    [
        (Cohort(), "nothing"),
        (Cohort(n_candidates=210), "how candidates differ, from 210 of them"),
        (Cohort(40, 24, 1, 0), "how candidates differ, from 40 of them, how easy 24 questions are and 1 real result"),
        (Cohort(0, 0, 60, 45), "60 real results, 45 of them with a score"),
    ],
)
def test_what_is_taken_from_others_is_said(cohort: Cohort, sentence: str) -> None:
    """Scales, questions and real results are named where they are in use, and nothing where none is."""
    assert common.others_in_use(cohort) == sentence
