"""A file imported again with other answers changes its rows and duplicates none."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest import ReadingContext
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.records import Activity, PlannedSession, Record, StudySession
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from tests.inputs.builders import TODAY, update_context
from tests.inputs.ingest_inputs import read_file
from tests.inputs.store_files import all_records, new_store

EXAM = "SAA-C03"

LOG = "Day,What,Spent,Remark\n2026-03-01,S3,50,x\n2026-03-01,S3,50,x\n2026-03-02,VPC lab,90,\n"
LOG_COLUMNS = {"day": "started_at", "spent": "time_on_task_min"}
LOG_MAP = FileMapping(kind="study_sessions", columns=LOG_COLUMNS, time_unit="min")
LOG_MAPS = (
    LOG_MAP,
    replace(LOG_MAP, columns={**LOG_COLUMNS, "what": "resource"}, domain={"S3": "3", "VPC": "1"}),
    replace(LOG_MAP, time_unit="s", columns={**LOG_COLUMNS, "what": "note"}, activity={"lab": Activity.LAB}),
    replace(LOG_MAP, columns={"day": "starts_at", "spent": "duration_min"}, kind="planned_sessions"),
)

EXAMS = "Day,By,Part,Asked,Right\n2026-03-01,Shop,S3,20,15\n2026-03-01,Shop,VPC,10,9\n2026-03-08,Shop,S3,20,16\n"
EXAM_COLUMNS = {"day": "taken_at", "asked": "n_items", "right": "n_correct"}
EXAM_MAP = FileMapping(
    kind="practice_exams", columns={**EXAM_COLUMNS, "part": "domain_id"}, domain={"S3": "3", "VPC": "1"}
)
EXAM_MAPS = (
    EXAM_MAP,
    replace(EXAM_MAP, columns={**EXAM_MAP.columns, "by": "provider"}),
    replace(EXAM_MAP, columns={**EXAM_MAP.columns, "by": "form"}, domain={"S3": "2", "VPC": "4"}),
)

CALENDAR = "".join(
    f"{line}\r\n"
    for line in (
        "BEGIN:VCALENDAR",
        "X-WR-TIMEZONE:UTC",
        "BEGIN:VEVENT",
        "UID:one",
        "SUMMARY:S3",
        "DTSTART:20260301T080000Z",
        "DTEND:20260301T090000Z",
        "END:VEVENT",
        "END:VCALENDAR",
    )
)
CALENDAR_MAPS = tuple(FileMapping(study=("*",), kind=kind) for kind in ("planned_sessions", "study_sessions"))


def imported(store: Store, path: Path, answers: FileMapping) -> ImportReport:
    """Import a file with answers."""
    with store.reading():
        context = replace(update_context(store, exam_code=EXAM), is_zone_given=True, mapping=answers)
        return import_files(context, [Source(path, path.name)])


def read(path: Path, answers: FileMapping) -> set[Record]:
    """Return the rows of a file read with answers."""
    blueprints = shipped_blueprints()
    context = ReadingContext(
        today=TODAY, zone="UTC", is_zone_given=True, blueprints=blueprints, exam_code=EXAM, mapping=answers
    )
    return {row.record for row in read_file(path, context).rows}


@pytest.mark.parametrize(
    ("text", "maps"), [(LOG, LOG_MAPS), (EXAMS, EXAM_MAPS), (CALENDAR, CALENDAR_MAPS)], ids=["log", "exams", "calendar"]
)
def test_only_the_last_answers_count(tmp_path: Path, text: str, maps: Sequence[FileMapping]) -> None:
    """This holds after any earlier answers; undo restores the rows before the last import."""
    path, store = tmp_path / "file", new_store(tmp_path / "own.duckdb")
    path.write_text(text, encoding="utf-8")
    merged, after = FileMapping(), list[Record]()
    for answers in (*maps, maps[0]):
        imported(store, path, answers)
        merged = answers.with_defaults(merged)
        before, after = after, all_records(store)
        assert set(after) == read(path, merged)
        assert len(after) == text.count("2026-") + text.count("BEGIN:VEVENT")
    store.undo()
    assert all_records(store) == before


def test_superseded_rows_have_a_notice(tmp_path: Path) -> None:
    """It counts them; the report adds up, and the same import again changes nothing."""
    path, store = tmp_path / "exams.csv", new_store(tmp_path / "own.duckdb")
    path.write_text(EXAMS, encoding="utf-8")
    assert imported(store, path, EXAM_MAPS[0]).imported == 3
    report = imported(store, path, EXAM_MAPS[1])
    assert (report.read, report.imported, report.skipped) == (3, 3, 0)
    assert any("3 rows from its last import were replaced" in notice for notice in report.files[0].notices)
    assert imported(store, path, EXAM_MAPS[1]).batch_id is None


def test_a_planned_session_that_took_place_becomes_a_study_session(tmp_path: Path) -> None:
    """The hour counts once."""
    path, store = tmp_path / "file.ics", new_store(tmp_path / "own.duckdb")
    path.write_text(CALENDAR, encoding="utf-8", newline="")
    imported(store, path, CALENDAR_MAPS[0])
    assert (len(store.records(PlannedSession)), len(store.records(StudySession))) == (1, 0)
    imported(store, path, CALENDAR_MAPS[1])
    assert (len(store.records(PlannedSession)), len(store.records(StudySession))) == (0, 1)


def test_rows_that_new_answers_leave_out_stay(tmp_path: Path) -> None:
    """To name other events as studying adds theirs; the earlier ones were studying too."""
    path, store = tmp_path / "file.ics", new_store(tmp_path / "own.duckdb")
    other = CALENDAR.replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:two\r\nSUMMARY:VPC\r\nDTSTART:20260302T080000Z\r\n"
        "DTEND:20260302T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR")  # fmt: skip
    path.write_text(other, encoding="utf-8", newline="")
    imported(store, path, FileMapping(study=("S3",)))
    imported(store, path, FileMapping(study=("VPC",)))
    assert {plan.title for plan in store.records(PlannedSession)} == {"S3", "VPC"}


@pytest.mark.parametrize("before", [None, ("*",)])
def test_rows_go_that_the_first_answer_about_study_leaves_out(tmp_path: Path, before: tuple[str, ...] | None) -> None:
    """Without an answer, and with all as the answer, dinner was imported; rows of another file stay."""
    path, store = tmp_path / "file.csv", new_store(tmp_path / "own.duckdb")
    text = "Day,What,Spent\n2026-03-01,VPC reading,50\n2026-03-02,dinner,45\n2026-03-03,IAM reading,40\n"
    path.write_text(text, encoding="utf-8")
    imported(store, path, replace(LOG_MAP, study=before))
    assert len(store.records(StudySession)) == 3
    report = imported(store, path, FileMapping(study=("reading",)))
    assert sorted(session.time_on_task_min for session in store.records(StudySession)) == [40, 50]
    assert any("1 row from its last import was replaced" in notice for notice in report.files[0].notices)
    path.write_text("".join(text.splitlines(keepends=True)[:3]), encoding="utf-8")
    assert imported(store, path, FileMapping(study=("reading",))).batch_id is None
    assert len(store.records(StudySession)) == 2


def test_a_row_that_fails_now_stays_as_it_was(tmp_path: Path) -> None:
    """Fifty hours are no session, so the fifty minutes of that line stay; dinner goes."""
    path, store = tmp_path / "file.csv", new_store(tmp_path / "own.duckdb")
    path.write_text("Day,What,Spent\n2026-03-01,VPC reading,50\n2026-03-02,dinner,45\n", encoding="utf-8")
    imported(store, path, LOG_MAP)
    assert imported(store, path, FileMapping(study=("reading",), time_unit="h")).failed == 1
    assert [session.time_on_task_min for session in store.records(StudySession)] == [50]


def test_answers_about_another_file_of_the_same_kind_duplicate_nothing(tmp_path: Path) -> None:
    """The key of a session comes from its row, not from the answers."""
    first, second, store = tmp_path / "march.csv", tmp_path / "april.csv", new_store(tmp_path / "own.duckdb")
    first.write_text(LOG, encoding="utf-8")
    second.write_text(LOG.replace("2026-03", "2026-04"), encoding="utf-8")
    imported(store, first, LOG_MAPS[0])
    imported(store, second, LOG_MAPS[1])
    imported(store, first, FileMapping())
    assert set(all_records(store)) == read(first, LOG_MAPS[1]) | read(second, LOG_MAPS[1])


def test_answers_that_could_not_read_the_file_supersede_nothing(tmp_path: Path) -> None:
    """An earlier open question does not affect the rows read now."""
    path, store = tmp_path / "file.csv", new_store(tmp_path / "own.duckdb")
    path.write_text("Day,What,Spent\n2026-03-01,S3,50\n", encoding="utf-8")
    imported(store, path, LOG_MAP)
    path.write_text("Day,What,Spent\n03/04/2026,S3,50\n", encoding="utf-8")
    report = imported(store, path, replace(LOG_MAP, date_order=None))
    assert report.files[0].is_refused
    assert imported(store, path, replace(LOG_MAP, date_order=DateOrder.DAY_FIRST)).imported == 1
    assert len(store.records(StudySession)) == 2
