"""A renamed domain keeps its rows, whether they were written before or after the exam says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import parse_blueprint, shipped_blueprints
from analytics.errors import CutscoreError
from analytics.estimation.candidate import fit_candidate
from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import LABELS_FORMAT, labels_fingerprint
from analytics.ingest.mapping.map_file import map_text
from analytics.records import (
    ME,
    RECORD_TYPES,
    CardReview,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    PlannedWeek,
    Record,
    StudyPlan,
    StudySession,
)
from analytics.reports.decision.readiness import readiness_of
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.exam_files import save_exam_file
from analytics.updates.import_files import import_files
from tests.inputs.builders import (
    MADE_AT,
    TODAY,
    plan,
    practice_exam,
    rating,
    responses,
    save_mapping,
    session,
    store_with,
    update_context,
)

EXAM = "X-1"
TEXT = """
schema = "exam-blueprint/1"
exam = { code = "X-1", name = "X" }
format = { duration_minutes = 90, questions = 60 }
scoring = { pass_kind = "percent", pass_score = 70 }
[[domain]]
id = "1"
name = "First"
weight_kind = "exact"
weight = 60
[[domain]]
id = "2"
name = "Second"
weight_kind = "exact"
weight = 40
"""
RENAMED = TEXT.replace('id = "2"', 'id = "B"\nformerly = ["0", "2"]')
BEFORE, AFTER = (parse_blueprint(text, file="x.toml") for text in (TEXT, RENAMED))
SHIPPED = shipped_blueprints()

ROWS: list[Record] = [
    *practice_exam(date(2026, 11, 2), [(20, 36), (15, 24)], exam_code=EXAM),
    *practice_exam(date(2026, 11, 16), [(25, 36), (20, 24)], exam_code=EXAM),
    *[
        replace(one, exam_code=EXAM, response_key=f"position:{one.position}")
        for one in responses("q", date(2026, 11, 20), "++-+-", domain_id="2")
    ],
    replace(session(date(2026, 11, 3), 1, domain_id="2"), session_key="s1", source_id="s1"),
    replace(session(date(2026, 11, 4), 2, domain_id="2"), session_key="s2", source_id="s2", exam_code=EXAM),
    rating("2", 4, on=date(2026, 11, 5)),
    ExamOutcome(taken_on=date(2026, 11, 21), exam_code=EXAM, is_passed=False),
    ExamOutcome(taken_on=date(2026, 11, 21), exam_code=EXAM, is_passed=False, domain_id="2", classification="Weak"),
    PlannedSession(planned_key="p", starts_at=date(2026, 11, 28), duration_min=30.0, domain_id="2", source_id="p"),
    CardReview(review_id="c", reviewed_at=date(2026, 11, 6), rating=3, domain_id="2"),
    replace(plan(exam_code=EXAM), weeks=(PlannedWeek(1, "2"), PlannedWeek(2, "audit"))),
]


def today(record: Record) -> Record:
    """Return a row as if it had been written with today's id."""
    if isinstance(record, StudyPlan):
        return replace(record, weeks=(PlannedWeek(1, "B"), PlannedWeek(2, "audit")))
    if getattr(record, "domain_id", None) != "2":
        return record
    return replace(record, domain_id="B")  # type: ignore[arg-type]  # a kind with a domain


def records_of(store: Store) -> list[list[Record]]:
    return [sorted(store.records(kind), key=str) for kind in RECORD_TYPES]


def renamed_store(folder: Path, rows: Sequence[Record] = ROWS) -> Store:
    """Make a store of rows under the former id and add the exam that renames it."""
    store = store_with(folder, rows)
    store.save_blueprint(EXAM, TEXT)
    save_exam_file(store, AFTER, RENAMED, SHIPPED)
    return store


def test_rows_are_as_if_written_with_the_new_id(tmp_path: Path) -> None:
    """All tables, the focus of the plan, and readiness; the file is sound and its import can still be undone."""
    renamed = renamed_store(tmp_path / "renamed")
    written = store_with(tmp_path / "written", [today(row) for row in ROWS])
    written.save_blueprint(EXAM, RENAMED)
    assert records_of(renamed) == records_of(written)
    one, other = (readiness_of(fit_candidate(store, AFTER, ME, TODAY)) for store in (renamed, written))
    assert one.pass_probability == other.pass_probability
    assert one.domains == other.domains
    assert renamed.check() == []
    assert [batch.n_imported for batch in renamed.batches()] == [len(ROWS)]
    renamed.undo()
    assert not any(records_of(renamed))


def test_a_file_with_the_former_id_adds_nothing_again(tmp_path: Path) -> None:
    """Exported before the exam was renamed and imported after it: no row is new, and none is a problem."""
    before = store_with(tmp_path / "before", ROWS)
    before.save_blueprint(EXAM, TEXT)
    exported = export_files(before, tmp_path / "old")
    sources = [Source(path, path.name) for path in exported if "exam-blueprint/1" not in path.read_text()]
    store = renamed_store(tmp_path / "renamed")
    context = replace(update_context(store), blueprints={**SHIPPED, EXAM: AFTER})
    report = import_files(context, sources)
    assert (report.imported, report.failed) == (0, 0)
    empty = store_with(tmp_path / "empty", [])
    import_files(replace(update_context(empty), blueprints={**SHIPPED, EXAM: AFTER}), sources)
    assert records_of(empty) == records_of(store)


