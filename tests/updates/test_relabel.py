"""Stored rows get a domain and activity by their titles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.labels import TitleLabel
from analytics.records import Activity, StudySession
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from analytics.updates.relabel import relabel, unlabeled_in_store
from tests.inputs.builders import MADE_AT, practice_exam, session, store_with, update_context

LOG = "started_at,time_on_task_min,activity,resource\n2026-11-05,50,other,Course\n2026-11-06,40,lab,\n"
MORE = f"{LOG}2026-11-07,30,other,Course\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = store_with(tmp_path, practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code="AIF-C01"))
    with store.reading():
        yield store


def imported(store: Store, *paths: Path, answers: FileMapping = NO_MAPPING) -> ImportReport:
    return import_files(replace(update_context(store), mapping=answers), [Source(path, path.name) for path in paths])


def log(folder: Path, text: str) -> Path:
    path = folder / "study_sessions.csv"
    path.write_text(text, encoding="utf-8")
    return path


def domains(store: Store) -> list[tuple[str | None, str | None]]:
    sessions = sorted(store.records(StudySession), key=lambda study: study.started_at.isoformat())
    return [(study.resource, study.domain_id) for study in sessions]


def test_rows_are_labeled_by_title_and_undone(store: Store, tmp_path: Path) -> None:
    """Only rows without a domain or activity change, as one batch."""
    imported(store, log(tmp_path, LOG))
    assert [(one.title, one.minutes) for one in unlabeled_in_store(store, "me")] == [("Course", 50), ("", 40)]
    labels = {"Course": TitleLabel("2", Activity.VIDEO), "Nothing": TitleLabel("1")}
    assert relabel(store, "me", "AIF-C01", labels, made_at=MADE_AT) == 1
    assert domains(store) == [("Course", "2"), (None, None)]
    assert [one.title for one in unlabeled_in_store(store, "me")] == [""]
    store.undo()
    assert domains(store) == [("Course", None), (None, None)]


def test_a_labeled_session_is_for_the_exam_of_its_label(store: Store, tmp_path: Path) -> None:
    """The domain is of that exam; a session for another exam is left alone."""
    text = (
        LOG.replace("resource\n", "resource,exam_code\n")
        .replace("Course\n", "Course,\n")
        .replace("lab,\n", "other,Course,AZ-900\n")
    )
    imported(store, log(tmp_path, text))
    assert relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT) == 1
    assert {(s.domain_id, s.exam_code) for s in store.records(StudySession)} == {("2", "AIF-C01"), (None, "AZ-900")}
    assert imported(store, log(tmp_path, text)).skipped == 2


def test_a_file_again_does_not_change_labeled_rows(store: Store, tmp_path: Path) -> None:
    """New rows of the file are labeled too."""
    imported(store, log(tmp_path, LOG))
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    again = imported(store, log(tmp_path, LOG))
    assert (again.imported, again.skipped) == (0, 2)
    more = imported(store, log(tmp_path, MORE))
    assert (more.imported, more.skipped) == (1, 2)
    assert domains(store) == [("Course", "2"), (None, None), ("Course", "2")]


def test_an_export_of_labeled_rows_adds_nothing(store: Store, tmp_path: Path) -> None:
    """The rows keep their keys, although their domain has changed."""
    imported(store, log(tmp_path, LOG))
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    again = imported(store, *export_files(store, tmp_path / "out"))
    assert (again.imported, again.failed) == (0, 0)


def test_tasks_are_assigned_if_the_domain_has_them(store: Store, tmp_path: Path) -> None:
    """Labels of the page apply to all later files, a mapping file to its own kind of file."""
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
    imported(store, table, answers=answers)
    added = [s for s in store.records(StudySession) if s.started_at.isoformat() >= "2026-11-08"]
    assert {(s.resource, s.domain_id, s.task_id) for s in added} == {
        ("Book", "1", "1.2"),
        ("Lake", "1", None),
        ("Sea", None, None),
    }


def test_without_an_exam_labels_are_not_saved(tmp_path: Path) -> None:
    """They still apply to the stored rows."""
    store = store_with(tmp_path, [replace(session(date(2026, 11, 5), 1, activity=Activity.OTHER), resource="Book")])
    assert relabel(store, "me", None, {"Book": TitleLabel(activity=Activity.READING)}, made_at=MADE_AT) == 1
    assert store.saved_mappings() == {}


def test_only_the_labels_of_the_named_exam_apply(store: Store, tmp_path: Path) -> None:
    """A file for another exam is not labeled."""
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    import_files(
        update_context(store, exam_code="MLS-C01"),
        [Source(log(tmp_path, LOG), "log.csv")],
    )
    assert domains(store) == [("Course", None), (None, None)]


def test_labels_given_with_an_import_are_saved(store: Store, tmp_path: Path) -> None:
    """They apply to the file and to later ones."""
    context = update_context(store, exam_code="AIF-C01")
    labels = {"AIF-C01": {"Course": TitleLabel("2")}}
    import_files(replace(context, labels=labels), [Source(log(tmp_path, LOG), "log.csv")])
    assert domains(store) == [("Course", "2"), (None, None)]
    assert [one.format for one in store.settings().answers] == ["titles"]


def test_saved_labels_are_listed_and_deleted(store: Store) -> None:
    """Their format is "titles"."""
    relabel(store, "me", "AIF-C01", {"Course": TitleLabel("2")}, made_at=MADE_AT)
    (saved,) = store.settings().answers
    assert saved.format == "titles"
    store.delete_mapping(saved.fingerprint)
    assert store.saved_mappings() == {}
