"""Tests of rows in the file that are assigned by their titles."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import TitleLabel
from analytics.records import Activity, StudySession
from analytics.store import Store
from analytics.updates.context import DEFAULT_OPTIONS, ImportOptions, Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from analytics.updates.relabel import relabel, unlabeled_in_store
from tests.inputs.builders import MADE_AT, TODAY, practice_exam, session, store_with

LOG = "started_at,time_on_task_min,activity,resource\n2026-11-05,50,other,Course\n2026-11-06,40,lab,\n"
MORE = f"{LOG}2026-11-07,30,other,Course\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_with(tmp_path, practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code="AIF-C01"))


def imported(store: Store, *paths: Path, options: ImportOptions = DEFAULT_OPTIONS) -> ImportReport:
    return import_files(
        UpdateContext(store=store, today=TODAY, made_at=MADE_AT, zone="UTC", blueprints=shipped_blueprints()),
        [Source(path, path.name) for path in paths],
        options,
    )


def log(folder: Path, text: str) -> Path:
    path = folder / "study_sessions.csv"
    path.write_text(text, encoding="utf-8")
    return path


def domains(store: Store) -> list[tuple[str | None, str | None]]:
    sessions = sorted(store.records(StudySession), key=lambda study: study.started_at.isoformat())
    return [(study.resource, study.domain_id) for study in sessions]


def test_rows_are_assigned_by_title_and_back(store: Store, tmp_path: Path) -> None:
    """Only open rows under the title change, as one batch that can be undone."""
    imported(store, log(tmp_path, LOG))
    assert [(one.title, one.minutes) for one in unlabeled_in_store(store, "me")] == [("Course", 50), ("", 40)]
    labels = {"Course": TitleLabel("2", Activity.VIDEO), "Nothing": TitleLabel("1")}
    assert relabel(store, "me", "AIF-C01", labels, made_at=MADE_AT) == 1
    assert domains(store) == [("Course", "2"), (None, None)]
    assert [one.title for one in unlabeled_in_store(store, "me")] == [""]
    store.undo()
    assert domains(store) == [("Course", None), (None, None)]


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    """Nor does one with more rows change those that were assigned; the new ones are assigned as well."""
    imported(store, log(tmp_path, LOG))
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    again = imported(store, log(tmp_path, LOG))
    assert (again.imported, again.skipped) == (0, 2)
    more = imported(store, log(tmp_path, MORE))
    assert (more.imported, more.skipped) == (1, 2)
    assert domains(store) == [("Course", "2"), (None, None), ("Course", "2")]


def test_an_export_of_assigned_rows_adds_nothing(store: Store, tmp_path: Path) -> None:
    """What was written out is known again, with the domain that it has by then."""
    imported(store, log(tmp_path, LOG))
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    again = imported(store, *export_files(store, tmp_path / "out"))
    assert (again.imported, again.failed) == (0, 0)


def test_tasks_are_assigned_where_their_domain_has_them(store: Store, tmp_path: Path) -> None:
    """By the page for the files to come, and by a file of answers for its own kind of file."""
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2", task_id="2.1")}, made_at=MADE_AT)
    imported(store, log(tmp_path, LOG))
    assert {(s.resource, s.domain_id, s.task_id) for s in store.records(StudySession)} == {
        ("Course", "2", "2.1"),
        (None, None, None),
    }
    table = tmp_path / "mine.csv"
    table.write_text("day,min,what\n2026-11-08,30,Book\n2026-11-09,30,Lake\n2026-11-10,30,Sea\n", encoding="utf-8")
    answers = FileMapping(
        kind="study_sessions",
        columns={"day": "started_at", "min": "time_on_task_min", "what": "resource"},
        domain={"Book": "1", "Lake": "1"},
        task={"Book": "1.2", "Lake": "2.1", "Sea": "1.2"},
        activity={"Book": Activity.LAB},
    )
    imported(store, table, options=ImportOptions(mapping=answers))
    added = [s for s in store.records(StudySession) if s.started_at.isoformat() >= "2026-11-08"]
    assert {(s.resource, s.domain_id, s.task_id) for s in added} == {
        ("Book", "1", "1.2"),
        ("Lake", "1", None),
        ("Sea", None, None),
    }


def test_without_an_exam_nothing_is_remembered(tmp_path: Path) -> None:
    """An activity can be said all the same."""
    store = store_with(tmp_path, [replace(session(date(2026, 11, 5), 1, activity=Activity.OTHER), resource="Book")])
    assert relabel(store, "me", None, {"Book": TitleLabel(activity=Activity.READING)}, made_at=MADE_AT) == 1
    assert store.saved_mappings() == {}


def test_the_exam_that_is_given_decides(store: Store, tmp_path: Path) -> None:
    """Titles mean domains of the exam that a file is imported for."""
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    import_files(
        UpdateContext(
            store=store, today=TODAY, made_at=MADE_AT, zone="UTC", blueprints=shipped_blueprints(), exam_code="MLS-C01"
        ),
        [Source(log(tmp_path, LOG), "log.csv")],
    )
    assert domains(store) == [("Course", None), (None, None)]


def test_answers_are_listed_and_forgotten(store: Store) -> None:
    """What was remembered can be let go."""
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    ((fingerprint, kind),) = store.saved_mapping_formats().items()
    assert kind == "titles"
    store.delete_mapping(fingerprint)
    assert store.saved_mappings() == {}