def test_a_session_without_an_id_of_its_own_is_the_same_after_an_export(tmp_path: Path) -> None:
    """Its key comes from its cells, so the file from before and an export from after the change add nothing."""
    log = b"started_at,time_on_task_min,activity,domain_id\n2026-11-10,30,video,2\n"
    store = store_with(tmp_path / "s", practice_exam(date(2026, 11, 2), [(20, 36), (15, 24)], exam_code=EXAM))
    store.save_blueprint(EXAM, TEXT)
    import_files(replace(update_context(store), blueprints={EXAM: BEFORE}), [Source(log, "log.csv")])
    save_exam_file(store, AFTER, RENAMED, SHIPPED)
    context = replace(update_context(store), blueprints={EXAM: AFTER})
    export = [Source(path, path.name) for path in export_files(store, tmp_path / "out") if "sessions" in path.name]
    for sources in (export, [Source(log, "log.csv")]):
        report = import_files(context, sources)
        assert (report.imported, report.failed) == (0, 0)
    assert [one.domain_id for one in store.records(StudySession)] == ["B"]


def test_an_exam_file_renames_before_the_rows_beside_it_are_added(tmp_path: Path) -> None:
    """So a practice exam under the new id is the row that is there; the same exam file again changes nothing."""
    store = store_with(tmp_path / "s", ROWS)
    store.save_blueprint(EXAM, TEXT)
    text = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"
    (first, *_) = store.records(DomainResult)
    row = f"{first.practice_exam_id},2026-11-02,{EXAM},B,24,15\n"
    sources = [Source((text + row).encode(), "r.csv"), Source(RENAMED.encode(), "x.toml")]
    for n_exams in (1, 0):
        report = import_files(update_context(store), sources)
        assert [file.imported for file in report.files] == [n_exams and report.files[0].imported, n_exams]
    assert {one.domain_id for one in store.records(DomainResult)} == {"1", "B"}
    assert len(store.records(DomainResult)) == 4


def test_rows_that_would_be_there_twice_are_refused(tmp_path: Path) -> None:
    """Nothing is changed; once the rows of the former id are deleted, the exam can be added."""
    old = practice_exam(date(2026, 11, 2), [(20, 36), (15, 24)], exam_code=EXAM)
    store = store_with(tmp_path / "s", [*old, replace(old[1], domain_id="B")])
    store.save_blueprint(EXAM, TEXT)
    with pytest.raises(CutscoreError, match="X-1: domain '2' is now 'B', but 1 row of practice_exams would be"):
        save_exam_file(store, AFTER, RENAMED, SHIPPED)
    assert store.blueprint_texts() == {EXAM: TEXT}
    assert len(store.records(DomainResult)) == 3
    with store.batch("delete", made_at=MADE_AT) as batch:
        batch.remove([old[1]])
    save_exam_file(store, AFTER, RENAMED, SHIPPED)
    assert {one.domain_id for one in store.records(DomainResult)} == {"1", "B"}
    assert store.check() == []


def test_a_row_without_an_exam_keeps_an_id_that_another_exam_has(tmp_path: Path) -> None:
    """AIF-C01 has a domain 2, so a session of somebody who prepares for both stays; rows of the exam move."""
    both = [*ROWS, *practice_exam(date(2026, 11, 2), [(9, 13)] * 5, exam_code="AIF-C01")]
    store = renamed_store(tmp_path / "s", both)
    assert sorted((one.exam_code or "", one.domain_id) for one in store.records(StudySession)) == [
        ("", "2"),
        (EXAM, "B"),
    ]
    assert {one.domain_id for one in store.records(ItemResponse)} == {"B"}
    assert {one.domain_id for one in store.records(DomainResult) if one.exam_code == "AIF-C01"} >= {"2"}
    context = replace(update_context(store), blueprints={**SHIPPED, EXAM: AFTER})
    log = (
        b"started_at,time_on_task_min,activity,domain_id,source_id\n2026-11-10,30,video,2,a\n2026-11-10,30,video,0,b\n"
    )
    assert import_files(context, [Source(log, "log.csv")]).failed == 0
    found = {one.source_id: one.domain_id for one in store.records(StudySession)}
    assert (found["a"], found["b"]) == ("2", "B")


def test_saved_answers_with_a_former_id_still_work(tmp_path: Path) -> None:
    """Of titles, which apply after a row is read."""
    store = renamed_store(tmp_path / "s")
    labels = FileMapping(domain={"=Video course": "2"})
    save_mapping(store, labels_fingerprint(EXAM), LABELS_FORMAT, map_text(labels))
    context = replace(update_context(store), blueprints={**SHIPPED, EXAM: AFTER})
    log = b"started_at,time_on_task_min,activity,resource\n2026-11-10,30,video,Video course\n"
    import_files(context, [Source(log, "log.csv")])
    assert [one.domain_id for one in store.records(StudySession) if one.resource == "Video course"] == ["B"]
