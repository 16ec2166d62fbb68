"""An import accounts for every row of every file, in one batch."""

import gc
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest import opened_bytes
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import TitleLabel
from analytics.ingest.sources.quizzes.pasted_results import FORMAT as PASTED_RESULTS
from analytics.records import DomainResult, StudySession
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files, import_read_files
from analytics.updates.import_reading import (
    ReadFile,
    paused_collector,
    read_labeled,
    read_sources,
    reading_context,
)
from analytics.updates.import_report import FileImport, ImportReport
from tests.inputs.builders import update_context
from tests.inputs.imported_texts import exam, import_texts


def test_every_row_of_every_file_is_accounted_for(store: Store, tmp_path: Path) -> None:
    """read = imported + skipped + failed in each file and in total; all files are one batch."""
    import_texts(store, tmp_path, first=exam(5, 6))
    report = import_texts(store, tmp_path, first=exam(5, 6, 7), second=exam(1, 99, name="b"))
    assert [(f.file, f.read, f.imported, f.skipped, f.failed) for f in report.files] == [
        ("first", 3, 1, 2, 0),
        ("second", 2, 1, 0, 1),
    ]
    assert (report.read, report.imported, report.skipped, report.failed) == (5, 2, 2, 1)
    batch = store.batches()[-1]
    assert (batch.batch_id, batch.source) == (report.batch_id, "first, second")
    assert (batch.n_imported, batch.n_duplicates, batch.n_failed) == (2, 2, 1)
    assert report.exit_code == 1
    assert [(p.line, p.column, p.value) for p in report.files[1].problems] == [("3", "n_correct", "99")]


def test_the_same_file_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    """The second import skips every row, and is no batch."""
    first = import_texts(store, tmp_path, first=exam(5, 6))
    again = import_texts(store, tmp_path, first=exam(5, 6))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert (again.batch_id, again.imported, again.skipped) == (None, 0, 2)
    assert len(store.batches()) == 1


def test_a_refused_file_does_not_keep_others_out(store: Store, tmp_path: Path) -> None:
    """The refusal is a problem of its file and counts no row; the exit code is 1."""
    report = import_texts(store, tmp_path, odd="colour,size\nred,1\n", good=exam(5))
    odd = report.files[0]
    assert odd.is_refused
    assert (odd.read, odd.problems[0].line) == (0, "")
    assert "no rows that look like study or results" in odd.problems[0].reason
    assert (report.imported, report.exit_code) == (1, 1)


def test_files_come_by_path_or_as_bytes(store: Store, tmp_path: Path) -> None:
    """A file that cannot be opened has its reason, and keeps the others out of nothing."""
    sources = [Source(tmp_path / "missing.csv", "missing.csv"), Source(exam(5).encode(), "upload.csv")]
    report = import_files(update_context(store), sources)
    assert [(file.file, file.imported) for file in report.files] == [("missing.csv", 0), ("upload.csv", 1)]
    assert [problem.reason for file in report.files for problem in file.problems] == [
        "file not found. Check the name and the folder."
    ]


LOG = "Day,Spent,Part\n2026-03-01,{spent},{part}\n"
COLUMNS = {"day": "started_at", "spent": "time_on_task_min", "part": "domain_id"}


def test_each_file_can_have_answers_of_its_own(store: Store) -> None:
    """Two tables with other units and exams are one batch; a corrected cell is stored, the file is not changed."""
    context = update_context(store)

    def read(data: bytes, mapping: FileMapping, exam_code: str | None = None, as_format: str | None = None) -> ReadFile:
        own = reading_context(replace(context, mapping=mapping, exam_code=exam_code, as_format=as_format))
        (opened,) = opened_bytes(data, "a.csv")
        opened = opened.corrected("40", ("2", "Spent")) if b"4o" in data else opened
        return ReadFile(opened, read_labeled(opened, own), own)

    minutes = FileMapping(kind="study_sessions", columns=COLUMNS, time_unit="min", domain={"Lakes": "5"})
    scores = FileMapping(kind="practice_exams", columns={"day": "taken_at", "result": "score"})
    files = [
        read(LOG.format(spent="4o", part="Lakes").encode(), minutes, "AIF-C01"),
        read(LOG.format(spent="1", part="4").encode(), replace(minutes, time_unit="h", domain={})),
        read(b"Day,Result\n2026-03-01,13/20\n", scores, "SAA-C03"),
        read(b"Total: 75.38 % (49/65)", FileMapping(taken_on=date(2026, 3, 2)), "SAA-C03", PASTED_RESULTS),
    ]
    report = import_read_files(context, files, is_dry_run=False)
    assert [file.imported for file in report.files] == [1, 1, 1, 1]
    assert len(store.batches()) == 1
    sessions = store.records(StudySession)
    assert {(row.time_on_task_min, row.domain_id) for row in sessions} == {(40, "5"), (60, "4")}
    assert {(row.n_items, row.exam_code) for row in store.records(DomainResult)} == {(20, "SAA-C03"), (65, "SAA-C03")}


