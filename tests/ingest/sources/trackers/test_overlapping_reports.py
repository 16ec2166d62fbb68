"""Reports of one tracker that overlap, in one archive and one after the other."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from analytics.ingest.file_mapping import FileMapping
from analytics.records import StudySession
from analytics.store import Store
from tests.inputs.source_files import import_paths, written_files
from tests.inputs.tracker_files import TOGGL, toggl_row

ALL = FileMapping(study=("*",))
AWS, GCP, NEXT_DAY = (
    toggl_row(name, f"{day} 09:00:00", f"{day} 10:00:00", "01:00:00")
    for name, day in (("AWS", "2026-03-01"), ("GCP", "2026-03-01"), ("AWS", "2026-03-02"))
)


def archive(reports: Sequence[str]) -> bytes:
    """Return a ZIP archive of reports."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for number, rows in enumerate(reports):
            written.writestr(f"report {number}.csv", TOGGL + rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "reports",
    [
        (AWS + GCP, GCP + NEXT_DAY),
        (AWS, GCP + AWS, NEXT_DAY + GCP + AWS),  # exported during the day, and the newest first
        (AWS + NEXT_DAY, GCP),  # one report for each project
    ],
)
def test_each_entry_counts_once(tmp_path: Path, reports: Sequence[str]) -> None:
    """Three entries of an hour each, two with the same start, are three hours in any set of reports."""
    (path,) = written_files(tmp_path, {"reports.zip": archive(reports)})
    store = Store(tmp_path / "together.duckdb")
    report = import_paths(store, [path], ALL)
    assert report.read == sum(rows.count("\n") for rows in reports) == report.imported + report.skipped
    assert [session.time_on_task_min for session in store.records(StudySession)] == [60, 60, 60]
    other = Store(tmp_path / "apart.duckdb")
    for number, rows in enumerate(reports):
        import_paths(other, written_files(tmp_path, {f"{number}.csv": (TOGGL + rows).encode()}), ALL)
    assert {session.source_id for session in other.records(StudySession)} == {
        session.source_id for session in store.records(StudySession)
    }
