"""Workbooks, collections and reports with other rows and cells: each row is stored, left out or a problem."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources import SOURCES
from analytics.ingest.sources.quizzes import aws_score_report
from analytics.records import CardReview, ExamOutcome, ItemResponse
from tests.inputs.anki_files import FIRST_MS, collection, package
from tests.inputs.genuine_files import GENUINE_FILES
from tests.inputs.genuine_results import ANKI_FILES, RESULTS
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes
from tests.inputs.kahoot_files import answer, report
from tests.inputs.tracker_inputs import context_with

DAY_MS = 86_400_000
CELLS = st.sampled_from([None, "", "x", "\u00a7 1", -3, 0, 2.5, 10**15, "\U0001f600"])
"""Cells that no program writes into a column of numbers."""
REVIEWS = st.tuples(
    st.sampled_from([100, 101, 102, 999]),
    st.one_of(st.integers(0, 5), CELLS),
    st.one_of(st.integers(0, 2 * DAY_MS), CELLS),
)
"""Card, ease and time."""


def counted_min(time_ms: object) -> float:
    return time_ms / 60_000 if isinstance(time_ms, int) and 0 < time_ms <= DAY_MS else 0


@given(st.lists(REVIEWS, min_size=1, max_size=12), st.sampled_from([11, 18]), st.booleans())
def test_a_review_of_any_cells_is_counted_once(
    reviews: Sequence[tuple[int, object, object]], version: int, is_packed: bool
) -> None:
    """So are its minutes: stored, left out with a reason, or those of a problem."""
    entries = [(FIRST_MS + at, *review) for at, review in enumerate(reviews)]
    data = collection(version=version, reviews=entries)
    data = package({"collection.anki2": data}) if is_packed else data
    read = read_bytes(data, "anki", context_with(FileMapping(study=("AWS",))))
    assert read.n_read == len(entries) == len(read.rows) + read.n_passed_over + read.n_failed
    failed = {problem.line for problem in read.problems}
    minutes = sum(counted_min(time_ms) for review_id, _, _, time_ms in entries if str(review_id) not in failed)
    records = [row.record for row in read.rows]
    stored = sum((record.response_time_s or 0) / 60 for record in records if isinstance(record, CardReview))
    assert stored + sum(rows.minutes for rows in read.left_out.values()) == pytest.approx(minutes)


ANSWERS = st.tuples(
    st.sampled_from(["Me", " me ", "You", "", None]),
    st.sampled_from(["Correct", "Incorrect", "correct", "", None, "maybe"]),
    st.one_of(st.just("S3"), CELLS),
    st.one_of(st.floats(0, 20), CELLS),
    st.lists(st.tuples(st.integers(0, 17), CELLS), max_size=2),
)
"""Player, result, choice, seconds, and cells that are replaced by others."""
PLAYER, RESULT = 8, 10


@example([("Me", "Correct", "S3", 0.0, []), ("Me", "Correct", "S3", 0.0, [(PLAYER, 0)])])  # a player called 0
@given(st.lists(ANSWERS, min_size=1, max_size=8))
def test_an_answer_of_any_cells_is_counted_once(
    answers: Sequence[tuple[str, str, object, object, list[tuple[int, object]]]],
) -> None:
    """All right answers are stored, except those of other people and of problems."""
    rows = []
    for at, (player, result, chosen, seconds, changes) in enumerate(answers, start=1):
        row = answer(at, player, result, chosen=chosen, seconds=seconds)
        for place, cell in changes:
            row[place] = cell
        rows.append(row)
    context = replace(context_with(FileMapping(person="Me", domain={"*": "1"})), exam_code=EXAM)
    try:
        read = read_bytes(report(rows), "kahoot.xlsx", context)
    except OpenQuestionError:  # nobody is called Me any more
        assert not any(str(row[PLAYER] or "").strip().casefold() == "me" for row in rows)
        return
    assert read.n_read == len(rows) == len(read.rows) + read.n_passed_over + read.n_failed
    failed = {problem.line.rpartition("!")[2] for problem in read.problems}
    is_one = len({str(row[PLAYER]).strip().casefold() for row in rows if row[PLAYER] not in {None, ""}}) <= 1
    right = sum(
        str(row[RESULT]).casefold() == "correct" and (is_one or str(row[PLAYER]).strip().casefold() == "me")
        for line, row in enumerate(rows, start=2)
        if str(line) not in failed
    )
    assert sum(row.record.is_correct for row in read.rows if isinstance(row.record, ItemResponse)) == right


LINES = [
    "AWS Certified Developer - Associate",
    "Candidate: A CandidateExam Date:  5/18/2025",
    "Candidate Score: 790Pass/Fail: PASS",
    "The minimum score needed to pass the exam is 720.",
    "Domain 1: Development with AWS Services32%",
]
EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "repeat", "swap", "break"]), st.integers(0, 9), st.integers(0, 60)), max_size=5
)


@given(EDITS)
def test_a_score_report_is_one_row_or_refused(edits: list[tuple[str, int, int]]) -> None:
    """A score is stored as it is written, with the day and the result beside it."""
    lines = list(LINES)
    for what, number, place in edits:
        at = number % len(lines)
        if what == "drop" and len(lines) > 1:
            del lines[at]
        elif what == "repeat":
            lines.insert(place % len(lines), lines[at])
        elif what == "swap":
            lines[at], lines[place % len(lines)] = lines[place % len(lines)], lines[at]
        elif what == "break":
            cut = place % len(lines[at])
            lines[at] = f"{lines[at][:cut]}\u00a7{lines[at][cut:]}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aws_score_report, "pdf_pages", lambda *_: ["\n".join(lines)])
        context = replace(CONTEXT, blueprints=shipped_blueprints(), exam_code="DVA-C02")
        try:
            read = read_bytes(b"%PDF", "report.pdf", context)
        except UnreadableFileError:
            return
    assert read.n_read == 1 == len(read.rows) + read.n_failed
    for row in read.rows:
        assert isinstance(row.record, ExamOutcome)
        assert (str(row.record.taken_on), row.record.is_passed) == ("2025-05-18", True)
        assert row.record.scaled_score in {790.0, None}


def test_each_program_has_a_file_in_its_form() -> None:
    """Except programs whose files have nothing to import, and score reports, which have a test above."""
    formats = {file.format for file in GENUINE_FILES.values()} | {name for name, _ in RESULTS.values()}
    formats |= {read_bytes(data, "export", context_with()).format for data in ANKI_FILES.values()}
    refused = {"super_productivity_worklog", "question_bank"}
    assert {source.format for source in SOURCES} == formats | refused | {aws_score_report.FORMAT}
