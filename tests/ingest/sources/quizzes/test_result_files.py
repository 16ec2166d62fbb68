"""Files of results of other programs, from the file to the store and again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources import SOURCES
from analytics.records import CardReview, DomainResult, ExamOutcome, ItemResponse
from analytics.store import Store
from analytics.updates.context import ImportOptions, Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from tests.inputs.anki_files import REVIEWS, collection, package
from tests.inputs.builders import MADE_AT, TODAY
from tests.inputs.pdf_files import pdf

TOLD = ImportOptions(is_zone_given=True, mapping=FileMapping(study=("AWS",), taken_on=date(2026, 3, 1)))

QUIZ = [
    {"questionType": "Multiple Choice", "status": "Correct", "question": "Which?", "domain": "1", "correctAnswer": "a"}
]
REPORT = [
    "AWS Certified Solutions Architect - Associate",
    "Exam Date: 5/18/2025",
    "Candidate Score: 790Pass/Fail: PASS",
]

FILES: Mapping[str, tuple[bytes, type, int]] = {
    "anki": (package({"meta": b"\x08\x02", "collection.anki21": collection()}), CardReview, 2),
    "anki_review_log": (
        b"id,cid,usn,ease,ivl,lastIvl,factor,time,type\n1790000000000,1,-1,3,1,1,1,9,1\n",
        CardReview,
        0,
    ),
    "udemy": (json.dumps(QUIZ).encode(), ItemResponse, 1),
    "aws_score_report": (pdf([REPORT]), ExamOutcome, 1),
    "pasted_results": (b"2026-03-01 Set 1\nTotal: 60% (39/65)\n", DomainResult, 1),
    "google_forms": (b"Timestamp,Score,Q\n2026/03/01 09:00:00,1 / 1,a\n", DomainResult, 1),
    "moodle": (b"State,Started on,Grade/10,Q. 1 /1\nFinished,1 March 2026  9:00 AM,10,1\n", DomainResult, 1),
    "canvas": (b"name,id,submitted,5: Which?,1.0\nA,7,2026-03-01 09:00:00 UTC,a,1.0\n", DomainResult, 1),
    "uworld": ("2026-03-01\n✓ 1 - 7 Design Secure Architectures 50% 30 sec\n".encode(), ItemResponse, 1),
}


def imported(store: Store, path: Path, options: ImportOptions = TOLD) -> ImportReport:
    """Import one file."""
    return import_files(
        UpdateContext(
            store=store,
            today=TODAY,
            made_at=MADE_AT,
            zone="Europe/Berlin",
            blueprints=shipped_blueprints(),
            exam_code="SAA-C03",
        ),
        [Source(path, path.name)],
        options,
    )


@pytest.mark.parametrize("format_name", FILES)
def test_a_file_is_known_by_what_it_holds_and_adds_nothing_the_second_time(tmp_path: Path, format_name: str) -> None:
    """Its name says nothing; what was read is imported, skipped or failed."""
    data, kind, n_rows = FILES[format_name]
    path = tmp_path / "file"
    path.write_bytes(data)
    store = Store(tmp_path / "cutscore.duckdb")
    first, second = imported(store, path), imported(store, path)
    (file,) = first.files
    assert (file.format, file.imported, file.failed) == (format_name, n_rows, 0)
    assert file.read == file.imported + file.skipped + file.failed
    assert (second.imported, second.read) == (0, first.read)
    assert len(store.records(kind)) == n_rows


def test_every_source_of_results_has_its_own_name() -> None:
    """A file can be forced to be of one of them by it."""
    names = [source.format for source in SOURCES]
    assert len(set(names)) == len(names)
    assert set(FILES) <= set(names)


def test_the_reviews_of_a_package_are_counted_as_reviews(tmp_path: Path) -> None:
    """Those of other decks are left out on purpose; an answer given once is remembered."""
    path = tmp_path / "cards.apkg"
    path.write_bytes(FILES["anki"][0])
    store = Store(tmp_path / "cutscore.duckdb")
    refused = imported(store, path, replace(TOLD, mapping=FileMapping()))
    assert (refused.exit_code, store.records(CardReview)) == (2, [])
    report = imported(store, path)
    assert (report.read, report.imported, report.skipped) == (len(REVIEWS), 2, 3)
    again = imported(store, path, replace(TOLD, mapping=FileMapping()))
    assert (again.imported, again.skipped) == (0, len(REVIEWS))
    assert {review.reviewed_at.tzinfo is not None for review in store.records(CardReview) if isinstance(
        review.reviewed_at, datetime)} == {True}  # fmt: skip


def test_the_day_of_one_practice_exam_is_not_remembered(tmp_path: Path) -> None:
    """It would be put on the next file."""
    path = tmp_path / "quiz.json"
    path.write_bytes(FILES["udemy"][0])
    store = Store(tmp_path / "cutscore.duckdb")
    assert imported(store, path).imported == 1
    (file,) = imported(store, path, replace(TOLD, mapping=FileMapping())).files
    assert file.format is None
    assert "on which day" in file.problems[0].reason