def test_nothing_is_written_if_no_file_can_be_read(store: Store, tmp_path: Path) -> None:
    """The exit code is 2 and there is no batch."""
    report = import_texts(store, tmp_path, odd="colour,size\nred,1\n")
    assert (report.exit_code, report.batch_id) == (2, None)
    assert store.batches() == []


def test_a_file_of_problems_leaves_no_answers(store: Store) -> None:
    """Neither about its columns nor about people and titles; the next such file asks again. Nor does a refused one."""
    answers = FileMapping(kind="study_sessions", columns=COLUMNS, time_unit="min", candidates={"Ann": "Bea"})
    context = replace(update_context(store), mapping=answers, labels={"AIF-C01": {"Lakes": TitleLabel("5")}})
    bad, good = (LOG.format(spent=spent, part="x") for spent in ("much", "5"))
    for text, n_saved in (("colour\nred\n", 0), (bad, 0), (good, 3)):
        import_files(context, [Source(text.encode(), "a.csv")])
        assert len(store.saved_mappings()) == n_saved


def test_a_dry_run_reports_the_same_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    """Only the batch is missing from its report."""
    dry_run = import_texts(store, tmp_path, is_dry_run=True, first=exam(5, 99))
    assert store.candidates() == []
    assert store.batches() == []
    real = import_texts(store, tmp_path, first=exam(5, 99))
    assert dry_run == replace(real, batch_id=None)


def test_a_preview_of_files_that_were_read_is_a_dry_run(store: Store) -> None:
    """It reads nothing again; a file that could not be opened is refused."""
    context, refusal = update_context(store), UnreadableFileError("b.csv", "why")
    reading = reading_context(context)
    files = read_sources(reading, [Source(exam(5, 99).encode(), "a.csv")])
    report = import_read_files(context, [*files, ReadFile(refusal, refusal, reading)], is_dry_run=True)
    assert [(file.imported, file.failed, file.is_refused) for file in report.files] == [(1, 1, False), (0, 0, True)]
    assert (report.batch_id, store.batches()) == (None, [])


def test_a_new_candidate_gets_the_zone_of_the_import(store: Store, tmp_path: Path) -> None:
    """Times without a zone were read in it, so the candidate's days are those of that zone."""
    import_texts(store, tmp_path, zone="Asia/Tokyo", first=exam(5))
    assert store.day_rule("me").zone == "Asia/Tokyo"


counts = st.integers(0, 1000)


@given(
    st.lists(
        st.builds(FileImport, file=st.just("f"), format=st.just("t"), imported=counts, skipped=counts, failed=counts),
        max_size=5,
    )
)
def test_a_report_adds_up(files: list[FileImport]) -> None:
    """The totals are the sums over the files."""
    report = ImportReport(None, tuple(files))
    assert report.read == sum(file.read for file in files) == report.imported + report.skipped + report.failed


def test_the_collector_is_paused_and_is_afterward_as_before() -> None:
    """The collector rests within the block, and is on again after it, even after a failure, unless it was off."""
    with pytest.raises(UnreadableFileError), paused_collector():
        assert not gc.isenabled()
        raise UnreadableFileError("a.csv", "stop")
    assert gc.isenabled()
    gc.disable()
    try:
        with paused_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
